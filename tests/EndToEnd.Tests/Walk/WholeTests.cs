using System.Net;
using Twin.EndToEnd.Tests.Running;

namespace Twin.EndToEnd.Tests.Walk;

/// <summary>From a device's reading to everything a person can look at, through the real process.</summary>
public sealed class WholeTests(RunningTwin twin) : IClassFixture<RunningTwin>
{
    private readonly TwinApi _api = twin.Api;

    [Fact]
    public void It_starts_empty()
    {
        Assert.Equal(0, (int)twin.AtFirst["total"]!);
        Assert.Empty(twin.AtFirst["items"]!.AsArray());
    }

    [Fact]
    public async Task What_a_device_says_is_seen_wherever_one_looks()
    {
        const string Code = "3208100001";
        using var stream = await TwinStream.Open(_api);
        await stream.Expect("snapshot");
        await _api.Put(Code, "演示一号");
        await _api.Report($"{Code}/t1", """{"temperatureC":41.5,"paper":"ok","session":true}""");
        var change = await stream.Change(o => (string?)o["code"] == Code && o["devices"]!.AsArray().Any(d => (string?)d!["id"] == "t1" && (string?)d["status"] == "online"));
        var revision = (long)change.Data["revision"]!;

        var outlet = await _api.Get($"/v1/outlets/{Code}");
        Assert.Equal("演示一号", (string?)outlet["name"]);
        Assert.Equal(41.5, (double)outlet["devices"]!.AsArray().Single(d => (string?)d!["id"] == "t1")!["values"]!["temperatureC"]!["value"]!);
        var list = await _api.Get($"/v1/outlets?q={Code}&minRevision={revision}");
        Assert.Equal(Code, (string?)Assert.Single(list["items"]!.AsArray())!["code"]);
        var summary = await _api.Get($"/v1/outlets/summary?by=city,status&minRevision={revision}");
        Assert.Contains(summary["groups"]!.AsArray(), g => (string?)g!["city"] == "320800" && (int)g["count"]! >= 1);
        var map = await _api.Get($"/v1/map?bbox=118,33,120,34&zoom=18&minRevision={revision}");
        Assert.True((int)map["total"]! >= 1);
        Assert.Equal("online", (string?)(await _api.Device($"{Code}/t1"))["status"]);
    }

    [Theory]
    [InlineData("mqttv311", "3208100002")]
    [InlineData("mqttv5", "3208100003")]
    public async Task What_mosquitto_publishes_is_applied_before_it_is_acknowledged_and_heard_by_subscribers(string version, string code)
    {
        await _api.Put(code);
        using var subscriber = await Mosquitto.Subscribe(twin.Process, version);
        var reading = $$"""{"at":"{{DateTime.UtcNow:O}}","seq":1,"values":{"los":false,"lossPct":0.5} }""";
        var ended = await Mosquitto.Publish(twin.Process, version, $"twin/{code}/l1/telemetry", reading);
        Assert.Equal((0, ""), (ended.Code, ended.Errors));
        var line = await _api.Device($"{code}/l1");
        Assert.Equal(("online", 0.5), ((string?)line["status"], (double)line["values"]!["lossPct"]!["value"]!));
        Assert.Equal($"twin/{code}/l1/telemetry {reading}", await Mosquitto.Message(subscriber));
        subscriber.Kill();
        await subscriber.WaitForExitAsync();
    }

    [Fact]
    public async Task A_wrong_key_is_refused_by_http()
    {
        using var stranger = new TwinApi(twin.Process.Url, "wrong");
        foreach (var path in new[] { "/v1/outlets", "/v1/outlets/3208100001", "/v1/stream", "/v1/map?bbox=118,33,120,34&zoom=8" })
            Assert.Equal(HttpStatusCode.Unauthorized, (await Assert.ThrowsAsync<HttpRequestException>(() => stranger.Get(path))).StatusCode);
        Assert.Equal("live", await stranger.Text("/healthz/live"));
        Assert.Equal("ready", await stranger.Text("/healthz/ready"));
    }

    [Theory]
    [InlineData("mqttv311")]
    [InlineData("mqttv5")]
    public async Task A_wrong_key_is_refused_by_mqtt(string version)
    {
        const string Code = "3208100004";
        await _api.Put(Code);
        var ended = await Mosquitto.Publish(twin.Process, version, $"twin/{Code}/t1/telemetry", $$"""{"at":"{{DateTime.UtcNow:O}}"}""", key: "wrong");
        Assert.NotEqual(0, ended.Code);
        Assert.Null((await _api.Device($"{Code}/t1"))["lastSeen"]);
    }

    [Fact]
    public async Task A_second_process_on_its_folder_is_refused_and_the_first_goes_on()
    {
        var ended = await Executable.Run("serve", "--urls", "http://127.0.0.1:0", "--mqtt", "off", "--data", twin.Data);
        Assert.Equal(1, ended.Code);
        Assert.Equal($"twin: the data folder {twin.Data} is in use by another Twin; stop it, or give this one another --data", Assert.Single(ended.ErrorLines));
        await _api.Put("3208100005");
    }
}
