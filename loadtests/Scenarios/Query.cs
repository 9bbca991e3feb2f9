using Twin.LoadTests.Fleet;
using Twin.LoadTests.Measures;
using Twin.LoadTests.Pacing;
using Twin.LoadTests.Servers;
using Twin.LoadTests.Wire;

namespace Twin.LoadTests.Scenarios;

/// <summary>Reads: single outlets against the floor, then lists and maps.</summary>
public static class Query
{
    internal const int Connections = 32;
    private const int OutletsAsked = 20_000;

    public static async Task Run(Bench bench)
    {
        using var data = new DataFolder();
        var fleet = bench.Fleet();
        for (var run = 0; run < bench.Options.Runs; run++)
        {
            var floor = bench.Near ? await Floor(bench, fleet.Network, run) : null;
            await using var twin = await bench.StartTwin(data);
            if (run == 0) await bench.Register(twin, fleet);
            await bench.FirstReports(twin, fleet);
            var most = await Most(bench, twin.Process, fleet.Network, "Twin", run);
            if (floor is not null) bench.Report.Add("P2 share of the floor", "%", 100 * most.PerSecond / floor.PerSecond);
            if (run == 0) await Reads.Break(bench, twin, fleet);
            await Reads.Run(bench, twin, run);
        }
        if (!bench.Near) bench.Report.Note("Not measured, as the server is on another machine: the floor (P2).");
        else bench.Report.JudgeShare("P2", "P2 share of the floor", "Twin: most single outlets", "floor: most single outlets");
        bench.Report.Note("Lists and maps: one caller, one request after the other; what it waits for is the server's time, the way there and back, and its own. One outlet in thirty has lost its power.");
        Reads.Judge(bench);
    }

    internal static async Task<LoadResult> Floor(Bench bench, Network network, int run)
    {
        await using var floor = await bench.StartFloor();
        return await Most(bench, floor, network, "floor", run);
    }

    internal static async Task<LoadResult> Most(Bench bench, ServerProcess server, Network network, string who, int run)
    {
        bench.Progress.Say($"run {run + 1}: as many single outlets as {who} answers");
        var outlets = Enumerable.Range(0, network.Outlets).ToArray();
        new Random(bench.Options.Seed).Shuffle(outlets);
        var requests = outlets.Take(OutletsAsked).Select(n => GetSender.Request($"/v1/outlets/{Network.Code(n)}", bench.Key)).ToArray();
        var connections = bench.Options.ConnectionsOr(Connections);
        var senders = Enumerable.Range(0, connections).Select(c => new GetSender(new(server.Url), requests, c * requests.Length / connections)).ToArray();
        await using var sampler = new ServerSampler(server, bench.Key);
        var result = await Load.Closed([server], senders, bench.Timeline(), bench.Stop);
        bench.Report.Add($"{who}: bytes of an outlet", "bytes", senders[0].BodyBytes);
        foreach (var sender in senders) sender.Dispose();
        bench.Chart(who, run, result, sampler, "requests/s");
        bench.Report.Add($"{who}: most single outlets", "requests/s", result.PerSecond);
        bench.Report.Add($"{who}: server processor time a million reads", "s", result.ServerCpuPerMillion);
        bench.Report.Add($"{who}: generator's processor time a million reads", "s", result.GeneratorCpuPerMillion);
        return result;
    }
}
