using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Twin.EndToEnd.Tests.Restarts;
using Twin.EndToEnd.Tests.Running;

namespace Twin.EndToEnd.Tests.Storms;

/// <summary>
/// All outlets fall silent at once, as when the province's network is cut from us: every device's transition is stored, it is one incident, and a kill in the midst of it loses nothing.
/// <c>make storm</c> runs it with 20,000 outlets and tells how long it took.
/// </summary>
public sealed class TotalSilenceTests(ITestOutputHelper output) : IDisposable
{
    private const int DevicesPerOutlet = 4, SilentSeconds = 20;
    private const string Rules = """
        version: 1
        rules:
          - {id: terminal-silent, device: terminal, when: silent(20s), severity: major}
          - {id: camera-silent, device: camera, when: silent(20s), severity: minor}
          - {id: line-silent, device: line, when: silent(20s), severity: critical}
        """;

    private static readonly int Outlets = int.Parse(Environment.GetEnvironmentVariable("TWIN_STORM_OUTLETS") ?? "1000", CultureInfo.InvariantCulture);

    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory, InlineData("sqlite"), InlineData("postgres")]
    public async Task Of_all_outlets_silent_at_once_every_transition_is_stored_and_it_is_one_incident(string kind)
    {
        await using var store = await Store.Of(kind);
        await using var before = await TwinProcess.Serve(_temp["data"], store.Arguments);
        await before.Api.Send("PUT", "/v1/rulebook", Rules, "application/yaml");
        var began = Stopwatch.GetTimestamp();
        foreach (var part in Enumerable.Range(0, Outlets).Chunk(2_000))
            await before.Api.Send("POST", "/v1/outlets:import", string.Join('\n', part.Select(Profile)), "application/x-ndjson");
        output.WriteLine($"{kind}: {Outlets:N0} outlets imported in {Stopwatch.GetElapsedTime(began).TotalSeconds:F1} s");
        await TwinApi.Until(async () => (await before.Api.Device($"{Code(Outlets - 1)}/t1"))["rules"]!.AsArray().Count == 1, "the rules are in force");
        foreach (var part in Enumerable.Range(0, Outlets).Chunk(2_000)) await Heard(before.Api, part);
        var heard = Stopwatch.GetTimestamp();

        await Down(before);
        var took = Stopwatch.GetElapsedTime(heard) - TimeSpan.FromSeconds(SilentSeconds);
        output.WriteLine($"{kind}: {Outlets * DevicesPerOutlet:N0} transitions stored {took.TotalSeconds:F1} s after the deadline of the device heard last");
        var incident = await TheIncident(before);
        await before.Kill();
        began = Stopwatch.GetTimestamp();
        await using var after = await TwinProcess.Serve(_temp["data"], store.Arguments);
        output.WriteLine($"{kind}: ready again {Stopwatch.GetElapsedTime(began).TotalSeconds:F1} s after the kill");
        await Down(after);
        Assert.Equal((string?)incident["id"], (string?)(await TheIncident(after))["id"]);
        foreach (var n in new[] { 0, Outlets / 2, Outlets - 1 })
            foreach (var (device, rule) in new[] { ("t1", "terminal-silent"), ("t2", "terminal-silent"), ("c1", "camera-silent"), ("l1", "line-silent") })
                Assert.Equal(rule, (string?)Assert.Single((await after.Api.Device($"{Code(n)}/{device}"))["faults"]!.AsArray())!["rule"]);
    }

    private static Task Down(TwinProcess twin) => TwinApi.Until(
        async () => (int)(await twin.Api.Get("/v1/outlets?status=down&rule=camera-silent&limit=1"))["total"]! == Outlets, "all outlets are down", TimeSpan.FromMinutes(5));

    private static async Task<JsonNode> TheIncident(TwinProcess twin)
    {
        await TwinApi.Until(async () => (int)(await twin.Api.Get("/v1/incidents"))["total"]! > 0, "there is an incident");
        var all = (await twin.Api.Get("/v1/incidents?limit=5"))["items"]!.AsArray();
        Assert.True(all.Count == 1, $"{all.ToJsonString()}");
        Assert.Equal("telemetry-lost", (string?)all[0]!["cause"]!["rule"]);
        return all[0]!;
    }

    private static async Task Heard(TwinApi api, IEnumerable<int> outlets)
    {
        var at = DateTime.UtcNow.ToString("O", CultureInfo.InvariantCulture);
        var text = new StringBuilder();
        foreach (var n in outlets)
            foreach (var device in new[] { "t1", "t2", "c1", "l1" })
                text.Append(CultureInfo.InvariantCulture, $$"""{"device":"{{Code(n)}}/{{device}}","at":"{{at}}","type":"heartbeat"}{{'\n'}}""");
        await api.Send("POST", "/v1/telemetry", text.ToString(), "application/x-ndjson");
    }

    private static string Code(int n) => string.Create(CultureInfo.InvariantCulture, $"3208{n:000000}");

    private static string Profile(int n) => string.Create(CultureInfo.InvariantCulture,
        $$"""{"code":"{{Code(n)}}","name":"网点{{n}}","district":"{{(n % 2 == 0 ? "320812" : "320813")}}","accessNode":"OLT-{{n % 40}}","calendar":"always","lines":[{"id":"l1"}],"terminals":[{"id":"t1"},{"id":"t2"}],"cameras":[{"id":"c1"}]}""");
}
