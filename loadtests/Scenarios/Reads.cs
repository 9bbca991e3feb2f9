using System.Globalization;
using Twin.LoadTests.Fleet;
using Twin.LoadTests.Measures;
using Twin.LoadTests.Pacing;
using Twin.LoadTests.Servers;
using Twin.LoadTests.Wire;

namespace Twin.LoadTests.Scenarios;

/// <summary>Reads over the whole network, one after the other: what a caller waits for is the server's time and the way there and back.</summary>
internal static class Reads
{
    private const int Large = 100_000;
    private const string List = "list of 100 by two filters, sorted", Map = "map of the province", Pan = "map of a small box";

    private static readonly TimeSpan RestWithin = TimeSpan.FromMinutes(2), RestLook = TimeSpan.FromSeconds(1);

    /// <summary>A server whose processes take no more of a second than this has nothing left to do.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(100);

    /// <summary>One outlet in thirty has lost its power, so that filters and sorts have something to do. What that sets off, incidents above all, is done when it returns, and no device is silent.</summary>
    public static async Task Break(Bench bench, TwinServer twin, LoadFleet fleet)
    {
        var network = fleet.Network;
        var at = DateTime.UtcNow.ToString("O", CultureInfo.InvariantCulture);
        foreach (var part in Enumerable.Range(0, network.Outlets).Where(n => n % 30 == 0).Chunk(1_000))
            await twin.Api.Send("POST", "/v1/telemetry", $"[{string.Join(',', part.Select(n => $$$"""{"device":"{{{Network.Code(n)}}}/l1","at":"{{{at}}}","type":"status","values":{"dyingGasp":true}}"""))}]");
        bench.Progress.Say("what the broken outlets set off");
        if (!await IsAtRest(twin, bench.Stop)) bench.Report.Note(string.Create(CultureInfo.InvariantCulture, $"The server had other work beside lists and maps: it was not at rest {RestWithin.TotalMinutes} minutes after the outlets were broken."));
        bench.Progress.Say("every device reports again");
        await fleet.SayHello(twin.Url);
    }

    private static async Task<bool> IsAtRest(TwinServer twin, CancellationToken stop)
    {
        using var look = new PeriodicTimer(RestLook);
        var before = twin.Process.Cpu();
        for (var waited = TimeSpan.Zero; waited < RestWithin; waited += RestLook)
        {
            await look.WaitForNextTickAsync(stop);
            var now = twin.Process.Cpu();
            if (now - before < Rest) return true;
            before = now;
        }
        return false;
    }

    public static async Task Run(Bench bench, TwinServer twin, int run)
    {
        var chance = new Random(bench.Options.Seed);
        string[] lists =
        [
            .. from city in Enumerable.Range(1, Network.Cities)
               from filter in (string[])["status=ok,degraded", "status=!ok", "severity=major", "designation=负载测试", "telecomArea=!320812"]
               from sort in (string[])["-severity,code", "name", "-since,code"]
               select string.Create(CultureInfo.InvariantCulture, $"/v1/outlets?city=32{city:00}&{filter.Replace("负载测试", Uri.EscapeDataString("负载测试"), StringComparison.Ordinal)}&sort={sort}&limit=100"),
        ];
        await Stretch(bench, twin, List, lists, chance, run);
        var bytes = await Stretch(bench, twin, Map, ["/v1/map?bbox=116.3,30.7,122,35.2&zoom=7"], chance, run);
        bench.Report.Add($"{Map}, on the wire", "kB", bytes / 1000.0);
        await Stretch(bench, twin, Pan, [.. Enumerable.Range(0, 500).Select(_ => Box(chance))], chance, run);
    }

    public static void Judge(Bench bench)
    {
        bench.Report.Judge(bench.Options.Outlets < Large ? "P3" : "P3-200k", $"{List}, p99");
        bench.Report.Judge("P4-wire", $"{Map}, on the wire");
        bench.Report.Judge("P4-time", $"{Map}, p99");
        bench.Report.Judge("P4-pan", $"{Pan}, p99");
    }

    private static async Task<int> Stretch(Bench bench, TwinServer twin, string what, string[] paths, Random chance, int run)
    {
        bench.Progress.Say($"run {run + 1}: {what}");
        chance.Shuffle(paths);
        using var sender = new GetSender(new(twin.Url), [.. paths.Select(p => GetSender.Request(p, bench.Key))], 0);
        await using var sampler = new ServerSampler(twin.Process, bench.Key);
        var result = await Load.Closed([twin.Process], [sender], bench.Timeline(), bench.Stop);
        bench.Chart(what, run, result, sampler, "requests/s");
        bench.Report.Percentiles(what, result.Timeline.All);
        bench.Report.Add($"{what}, longest", "ms", result.Timeline.All.MaxMs);
        bench.Report.Add($"{what}: server processor time each", "ms", result.ServerCpuPerMillion / 1000);
        return sender.BodyBytes;
    }

    private static string Box(Random chance)
    {
        var (west, south) = (116.8 + 4.4 * chance.NextDouble(), 31.1 + 3.4 * chance.NextDouble());
        return string.Create(CultureInfo.InvariantCulture, $"/v1/map?bbox={west:F4},{south:F4},{west + 0.3:F4},{south + 0.2:F4}&zoom=11");
    }
}
