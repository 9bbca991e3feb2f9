using Twin.LoadTests.Fleet;
using Twin.LoadTests.Pacing;
using Twin.LoadTests.Servers;

namespace Twin.LoadTests.Scenarios;

/// <summary>One silo against three, all on this machine over PostgreSQL: what it costs that twins live elsewhere.</summary>
public static class Clusters
{
    private const int Three = 3;

    public static async Task Run(Bench bench)
    {
        if (!bench.Own) throw new ServerException("cluster starts its own servers, without --server");
        bench.Report.Note("Every process does all (--role all), over one PostgreSQL that flushes to disk. The load goes to all of them alike; with three, two readings of three are for a twin on another silo, and those of a batch for one silo travel together. "
            + "A hop's cost is the processor time that three silos take more for a reading than one does, for each reading that travels.");
        for (var run = 0; run < bench.Options.Runs; run++)
        {
            var fleet = bench.Fleet();
            var (one, oneCpu) = await Most(bench, fleet, 1, run);
            var (three, threeCpu) = await Most(bench, fleet, Three, run);
            bench.Report.Add("three silos, share of one", "%", 100 * three / one);
            bench.Report.Add("a hop", "µs", (threeCpu - oneCpu) / (1 - 1.0 / Three));
        }
        bench.Report.Judge("P14", "three silos, share of one");
    }

    private static async Task<(double PerSecond, double CpuPerMillion)> Most(Bench bench, LoadFleet fleet, int silos, int run)
    {
        bench.Progress.Say($"run {run + 1}: starting {silos} silos and PostgreSQL");
        await using var cluster = await TwinCluster.Start(silos, bench.Key, "all");
        await cluster.Silos[0].Api.Import(fleet.Network, bench.Progress);
        foreach (var silo in cluster.Silos)
            await TwinClient.Until(async () => await silo.Api.Total() == fleet.Network.Outlets, "every API node knows every outlet", TimeSpan.FromMinutes(1), bench.Stop);
        await bench.FirstReports(cluster.Silos[0], fleet);
        bench.Progress.Say($"run {run + 1}: as many readings as {silos} silos take");
        var senders = TelemetrySender.Make([.. cluster.Silos.Select(s => s.Url)], fleet.Batches, bench.Options.ConnectionsOr(Steady.Connections));
        await using var sampler = new ServerSampler(cluster.Silos[0].Process, bench.Key);
        // Processes that share the processors take that much longer to compile what they run.
        var result = await Load.Closed([.. cluster.Silos.Select(s => s.Process)], senders, new(silos * bench.Options.WarmUp, bench.Options.Measure), bench.Stop);
        foreach (var sender in senders) sender.Dispose();
        var who = silos == 1 ? "one silo" : $"{silos} silos";
        bench.Report.Series("Throughput", $"{who}, run {run + 1}", "readings/s", result.Timeline.Throughput());
        bench.Report.Fail(who, result.Timeline.Failures);
        bench.Report.Add($"{who}: most readings", "readings/s", result.PerSecond);
        bench.Report.Add($"{who}: processor time of all a million readings", "s", result.ServerCpuPerMillion);
        return (result.PerSecond, result.ServerCpuPerMillion);
    }
}
