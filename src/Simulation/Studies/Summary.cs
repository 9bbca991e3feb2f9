using Twin.Simulation.Output;
using Twin.Simulation.Runs;

namespace Twin.Simulation.Studies;

/// <summary>
/// A figure over all replications. Of a sample (<see cref="IsSample"/>) the quantiles are the means of the replications' own, each with its interval, and smallest and largest are of all observations; of a single number
/// they are over the replications.
/// </summary>
public sealed record Summary(string Name, Estimate Mean, Estimate P50, Estimate P90, Estimate P95, double Min, double Max, bool IsSample)
{
    /// <summary>Observations in a replication, on average; 0 when it is no sample.</summary>
    public double CountMean { get; init; }

    /// <param name="metrics">The same figure of every replication that has it.</param>
    public static Summary Of(string name, IReadOnlyList<Metric> metrics, double confidence)
    {
        var mean = Estimate.Of(metrics.Select(m => m.Value), confidence);
        if (metrics.Any(m => m.Spread is not null))
        {
            var spreads = metrics.Select(m => m.Spread).OfType<Spread>().ToArray();
            Estimate Over(Func<Spread, double> quantile) => Estimate.Of(spreads.Select(quantile), confidence);
            return new(name, mean, Over(s => s.P50), Over(s => s.P90), Over(s => s.P95), Known(spreads.Select(s => s.Min)).DefaultIfEmpty(double.NaN).Min(), Known(spreads.Select(s => s.Max)).DefaultIfEmpty(double.NaN).Max(), IsSample: true)
            {
                CountMean = spreads.Average(s => s.Count),
            };
        }
        double[] sorted = [.. Known(metrics.Select(m => m.Value)).Order()];
        Estimate At(double p) => new(NearestRank.Quantile(sorted, p), double.NaN, sorted.Length);
        return new(name, mean, At(0.5), At(0.9), At(0.95), sorted.Length == 0 ? double.NaN : sorted[0], sorted.Length == 0 ? double.NaN : sorted[^1], IsSample: false);
    }

    public static IReadOnlyList<Summary> Of(RunResult run, double confidence) =>
        [.. run.Replications[0].Metrics.Select((metric, i) => Of(metric.Name, [.. run.Replications.Select(r => r.Metrics[i])], confidence))];

    /// <summary>By division code, in the order of the codes; a division need not occur in every replication.</summary>
    public static IReadOnlyList<(string Code, IReadOnlyList<Summary> Metrics)> OfDivisions(RunResult run, double confidence) =>
    [
        .. run.Replications.SelectMany(r => r.Divisions).GroupBy(d => d.Code, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(group => (group.Key, (IReadOnlyList<Summary>)[.. group.SelectMany(d => d.Metrics).GroupBy(m => m.Name).Select(m => Of(m.Key, [.. m], confidence))])),
    ];

    private static IEnumerable<double> Known(IEnumerable<double> values) => values.Where(double.IsFinite);
}

/// <summary>A curve over all replications, with an interval at every point.</summary>
public sealed record SummaryCurve(string Name, string XUnit, string YUnit, IReadOnlyList<double> X, IReadOnlyList<Estimate> Y)
{
    public static IReadOnlyList<SummaryCurve> Of(RunResult run, double confidence) =>
    [
        .. run.Replications[0].Curves.Select((curve, c) => new SummaryCurve(
            curve.Name, curve.XUnit, curve.YUnit, curve.X, [.. curve.X.Select((_, i) => Estimate.Of(run.Replications.Select(r => r.Curves[c].Y[i]), confidence))])),
    ];
}
