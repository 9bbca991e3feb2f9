namespace Twin.Simulation.Output;

/// <summary>Counts by the leading 11 bits of a double: exponent and ten bits of fraction. Buckets exist where something fell.</summary>
internal sealed class LogHistogram
{
    private const int Shift = 52 - 10;

    // Sorted by bucket when read: positive doubles are ordered as their bits are.
    private readonly Dictionary<long, long> _counts = [];
    private long[]? _buckets;

    public void Add(double value)
    {
        var bucket = BitConverter.DoubleToInt64Bits(value + 0.0) >> Shift;
        if (_counts.TryGetValue(bucket, out var count)) _counts[bucket] = count + 1;
        else (_counts[bucket], _buckets) = (1, null);
    }

    /// <summary>The middle of the bucket that holds the observation of a rank, from 1.</summary>
    public double AtRank(long rank)
    {
        _buckets ??= [.. _counts.Keys.Order()];
        foreach (var bucket in _buckets)
        {
            rank -= _counts[bucket];
            if (rank > 0) continue;
            return bucket == 0 ? 0 : (BitConverter.Int64BitsToDouble(bucket << Shift) + BitConverter.Int64BitsToDouble((bucket + 1) << Shift)) / 2;
        }
        return double.NaN;
    }
}
