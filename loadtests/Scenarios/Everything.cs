using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Twin.LoadTests.Cli;
using Twin.LoadTests.Measures;
using Twin.LoadTests.Reports;

namespace Twin.LoadTests.Scenarios;

/// <summary>
/// All scenarios one after the other, each as a process of its own with its own report, and a summary of all bars. One that fails is told and the next begins; what an earlier run with the same options has already
/// measured is taken from its report when it is to be resumed.
/// </summary>
public static class Everything
{
    private const int ErrorsKept = 5;
    private static readonly TimeSpan LongestMax = TimeSpan.FromMinutes(20);

    public static async Task Run(Bench bench)
    {
        var began = Stopwatch.GetTimestamp();
        foreach (var scenario in Scenario.All.Where(s => s.InAll))
        {
            var (options, at) = (Options(scenario, bench.Options), Stopwatch.GetTimestamp());
            bench.Progress.Say($"== {scenario.Name}");
            var earlier = bench.Options.Resume ? Earlier(scenario, options) : null;
            var failure = earlier is null ? await Child(scenario, options, bench.Stop) : null;
            var report = earlier ?? (failure is null ? Earlier(scenario, options) : null);
            if (report is null)
            {
                bench.Report.Fail("all", $"{scenario.Name}: {failure ?? "it left no report"}", 1);
                continue;
            }
            bench.Report.Take(report.Value.Json);
            bench.Report.Note($"{scenario.Name}: {Path.GetFileName(Path.ChangeExtension(report.Value.File, ".html"))}{(earlier is null ? "" : ", of an earlier run")}");
            if (earlier is null) bench.Report.Add($"{scenario.Name} took", "s", Stopwatch.GetElapsedTime(at).TotalSeconds);
        }
        bench.Report.Add("all of it took", "min", Stopwatch.GetElapsedTime(began).TotalMinutes);
        var missing = Bar.All.Where(bar => bench.Report.Bars.All(b => b.Bar != bar)).Select(bar => bar.Id).ToArray();
        if (missing.Length > 0) bench.Report.Note($"Not measured: {string.Join(", ", missing)}.");
    }

    /// <summary>The short form of a scenario, but for what was asked for.</summary>
    internal static LoadOptions Options(Scenario scenario, LoadOptions asked)
    {
        var brief = scenario.Brief ?? scenario.Defaults with { Runs = 1 };
        T Pick<T>(string name, T own, T fitting) => asked.Given.Contains(name) ? own : fitting;
        return asked with
        {
            Outlets = Pick("--outlets", asked.Outlets, brief.Outlets),
            DevicesPerOutlet = Pick("--devices", asked.DevicesPerOutlet, brief.DevicesPerOutlet),
            Measure = Pick("--seconds", asked.Measure, brief.Measure),
            WarmUp = Pick("--warm-up", asked.WarmUp, brief.WarmUp),
            Runs = Pick("--runs", asked.Runs, brief.Runs),
            Duration = Pick("--duration", asked.Duration, brief.Duration),
            Connections = Pick("--connections", asked.Connections, brief.Connections),
            Rate = Pick("--rate", asked.Rate, brief.Rate),
        };
    }

    private static string[] Arguments(Scenario scenario, LoadOptions options)
    {
        static string N(double value) => ((int)value).ToString(CultureInfo.InvariantCulture);
        return
        [
            scenario.Name, "--outlets", N(options.Outlets), "--devices", N(options.DevicesPerOutlet), "--seconds", N(options.Measure.TotalSeconds), "--warm-up", N(options.WarmUp.TotalSeconds), "--runs", N(options.Runs),
            "--duration", N(options.Duration.TotalSeconds), "--connections", N(options.Connections), "--rate", N(options.Rate), "--seed", N(options.Seed), "--out", options.Out,
            .. options.Server is { } server ? (string[])["--server", server.ToString(), "--mqtt-port", N(options.MqttPort)] : [], .. options.Pid is { } pid ? (string[])["--pid", N(pid)] : [],
        ];
    }

    /// <returns>Null, or why it could not be measured.</returns>
    private static async Task<string?> Child(Scenario scenario, LoadOptions options, CancellationToken stop)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Everything).Assembly.Location, .. Arguments(scenario, options)]) { RedirectStandardError = true, RedirectStandardOutput = true };
        // By the environment: a command line can be read by everyone.
        if (options.Key is not null) start.Environment["TWIN_KEY"] = options.Key;
        using var child = Process.Start(start)!;
        var last = new Queue<string>();
        child.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null) return;
            Console.Error.WriteLine(line.Data);
            last.Enqueue(line.Data);
            if (last.Count > ErrorsKept) last.Dequeue();
        };
        child.OutputDataReceived += (_, _) => { };
        child.BeginErrorReadLine();
        child.BeginOutputReadLine();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(LongestMax);
        try
        {
            await child.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            // It stops its servers first.
            using (var kill = Process.Start("kill", ["-TERM", child.Id.ToString(CultureInfo.InvariantCulture)])) await kill.WaitForExitAsync(CancellationToken.None);
            await child.WaitForExitAsync(CancellationToken.None);
            stop.ThrowIfCancellationRequested();
            return $"not over within {LongestMax.TotalMinutes:0} minutes";
        }
        return child.ExitCode == 0 ? null : last.LastOrDefault(l => l.StartsWith("loadtests: ", StringComparison.Ordinal))?["loadtests: ".Length..] ?? $"it ended with {child.ExitCode}: {string.Join(' ', last)}";
    }

    /// <summary>The newest report of the same scenario with the same options.</summary>
    private static (JsonNode Json, string File)? Earlier(Scenario scenario, LoadOptions options)
    {
        if (!Directory.Exists(options.Out)) return null;
        var same = JsonReport.Options(options).ToJsonString();
        foreach (var file in Directory.GetFiles(options.Out, $"{scenario.Name}-*.json").OrderDescending(StringComparer.Ordinal))
            if (JsonNode.Parse(File.ReadAllText(file)) is { } json && (string?)json["scenario"] == scenario.Name && json["options"]!.ToJsonString() == same) return (json, file);
        return null;
    }
}
