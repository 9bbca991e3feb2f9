using System.Net;
using MQTTnet;
using MQTTnet.Formatter;
using Twin.Api.Tests.Telemetry;

namespace Twin.Api.Tests.Access;

/// <summary>Somebody guesses keys, over HTTP and MQTT, beside others who have one.</summary>
public sealed class GuessingTests : IAsyncLifetime
{
    private TelemetryServer _server = null!;

    public async ValueTask InitializeAsync() =>
        _server = await TelemetryServer.StartAsync(("Twin:Access:GuessesMax", "5"), ("Twin:Access:GuessesPerMinute", "1"));

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task<HttpResponseMessage> Ask(string key)
    {
        using var client = new HttpClient { BaseAddress = _server.Url };
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return await client.GetAsync(new Uri("/v1/divisions", UriKind.Relative));
    }

    private async Task<MqttClientConnectResultCode> Connect(string name, string key, MqttProtocolVersion version)
    {
        using var client = new MqttClientFactory().CreateMqttClient();
        return (await client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", _server.MqttPort).WithProtocolVersion(version).WithCredentials(name, key).Build())).ResultCode;
    }

    [Fact]
    public async Task A_guesser_is_told_to_wait_and_who_has_a_long_key_is_not()
    {
        await using var longKey = await TelemetryServer.StartAsync("0123456789abcdef0123456789abcdef", ("Twin:Access:GuessesMax", "5"), ("Twin:Access:GuessesPerMinute", "1"));
        for (var i = 0; i < 5; i++)
        {
            using var wrong = await longKey.Http.SendAsync(Guess($"guess {i}"));
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        }
        using var held = await longKey.Http.SendAsync(Guess("guess 5"));
        Assert.Equal(HttpStatusCode.TooManyRequests, held.StatusCode);
        Assert.InRange(held.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        Assert.Equal("application/problem+json", held.Content.Headers.ContentType?.MediaType);
        using var right = await longKey.Http.GetAsync(new Uri("/v1/divisions", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
    }

    [Fact]
    public async Task A_short_first_key_is_not_looked_at_while_no_guess_is_left()
    {
        Assert.True(TelemetryServer.Key.Length < 16);
        for (var i = 0; i < 5; i++) (await Ask($"guess {i}")).Dispose();
        using var right = await Ask(TelemetryServer.Key);
        Assert.Equal(HttpStatusCode.TooManyRequests, right.StatusCode);
    }

    [Theory]
    [InlineData(MqttProtocolVersion.V500, MqttClientConnectResultCode.ConnectionRateExceeded)]
    [InlineData(MqttProtocolVersion.V311, MqttClientConnectResultCode.ServerUnavailable)]
    public async Task Over_MQTT_too(MqttProtocolVersion version, MqttClientConnectResultCode refused)
    {
        for (var i = 0; i < 5; i++) Assert.Equal(MqttClientConnectResultCode.BadUserNameOrPassword, await Connect("admin", $"guess {i}", version));
        Assert.Equal(refused, await Connect("admin", "guess 5", version));
        // The address has no guess left for HTTP either.
        using var wrong = await Ask("guess 6");
        Assert.Equal(HttpStatusCode.TooManyRequests, wrong.StatusCode);
    }

    [Fact]
    public async Task No_key_is_no_guess()
    {
        using var client = new HttpClient { BaseAddress = _server.Url };
        for (var i = 0; i < 20; i++)
        {
            using var answer = await client.GetAsync(new Uri("/v1/divisions", UriKind.Relative));
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
    }

    private static HttpRequestMessage Guess(string key)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/v1/divisions");
        request.Headers.Authorization = new("Bearer", key);
        return request;
    }
}
