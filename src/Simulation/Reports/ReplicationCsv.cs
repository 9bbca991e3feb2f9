using System.Globalization;
using System.Text;
using Twin.Simulation.Runs;
using Twin.Simulation.Studies;

namespace Twin.Simulation.Reports;

/// <summary>Every replication of every plan as a row: figures, and of samples the quantiles as <c>name.p95</c>. What was not measured is empty.</summary>
public static class ReplicationCsv
{
    /// <summary>What stands before the figures.</summary>
    internal static readonly string[] Heads = ["plan", "replication", "fingerprint", "events"];

    public static string Write(StudyResult result)
    {
        var text = new StringBuilder();
        var columns = result.Run.Replications[0].Metrics.SelectMany(Columns).ToArray();
        text.AppendJoin(',', [.. Heads, .. columns.Select(Csv.Field)]).Append('\n');
        Rows(result.Scenario.Name, result.Run);
        foreach (var plan in result.Comparisons) Rows(plan.Name, plan.Run);
        return text.ToString();

        void Rows(string plan, RunResult run)
        {
            for (var i = 0; i < run.Replications.Count; i++)
            {
                var one = run.Replications[i];
                text.AppendJoin(',', [Csv.Field(plan), Number(i), one.Fingerprint.ToString(), Number(one.Events), .. columns.Select(c => Number(RunResult.ValueOf(one.Metrics, c)))]).Append('\n');
            }
        }
    }

    private static IEnumerable<string> Columns(Metric metric) => metric.Spread is null ? [metric.Name] : [metric.Name, .. ((string[])["p50", "p90", "p95", "min", "max"]).Select(q => $"{metric.Name}.{q}")];

    private static string Number(double value) => double.IsFinite(value) ? value.ToString("G12", CultureInfo.InvariantCulture) : "";
}

internal static class Csv
{
    /// <summary>Quoted where it must be (RFC 4180).</summary>
    public static string Field(string text) => text.IndexOfAny([',', '"', '\n', '\r']) < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
