using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Twin.LoadTests.Field;
using Twin.LoadTests.Fleet;
using Twin.LoadTests.Servers;
using Twin.Servers;

namespace Twin.LoadTests.Scenarios;

/// <summary>
/// Devices as they are out there: clocks of their own, faults by rate, and a server that is away for a while, during which they keep what they have to say. At the end what Twin has found is set beside what was made:
/// each fault is to be one incident, no incident is to be without a fault, and each reading is to have been taken, late or refused as its time has it.
/// </summary>
public static class FieldDevices
{
    private const int Connections = 16, NamedMax = 10;
    private const string SilentRule = "field-silent-", ReportedRule = "field-fault-";

    /// <summary>More outlets than there are. So many faults in a minute are, to Twin, rather its own deafness, and it waits before it blames anybody: right of it, but then no fault is owed anything.</summary>
    private const int NeverLost = 1_000_000;
    private static readonly TimeSpan SeenWithin = TimeSpan.FromSeconds(30);

    public static async Task Run(Bench bench)
    {
        var times = FieldTimes.For(bench.Options.Duration);
        bench.Report.Note($"Each device reports every {times.Beat.TotalSeconds:0.#} s at its own moment, silence is found after three times that, a fault that lasts {times.Hold.TotalSeconds:0} s is owed an incident. Faults come by rate ({bench.Options.FaultsPerDay} of each device a day, --faults-per-day): half are silences, half are reported and cleared later; an outlet has one at a time. "
            + "Clocks: 90 % within half a minute, drifting by up to 100 ppm; 2 % ahead until they are set right; 4 % behind by a minute to three days; 3 % ahead by ten minutes to a day (corrected, one clock-skew each); 1 % years behind (refused). One outlet in ten says first how things are when it is back, and then what it had kept, which is late; the others send what they kept in order.");
        bench.Report.Note(bench.Own
            ? "Halfway the server is killed (kill -9), is away for a beat, and is started again. After it each device has a whole window more."
            : "Halfway the way to the server is cut for two beats, which is less than a silence. The server itself is somebody else's and is left alone.");
        bench.Report.Note("Owed: at least the faults that Twin knew of for long enough; at most also those that were over within a few seconds of that, where either is right. Missed and unexplained are counted device by device and rule by rule against these.");
        for (var run = 0; run < bench.Options.Runs; run++)
        {
            using var data = new DataFolder();
            await Once(bench, times, data, run);
        }
    }

    private static async Task Once(Bench bench, FieldTimes times, DataFolder data, int run)
    {
        string[] address = ["--urls", $"http://127.0.0.1:{FreePort.Next()}"];
        var network = bench.Network();
        var fleet = new FieldFleet(network, times, bench.Options.FaultsPerDay, bench.Options.Seed + run);
        var twin = await bench.StartTwin(data, address);
        try
        {
            await twin.Api.Send("PUT", "/v1/policies/default", $"correlationHold: {times.Hold.TotalSeconds:0}s\nverifyFor: {times.Hold.TotalSeconds:0}s\nreopenWithin: 0s\ntelemetryLoss: {{outlets: {NeverLost}}}\n", "application/yaml");
            // No access nodes: faults of several outlets are never one.
            await twin.Api.Import(network, bench.Progress, _ => "");
            await twin.Api.Send("PUT", "/v1/rulebook", Rules(times), "application/yaml");
            var field = new FieldRun(fleet);
            var connections = Enumerable.Range(0, bench.Options.ConnectionsOr(Connections)).Select(_ => new FieldConnection(fleet, field, twin.Url, bench.Key)).ToArray();
            using var broken = CancellationTokenSource.CreateLinkedTokenSource(bench.Stop);
            var sending = Task.WhenAll(connections.Select(c => Task.Run(() => c.Run(broken.Token), CancellationToken.None)));
            var saying = Say(fleet, field, connections, broken.Token);
            bench.Progress.Say($"run {run + 1}: {fleet.Devices.Count:N0} devices report every {times.Beat.TotalSeconds:0.#} s, {fleet.Faults.Count:N0} faults to come");
            try
            {
                await Until(field, times.Length / 2, sending, bench.Stop);
                twin = await Outage(bench, twin, data, address, field, times, run);
                await Until(field, times.Length, sending, bench.Stop);
                await saying;
                field.Over = true;
                await sending;
            }
            finally
            {
                await broken.CancelAsync();
            }
            foreach (var ledger in field.Ledgers) ledger.End(field.Now);
            foreach (var connection in connections) connection.Dispose();
            Tell(bench, fleet, field, connections);
            await Compare(bench, twin, fleet, field, run);
        }
        finally
        {
            await twin.DisposeAsync();
        }
    }

