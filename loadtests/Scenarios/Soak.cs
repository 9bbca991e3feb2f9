using System.Diagnostics;
using System.Globalization;
using Twin.LoadTests.Fleet;
using Twin.LoadTests.Measures;
using Twin.LoadTests.Pacing;
using Twin.LoadTests.Servers;

namespace Twin.LoadTests.Scenarios;

/// <summary>A load for as long as is wanted, with faults that come and go and reads beside it: what grows.</summary>
public static class Soak
{
    private const double ReadingsPerSecond = 20_000;
    private const int ListsPerSecond = 2;

    public static async Task Run(Bench bench)
    {
        bench.Report.Note("Slopes are least-squares lines over the second half of the time. The heap is compared after full collections that the tool asks for, before and after. Two hundred terminals go to alarm and back all the while; two lists are asked for a second; one reader follows the stream.");
        using var data = new DataFolder();
        var fleet = bench.Fleet(Toggles.Outlets);
        await using var twin = await bench.StartTwin(data);
        await Toggles.Prepare(twin);
        await bench.Populate(twin, fleet);
        using var toggles = new Toggles(bench.Key, twin.Url, fleet.Network) { Pause = TimeSpan.FromMilliseconds(200) };
        var changes = 0L;
        await using var stream = new EventStream(twin.Api.Http, "?status=down,degraded", (_, _) => changes++);
        await stream.Snapshot;
        var before = twin.Process.Id is null ? double.NaN : await Collector.HeapAfterCollection(twin);

        var rate = bench.Options.RateOr(ReadingsPerSecond);
        bench.Progress.Say($"{rate:N0} readings/s for {bench.Options.Duration.TotalSeconds:N0} s");
        await using var sampler = new ServerSampler(twin.Process, bench.Key);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(bench.Stop);
        toggles.Start();
        var lists = Lists(twin, stop.Token);
        var senders = fleet.Senders(twin.Url, Steady.Connections);
        var result = await Load.Open([twin.Process], senders, new(bench.Options.WarmUp, bench.Options.Duration), Schedule.Even(rate / LoadFleet.BatchReadings), bench.Stop);
        await stop.CancelAsync();
        await toggles.Stop();
        var listed = await lists;
        foreach (var sender in senders) sender.Dispose();
        bench.Chart("Twin", 0, result, sampler, "readings/s");
        bench.Report.Series("Handles", "Twin", "handles", sampler.Samples.Select(s => (s.At, (double)s.Handles)));
        Tell(bench, result, sampler, listed);
        bench.Report.Add("transitions acknowledged", "transitions", toggles.Acknowledged);
        bench.Report.Add("changes a reader of the stream was told", "changes", changes);
        if (double.IsNaN(before)) return;
        var after = await Collector.HeapAfterCollection(twin);
        bench.Report.Add("heap after collection, before", "MiB", before / 1048576);
        bench.Report.Add("heap after collection, after", "MiB", after / 1048576);
        bench.Report.Add("heap gained a device", "bytes", (after - before) / fleet.Network.Devices);
    }

    private static void Tell(Bench bench, LoadResult result, ServerSampler sampler, Latencies lists)
    {
        var samples = sampler.Samples;
        var half = samples.Skip(samples.Count / 2).ToArray();
        bench.Report.Add("readings", "readings/s", result.PerSecond);
        bench.Report.Percentiles("a batch answered", result.Timeline.All);
        bench.Report.Add("list of 100, p99", "ms", lists.Ms(99));
        bench.Report.Add("server processor time a million readings", "s", result.ServerCpuPerMillion);
        bench.Report.Add("resident at the end", "MiB", half[^1].ResidentMiB);
        bench.Report.Add("resident gained an hour", "MiB", Slope(half.Select(s => (s.At, s.ResidentMiB))) * 3_600);
        bench.Report.Add("handles at the end", "handles", half[^1].Handles);
        bench.Report.Add("handles gained an hour", "handles", Slope(half.Select(s => (s.At, (double)s.Handles))) * 3_600);
    }

    /// <summary>Of the least-squares line, a second.</summary>
    internal static double Slope(IEnumerable<(double X, double Y)> points)
    {
        var all = points.ToArray();
        if (all.Length < 2) return double.NaN;
        var (x, y) = (all.Average(p => p.X), all.Average(p => p.Y));
        return all.Sum(p => (p.X - x) * (p.Y - y)) / all.Sum(p => (p.X - x) * (p.X - x));
    }

    private static async Task<Latencies> Lists(TwinServer twin, CancellationToken stop)
    {
        var took = new Latencies();
        using var tick = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / ListsPerSecond));
        try
        {
            while (await tick.WaitForNextTickAsync(stop))
            {
                var began = Stopwatch.GetTimestamp();
                await twin.Api.Text("/v1/outlets?status=down,degraded&severity=minor&sort=-severity,code&limit=100");
                took.Record(Stopwatch.GetElapsedTime(began));
            }
        }
        catch (OperationCanceledException)
        {
            // The soak is over.
        }
        return took;
    }
}
