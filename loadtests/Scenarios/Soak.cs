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
        bench.Report.Note("Slopes are over the second half of the time, with their 95 % interval: flat is what surely gains or loses less than 5 % of its level in an hour; unsure is what was not looked at for long enough to tell. Storage grows with every transition that is kept. The heap is compared after full collections that the tool asks for: before, half way and after; until half way the histories of values fill up. Two hundred terminals go to alarm and back all the while; two lists are asked for a second; one reader follows the stream.");
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
        await using var sampler = new ServerSampler(twin.Process, bench.Key, bench.Own ? data.Path : null);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(bench.Stop);
        toggles.Start();
        var lists = Lists(twin, stop.Token);
        var senders = fleet.Senders(twin.Url, Steady.Connections);
        var halfWay = double.IsNaN(before) ? Task.FromResult(double.NaN) : HalfWay(twin, bench);
        var result = await Load.Open([twin.Process], senders, new(bench.Options.WarmUp, bench.Options.Duration), Schedule.Even(rate / LoadFleet.BatchReadings), bench.Stop);
        await stop.CancelAsync();
        await toggles.Stop();
        var listed = await lists;
        foreach (var sender in senders) sender.Dispose();
        bench.Chart("Twin", 0, result, sampler, "readings/s");
        foreach (var (name, unit, of) in Watched) if (name is not ("resident" or "heap")) bench.Report.Series(char.ToUpperInvariant(name[0]) + name[1..], "Twin", unit, sampler.Samples.Select(s => (s.At, of(s))));
        Tell(bench, result, sampler, listed);
        bench.Report.Add("transitions acknowledged", "transitions", toggles.Acknowledged);
        bench.Report.Add("changes a reader of the stream was told", "changes", changes);
        if (double.IsNaN(before)) return;
        var after = await Collector.HeapAfterCollection(twin);
        bench.Report.Add("heap after collection, before", "MiB", before / 1048576);
        bench.Report.Add("heap after collection, half way", "MiB", await halfWay / 1048576);
        bench.Report.Add("heap after collection, after", "MiB", after / 1048576);
        bench.Report.Add("heap gained a device", "bytes", (after - before) / fleet.Network.Devices);
        bench.Report.Add("heap gained a device since half way", "bytes", (after - await halfWay) / fleet.Network.Devices);
        var anHour = (after - await halfWay) / 1048576 / (bench.Options.Duration / 2).TotalHours;
        var kept = new Trend(after / 1048576, anHour, anHour, anHour);
        bench.Report.Note(string.Create(CultureInfo.InvariantCulture, $"heap after collections, since half way: {kept.Verdict.ToString().ToUpperInvariant()}: {kept.PerHour:+0.#;-0.#;0} MiB an hour of {kept.Level:N1}. This tells a leak; what the heap and the process hold in between goes up until the old generation is collected, minutes later."));
    }

    private static async Task<double> HalfWay(TwinServer twin, Bench bench)
    {
        await Task.Delay(bench.Options.WarmUp + (bench.Options.Duration / 2), bench.Stop);
        return await Collector.HeapAfterCollection(twin);
    }

    private static void Tell(Bench bench, LoadResult result, ServerSampler sampler, Latencies lists)
    {
        var samples = sampler.Samples;
        var half = samples.Skip(samples.Count / 2).ToArray();
        bench.Report.Add("readings", "readings/s", result.PerSecond);
        bench.Report.Percentiles("a batch answered", result.Timeline.All);
        bench.Report.Add("list of 100, p99", "ms", lists.Ms(99));
        bench.Report.Add("server processor time a million readings", "s", result.ServerCpuPerMillion);
        foreach (var (name, unit, of) in Watched)
        {
            if (Trend.Of(half.Select(s => (s.At, of(s)))) is not { } trend)
            {
                bench.Report.Note($"{name}: not told by this server, or not watched for long enough.");
                continue;
            }
            bench.Report.Add($"{name} at the end", unit, of(half[^1]));
            bench.Report.Add($"{name}: gained an hour", unit, trend.PerHour);
            bench.Report.Add($"{name}: gained an hour, at least", unit, trend.Low);
            bench.Report.Add($"{name}: gained an hour, at most", unit, trend.High);
            bench.Report.Note(string.Create(CultureInfo.InvariantCulture, $"{name}: {trend.Verdict.ToString().ToUpperInvariant()}: {trend.PerHour:+0.#;-0.#;0} {unit} an hour (95 %: {trend.Low:+0.#;-0.#;0} to {trend.High:+0.#;-0.#;0}) of {trend.Level:N1}."));
        }
    }

    /// <summary>What is watched, and what of each sample.</summary>
    private static readonly (string Name, string Unit, Func<Sample, double> Of)[] Watched =
    [
        ("resident", "MiB", s => s.ResidentMiB), ("heap", "MiB", s => s.HeapMiB), ("handles", "handles", s => s.Handles), ("threads", "threads", s => s.Threads), ("storage", "MB", s => s.StoredMB),
    ];

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
