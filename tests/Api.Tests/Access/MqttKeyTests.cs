using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace Twin.Api.Tests.Access;

public sealed class MqttKeyTests(TwinServer server)
{
    private const string Topic = "twin/3208000001/t1/telemetry";

    private async Task<IMqttClient> Connect((string Name, string Text) key, TaskCompletionSource? ended = null)
    {
        var client = new MqttClientFactory().CreateMqttClient();
        client.DisconnectedAsync += _ =>
        {
            ended?.TrySetResult();
            return Task.CompletedTask;
        };
        await client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", server.MqttPort).WithProtocolVersion(MqttProtocolVersion.V500).WithCredentials(key.Name, key.Text).Build());
        return client;
    }

    private static Task<MqttClientPublishResult> Publish(IMqttClient client) => client.PublishAsync(
        new MqttApplicationMessageBuilder().WithTopic(Topic).WithPayload($$"""{"at":"{{DateTime.UtcNow:O}}"}""").WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build());

    private static async Task<MqttClientSubscribeResultCode> Subscribe(IMqttClient client) =>
        (await client.SubscribeAsync(new MqttTopicFilterBuilder().WithTopic("twin/#").Build())).Items.Single().ResultCode;

    [Fact]
    public async Task A_key_publishes_with_ingest_and_subscribes_with_read()
    {
        (await server.Register("3208000001")).Is(201);
        using var reader = await Connect(await Keys.Make(server, "read"));
        using var gateway = await Connect(await Keys.Make(server, "ingest"));
        Assert.Equal(MqttClientPublishReasonCode.NotAuthorized, (await Publish(reader)).ReasonCode);
        Assert.True((await Publish(gateway)).IsSuccess);
        Assert.Equal(MqttClientSubscribeResultCode.NotAuthorized, await Subscribe(gateway));
        Assert.Equal(MqttClientSubscribeResultCode.GrantedQoS0, await Subscribe(reader));
    }

    [Fact]
    public async Task A_key_that_may_do_nothing_there_does_not_connect()
    {
        using var client = await Connect(await Keys.Make(server, "operate"));
        Assert.False(client.IsConnected);
    }

    [Fact]
    public async Task A_revoked_key_s_connection_ends()
    {
        var (key, ended) = (await Keys.Make(server, "ingest"), new TaskCompletionSource());
        using var client = await Connect(key, ended);
        (await server.Send("DELETE", $"/v1/keys/{key.Name}")).Is(204);
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }
}
