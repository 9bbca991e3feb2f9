using Twin.Simulation.Runs;

namespace Twin.Simulation.Output;

/// <summary>
/// A sample of durations or counts, never negative: count, mean and quantiles. Quantiles are order statistics by nearest rank; exact up to <see cref="ExactMax"/> observations, after that
/// from a histogram whose buckets are 1/1024 of their value wide at most, so that memory does not grow with the horizon.
/// </summary>
public sealed class Tally
{
    public const int ExactMax = 100_000;

    private List<double>? _exact = [];
    private LogHistogram? _histogram;
    private bool _sorted;
    private double _sum;

    public long Count { get; private set; }
    public double Min { get; private set; } = double.NaN;
    public double Max { get; private set; } = double.NaN;

    /// <summary>NaN without an observation.</summary>
    public double Mean => Count == 0 ? double.NaN : _sum / Count;

    public void Add(double value)
    {
        Count++;
        _sum += value;
        if (!(value >= Min)) Min = value;
        if (!(value <= Max)) Max = value;
        if (_exact is null)
        {
            _histogram!.Add(value);
            return;
        }
        _exact.Add(value);
        _sorted = false;
        if (_exact.Count >= ExactMax) GiveUpExactness();
    }

    /// <summary>Puts in all that another holds.</summary>
    public void Add(Tally other)
    {
        if (other._exact is not null)
        {
            foreach (var value in other._exact) Add(value);
            return;
        }
        if (_exact is not null) GiveUpExactness();
        _histogram!.Add(other._histogram!);
        Count += other.Count;
        _sum += other._sum;
        if (!(other.Min >= Min)) Min = other.Min;
        if (!(other.Max <= Max)) Max = other.Max;
    }

    /// <summary>The smallest observation that at least a share p of all are not above; NaN without one.</summary>
    public double Quantile(double p)
    {
        if (Count == 0) return double.NaN;
        var rank = NearestRank.Of(p, Count);
        if (_exact is null) return rank == Count ? Max : Math.Clamp(_histogram!.AtRank(rank), Min, Max);
        if (!_sorted) _exact.Sort();
        _sorted = true;
        return _exact[(int)rank - 1];
    }

    public Metric ToMetric(string name) => new(name, Mean, new(Quantile(0.5), Quantile(0.9), Quantile(0.95), Min, Max, Count));

    private void GiveUpExactness()
    {
        _histogram = new();
        foreach (var value in _exact!) _histogram.Add(value);
        _exact = null;
    }
}

/// <summary>The order statistic of a quantile.</summary>
public static class NearestRank
{
    /// <summary>From 1: the p n-th, rounded up. What is whole but for rounding stays: 0.95 of 20 is the 19th.</summary>
    public static long Of(double p, long count) => Math.Clamp((long)Math.Ceiling((p * count) - (1e-9 * count)), 1, count);

    public static double Quantile(IReadOnlyList<double> sorted, double p) => sorted.Count == 0 ? double.NaN : sorted[(int)Of(p, sorted.Count) - 1];
}
