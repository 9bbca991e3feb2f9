using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Twin.LoadTests.Fleet;
using Twin.LoadTests.Measures;
using Twin.LoadTests.Servers;

namespace Twin.LoadTests.Scenarios;

/// <summary>Thousands of readers of the live stream, each of one city's faults: how soon every one of them is told.</summary>
public static class Streams
{
    private const int Readers = 2_000, AlarmsPerSecond = 10, OpenedTogether = 50;
    private static readonly TimeSpan DeliveredWithin = TimeSpan.FromSeconds(5);

    public static async Task Run(Bench bench)
    {
        var readers = bench.Options.ConnectionsOr(Readers);
        bench.Report.Note($"{readers:N0} readers, each with the filter of one city and of outlets that are down or degraded; {AlarmsPerSecond} outlets a second become degraded. A delivery is one reader told of one change; it counts from when the reading was due to be sent.");
        var alarms = (int)(bench.Options.Measure.TotalSeconds * AlarmsPerSecond);
        using var data = new DataFolder();
        var fleet = bench.Fleet(probes: alarms * bench.Options.Runs);
        await using var twin = await bench.StartTwin(data);
        await Toggles.Prepare(twin);
        await bench.Register(twin, fleet);
        for (var run = 0; run < bench.Options.Runs; run++)
        {
            bench.Progress.Say("every device reports");
            await fleet.SayHello(twin.Url);
            await Once(bench, twin, readers, fleet.Network.Outlets + run * alarms, alarms, run);
        }
    }

    private static async Task Once(Bench bench, TwinServer twin, int readers, int first, int alarms, int run)
    {
        var (due, took, delivered) = (new ConcurrentDictionary<string, long>(), new Latencies(), 0);
        var (resident, opened) = (twin.Process.ResidentMiB(), new Latencies());
        using var http = new TwinClient(twin.Url, bench.Key);
        await using var sampler = new ServerSampler(twin.Process, bench.Key);
        var streams = new EventStream[readers];
        await Parallel.ForAsync(0, readers, new ParallelOptions { MaxDegreeOfParallelism = OpenedTogether, CancellationToken = bench.Stop }, async (n, _) =>
        {
            if (n % 200 == 0) bench.Progress.Say($"run {run + 1}: {n:N0} of {readers:N0} readers");
            var began = Stopwatch.GetTimestamp();
            streams[n] = new EventStream(http.Http, string.Create(CultureInfo.InvariantCulture, $"?status=down,degraded&city=32{1 + n % Network.Cities:00}"), Told, bufferBytes: 4 * 1024);
            await streams[n].Snapshot;
            opened.Record(Stopwatch.GetElapsedTime(began));
        });
        bench.Report.Add("readers", "readers", readers);
        bench.Report.Add("opened, with snapshot, p99", "ms", opened.Ms(99));
        bench.Report.Add("resident a reader", "kB", (twin.Process.ResidentMiB() - resident) * 1048.576 / readers);

        bench.Progress.Say($"run {run + 1}: {alarms} changes");
        var (cpu, began) = (twin.Process.Cpu(), Stopwatch.GetTimestamp());
        for (var n = 0; n < alarms; n++)
        {
            var at = began + (long)((double)n / AlarmsPerSecond * Stopwatch.Frequency);
            if (Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), at) is { Ticks: > 0 } wait) await Task.Delay(wait, bench.Stop);
            due[Network.Code(first + n)] = at;
            _ = twin.Api.Say([$"{Network.Code(first + n)}/t1"], "loadAlarm", true);
        }
        var expected = Enumerable.Range(first, alarms).Sum(n => Enumerable.Range(0, readers).Count(r => r % Network.Cities == n % Network.Cities));
        var waited = Stopwatch.GetTimestamp();
        while (Volatile.Read(ref delivered) < expected && Stopwatch.GetElapsedTime(waited) < DeliveredWithin) await Task.Delay(20, bench.Stop);
        bench.Chart("Twin", run, sampler);
        bench.Report.Add("deliveries", "deliveries/s", delivered / Stopwatch.GetElapsedTime(began).TotalSeconds);
        bench.Report.Percentiles("a reader told", took);
        bench.Report.Add("server processor time a delivery", "ms", (twin.Process.Cpu() - cpu).TotalMilliseconds / Math.Max(1, delivered));
        if (delivered < expected) bench.Report.Fail("stream", "deliveries missing", expected - delivered);
        foreach (var stream in streams) await stream.DisposeAsync();

        // data: {"code":"3208008351",…
        void Told(string data, long at)
        {
            if (data.Length < 25 || !due.TryGetValue(data.Substring(15, 10), out var since) || !data.Contains("load-alarm", StringComparison.Ordinal)) return;
            took.Record(Stopwatch.GetElapsedTime(since, at));
            Interlocked.Increment(ref delivered);
        }
    }
}
