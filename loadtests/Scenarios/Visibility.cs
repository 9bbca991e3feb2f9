using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Twin.LoadTests.Cli;
using Twin.LoadTests.Fleet;
using Twin.LoadTests.Measures;
using Twin.LoadTests.Pacing;
using Twin.LoadTests.Servers;

namespace Twin.LoadTests.Scenarios;

/// <summary>
/// How soon what changes is seen, beside a load: faults and renamed outlets in the list and in the stream, and the page that a fault leads to at its receiver. Outlets of their own are used for it,
/// each for one fault.
/// </summary>
internal static class Visibility
{
    private const int AlarmsPerSecond = 10, RenamesPerSecond = 5;
    private const string Rule = "load-alarm";
    private static readonly TimeSpan LongestMax = TimeSpan.FromSeconds(60), SeenWithin = TimeSpan.FromSeconds(10);

    /// <summary>Twice what is measured otherwise, but short of the time after which a device that was heard once is silent.</summary>
    public static TimeSpan Length(LoadOptions options) => TimeSpan.FromTicks(Math.Min(2 * options.Measure.Ticks, LongestMax.Ticks));

    /// <summary>Outlets that are needed beside those of the load.</summary>
    public static int Probes(LoadOptions options) => options.Runs * Alarms(options);

    private static int Alarms(LoadOptions options) => (int)(Length(options).TotalSeconds * AlarmsPerSecond);

    /// <summary>A rule more in the rule book, pages without a hold, and one person who is paged for the whole province.</summary>
    public static async Task Prepare(TwinServer twin, Receiver receiver)
    {
        await twin.Api.AddRule(Rule, "device: terminal, when: loadAlarm == true, severity: major, flapping: false");
        await twin.Api.Send("PUT", "/v1/policies/default", "correlationHold: 0s\nsteps:\n  - {after: 0s, notify: [on-shift]}\n", "application/yaml");
        var counties = (await twin.Api.Counties()).SelectMany(city => city).Select(code => (JsonNode?)code);
        var person = new JsonObject { ["id"] = "li", ["role"] = "engineer", ["channels"] = new JsonArray(new JsonObject { ["type"] = "webhook", ["url"] = receiver.Url }) };
        await twin.Api.Send("PUT", "/v1/teams/load", new JsonObject { ["side"] = "business", ["areas"] = new JsonArray([.. counties]), ["people"] = new JsonArray(person) }.ToJsonString());
    }

    public static async Task Measure(Bench bench, TwinServer twin, LoadFleet fleet, Receiver receiver, double readingsPerSecond, int run)
    {
        bench.Progress.Say($"run {run + 1}: what is seen when, at {readingsPerSecond:N0} readings/s");
        var (seen, paged) = (new Awaited(), new Awaited());
        void Page(string incident, long at) => paged.Came(incident[..10], at);
        receiver.Paged += Page;
        await using var stream = new EventStream(twin.Api.Http, "?designation=探针", (data, at) => Seen(seen, data, at));
        await stream.Snapshot;

        var timeline = new Timeline(bench.Options.WarmUp, Length(bench.Options));
        var senders = fleet.Senders(twin.Url, Steady.Connections);
        await using var sampler = new ServerSampler(twin.Process, bench.Key);
        var load = Load.Open([twin.Process], senders, timeline, Schedule.Even(readingsPerSecond / LoadFleet.BatchReadings), bench.Stop);
        await Task.Delay(timeline.WarmUp, bench.Stop);
        var watch = new Watch(bench, twin, seen, paged);
        var first = fleet.Network.Outlets + run * Alarms(bench.Options);
        await Task.WhenAll(
            Probe(Alarms(bench.Options), AlarmsPerSecond, (n, due) => watch.Alarm(Network.Code(first + n), due)),
            Probe((int)(timeline.Length.TotalSeconds * RenamesPerSecond), RenamesPerSecond, (n, due) => watch.Rename(Network.Code(first + n), $"改名{run}x{n}x", due)));
        var result = await load;
        receiver.Paged -= Page;
        foreach (var sender in senders) sender.Dispose();
        bench.Chart("Twin at half load", run, result, sampler, "readings/s");
        Tell(bench, result, watch);
    }

