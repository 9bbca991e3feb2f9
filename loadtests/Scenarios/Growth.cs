using System.Diagnostics;
using System.Globalization;
using Twin.LoadTests.Measures;
using Twin.LoadTests.Pacing;
using Twin.LoadTests.Reports;
using Twin.LoadTests.Servers;

namespace Twin.LoadTests.Scenarios;

/// <summary>The same measures on a small, a middling and a large network: what grows with it, and where the curve bends.</summary>
public static class Growth
{
    private static readonly double[] Shares = [0.1, 0.25, 1];

    public static async Task Run(Bench bench)
    {
        if (!bench.Own) throw new ServerException("growth starts an empty Twin for each size: it starts its own, without --server");
        bench.Report.Note("A tenth, a quarter and the whole of the outlets, each on a Twin that was empty before. Heap: after a full collection, less what the empty Twin had, divided by devices; outlets, districts, history and the API's view are in it. Start: of a Twin that was stopped; watched when /metrics says that the devices of every outlet are.");
        List<(int Outlets, Report Report)> sizes = [];
        foreach (var outlets in Shares.Select(s => Math.Max(1, (int)(bench.Options.Outlets * s))).Distinct())
        {
            var report = new Report(string.Create(CultureInfo.InvariantCulture, $"{outlets:N0} outlets"), bench.Options with { Outlets = outlets });
            bench.Progress.Say($"== {report.Scenario}");
            for (var run = 0; run < bench.Options.Runs; run++) await Size(new(report.Options, report, bench.Stop) { Progress = bench.Progress }, run);
            Reads.Judge(new(report.Options, report, bench.Stop));
            report.Judge("P6", HeapOfDevice);
            if (report.Options.Outlets * report.Options.DevicesPerOutlet == 200_000)
            {
                report.Judge("P12-ready", Start.Ready);
                report.Judge("P12-watched", Start.AllWatched);
            }
            sizes.Add((outlets, report));
        }
        // Measure by measure, so that the sizes of each stand below one another.
        foreach (var name in sizes[0].Report.Measures.Select(m => m.Name).ToArray())
        {
            var bySize = sizes.Select(s => (s.Outlets, s.Report.Scenario, Measure: s.Report.Measures.Single(m => m.Name == name))).ToArray();
            foreach (var (_, size, measure) in bySize)
                foreach (var value in measure.Runs) bench.Report.Add($"{name}, {size}", measure.Unit, value);
            bench.Report.Series(name, "median", bySize[0].Measure.Unit, bySize.Select(s => ((double)s.Outlets, s.Measure.Median)), across: "");
        }
        foreach (var (_, report) in sizes)
        {
            foreach (var line in report.Bars) bench.Report.Bars.Add(line with { Detail = $"{report.Scenario}; {line.Detail}".TrimEnd(' ', ';') });
            bench.Report.Fail(report.Scenario, report.Failures);
        }
    }

    private const string HeapOfDevice = "heap of a device";

    private static async Task Size(Bench bench, int run)
    {
        using var data = new DataFolder();
        var fleet = bench.Fleet();
        await using (var twin = await bench.StartTwin(data))
        {
            var empty = await Collector.HeapAfterCollection(twin);
            var began = Stopwatch.GetTimestamp();
            await bench.Register(twin, fleet);
            bench.Report.Add("import beside the first readings", "outlets/s", fleet.Network.Registered / Stopwatch.GetElapsedTime(began).TotalSeconds);
            await bench.FirstReports(twin, fleet);
            await TwinClient.Until(async () => await twin.Api.Total("status=!ok") == 0, "every outlet is well", Start.WatchedWithin, bench.Stop);
            var most = await Steady.Most(bench, twin.Process, fleet, "Twin", run);
            bench.Report.Add("server processor time a million readings", "s", most.ServerCpuPerMillion);
            var heap = await Collector.HeapAfterCollection(twin);
            bench.Report.Add("heap", "MiB", heap / 1048576);
            bench.Report.Add(HeapOfDevice, "kB", (heap - empty) / fleet.Network.Devices / 1000);
            bench.Report.Add("resident", "MiB", twin.Process.ResidentMiB());
            await Reads.Break(bench, twin, fleet);
            await Reads.Run(bench, twin, run);
        }
        bench.Report.Add("data folder", "MB", new DirectoryInfo(data.Path).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length) / 1e6);
        bench.Progress.Say($"run {run + 1}: cold start");
        var start = Stopwatch.GetTimestamp();
        await using var again = await bench.StartTwin(data);
        bench.Report.Add(Start.Ready, "s", again.Process.ReadyAfter.TotalSeconds);
        bench.Report.Add(Start.AllWatched, "s", await Start.Watched(again, fleet, start, bench.Stop));
    }
}
