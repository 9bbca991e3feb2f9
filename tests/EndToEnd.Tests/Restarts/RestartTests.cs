using System.Text.Json.Nodes;
using Twin.EndToEnd.Tests.Running;

namespace Twin.EndToEnd.Tests.Restarts;

/// <summary>Killed as a power cut would, and started again on the same folder.</summary>
public sealed class RestartTests : IDisposable
{
    private const string Code = "3208200001";
    private const string Rules = """
        version: 1
        rules:
          - {id: hot, device: terminal, when: temperatureC > 70, severity: minor}
          - {id: jammed, device: terminal, when: 'cutter == "jammed"', severity: major}
          - {id: terminal-silent, device: terminal, when: silent(3s), severity: major}
        """;
    private const string Calendar = """
        timeZone: Asia/Shanghai
        weekly: {mon-sun: ["00:00-24:00"]}
        """;

    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    private Task<TwinProcess> Start() => TwinProcess.Serve(_temp["data"]);

    [Fact]
    public async Task What_was_acknowledged_before_a_kill_is_there_after_it()
    {
        await using var before = await Start();
        await before.Api.Put("3208200002", "另一个网点");
        await before.Api.Put(Code, terminals: 2);
        await before.Api.Send("PUT", "/v1/calendars/night", Calendar, "application/yaml");
        // No silence in these: what is compared must not change by itself meanwhile.
        var rules = string.Join('\n', Rules.Split('\n').Where(l => !l.Contains("silent", StringComparison.Ordinal)));
        await before.Api.Rules(rules, $"{Code}/t1", "hot");
        await before.Api.Rules(rules, $"{Code}/t2", "hot");
        await before.Api.Report($"{Code}/t1", """{"temperatureC":80,"cutter":"jammed"}""");
        await before.Api.Report($"{Code}/t1", """{"temperatureC":50}""");
        await before.Api.Report($"{Code}/t2", """{"temperatureC":75}""");
        var recorded = await Recorded.Of(before.Api, Code, "t1", "t2", "l1", "c1");
        await before.Kill();

        await using var after = await Start();
        recorded.IsSaidBy(await Recorded.Of(after.Api, Code, "t1", "t2", "l1", "c1"));
        Assert.Equal(2, (int)(await after.Api.Get("/v1/outlets"))["total"]!);
        // It goes on from there: a fault that was up can be cleared.
        await after.Api.Report($"{Code}/t1", """{"cutter":"ok"}""");
        Assert.Empty((await after.Api.Device($"{Code}/t1"))["faults"]!.AsArray());
    }

    [Fact]
    public async Task A_silent_device_stays_offline_and_one_that_falls_silent_is_found_without_a_call()
    {
        await using var before = await Start();
        await before.Api.Put(Code, terminals: 2);
        await before.Api.Rules(Rules, $"{Code}/t1", "terminal-silent");
        await before.Api.Rules(Rules, $"{Code}/t2", "terminal-silent");
        await before.Api.Report($"{Code}/t2", "{}");
        await before.Api.UntilDevice($"{Code}/t2", "offline");
        await before.Api.Report($"{Code}/t1", "{}");
        Assert.Equal("online", (string?)(await before.Api.Device($"{Code}/t1"))["status"]);
        await before.Kill();

        await using var after = await Start();
        // The stream asks no device anything: what it tells happened by itself.
        using var stream = await TwinStream.Open(after.Api);
        var snapshot = (await stream.Expect("snapshot")).Data;
        var outlet = Assert.Single(snapshot["items"]?.AsArray() ?? snapshot["outlets"]!.AsArray())!;
        Assert.Equal("offline", Status(outlet, "t2"));
        if (Status(outlet, "t1") != "offline") await stream.Change(o => Status(o, "t1") == "offline");
        Assert.Contains((await after.Api.Device($"{Code}/t1"))["faults"]!.AsArray(), f => (string?)f!["rule"] == "terminal-silent");
    }

    [Fact]
    public async Task A_stream_resumed_from_before_a_kill_starts_anew()
    {
        await using var before = await Start();
        await before.Api.Put(Code);
        string id;
        using (var stream = await TwinStream.Open(before.Api)) id = (await stream.Expect("snapshot")).Id!;
        using (var resumed = await TwinStream.Open(before.Api, id))
        {
            await before.Api.Put(Code, "改名");
            Assert.Equal("改名", (string?)(await resumed.Expect("change")).Data["outlet"]!["name"]);
        }
        await before.Kill();

        await using var after = await Start();
        using var again = await TwinStream.Open(after.Api, id);
        await again.Expect("resync");
        var snapshot = await again.Expect("snapshot");
        Assert.Contains("改名", snapshot.Data.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }), StringComparison.Ordinal);
    }

    private static string? Status(JsonNode outlet, string device) => (string?)outlet["devices"]!.AsArray().Single(d => (string?)d!["id"] == device)!["status"];
}
