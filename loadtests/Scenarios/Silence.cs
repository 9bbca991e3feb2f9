using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Twin.LoadTests.Fleet;
using Twin.LoadTests.Measures;
using Twin.LoadTests.Pacing;
using Twin.LoadTests.Servers;
using Twin.LoadTests.Wire;

namespace Twin.LoadTests.Scenarios;

/// <summary>
/// Devices that report every thirty seconds, each at its own moment; one in five stops. How late after its deadline a reader of the live stream hears of each, and how late the transition says it was.
/// </summary>
public static class Silence
{
    private const int StoppedOneIn = 5, AskedOneIn = 20;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30), Silent = TimeSpan.FromSeconds(90), Slack = TimeSpan.FromSeconds(30);

    private const string Rules = """
        version: 1
        rules:
          - {id: terminal-silent, device: terminal, when: silent(90s), severity: major}
          - {id: camera-silent, device: camera, when: silent(90s), severity: minor}
          - {id: line-silent, device: line, when: silent(90s), severity: major}
        """;

    public static async Task Run(Bench bench)
    {
        bench.Report.Note("All devices report every 30 s at evenly spread moments. After a round in which all were heard, one in five says nothing more. The deadline is 90 s after its last reading was sent; "
            + "found is when a reader of the stream of the whole network has the outlet's row in which the device is offline.");
        for (var run = 0; run < bench.Options.Runs; run++)
        {
            using var data = new DataFolder();
            var fleet = bench.Fleet();
            await using var twin = await bench.StartTwin(data);
            await twin.Api.Send("PUT", "/v1/rulebook", Rules, "application/yaml");
            await bench.Populate(twin, fleet);
            await Once(bench, twin, fleet, run);
        }
        bench.Report.Judge("P7", "silence seen in the stream after its deadline, p99");
    }

    private static async Task Once(Bench bench, TwinServer twin, LoadFleet fleet, int run)
    {
        var sent = new DateTime[fleet.Batches.Count];
        var offline = new ConcurrentDictionary<string, DateTime>();
        await using var stream = new EventStream(twin.Api.Http, "", (data, _) => Offline(data, offline));
        await stream.Snapshot;

        // A round with all of them, then three and a bit with those that go on.
        var length = Every + Silent + Slack;
        var heartbeats = new Heartbeats(fleet, sent);
        bench.Progress.Say($"run {run + 1}: {fleet.Network.Devices:N0} devices report, one in {StoppedOneIn} stops, {length.TotalSeconds:0} s");
        await using var sampler = new ServerSampler(twin.Process, bench.Key);
        var result = await Load.Open([twin.Process], [.. Enumerable.Range(0, 8).Select(_ => new HeartbeatSender(heartbeats, new(twin.Url)))], new(TimeSpan.Zero, length), Schedule.Even(fleet.Batches.Count / Every.TotalSeconds), bench.Stop);
        bench.Chart("Twin", run, result, sampler, "readings/s");

        var (seen, said, missing) = (new Latencies(), new Latencies(), 0);
        var asked = 0;
        for (var b = 0; b < fleet.Batches.Count; b += StoppedOneIn)
        {
            foreach (var device in fleet.Batches[b].Devices)
            {
                var deadline = sent[b] + Silent;
                if (offline.TryGetValue(device.Name, out var at)) seen.Record(Late(at - deadline));
                else missing++;
                if (asked++ % AskedOneIn == 0 && await Recorded(twin, device.Name) is { } recorded) said.Record(Late(recorded - deadline));
            }
        }
        if (missing > 0) bench.Report.Fail("Twin", $"silence not found {Slack.TotalSeconds:0} s after its deadline", missing);
        foreach (var (name, latencies) in ((string, Latencies)[])[("silence seen in the stream after its deadline", seen), ("silence recorded after its deadline", said)])
            foreach (var percent in (double[])[50, 99, 100]) bench.Report.Add(string.Create(CultureInfo.InvariantCulture, $"{name}, {(percent == 100 ? "longest" : $"p{percent}")}"), "s", latencies.Ms(percent) / 1000);
        bench.Report.Add("devices that stopped", "devices", asked);
        bench.Report.Add("false silences", "devices", offline.Count - (asked - missing));
    }

    private static TimeSpan Late(TimeSpan late) => late > TimeSpan.Zero ? late : TimeSpan.Zero;

    private static void Offline(string change, ConcurrentDictionary<string, DateTime> offline)
    {
        var now = DateTime.UtcNow;
        if (!change.Contains("\"offline\"", StringComparison.Ordinal)) return;
        using var json = JsonDocument.Parse(change.AsMemory("data: ".Length));
        if (!json.RootElement.TryGetProperty("outlet", out var outlet)) return;
        var code = outlet.GetProperty("code").GetString();
        foreach (var device in outlet.GetProperty("devices").EnumerateArray())
            if (device.GetProperty("status").GetString() == "offline") offline.TryAdd($"{code}/{device.GetProperty("id").GetString()}", now);
    }

    private static async Task<DateTime?> Recorded(TwinServer twin, string device)
    {
        var transitions = (await twin.Api.Get($"/v1/devices/{device}"))["transitions"]!.AsArray();
        return transitions.FirstOrDefault(t => (string?)t!["to"] == "raised") is { } raised ? ((DateTime)raised["at"]!).ToUniversalTime() : null;
    }

    /// <summary>The batches in order, over and over, but for those that fall silent after the first round; and when each was sent last.</summary>
    private sealed class Heartbeats(LoadFleet fleet, DateTime[] sent)
    {
        private int _next = -1;

        public ValueTask<Outcome> Send(HttpLink link)
        {
            var (round, batch) = Math.DivRem(Interlocked.Increment(ref _next), fleet.Batches.Count);
            if (round > 0 && batch % StoppedOneIn == 0) return default;
            sent[batch] = DateTime.UtcNow;
            return TelemetrySender.SendAsync(link, fleet.Batches[batch]);
        }
    }

    private sealed class HeartbeatSender(Heartbeats heartbeats, HttpLink link) : ISender
    {
        public ValueTask<Outcome> SendAsync() => heartbeats.Send(link);

        public void Dispose() => link.Dispose();
    }
}
