using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Twin.LoadTests.Fleet;
using Twin.LoadTests.Measures;
using Twin.LoadTests.Pacing;
using Twin.LoadTests.Servers;

namespace Twin.LoadTests.Scenarios;

/// <summary>Outlets imported, edited and removed and the rule book swapped, beside readings: what the devices notice of it.</summary>
public static class Churn
{
    private const int ImportOutlets = 500, EditsPerSecond = 20;
    private static readonly TimeSpan ImportEvery = TimeSpan.FromSeconds(4), SwapEvery = TimeSpan.FromSeconds(3);

    public static async Task Run(Bench bench)
    {
        bench.Report.Note($"Beside a third of the most readings taken: {EditsPerSecond} outlets renamed a second, {ImportOutlets} outlets imported or removed every {ImportEvery.TotalSeconds:0} s, a changed rule book every {SwapEvery.TotalSeconds:0} s. First the readings alone, then beside all that.");
        for (var run = 0; run < bench.Options.Runs; run++)
        {
            using var data = new DataFolder();
            var fleet = bench.Fleet(probes: ImportOutlets);
            await using var twin = await bench.StartTwin(data);
            await bench.Populate(twin, fleet);
            var most = await Steady.Most(bench, twin.Process, fleet, "Twin", run);
            var rate = bench.Options.RateOr(most.PerSecond / 3);
            await Stretch(bench, twin, fleet, run, "readings alone", rate, _ => Task.CompletedTask);
            using var changes = new Changes(bench, twin, fleet.Network);
            await Stretch(bench, twin, fleet, run, "readings beside changes", rate, changes.Make);
            changes.Tell();
        }
    }

    private static async Task Stretch(Bench bench, TwinServer twin, LoadFleet fleet, int run, string who, double rate, Func<CancellationToken, Task> beside)
    {
        bench.Progress.Say($"run {run + 1}: {who}, {rate:N0} readings/s");
        var senders = fleet.Senders(twin.Url, Steady.Connections);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(bench.Stop);
        await using var sampler = new ServerSampler(twin.Process, bench.Key);
        var changing = beside(stop.Token);
        var result = await Load.Open([twin.Process], senders, bench.Timeline(), Schedule.Poisson(rate / LoadFleet.BatchReadings, bench.Options.Seed), bench.Stop);
        await stop.CancelAsync();
        await changing;
        foreach (var sender in senders) sender.Dispose();
        bench.Chart(who, run, result, sampler, "readings/s");
        bench.Report.Add($"{who}", "readings/s", result.PerSecond);
        bench.Report.Percentiles($"{who}: a batch answered", result.Timeline.All);
        bench.Report.Add($"{who}: server processor time a million readings", "s", result.ServerCpuPerMillion);
    }

    /// <summary>Makes the changes, and keeps how long each took.</summary>
    private sealed class Changes(Bench bench, TwinServer twin, Network network) : IDisposable
    {
        private readonly ConcurrentDictionary<string, Latencies> _took = new();
        private readonly ConcurrentDictionary<string, long> _failures = new();
        private readonly TwinClient _api = new(twin.Url, bench.Key);

        public async Task Make(CancellationToken stop)
        {
            var book = await _api.Text("/v1/rulebook");
            var counties = await _api.Counties();
            await Task.WhenAll(
                Every(TimeSpan.FromSeconds(1.0 / EditsPerSecond), "rename", n => _api.Send("PATCH", $"/v1/outlets/{Network.Code(n * 7 % network.Outlets)}", $$"""{"name":"改名{{n}}"}""", "application/merge-patch+json"), stop),
                Every(ImportEvery, "import or removal of 500", n => n % 2 == 0 ? Remove() : _api.Send("POST", "/v1/outlets:import", network.Csv(counties, network.Outlets, ImportOutlets), "text/csv"), stop),
                Every(SwapEvery, "rule book", n => _api.Send("PUT", "/v1/rulebook", $"{book.TrimEnd()}\n  - {{id: churn, device: terminal, when: temperatureC > {80 + n % 5}, severity: minor}}\n", "application/yaml"), stop));
            await _api.Send("PUT", "/v1/rulebook", book, "application/yaml");
        }

        public void Tell()
        {
            bench.Report.Fail("changes", _failures);
            foreach (var (what, took) in _took.OrderBy(t => t.Key, StringComparer.Ordinal))
            {
                bench.Report.Add($"{what}: done", "times", took.Count);
                bench.Report.Percentiles(what, took);
            }
        }

        public void Dispose() => _api.Dispose();

        private Task Remove() => Parallel.ForAsync(0, ImportOutlets, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (n, _) => await _api.Send("DELETE", $"/v1/outlets/{Network.Code(network.Outlets + n)}", ""));

        private async Task Every(TimeSpan every, string what, Func<int, Task> change, CancellationToken stop)
        {
            using var tick = new PeriodicTimer(every);
            try
            {
                for (var n = 0; await tick.WaitForNextTickAsync(stop); n++)
                {
                    var began = Stopwatch.GetTimestamp();
                    try
                    {
                        await change(n);
                        _took.GetOrAdd(what, static _ => new()).Record(Stopwatch.GetElapsedTime(began));
                    }
                    catch (Exception failure) when (failure is ServerException or HttpRequestException)
                    {
                        _failures.AddOrUpdate($"{what}: {failure.Message.Split('\n')[0]}", 1, (_, count) => count + 1);
                    }
                }
            }
            catch (OperationCanceledException)
            {
                // The stretch is over.
            }
        }
    }
}
