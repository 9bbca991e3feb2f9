using System.Diagnostics;
using System.Globalization;
using Twin.LoadTests.Cli;
using Twin.LoadTests.Fleet;
using Twin.LoadTests.Measures;
using Twin.LoadTests.Pacing;
using Twin.LoadTests.Reports;
using Twin.LoadTests.Servers;

namespace Twin.LoadTests.Scenarios;

/// <summary>What a scenario is given: options, servers to measure, and a report to write into.</summary>
public sealed class Bench(LoadOptions options, Report report, CancellationToken stop)
{
    /// <summary>Servers this tool starts have this key, so that a request is the same bytes for all of them.</summary>
    private const string OwnKey = "the-key-of-the-load-tests";

    public LoadOptions Options => options;
    public Report Report => report;
    public CancellationToken Stop => stop;
    public Progress Progress { get; init; } = new();
    public string Key => Own ? OwnKey : options.Key!;

    /// <summary>Whether servers are started here; what kills or compares them needs that.</summary>
    public bool Own => options.Server is null;

    public LoadFleet Fleet(int probes = 0) => new(Network(probes), options.Seed, Key);

    public Network Network(int probes = 0) => new(options.Outlets, options.DevicesPerOutlet, probes, marked: !Own);

    /// <summary>Whether the server is on this machine: only then does the floor say anything about it, and can it page a receiver here.</summary>
    public bool Near => Own || options.Server!.IsLoopback;

    /// <summary>How many of the fleet's outlets a filter lets through.</summary>
    public Task<int> Total(TwinServer twin, string filter) => twin.Api.Total(Own ? filter : $"{filter}&designation={Uri.EscapeDataString(LoadTests.Fleet.Network.Mark)}");

    public async Task<TwinServer> StartTwin(DataFolder data, params string[] more)
    {
        if (!Own) return new(ServerProcess.Running(options.Server!, options.Pid, Key), Key);
        TwinExecutable.Check();
        Progress.Say("starting Twin");
        string[] Unless(params string[] given) => more.Contains(given[0]) ? [] : given;
        return new(await ServerProcess.Start([TwinExecutable.Path, "serve", "--data", data.Path, .. Unless("--urls", "http://127.0.0.1:0"), .. Unless("--mqtt", "off"), .. more], new Dictionary<string, string> { ["TWIN_ADMIN_KEY"] = Key }), Key);
    }

    /// <summary>A large import takes longer than a device may be silent: those that were registered first go on reporting.</summary>
    private static readonly TimeSpan ReportEvery = TimeSpan.FromSeconds(30);

    /// <summary>Registers the fleet's outlets, and has all its devices heard.</summary>
    public async Task Populate(TwinServer twin, LoadFleet fleet, Func<int, string>? node = null)
    {
        await Register(twin, fleet, node);
        await FirstReports(twin, fleet);
    }

    /// <summary>Registers the fleet's outlets, whose devices report from then on, as they would.</summary>
    public async Task Register(TwinServer twin, LoadFleet fleet, Func<int, string>? node = null)
    {
        var round = Stopwatch.GetTimestamp();
        await twin.Api.Import(fleet.Network, Progress, node, async (from, to) =>
        {
            await fleet.SayHello(twin.Url, from, to);
            if (Stopwatch.GetElapsedTime(round) < ReportEvery) return;
            round = Stopwatch.GetTimestamp();
            await fleet.SayHello(twin.Url, 0, to);
        });
    }

    public async Task FirstReports(TwinServer twin, LoadFleet fleet)
    {
        Progress.Say("every device reports for the first time");
        await fleet.SayHello(twin.Url);
    }

    /// <summary>With the runtime settings Twin has.</summary>
    public async Task<ServerProcess> StartFloor()
    {
        TwinExecutable.Check();
        Progress.Say("starting the floor");
        report.Floor = true;
        return await ServerProcess.Start(["exec", "--runtimeconfig", TwinExecutable.RuntimeConfig, typeof(Bench).Assembly.Location, "floor", "--serve", "http://127.0.0.1:0"]);
    }

    public Timeline Timeline() => new(options.WarmUp, options.Measure);

    /// <summary>Draws a run's course.</summary>
    public void Chart(string who, int run, LoadResult result, ServerSampler sampler, string unit)
    {
        var line = Line(who, run);
        report.Series("Throughput", line, unit, result.Timeline.Throughput());
        foreach (var percent in (double[])[50, 99]) report.Series("Latency", string.Create(CultureInfo.InvariantCulture, $"{line}, p{percent}"), "ms", result.Timeline.PercentileMs(percent));
        Chart(who, run, sampler);
        report.Add("processors others kept busy meanwhile", "cores", result.Others);
        report.Fail(who, result.Timeline.Failures);
    }

    public void Chart(string who, int run, ServerSampler sampler)
    {
        var (line, samples) = (Line(who, run), sampler.Samples);
        report.Series("Server processor", line, "cores", samples.Select(s => (s.At, s.Cores)));
        report.Series("Generator processor", line, "cores", samples.Select(s => (s.At, s.GeneratorCores)));
        report.Series("Server memory", line, "MiB", samples.Select(s => (s.At, s.ResidentMiB)));
        report.Series("Heap after the last collection", line, "MiB", samples.Select(s => (s.At, s.HeapMiB)));
        report.Series("Collections", line, "a second", samples.Select(s => (s.At, s.Collections)));
    }

    private string Line(string who, int run) => options.Runs == 1 ? who : string.Create(CultureInfo.InvariantCulture, $"{who}, run {run + 1}");
}