    private static void Tell(Bench bench, LoadResult result, Watch watch)
    {
        bench.Report.Fail("Twin at half load", watch.Failures);
        bench.Report.Add("half load: readings", "readings/s", result.PerSecond);
        bench.Report.Percentiles("half load: a batch answered", result.Timeline.All);
        bench.Report.Add("half load: generator's own lag, p99", "ms", result.Lag.Ms(99));
        bench.Report.Add("half load: server processor time a million readings", "s", result.ServerCpuPerMillion);
        foreach (var (name, latencies) in watch.All.Where(w => w.Latencies.Count > 0 || bench.Near))
        {
            bench.Report.Percentiles(name, latencies);
        }
    }

    public static void Judge(Bench bench)
    {
        foreach (var (bar, name) in ((string, string)[])[("P5-list", Watch.InList), ("P5-stream", Watch.InStream), ("P8", Watch.AtReceiver)])
            if (bench.Near || bar != "P8") bench.Report.Judge(bar, $"{name}, p99");
    }

    /// <summary>Each at its time, whatever became of those before.</summary>
    private static async Task Probe(int count, double perSecond, Func<int, long, Task> probe)
    {
        var began = Stopwatch.GetTimestamp();
        var all = new List<Task>(count);
        for (var n = 0; n < count; n++)
        {
            var (number, due) = (n, began + (long)(n / perSecond * Stopwatch.Frequency));
            if (Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due) is { Ticks: > 0 } wait) await Task.Delay(wait);
            all.Add(Task.Run(() => probe(number, due)));
        }
        await Task.WhenAll(all);
    }

    private static void Seen(Awaited seen, string change, long at)
    {
        foreach (var name in seen.Names)
        {
            var parts = name.Split(' ');
            if (change.Contains(parts[0], StringComparison.Ordinal) && change.Contains(parts[1], StringComparison.Ordinal)) seen.Came(name, at);
        }
    }

    /// <summary>Makes a change, and sees where it shows after how long.</summary>
    private sealed class Watch(Bench bench, TwinServer twin, Awaited seen, Awaited paged)
    {
        public const string InList = "change seen in the list", InStream = "change seen in the stream", AtReceiver = "page at its receiver";

        private readonly Latencies _list = new(), _stream = new(), _receiver = new();
        private readonly ConcurrentDictionary<string, long> _failures = new();

        public IEnumerable<(string Name, Latencies Latencies)> All => [(InList, _list), (InStream, _stream), (AtReceiver, _receiver)];
        public IReadOnlyDictionary<string, long> Failures => _failures;

        public Task Alarm(string code, long due)
        {
            var shown = () => Shown(code, $"\"rule\":\"{Rule}\"", $"rule={Rule}&q={code}", due, () => twin.Api.Say([$"{code}/t1"], "loadAlarm", true));
            if (!bench.Near) return shown();
            paged.Expect(code);
            return Task.WhenAll(shown(), Within(paged, code, _receiver, due, AtReceiver));
        }

        public Task Rename(string code, string name, long due) =>
            Shown(code, name, $"q={name}", due, () => twin.Api.Send("PATCH", $"/v1/outlets/{code}", $$"""{"name":"{{name}}"}""", "application/merge-patch+json"));

        private async Task Shown(string code, string mark, string filter, long due, Func<Task> change)
        {
            seen.Expect($"{code} {mark}");
            var inStream = Within(seen, $"{code} {mark}", _stream, due, InStream);
            try
            {
                await change();
                await Listed(filter, due);
            }
            catch (Exception failure) when (failure is ServerException or HttpRequestException)
            {
                Fail(failure.Message.Split('\n')[0]);
            }
            await inStream;
        }

        private async Task Listed(string filter, long due)
        {
            while (Stopwatch.GetElapsedTime(due) < SeenWithin)
            {
                if (await twin.Api.Total(filter) == 0) continue;
                _list.Record(Stopwatch.GetElapsedTime(due));
                return;
            }
            Fail($"{InList}: never");
        }

        private async Task Within(Awaited awaited, string name, Latencies latencies, long due, string what)
        {
            if (await awaited.For(name, SeenWithin) is { } at) latencies.Record(Stopwatch.GetElapsedTime(due, at));
            else Fail($"{what}: not within {SeenWithin.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s");
        }

        private void Fail(string what)
        {
            _failures.AddOrUpdate(what, 1, (_, n) => n + 1);
            bench.Progress.Say(what);
        }
    }
}
