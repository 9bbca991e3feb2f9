using System.Text;
using Twin.Simulation.Studies;

namespace Twin.Simulation.Reports;

/// <summary>A result as a table for a terminal.</summary>
public static class ResultText
{
    public static string Write(StudyResult result, ResultContext context)
    {
        var text = new StringBuilder();
        var (scenario, run) = (result.Scenario, result.Run);
        var confidence = scenario.Replications.Confidence;
        var closed = ClosedForm.Of(scenario.Model)?.Figures.ToDictionary(f => f.Metric, f => f.Value) ?? [];
        text.AppendLine(FormattableString.Invariant($"{scenario.Name}: {(result.IsPartial ? "PARTIAL RESULT, " : "")}{Counted(run)}, seed {scenario.Seed}, warm-up {FigureText.Of(run.Warmup.TotalSeconds, Runs.Unit.Seconds)}, {confidence:0.##%} intervals"));
        var rows = new List<string[]> { Head };
        foreach (var summary in Summary.Of(run, confidence))
        {
            var unit = scenario.Model.Metrics.First(m => m.Name == summary.Name).Unit;
            string Cell(Output.Estimate estimate) => summary.IsSample ? FigureText.Of(estimate.Mean, unit) : "";
            rows.Add([summary.Name, FigureText.Of(summary.Mean, unit), Cell(summary.P50), Cell(summary.P90), Cell(summary.P95), closed.TryGetValue(summary.Name, out var value) ? FigureText.Of(value, unit) : ""]);
        }
        Table(text, rows);
        if (run.Precision is { } decided) text.AppendLine().AppendLine(FormattableString.Invariant($"precision: {decided.Metric} decided, known to {decided.Reached:0.##%} of its mean ({decided.Wanted:0.##%} asked for)"));
        foreach (var plan in result.Comparisons)
        {
            text.AppendLine().AppendLine($"{plan.Name} against {scenario.Name}:");
            Table(text, [["", "here", "there", "difference", ""], .. plan.Differences.Select(d => new[] { d.Metric, FigureText.Of(d.Base, d.Unit), FigureText.Of(d.Other, d.Unit), FigureText.Of(d.Paired, d.Unit), d.Paired.Significant ? "significant" : "" })]);
        }
        if (result.Solution is { } solution)
        {
            var unit = scenario.Model.Metrics.First(m => solution.Search.Until.Metric == m.Name || solution.Search.Until.Metric.StartsWith(m.Name + ".", StringComparison.Ordinal)).Unit;
            text.AppendLine().AppendLine($"{solution.Search.Until.Text}: {Found(solution)}");
            Table(text, [[solution.Search.Vary, solution.Search.Until.Metric, ""], .. solution.Evidence.Select(e => new[] { $"{e.Value}", FigureText.Of(e.Figure, unit), (e.Met ? "met" : "not met") + (e.Certain ? "" : ", not for certain") })]);
        }
        foreach (var warning in Warnings.Of(result)) text.AppendLine().AppendLine($"note: {warning}");
        text.AppendLine().Append(FormattableString.Invariant($"fingerprint {run.Fingerprint}, scenario {scenario.Hash}, {result.Events:N0} events in {context.Seconds:0.0} s"));
        return text.ToString();
    }

    internal static string Counted(Runs.RunResult run) =>
        FormattableString.Invariant($"{run.Replications.Count}{(run.BrokenOffBefore is { } planned ? $" of {planned}" : "")} {(run.Batched is null ? "replications" : "batches of one run")}");

    private static string Found(Solution solution) => solution switch
    {
        { Value: { } value } => $"{solution.Search.Vary} = {value}",
        { BrokenOff: true } => "not finished; tried until then:",
        _ => $"not met by any {solution.Search.Vary} from {solution.Search.Min} to {solution.Search.Max}",
    };

    private static readonly string[] Head = ["", "mean", "P50", "P90", "P95", "closed form"];

    internal static void Table(StringBuilder text, List<string[]> rows)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(i => rows.Max(row => row[i].Length)).ToArray();
        foreach (var row in rows)
            text.AppendLine("  " + string.Join("  ", row.Select((cell, i) => i == 0 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]))).TrimEnd());
    }
}
