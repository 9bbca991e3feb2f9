using Twin.Api.Tests.Telemetry;

namespace Twin.Api.Tests.Mqtt;

public sealed class MosquittoTests : IAsyncLifetime
{
    private const string Topic = "twin/3208008351/t1/telemetry";

    private TelemetryServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await TelemetryServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static string Reading(int seq) => $$"""{"at":"{{DateTime.UtcNow:O}}","seq":{{seq}},"values":{"n":{{seq}} } }""";

    [Theory]
    [InlineData("mqttv311", 0)]
    [InlineData("mqttv311", 1)]
    [InlineData("mqttv311", 2)]
    [InlineData("mqttv5", 0)]
    [InlineData("mqttv5", 1)]
    [InlineData("mqttv5", 2)]
    public async Task What_mosquitto_publishes_is_applied_and_mosquitto_hears_it(string version, int qos)
    {
        using var subscriber = MosquittoClient.Subscribe(_server, version, "twin/#", 2);
        await SubscribedAsync(subscriber);
        Assert.Equal((0, ""), await MosquittoClient.PublishAsync(_server, version, Topic, Reading(1), qos: qos));
        Assert.Equal((0, ""), await MosquittoClient.PublishAsync(_server, version, Topic, $"[{Reading(2)},{Reading(3)}]", qos: qos));
        var heard = await subscriber.StandardOutput.ReadToEndAsync();
        await subscriber.WaitForExitAsync();
        Assert.Equal(2, heard.Split($"message {Topic} 0 ").Length - 1);
        Assert.Equal([1, 2, 3], _server.Network[FakeNetwork.Known].Applied.Select(r => (int)r.Seq!));
    }

    [Theory]
    [InlineData("mqttv311", "admin", "wrong")]
    [InlineData("mqttv311", "someone", TelemetryServer.Key)]
    [InlineData("mqttv5", "admin", "wrong")]
    [InlineData("mqttv5", "someone", TelemetryServer.Key)]
    public async Task A_wrong_key_or_name_is_refused(string version, string user, string key)
    {
        var (code, said) = await MosquittoClient.PublishAsync(_server, version, Topic, Reading(1), key, user);
        Assert.NotEqual(0, code);
        Assert.Matches("(?i)bad user name or password|not authori", said);
        Assert.Empty(_server.Network[FakeNetwork.Known].Applied);
    }

    [Theory]
    [InlineData("mqttv311", "twin/#", 0)]
    [InlineData("mqttv5", "twin/#", 0)]
    [InlineData("mqttv311", "#", 1)]
    [InlineData("mqttv5", "$SYS/#", 1)]
    public async Task Only_what_is_under_twin_can_be_subscribed_to(string version, string filter, int refused)
    {
        using var subscriber = MosquittoClient.Subscribe(_server, version, filter, 1);
        var line = await SubscribedAsync(subscriber);
        Assert.Equal(refused == 1, line.Contains("128", StringComparison.Ordinal) || line.Contains("135", StringComparison.Ordinal));
        subscriber.Kill();
        await subscriber.WaitForExitAsync();
    }

    [Theory]
    [InlineData("mqttv311", "twin/3208008351/t9/telemetry", "")]
    [InlineData("mqttv311", "twin/3208008351/telemetry", "")]
    [InlineData("mqttv311", "elsewhere", "")]
    [InlineData("mqttv5", "twin/3208008351/t9/telemetry", "Topic Name invalid")]
    [InlineData("mqttv5", "twin/3208008351/t1/other", "Topic Name invalid")]
    [InlineData("mqttv5", "elsewhere", "Not authorized")]
    public async Task A_topic_that_is_none_is_told_to_5_and_acknowledged_to_311(string version, string topic, string said)
    {
        var (_, told) = await MosquittoClient.PublishAsync(_server, version, topic, Reading(1));
        if (said.Length == 0) Assert.Equal("", told);
        else Assert.Contains(said, told, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The line that says what became of the subscription.</summary>
    private static async Task<string> SubscribedAsync(System.Diagnostics.Process subscriber)
    {
        var all = "";
        while (await subscriber.StandardOutput.ReadLineAsync() is { } line)
        {
            all += line + "\n";
            if (line.StartsWith("Subscribed", StringComparison.Ordinal)) return line;
        }
        throw new InvalidOperationException($"Not subscribed: {all}{await subscriber.StandardError.ReadToEndAsync()}");
    }
}
