using Twin.LoadTests.Reports;

namespace Twin.LoadTests.Scenarios;

/// <summary>All that one machine has room for, one after the other, each with its own defaults and its own report, and a summary.</summary>
public static class Everything
{
    public static async Task Run(Bench bench)
    {
        foreach (var scenario in Scenario.All.Where(s => s.InAll))
        {
            bench.Progress.Say($"== {scenario.Name}");
            var options = scenario.Defaults with { Seed = bench.Options.Seed, Out = bench.Options.Out, Server = bench.Options.Server, Key = bench.Options.Key, Pid = bench.Options.Pid };
            var report = new Report(scenario.Name, options);
            await scenario.Run(new(options, report, bench.Stop) { Progress = bench.Progress });
            var (html, _) = ReportFiles.Write(report, options.Out);
            bench.Report.Take(report);
            bench.Report.Note($"{scenario.Name}: {Path.GetFileName(html)}");
        }
    }
}
