using Twin.LoadTests.Fleet;
using Twin.LoadTests.Measures;
using Twin.LoadTests.Pacing;
using Twin.LoadTests.Servers;

namespace Twin.LoadTests.Scenarios;

/// <summary>Devices that report and change nothing: how many readings a second Twin takes beside the floor, and what they cost it.</summary>
public static class Steady
{
    internal const int Connections = 16;

    public static async Task Run(Bench bench)
    {
        using var data = new DataFolder();
        await using var receiver = await Receiver.Start();
        if (!bench.Near) bench.Report.Note("Not measured, as the server is on another machine: the floor (P1), and pages at a receiver here (P8).");
        var fleet = bench.Fleet(Visibility.Probes(bench.Options));
        bench.Report.Note("What is seen when: open loop at half of the most that was taken in the same run (or --rate). Ten faults and five renamed outlets a second; the time counts from when the change was due to be sent. The list is asked as soon as the change is answered.");
        bench.Report.Note("Most readings a second: closed loop, each connection sends its next batch when the last is answered; batches of 100 readings of 100 devices all over the network.");
        for (var run = 0; run < bench.Options.Runs; run++)
        {
            var floor = bench.Near ? await Floor(bench, fleet, run) : null;
            await using var twin = await bench.StartTwin(data);
            if (run == 0)
            {
                await bench.Register(twin, fleet);
                await Visibility.Prepare(twin, receiver);
            }
            await bench.FirstReports(twin, fleet);
            var most = await Most(bench, twin.Process, fleet, "Twin", run);
            if (floor is not null) bench.Report.Add("P1 share of the floor", "%", 100 * most.PerSecond / floor.PerSecond);
            bench.Report.Add("Twin: server processor time a million readings", "s", most.ServerCpuPerMillion);
            await fleet.HearProbes(twin.Url);
            await Visibility.Measure(bench, twin, fleet, receiver, bench.Options.RateOr(most.PerSecond / 2), run);
        }
        Judge(bench);
    }

    internal static async Task<LoadResult> Floor(Bench bench, LoadFleet fleet, int run)
    {
        await using var floor = await bench.StartFloor();
        await fleet.SayHello(floor.Url);
        return await Most(bench, floor, fleet, "floor", run);
    }

    internal static async Task<LoadResult> Most(Bench bench, ServerProcess server, LoadFleet fleet, string who, int run)
    {
        bench.Progress.Say($"run {run + 1}: as many readings as {who} takes");
        var senders = fleet.Senders(server.Url, bench.Options.ConnectionsOr(Connections));
        await using var sampler = new ServerSampler(server, bench.Key);
        var result = await Load.Closed([server], senders, bench.Timeline(), bench.Stop);
        foreach (var sender in senders) sender.Dispose();
        bench.Chart(who, run, result, sampler, "readings/s");
        bench.Report.Add($"{who}: most readings", "readings/s", result.PerSecond);
        bench.Report.Add($"{who}: generator's processor time a million readings", "s", result.GeneratorCpuPerMillion);
        return result;
    }

    private static void Judge(Bench bench)
    {
        if (bench.Near) bench.Report.JudgeShare("P1", "P1 share of the floor", "Twin: most readings", "floor: most readings");
        bench.Report.Judge("P9", "Twin: server processor time a million readings");
        Visibility.Judge(bench);
    }
}
