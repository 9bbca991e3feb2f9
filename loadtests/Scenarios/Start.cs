using System.Diagnostics;
using Twin.LoadTests.Fleet;
using Twin.LoadTests.Measures;
using Twin.LoadTests.Pacing;
using Twin.LoadTests.Servers;
using Twin.Servers;

namespace Twin.LoadTests.Scenarios;

/// <summary>How soon Twin is there again: after it was stopped, and after kill -9 under half of the most load it takes, and whether anything that was acknowledged is lost then.</summary>
public static class Start
{
    internal const string Ready = "cold start, ready", AllWatched = "cold start, all watched";

    internal static readonly TimeSpan WatchedWithin = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan KilledAfter = TimeSpan.FromSeconds(5);

    public static async Task Run(Bench bench)
    {
        if (!bench.Own) throw new ServerException("start stops and kills the server it measures: it starts its own, without --server");
        bench.Report.Note("Ready: the process has said so. Watched: /metrics says that the devices of every outlet are. Both count from the start of the process. "
            + "Kill: under half of the most readings that were taken in the same run, two hundred terminals go to alarm and back until the kill; what was acknowledged last of each is asked for after the restart. "
            + "The fleet keeps what is not acknowledged and sends it again, waiting longer after each failure.");
        using var data = new DataFolder();
        var fleet = bench.Fleet(Toggles.Outlets);
        var url = $"http://127.0.0.1:{FreePort.Next()}";
        await using (var first = await bench.StartTwin(data, "--urls", url))
        {
            await Toggles.Prepare(first);
            await bench.Populate(first, fleet);
        }
        for (var run = 0; run < bench.Options.Runs; run++) await Once(bench, data, fleet, url, run);
        bench.Report.Judge("P12-ready", Ready);
        bench.Report.Judge("P12-watched", AllWatched);
        bench.Report.Judge("P11-lost", "acknowledged transitions lost by the kill");
        bench.Report.Judge("P11-back", "all watched after the kill");
    }

    private static async Task Once(Bench bench, DataFolder data, LoadFleet fleet, string url, int run)
    {
        bench.Progress.Say($"run {run + 1}: cold start");
        var began = Stopwatch.GetTimestamp();
        await using var before = await bench.StartTwin(data, "--urls", url);
        bench.Report.Add(Ready, "s", before.Process.ReadyAfter.TotalSeconds);
        bench.Report.Add(AllWatched, "s", await Watched(before, fleet, began, bench.Stop));

        await fleet.SayHello(before.Url);
        var most = await Steady.Most(bench, before.Process, fleet, "Twin", run);
        using var toggles = new Toggles(bench.Key, new(url), fleet.Network);
        bench.Progress.Say($"run {run + 1}: half of that, and a kill");
        var over = false;
        var senders = fleet.Senders(new(url), Steady.Connections, outcome => !over && outcome.Units == 0);
        var load = Load.Open([], senders, new(TimeSpan.Zero, KilledAfter + KilledAfter), Schedule.Even(bench.Options.RateOr(most.PerSecond / 2) / LoadFleet.BatchReadings), bench.Stop);
        toggles.Start();
        await Task.Delay(KilledAfter, bench.Stop);
        await before.Process.Kill();
        // From here on nothing more is acknowledged that would hide what was lost.
        await toggles.Stop();

        began = Stopwatch.GetTimestamp();
        await using var after = await bench.StartTwin(data, "--urls", url);
        bench.Report.Add("ready after the kill", "s", after.Process.ReadyAfter.TotalSeconds);
        bench.Report.Add("all watched after the kill", "s", await Watched(after, fleet, began, bench.Stop));
        over = true;
        foreach (var sender in senders) sender.Dispose();
        var result = await load;
        var (asked, lost) = await toggles.Lost(after);
        bench.Report.Add("transitions acknowledged around the kill", "transitions", toggles.Acknowledged);
        bench.Report.Add("devices whose acknowledged state was asked for", "devices", asked);
        bench.Report.Add("acknowledged transitions lost by the kill", "transitions", lost);
        bench.Report.Add("readings acknowledged around the kill", "readings", result.Timeline.Units);
        await toggles.Calm(after);
    }

    /// <summary>Seconds until the devices of every outlet are watched.</summary>
    internal static async Task<double> Watched(TwinServer twin, LoadFleet fleet, long began, CancellationToken stop)
    {
        await TwinClient.Until(async () => (await twin.Metrics()).Sum("twin_watch_outlets", "state=\"watched\"") >= fleet.Network.Registered, "every outlet is watched", WatchedWithin, stop);
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
