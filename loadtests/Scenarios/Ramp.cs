using System.Globalization;
using Twin.LoadTests.Fleet;
using Twin.LoadTests.Measures;
using Twin.LoadTests.Pacing;
using Twin.LoadTests.Servers;

namespace Twin.LoadTests.Scenarios;

/// <summary>More and more readings a second, at the times of a schedule, until Twin no longer keeps up: where latency bends.</summary>
public static class Ramp
{
    private const double First = 10_000, Factor = 1.25, TakenMin = 0.95, SlowMs = 1_000;
    private const int StepsMax = 24;

    public static async Task Run(Bench bench)
    {
        bench.Report.Note(string.Create(CultureInfo.InvariantCulture,
            $"Open loop, a quarter more with each step, from {bench.Options.RateOr(First):N0} readings/s. The knee is the last step of which {TakenMin:P0} were answered within a second of when they were due, and with a p99 under {SlowMs / 1000} s."));
        using var data = new DataFolder();
        var fleet = bench.Fleet();
        await using var twin = await bench.StartTwin(data);
        await bench.Populate(twin, fleet);
        for (var run = 0; run < bench.Options.Runs; run++) await Climb(bench, twin, fleet, run);
    }

    private static async Task Climb(Bench bench, TwinServer twin, LoadFleet fleet, int run)
    {
        var (knee, kneeP99) = (0.0, 0.0);
        var steps = new List<(double Rate, double P50, double P99, double Cores)>();
        await using var sampler = new ServerSampler(twin.Process, bench.Key);
        for (var (rate, step) = (bench.Options.RateOr(First), 0); step < StepsMax; rate *= Factor, step++)
        {
            bench.Progress.Say($"run {run + 1}: {rate:N0} readings/s");
            var senders = fleet.Senders(twin.Url, bench.Options.ConnectionsOr(Steady.Connections));
            var result = await Load.Open([twin.Process], senders, bench.Timeline(), Schedule.Even(rate / LoadFleet.BatchReadings), bench.Stop);
            foreach (var sender in senders) sender.Dispose();
            var (latencies, taken) = (result.Timeline.All, result.PerSecond / rate);
            steps.Add((rate, latencies.Ms(50), latencies.Ms(99), result.ServerCpu / result.Timeline.Length));
            bench.Report.Fail("Twin", result.Timeline.Failures);
            if (taken < TakenMin || latencies.Ms(99) > SlowMs) break;
            (knee, kneeP99) = (rate, latencies.Ms(99));
        }
        var line = string.Create(CultureInfo.InvariantCulture, $"run {run + 1}");
        bench.Report.Series("Latency by load", $"{line}, p50", "ms", steps.Select(s => (s.Rate / 1000, Math.Min(s.P50, 2 * SlowMs))), "k/s");
        bench.Report.Series("Latency by load", $"{line}, p99", "ms", steps.Select(s => (s.Rate / 1000, Math.Min(s.P99, 2 * SlowMs))), "k/s");
        bench.Report.Series("Server processor by load", line, "cores", steps.Select(s => (s.Rate / 1000, s.Cores)), "k/s");
        bench.Chart("Twin", run, sampler);
        bench.Report.Add("knee", "readings/s", knee);
        bench.Report.Add("p99 at the knee", "ms", kneeP99);
        bench.Report.Add("p99 beyond it", "ms", steps[^1].P99);
    }
}
