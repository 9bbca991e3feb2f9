using HdrHistogram;

namespace Twin.LoadTests.Measures;

/// <summary>How long things took: every one is kept to three digits, from a microsecond to ten minutes, whoever records.</summary>
public sealed class Latencies
{
    private const long LongestMicroseconds = 600_000_000;

    private readonly LongHistogram _histogram;

    /// <param name="digits">Significant digits kept; fewer take less memory.</param>
    public Latencies(int digits = 3) => _histogram = new(1, LongestMicroseconds, digits);

    public long Count => _histogram.TotalCount;

    public double MaxMs => Count == 0 ? 0 : _histogram.GetMaxValue() / 1000.0;

    public void Record(TimeSpan took)
    {
        var value = Math.Clamp((long)took.TotalMicroseconds, 1, LongestMicroseconds);
        lock (_histogram) _histogram.RecordValue(value);
    }

    /// <summary>Takes in what another recorded: percentiles of the whole, never means of percentiles.</summary>
    public void Add(Latencies other)
    {
        lock (_histogram) _histogram.Add(other._histogram);
    }

    /// <summary>The time that so many of a hundred did not exceed, in milliseconds.</summary>
    public double Ms(double percent)
    {
        lock (_histogram) return Count == 0 ? 0 : _histogram.GetValueAtPercentile(percent) / 1000.0;
    }
}
