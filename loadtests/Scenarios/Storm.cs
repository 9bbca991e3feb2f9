using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Twin.LoadTests.Fleet;
using Twin.LoadTests.Servers;

namespace Twin.LoadTests.Scenarios;

/// <summary>An access node with 1,500 outlets is lost and comes back; then everything falls silent at once, and comes back.</summary>
public static class Storm
{
    private const string Node = "STORM-OLT";
    private const int NodeOutletsMax = 1_500;
    private static readonly TimeSpan Silent = TimeSpan.FromSeconds(60), Within = TimeSpan.FromMinutes(5);

    private const string Rules = """
        version: 1
        rules:
          - {id: terminal-silent, device: terminal, when: silent(60s), severity: major}
          - {id: camera-silent, device: camera, when: silent(60s), severity: minor}
          - {id: line-silent, device: line, when: silent(60s), severity: critical}
          - {id: line-down, device: line, when: los == true, severity: critical}
        """;

    public static async Task Run(Bench bench)
    {
        var lost = Math.Min(NodeOutletsMax, Math.Max(1, bench.Options.Outlets / 4));
        bench.Report.Note($"Node loss: the lines of {lost:N0} outlets behind one access node report loss of signal, without a hold; from the first of these readings until all are answered (what they changed is stored), every outlet is shown down, and there is the one incident that counts them all. "
            + "Total silence: nothing is heard any more after a reading of every device; from the deadline of the device heard last until every outlet is shown down by each of its kinds of devices, as many transitions as devices are stored, and there is the one incident.");
        var silence = true;
        for (var run = 0; run < bench.Options.Runs; run++)
        {
            using var data = new DataFolder();
            var fleet = bench.Fleet();
            await using var twin = await bench.StartTwin(data);
            await twin.Api.Send("PUT", "/v1/rulebook", Rules, "application/yaml");
            await bench.Populate(twin, fleet, n => n < lost ? Node : string.Create(CultureInfo.InvariantCulture, $"OLT-{n / 40}"));
            await using var sampler = new ServerSampler(twin.Process, bench.Key);
            await NodeLoss(bench, twin, fleet, lost, run);
            // Beside as many others that go on reporting, all of the fleet are not half of the network.
            silence = await twin.Api.Total() < 2 * fleet.Network.Outlets;
            if (silence) await TotalSilence(bench, twin, fleet, run);
            else bench.Report.Note("Not measured, as the server has as many other outlets: total silence (P10-all).");
            bench.Chart("Twin", run, sampler);
        }
        bench.Report.Judge("P10-node", "node loss: all of it");
        if (silence) bench.Report.Judge("P10-all", "total silence: all of it");
    }

    private static async Task NodeLoss(Bench bench, TwinServer twin, LoadFleet fleet, int lost, int run)
    {
        bench.Progress.Say($"run {run + 1}: an access node with {lost:N0} outlets is lost");
        await fleet.SayHello(twin.Url);
        var began = Stopwatch.GetTimestamp();
        double Seconds() => Stopwatch.GetElapsedTime(began).TotalSeconds;
        await Lines(twin, lost, signalLost: true);
        bench.Report.Add("node loss: answered and stored", "s", Seconds());
        await TwinClient.Until(async () => await bench.Total(twin, "rule=line-down") == lost, "every outlet of the node is down", Within, bench.Stop);
        bench.Report.Add("node loss: shown in lists", "s", Seconds());
        await TwinClient.Until(async () => (await Incidents(bench, twin)).Any(i => (string?)i["accessNode"] == Node && (int?)i["members"]?["count"] == lost), "the node's incident counts them all", Within, bench.Stop);
        bench.Report.Add("node loss: all of it", "s", Seconds());
        await Single(bench, twin, "node loss");
        began = Stopwatch.GetTimestamp();
        await Lines(twin, lost, signalLost: false);
        await TwinClient.Until(async () => await bench.Total(twin, "status=ok") == bench.Options.Outlets, "every outlet is well again", Within, bench.Stop);
        bench.Report.Add("node back: all outlets well", "s", Seconds());
    }

    private static async Task TotalSilence(Bench bench, TwinServer twin, LoadFleet fleet, int run)
    {
        bench.Progress.Say($"run {run + 1}: everything falls silent");
        await fleet.SayHello(twin.Url);
        var deadline = Stopwatch.GetTimestamp() + (long)(Silent.TotalSeconds * Stopwatch.Frequency);
        double Late() => Stopwatch.GetElapsedTime(deadline).TotalSeconds;
        var before = (await twin.Metrics()).Sum("twin_devices_transitions_total");
        foreach (var rule in (string[])["terminal-silent", "camera-silent", "line-silent"])
            await TwinClient.Until(async () => await bench.Total(twin, $"status=down&rule={rule}") == bench.Options.Outlets, $"every outlet is down by {rule}", Within, bench.Stop);
        bench.Report.Add("total silence: shown in lists", "s", Late());
        await TwinClient.Until(async () => (await twin.Metrics()).Sum("twin_devices_transitions_total") - before >= fleet.Network.Devices, "as many transitions as devices are stored", Within, bench.Stop);
        bench.Report.Add("total silence: every transition stored", "s", Late());
        await TwinClient.Until(async () => (await Incidents(bench, twin)).Any(i => (string?)i["cause"]?["rule"] == "telemetry-lost"), "there is an incident", Within, bench.Stop);
        bench.Report.Add("total silence: all of it", "s", Late());
        await Single(bench, twin, "total silence");

        var began = Stopwatch.GetTimestamp();
        await fleet.SayHello(twin.Url);
        bench.Report.Add("all back: answered and stored", "s", Stopwatch.GetElapsedTime(began).TotalSeconds);
        await TwinClient.Until(async () => await bench.Total(twin, "status=ok") == bench.Options.Outlets, "every outlet is well again", Within, bench.Stop);
        bench.Report.Add("all back: all outlets well", "s", Stopwatch.GetElapsedTime(began).TotalSeconds);
    }

    /// <summary>That there is one open incident, also after the time in which others would have been opened.</summary>
    private static async Task Single(Bench bench, TwinServer twin, string what)
    {
        var hold = TimeSpan.FromSeconds(12); // the shipped policy's correlation hold, and a little
        await Task.Delay(hold, bench.Stop);
        var open = await Incidents(bench, twin);
        bench.Report.Add($"{what}: open incidents", "incidents", open.Length);
        if (open.Length != 1) bench.Report.Fail("Twin", $"{what}: incidents beside the one", Math.Abs(open.Length - 1));
    }

    /// <summary>Open ones of the fleet: its outlets', its node's and the network's.</summary>
    private static async Task<JsonNode[]> Incidents(Bench bench, TwinServer twin) => [.. (await twin.Api.Get("/v1/incidents?phase=open,acknowledged,assigned,onSite&sort=-openedAt&limit=1000"))["items"]!.AsArray().Select(i => i!)
        .Where(i => (string?)i["accessNode"] == Node || (string?)i["cause"]!["rule"] == "telemetry-lost" || (string?)i["outlet"] is { } code && bench.Network().Has(code))];

    private static async Task Lines(TwinServer twin, int outlets, bool signalLost) =>
        await Task.WhenAll(Enumerable.Range(0, outlets).Chunk(LoadFleet.BatchReadings).Select(part => twin.Api.Say(part.Select(n => $"{Network.Code(n)}/l1"), "los", signalLost)));
}
