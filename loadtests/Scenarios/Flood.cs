using Twin.LoadTests.Fleet;
using Twin.LoadTests.Measures;
using Twin.LoadTests.Pacing;
using Twin.LoadTests.Servers;

namespace Twin.LoadTests.Scenarios;

/// <summary>What others notice of one device that sends a thousand readings a second.</summary>
public static class Flood
{
    private const int ReadingsPerRequest = 10, OthersPerSecond = 50, FloodPerSecond = 100;

    public static async Task Run(Bench bench)
    {
        bench.Report.Note($"Others: {OthersPerSecond} requests of {ReadingsPerRequest} readings a second, open loop, first alone for as long as a stretch is measured, then beside one device that sends {FloodPerSecond * ReadingsPerRequest:N0} readings a second with a key of its own for the whole duration.");
        for (var run = 0; run < bench.Options.Runs; run++)
        {
            using var data = new DataFolder();
            await using var twin = await bench.StartTwin(data);
            var fleet = bench.Fleet(probes: 1);
            await bench.Populate(twin, fleet);
            await Once(bench, twin, fleet, run);
        }
        bench.Report.Judge("P15", "others' p99 beside the flood, to alone");
    }

    private static async Task Once(Bench bench, TwinServer twin, LoadFleet fleet, int run)
    {
        var (others, flooding) = (await Key(twin, $"others-{run}"), await Key(twin, $"flood-{run}"));
        var batches = fleet.Network.Shuffled(bench.Options.Seed).Chunk(ReadingsPerRequest).Select(d => Batch.Of(d, others, numbered: false)).ToArray();
        var alone = await Others("others alone", bench.Options.Measure);

        var device = fleet.Network.DevicesOf(fleet.Network.Outlets).First(d => d.Kind == DeviceKind.Terminal || fleet.Network.DevicesPerOutlet == 1);
        var senders = TelemetrySender.Make([twin.Url], [Batch.Of([.. Enumerable.Repeat(device, ReadingsPerRequest)], flooding, numbered: false)], 1);
        var timeline = new Timeline(bench.Options.WarmUp, bench.Options.Duration);
        var flood = Load.Open([], senders, timeline, Schedule.Even(FloodPerSecond), bench.Stop);
        var beside = await Others("others beside the flood", bench.Options.Duration);
        var notices = (await twin.Api.Get($"/v1/devices/{device.Name}"))["notices"]!.AsArray();
        await flood;
        foreach (var sender in senders) sender.Dispose();
        bench.Report.Fail("flood", timeline.Failures);
        bench.Report.Add("others' p99 beside the flood, to alone", "times", beside / alone);
        bench.Report.Add("the flood", "readings/s", timeline.PerSecond);
        bench.Report.Add("flood notices shown", "notices", notices.Count(n => (string?)n!["code"] == "flood"));

        async Task<double> Others(string who, TimeSpan length)
        {
            bench.Progress.Say($"run {run + 1}: {who}, {length.TotalSeconds:0} s");
            var own = TelemetrySender.Make([twin.Url], batches, 8);
            await using var sampler = new ServerSampler(twin.Process, bench.Key);
            var result = await Load.Open([twin.Process], own, new(bench.Options.WarmUp, length), Schedule.Poisson(OthersPerSecond, bench.Options.Seed), bench.Stop);
            foreach (var sender in own) sender.Dispose();
            bench.Chart(who, run, result, sampler, "readings/s");
            bench.Report.Percentiles(who, result.Timeline.All);
            bench.Report.Add($"{who}: resident", "MiB", twin.Process.ResidentMiB());
            return result.Timeline.All.Ms(99);
        }
    }

    private static async Task<string> Key(TwinServer twin, string name) => (string)(await twin.Api.Send("POST", "/v1/keys", $$"""{"name":"{{name}}","scopes":["ingest"]}"""))!["key"]!;
}
