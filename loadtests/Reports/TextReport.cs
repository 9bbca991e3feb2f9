using System.Globalization;
using System.Text;

namespace Twin.LoadTests.Reports;

/// <summary>The report for a terminal.</summary>
public static class TextReport
{
    public static string Of(Report report)
    {
        var text = new StringBuilder();
        var machine = report.Machine;
        text.Append(CultureInfo.InvariantCulture, $"{report.Scenario}: {report.Options.Outlets:N0} outlets, {report.Options.Outlets * report.Options.DevicesPerOutlet:N0} devices, {report.Options.Runs} runs, seed {report.Options.Seed}\n")
            .Append(CultureInfo.InvariantCulture, $"{machine.Processor}, {machine.Cores} cores, {machine.MemoryGiB} GiB, {machine.Runtime}, load before {machine.LoadBefore}\n\n");
        Table(text, ["bar", "what", "figure", "limit", "figure/limit", "met", ""], report.Bars.Select(b => (string[])[
            b.Bar.Id, b.Bar.What, $"{Text.Number(b.Figure)} {b.Bar.Unit}", b.Bar.Limit(), Text.Number(b.Ratio), b.Met ? "yes" : "NO", b.Detail]));
        Table(text, ["measure", "median", "min", "max", "unit"], report.Measures.Select(m => (string[])[m.Name, Text.Number(m.Median), Text.Number(m.Min), Text.Number(m.Max), m.Unit]));
        text.Append(report.Failures.Count == 0 ? "failures: none\n" : "failures:\n");
        foreach (var (kind, count) in report.Failures) text.Append(CultureInfo.InvariantCulture, $"  {count,9:N0}  {kind}\n");
        foreach (var note in report.Notes) text.Append(CultureInfo.InvariantCulture, $"note: {note}\n");
        return text.ToString();
    }

    private static void Table(StringBuilder text, string[] heads, IEnumerable<string[]> rows)
    {
        var all = rows.Prepend(heads).ToArray();
        if (all.Length == 1) return;
        var widths = heads.Select((_, i) => all.Max(r => r[i].Length)).ToArray();
        foreach (var row in all) text.Append(string.Join("  ", row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd()).Append('\n');
        text.Append('\n');
    }
}
