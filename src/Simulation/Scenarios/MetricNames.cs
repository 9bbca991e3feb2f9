using Twin.Simulation.Runs;

namespace Twin.Simulation.Scenarios;

/// <summary>How scenarios name a figure: by its name, or one of its quantiles, <c>restore.p95</c>.</summary>
internal static class MetricNames
{
    private static readonly string[] Quantiles = [".mean", ".p50", ".p90", ".p95", ".min", ".max"];

    public static bool Knows(IScenarioModel model, string name) =>
        Has(model, name) || Quantiles.Any(q => name.EndsWith(q, StringComparison.Ordinal) && Has(model, name[..^q.Length]));

    private static bool Has(IScenarioModel model, string name) => model.Metrics.Any(metric => metric.Name == name);

    public static string Unknown(IScenarioModel model, string name) => $"no figure '{name}'; known are {string.Join(", ", model.Metrics.Select(m => m.Name))}, and of those that are samples .p50 .p90 .p95 .min .max";
}
