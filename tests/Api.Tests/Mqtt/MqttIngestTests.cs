using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;
using Twin.Api.Access;
using Twin.Api.Admission;
using Twin.Api.Mqtt;
using Twin.Api.Telemetry;
using Twin.Api.Tests.Telemetry;
using Twin.Api.View;
using Twin.Grains.Network;

namespace Twin.Api.Tests.Mqtt;

public sealed class MqttIngestTests : IAsyncLifetime
{
    private const string Topic = "twin/3208008351/t1/telemetry";

    private readonly List<IMqttClient> _clients = [];
    private TelemetryServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await TelemetryServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(c => c.Dispose());
        await _server.DisposeAsync();
    }

    private static string Reading(int seq, string more = "") => $$"""{"at":"{{DateTime.UtcNow:O}}","seq":{{seq}}{{more}}}""";

    private async Task<IMqttClient> ConnectAsync(MqttProtocolVersion version, string? id = null)
    {
        var client = new MqttClientFactory().CreateMqttClient();
        _clients.Add(client);
        await client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", _server.MqttPort).WithProtocolVersion(version)
            .WithCredentials("admin", TelemetryServer.Key).WithClientId(id ?? Guid.NewGuid().ToString("N")).WithTimeout(TimeSpan.FromSeconds(30)).Build());
        return client;
    }

    private static Task<MqttClientPublishResult> PublishAsync(IMqttClient client, string payload, string topic = Topic, int qos = 1, bool retain = false) => client.PublishAsync(
        new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload(payload).WithQualityOfServiceLevel((MqttQualityOfServiceLevel)qos).WithRetainFlag(retain).Build());

    [Theory]
    [InlineData(MqttProtocolVersion.V311)]
    [InlineData(MqttProtocolVersion.V500)]
    public async Task A_message_is_acknowledged_after_it_is_applied_and_not_before(MqttProtocolVersion version)
    {
        var (reached, held) = (new TaskCompletionSource(), new TaskCompletionSource());
        _server.Network[FakeNetwork.Known].Answer = async _ =>
        {
            reached.TrySetResult();
            await held.Task;
            return IngestOutcome.Accepted;
        };
        var client = await ConnectAsync(version);
        var published = PublishAsync(client, Reading(1));
        await reached.Task;
        // Another client's message goes all the way meanwhile, so the first had time for its acknowledgement too.
        var other = await ConnectAsync(version);
        Assert.True((await PublishAsync(other, Reading(1), "twin/3208008351/t2/telemetry")).IsSuccess);
        Assert.False(published.IsCompleted);
        held.SetResult();
        Assert.True((await published).IsSuccess);
        Assert.Single(_server.Network[FakeNetwork.Known].Applied);
    }

    [Theory]
    [InlineData("{", MqttClientPublishReasonCode.PayloadFormatInvalid, "column")]
    [InlineData("", MqttClientPublishReasonCode.PayloadFormatInvalid, "column")]
    [InlineData("""{"at":"yesterday"}""", MqttClientPublishReasonCode.PayloadFormatInvalid, "ISO 8601")]
    [InlineData("""{"device":"3208008351/t2","at":"2026-11-22T08:00:00Z"}""", MqttClientPublishReasonCode.PayloadFormatInvalid, "left out")]
    [InlineData("""{"device":"3208008351/nope","at":"2026-11-22T08:00:00Z"}""", MqttClientPublishReasonCode.PayloadFormatInvalid, "left out")]
    public async Task A_bad_payload_is_told_to_version_5(string payload, MqttClientPublishReasonCode code, string said)
    {
        var client = await ConnectAsync(MqttProtocolVersion.V500);
        var result = await PublishAsync(client, payload);
        Assert.Equal(code, result.ReasonCode);
        Assert.Contains(said, result.ReasonString, StringComparison.Ordinal);
        Assert.True((await PublishAsync(client, Reading(1, ",\"device\":\"3208008351/t1\""))).IsSuccess);
    }

    [Fact]
    public async Task A_bad_payload_is_acknowledged_to_version_311_and_the_client_stays_connected()
    {
        var client = await ConnectAsync(MqttProtocolVersion.V311);
        Assert.True((await PublishAsync(client, "{")).IsSuccess);
        Assert.True((await PublishAsync(client, Reading(1))).IsSuccess);
        Assert.True(client.IsConnected);
        Assert.Single(_server.Network[FakeNetwork.Known].Applied);
    }

    [Fact]
    public async Task Some_bad_readings_of_an_array_do_not_spoil_the_rest()
    {
        var client = await ConnectAsync(MqttProtocolVersion.V500);
        var result = await PublishAsync(client, $"[{Reading(1)},{{}},{Reading(2)}]");
        Assert.True(result.IsSuccess);
        Assert.Contains("1 of 3", result.ReasonString, StringComparison.Ordinal);
        Assert.Equal(2, _server.Network[FakeNetwork.Known].Applied.Length);
    }

    [Fact]
    public async Task A_store_that_is_down_is_not_confirmed_to_version_5()
    {
        _server.Network[FakeNetwork.Known].Answer = _ => throw new TimeoutException("storage");
        var client = await ConnectAsync(MqttProtocolVersion.V500);
        Assert.Equal(MqttClientPublishReasonCode.QuotaExceeded, (await PublishAsync(client, Reading(1))).ReasonCode);
        _server.Network[FakeNetwork.Known].Answer = _ => new(IngestOutcome.Accepted);
        Assert.True((await PublishAsync(client, Reading(1))).IsSuccess);
    }

    [Fact]
    public async Task A_store_that_is_down_ends_the_connection_of_version_311_without_an_acknowledgement()
    {
        _server.Network[FakeNetwork.Known].Answer = _ => throw new TimeoutException("storage");
        var client = await ConnectAsync(MqttProtocolVersion.V311);
        var gone = new TaskCompletionSource();
        client.DisconnectedAsync += _ =>
        {
            gone.TrySetResult();
            return Task.CompletedTask;
        };
        await Assert.ThrowsAnyAsync<Exception>(() => PublishAsync(client, Reading(1)));
        await gone.Task;
    }

    [Fact]
    public async Task An_unknown_device_never_reaches_a_grain()
    {
        var client = await ConnectAsync(MqttProtocolVersion.V500);
        var result = await PublishAsync(client, Reading(1), "twin/3208008351/t9/telemetry");
        Assert.Equal(MqttClientPublishReasonCode.TopicNameInvalid, result.ReasonCode);
        Assert.Contains("registered", result.ReasonString, StringComparison.Ordinal);
        Assert.Equal(0, _server.Network[FakeNetwork.Known].Calls);
    }

    [Fact]
    public async Task Retained_telemetry_is_relayed_but_not_kept()
    {
        var client = await ConnectAsync(MqttProtocolVersion.V500);
        await PublishAsync(client, Reading(1), retain: true);
        var heard = new TaskCompletionSource<MqttApplicationMessage>();
        var late = await ConnectAsync(MqttProtocolVersion.V500);
        late.ApplicationMessageReceivedAsync += e =>
        {
            heard.TrySetResult(e.ApplicationMessage);
            return Task.CompletedTask;
        };
        await late.SubscribeAsync("twin/#");
        await PublishAsync(client, Reading(2));
        Assert.Contains("\"seq\":2", (await heard.Task).ConvertPayloadToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_refused_is_not_relayed()
    {
        var heard = new TaskCompletionSource<MqttApplicationMessage>();
        var listener = await ConnectAsync(MqttProtocolVersion.V500);
        listener.ApplicationMessageReceivedAsync += e =>
        {
            heard.TrySetResult(e.ApplicationMessage);
            return Task.CompletedTask;
        };
        await listener.SubscribeAsync("twin/3208008351/+/telemetry");
        var client = await ConnectAsync(MqttProtocolVersion.V311);
        await PublishAsync(client, "{");
        await PublishAsync(client, Reading(2));
        Assert.Contains("\"seq\":2", (await heard.Task).ConvertPayloadToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_packet_over_the_limit_ends_its_own_connection_only()
    {
        using var rude = new TcpClient();
        await rude.ConnectAsync(IPAddress.Loopback, _server.MqttPort);
        await rude.GetStream().WriteAsync(new byte[] { 0x10, 0xFF, 0xFF, 0xFF, 0x7F });
        Assert.Equal(0, await rude.GetStream().ReadAsync(new byte[1]));
        var client = await ConnectAsync(MqttProtocolVersion.V500);
        await Assert.ThrowsAnyAsync<Exception>(() => PublishAsync(client, new string(' ', 2 << 20)));
        Assert.True((await PublishAsync(await ConnectAsync(MqttProtocolVersion.V500), Reading(1))).IsSuccess);
    }

    [Fact]
    public async Task Garbage_on_the_wire_does_not_hurt_the_broker()
    {
        var random = new Random(3);
        for (var i = 0; i < 50; i++)
        {
            using var rude = new TcpClient();
            await rude.ConnectAsync(IPAddress.Loopback, _server.MqttPort);
            var bytes = new byte[random.Next(1, 200)];
            random.NextBytes(bytes);
            await rude.GetStream().WriteAsync(bytes);
        }
        Assert.True((await PublishAsync(await ConnectAsync(MqttProtocolVersion.V311), Reading(1))).IsSuccess);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_one_clear_line()
    {
        var services = _server.Services;
        using var second = new MqttHolder(services, $"127.0.0.1:{_server.MqttPort}");
        var fault = await Assert.ThrowsAsync<MqttEndpointException>(() => second.Ingest.StartAsync(CancellationToken.None));
        Assert.Equal($"MQTT cannot listen on 127.0.0.1:{_server.MqttPort}: the port is taken. Choose another with --mqtt HOST:PORT, or --mqtt off.", fault.Message);
    }

    [Theory]
    [InlineData("off", true)]
    [InlineData("OFF", true)]
    [InlineData("127.0.0.1:1883", true)]
    [InlineData("localhost:0", true)]
    [InlineData("*:1883", true)]
    [InlineData("[::1]:1883", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("::1", false)]
    [InlineData("1883", false)]
    [InlineData("host.example:1883", false)]
    [InlineData("127.0.0.1:99999", false)]
    public void An_endpoint_is_an_address_and_port_or_off(string endpoint, bool valid) =>
        Assert.Equal(valid, new MqttOptionsValidator().Validate(null, new() { Endpoint = endpoint }).Succeeded);

    [Fact]
    public async Task Off_means_off()
    {
        using var none = new MqttHolder(_server.Services, "off");
        await none.Ingest.StartAsync(CancellationToken.None);
        Assert.Null(none.Ingest.Bound);
    }

    private sealed class MqttHolder(IServiceProvider services, string endpoint) : IDisposable
    {
        public MqttIngest Ingest { get; } = new(
            (TelemetryIngest)services.GetService(typeof(TelemetryIngest))!, (TelemetryInstruments)services.GetService(typeof(TelemetryInstruments))!, new FakeNetwork(), (INetworkView)services.GetService(typeof(INetworkView))!,
            (KeyCheck)services.GetService(typeof(KeyCheck))!, Options.Create(new MqttOptions { Endpoint = endpoint }),
            (MqttShares)services.GetService(typeof(MqttShares))!, (TelemetryAdmission)services.GetService(typeof(TelemetryAdmission))!, (AdmissionInstruments)services.GetService(typeof(AdmissionInstruments))!, (Api.Tls.ServerCertificate)services.GetService(typeof(Api.Tls.ServerCertificate))!, TimeProvider.System, NullLogger<MqttIngest>.Instance);

        public void Dispose() => Ingest.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
