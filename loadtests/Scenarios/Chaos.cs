using System.Diagnostics;
using Twin.LoadTests.Fleet;
using Twin.LoadTests.Measures;
using Twin.LoadTests.Pacing;
using Twin.LoadTests.Servers;

namespace Twin.LoadTests.Scenarios;

/// <summary>Silos of a cluster are killed one after the other, and started again, under load.</summary>
public static class Chaos
{
    private const int Silos = 3;
    private const double ReadingsPerSecond = 2_000;
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(20);

    public static async Task Run(Bench bench)
    {
        if (!bench.Own) throw new ServerException("chaos kills the servers it measures: it starts its own, without --server");
        bench.Report.Note($"{Silos} silos and one API node over PostgreSQL. Every {Quiet.TotalSeconds:0} s a silo is killed, and started again after as long. The fleet keeps what is not acknowledged and sends it again; latency counts from when a batch was first due. Two hundred terminals go to alarm and back; what was acknowledged last of each is asked for at the end.");
        bench.Progress.Say("starting the cluster");
        await using var cluster = await TwinCluster.Start(Silos, bench.Key, "silo");
        var (fleet, node) = (bench.Fleet(Toggles.Outlets), cluster.Node!);
        await Toggles.Prepare(node);
        await bench.Populate(node, fleet);

        var (rate, kills, over) = (bench.Options.RateOr(ReadingsPerSecond), 0, false);
        using var toggles = new Toggles(bench.Key, node.Url, fleet.Network);
        var refused = 0L;
        var senders = fleet.Senders(node.Url, Steady.Connections, outcome =>
        {
            if (over || outcome.Units > 0) return false;
            Interlocked.Increment(ref refused);
            return true;
        });
        await using var sampler = new ServerSampler(node.Process, bench.Key);
        var timeline = new Timeline(TimeSpan.Zero, bench.Options.Duration);
        toggles.Start();
        var load = Load.Open([node.Process], senders, timeline, Schedule.Even(rate / LoadFleet.BatchReadings), bench.Stop);
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) + 2 * Quiet < bench.Options.Duration)
        {
            var silo = kills++ % Silos;
            await Task.Delay(Quiet, bench.Stop);
            bench.Progress.Say($"killing silo {silo + 1}");
            await cluster.Silos[silo].Process.Kill();
            await Task.Delay(Quiet, bench.Stop);
            bench.Progress.Say($"starting silo {silo + 1}");
            await cluster.Restart(silo);
        }
        await Task.Delay(Quiet, bench.Stop);
        await toggles.Stop();
        var (asked, lost) = await toggles.Lost(node);
        over = true;
        var result = await load;
        foreach (var sender in senders) sender.Dispose();

        bench.Chart("API node", 0, result, sampler, "readings/s");
        bench.Report.Add("kills", "kills", kills);
        bench.Report.Add("readings", "readings/s", result.PerSecond);
        bench.Report.Add("batches refused and sent again", "batches", refused);
        bench.Report.Add("longest a batch took, with all its tries", "s", timeline.All.MaxMs / 1000);
        bench.Report.Add("a batch acknowledged, p99", "ms", timeline.All.Ms(99));
        bench.Report.Add("transitions acknowledged", "transitions", toggles.Acknowledged);
        bench.Report.Add("devices whose acknowledged state was asked for", "devices", asked);
        bench.Report.Add("acknowledged transitions lost", "transitions", lost);
    }
}