    /// <summary>Every device says its things at their times, by a thread of its own.</summary>
    private static Task Say(FieldFleet fleet, FieldRun run, FieldConnection[] connections, CancellationToken stop) => Task.Factory.StartNew(() =>
    {
        while (run.Now < fleet.Times.Length && !stop.IsCancellationRequested)
        {
            foreach (var reading in fleet.Until(run.Now, run.Began)) connections[fleet.Devices[reading.Device].Outlet % connections.Length].Buffer.Add(reading);
            Thread.Sleep(20);
        }
    }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static async Task Until(FieldRun run, TimeSpan then, Task sending, CancellationToken stop)
    {
        if (then - run.Now is { Ticks: > 0 } wait && await Task.WhenAny(sending, Task.Delay(wait, stop)) == sending) await sending;
        stop.ThrowIfCancellationRequested();
    }

    private static async Task<TwinServer> Outage(Bench bench, TwinServer twin, DataFolder data, string[] address, FieldRun run, FieldTimes times, int number)
    {
        bench.Progress.Say($"run {number + 1}: the server is away");
        if (!bench.Own)
        {
            run.Cut = true;
            await Task.Delay(2 * times.Beat, bench.Stop);
            run.Cut = false;
            return twin;
        }
        var began = run.Now;
        await twin.Process.Kill();
        run.Down();
        await twin.DisposeAsync();
        await Task.Delay(times.Beat, bench.Stop);
        var started = run.Now;
        var again = await bench.StartTwin(data, address);
        bench.Report.Add("the server was away", "s", (run.Now - began).TotalSeconds);
        await TwinClient.Until(async () => (await again.Metrics()).Sum("twin_watch_outlets", "state=\"watched\"") >= bench.Options.Outlets, "every outlet is watched again", Start.WatchedWithin, bench.Stop);
        run.Up(started);
        bench.Report.Add("watched again", "s", (run.Now - began).TotalSeconds);
        return again;
    }

    private static void Tell(Bench bench, FieldFleet fleet, FieldRun run, FieldConnection[] connections)
    {
        var report = bench.Report;
        report.Add("readings sent", "readings", run.Sent);
        report.Add("accepted", "readings", run.Accepted);
        report.Add("late", "readings", run.Late);
        var (least, most) = (run.Ledgers.Sum(l => l.LateLeast), run.Ledgers.Sum(l => l.LateMost));
        report.Add("late by what was sent, at least", "readings", least);
        report.Add("late by what was sent, at most", "readings", most);
        report.Add("repeats", "readings", run.Duplicates);
        var refused = run.Refused.GetValueOrDefault("invalidTime");
        report.Add("refused for their time", "readings", refused);
        report.Add("replayed after the outage", "readings", run.Replayed);
        report.Add("most kept by one connection", "readings", connections.Max(c => c.Buffer.Most));
        report.Add("tries in vain while it was away", "tries", run.Failures);
        report.Percentiles("a reading that was sent at once, acknowledged", run.Live);
        report.Percentiles("a reading that was kept, acknowledged", run.Kept);
        foreach (var kind in Enum.GetValues<ClockKind>()) report.Add($"clocks: {kind}", "devices", fleet.Devices.Count(d => d.Clock.Kind == kind));

        var wrong = run.Sent - run.Ledgers.Sum(l => (long)l.Sent);
        foreach (var (reason, count) in run.Refused.Where(r => r.Key != "invalidTime")) report.Fail("Twin", $"readings refused: {reason}", count);
        if (wrong != refused) report.Fail("Twin", "refused and not refused do not add up", Math.Abs(wrong - refused));
        var unanswered = run.Sent - run.Accepted - run.Late - run.Duplicates - run.Refused.Values.Sum();
        if (unanswered != 0) report.Fail("Twin", "readings that were answered neither way", unanswered);
        // What it took for a repeat it need not have counted as late.
        if (run.Late < least - run.Duplicates || run.Late > most) report.Fail("Twin", "late readings beside those that were", run.Late < least ? least - run.Late : run.Late - most);
    }

    private static async Task Compare(Bench bench, TwinServer twin, FieldFleet fleet, FieldRun run, int number)
    {
        bench.Progress.Say($"run {number + 1}: what was made and what was found");
        var owed = new Dictionary<(string Device, string Rule), Owed>();
        for (var n = 0; n < fleet.Devices.Count; n++)
        {
            var (device, ledger) = (fleet.Devices[n].Device, run.Ledgers[n]);
            owed[(device.Name, SilentRule + Word(device.Kind))] = ledger.Silent;
            owed[(device.Name, ReportedRule + Word(device.Kind))] = ledger.Reported;
        }
        var (missed, unexplained, seen) = (0, 0, 0);
        var wrong = new List<string>();
        for (var began = Stopwatch.GetTimestamp(); ;)
        {
            var found = await Found(twin, bench.Network(), run.Began);
            seen = found.Values.Sum();
            missed = owed.Sum(o => Math.Max(0, o.Value.Least - found.GetValueOrDefault(o.Key)));
            unexplained = found.Sum(f => Math.Max(0, f.Value - owed.GetValueOrDefault(f.Key).Most));
            wrong = [.. owed.Keys.Union(found.Keys).Select(k => (Key: k, Owed: owed.GetValueOrDefault(k), Found: found.GetValueOrDefault(k))).Where(k => k.Found < k.Owed.Least || k.Found > k.Owed.Most)
                .Select(k => $"{k.Key.Device} {k.Key.Rule}: {k.Found} found, {k.Owed.Least} to {k.Owed.Most} owed")];
            if (missed == 0 || Stopwatch.GetElapsedTime(began) > SeenWithin) break;
            await Task.Delay(500, bench.Stop);
        }
        var skewed = fleet.Devices.Where((d, n) => d.Clock.Kind == ClockKind.FarAhead && run.Ledgers[n].Sent > 0).ToArray();
        var corrected = 0;
        foreach (var device in skewed)
            if ((await twin.Api.Get($"/v1/devices/{device.Device.Name}"))["faults"]!.AsArray().Count(f => (string?)f!["rule"] == "clock-skew") == 1) corrected++;

        var report = bench.Report;
        report.Add("faults made", "faults", fleet.Faults.Count);
        report.Add("devices never heard for their clocks", "devices", run.Ledgers.Count(l => l.Sent == 0));
        report.Add("incidents owed, at least", "incidents", owed.Values.Sum(o => o.Least));
        report.Add("incidents owed, at most", "incidents", owed.Values.Sum(o => o.Most));
        report.Add("incidents found", "incidents", seen);
        report.Add("faults missed", "faults", missed);
        report.Add("incidents that no fault explains", "incidents", unexplained);
        report.Add("clocks far ahead that show it once", "devices", corrected);
        foreach (var line in wrong.Take(NamedMax)) report.Note(line);
        if (missed > 0) report.Fail("Twin", "faults made and not seen as an incident", missed);
        if (unexplained > 0) report.Fail("Twin", "incidents that no fault explains, or a second for one", unexplained);
        if (corrected < skewed.Length) report.Fail("Twin", "clocks far ahead that do not show it once", skewed.Length - corrected);
    }

    /// <summary>How many incidents each device and rule had, an incident that was opened again as often as it was.</summary>
    private static async Task<Dictionary<(string Device, string Rule), int>> Found(TwinServer twin, Network network, DateTime since)
    {
        var found = new Dictionary<(string Device, string Rule), int>();
        var from = since.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        await foreach (var incident in twin.Api.All($"/v1/incidents?since={from}&sort=id"))
        {
            var (device, rule) = ((string?)incident["cause"]!["device"], (string)incident["cause"]!["rule"]!);
            if (device is null ? rule != "telemetry-lost" : !network.Has(device.Split('/')[0])) continue;
            // Taken in by the incident of its outlet's line: its cause is that one's, and if it is dead after all it gets another.
            if ((string?)incident["mergedInto"] is not null) continue;
            found[(device ?? "", rule)] = found.GetValueOrDefault((device ?? "", rule)) + Math.Max(1, (int?)incident["visits"] ?? 1);
        }
        return found;
    }

    private static string Word(DeviceKind kind) => kind switch { DeviceKind.Line => "line", DeviceKind.Terminal => "terminal", _ => "camera" };

    private static string Rules(FieldTimes times) => "version: 1\nrules:\n" + string.Concat(Enum.GetValues<DeviceKind>().Select(Word).Select(kind => string.Create(CultureInfo.InvariantCulture,
        $"  - {{id: {SilentRule}{kind}, device: {kind}, when: silent({times.Window.TotalMilliseconds:0}ms), severity: major, flapping: false}}\n  - {{id: {ReportedRule}{kind}, device: {kind}, when: fieldFault == true, severity: minor, flapping: false}}\n")));
}
