namespace Twin.Simulation.Output;

/// <summary>
/// Counts by exponent and the first ten bits of the fraction of a double, from a quarter of a microsecond to 32,000 years in seconds; what is smaller is zero, what is larger is in the last bucket.
/// </summary>
internal sealed class LogHistogram
{
    private const int Shift = 52 - 10;
    private const int ExponentMin = -22;
    private const int ExponentMax = 40;
    private const long First = (long)(1023 + ExponentMin) << 10;

    // Positive doubles are ordered as their bits are. Bucket 0 is for zero.
    private readonly long[] _counts = new long[((ExponentMax - ExponentMin) << 10) + 1];

    public void Add(double value)
    {
        var bucket = (BitConverter.DoubleToInt64Bits(value) >> Shift) - First + 1;
        _counts[Math.Clamp(bucket, 0, _counts.Length - 1)]++;
    }

    public void Add(LogHistogram other)
    {
        for (var bucket = 0; bucket < _counts.Length; bucket++) _counts[bucket] += other._counts[bucket];
    }

    /// <summary>The middle of the bucket that holds the observation of a rank, from 1.</summary>
    public double AtRank(long rank)
    {
        for (var bucket = 0; bucket < _counts.Length; bucket++)
        {
            rank -= _counts[bucket];
            if (rank > 0) continue;
            return bucket == 0 ? 0 : (Edge(bucket) + Edge(bucket + 1)) / 2;
        }
        return double.NaN;
    }

    private static double Edge(long bucket) => BitConverter.Int64BitsToDouble((bucket - 1 + First) << Shift);
}
