using Twin.Simulation.Mathematics;

namespace Twin.Simulation.Output;

/// <summary>
/// A mean of independent replications with its confidence interval: mean ± half-width by Student's t. Not-a-number values, of replications in which there was nothing to measure, are left
/// out; <see cref="Count"/> says how many are in. With a single value the half-width is not a number.
/// </summary>
public sealed record Estimate(double Mean, double HalfWidth, int Count)
{
    public static Estimate Of(IEnumerable<double> values, double confidence)
    {
        double[] known = [.. values.Where(double.IsFinite)];
        if (known.Length == 0) return new(double.NaN, double.NaN, 0);
        var mean = known.Average();
        if (known.Length == 1) return new(mean, double.NaN, 1);
        var variance = known.Sum(value => (value - mean) * (value - mean)) / (known.Length - 1);
        return new(mean, StudentT.Quantile((1 + confidence) / 2, known.Length - 1) * Math.Sqrt(variance / known.Length), known.Length);
    }

    /// <summary>Half-width over mean; 0 for a mean of 0 that does not vary.</summary>
    public double Relative => HalfWidth == 0 ? 0 : HalfWidth / Math.Abs(Mean);

    public bool Holds(double value) => Math.Abs(value - Mean) <= HalfWidth;

    /// <summary>Whether zero lies outside: of a difference, that it is not chance alone.</summary>
    public bool Significant => double.IsFinite(HalfWidth) && Math.Abs(Mean) > HalfWidth;

    /// <summary>The mean of paired differences, other minus this one: with common random numbers most of the chance cancels out.</summary>
    public static Estimate OfDifferences(IReadOnlyList<double> these, IReadOnlyList<double> others, double confidence) =>
        Of(these.Zip(others, (a, b) => b - a), confidence);
}
