namespace Twin.LoadTests.Field;

/// <summary>What a device said, as it is kept until it is acknowledged.</summary>
/// <param name="Device">Its number in the fleet.</param>
/// <param name="Observed">When it was, from the beginning of the run.</param>
/// <param name="At">What the device's own clock said.</param>
/// <param name="Seq">Its sequence number.</param>
/// <param name="Faulty">Whether it says that something is wrong.</param>
public sealed record FieldReading(int Device, TimeSpan Observed, DateTime At, long Seq, bool Faulty)
{
    /// <summary>When it was first sent without an answer; null: it was not.</summary>
    public TimeSpan? FirstSent { get; set; }

    /// <summary>Whether it was sent before without an answer: the server may know it already.</summary>
    public bool Again => FirstSent is not null;
}

/// <summary>Readings of one connection that are not acknowledged yet.</summary>
public sealed class FieldBuffer
{
    private readonly Lock _lock = new();
    private readonly List<FieldReading> _kept = [];

    /// <summary>The most it ever held.</summary>
    public int Most { get; private set; }

    public void Add(FieldReading reading)
    {
        lock (_lock)
        {
            _kept.Add(reading);
            Most = Math.Max(Most, _kept.Count);
        }
    }

    /// <summary>The oldest, which stay until they are <see cref="Done"/>.</summary>
    public FieldReading[] Next(int most)
    {
        lock (_lock) return [.. _kept.Take(most)];
    }

    public void Done(int count)
    {
        lock (_lock) _kept.RemoveRange(0, count);
    }

    /// <summary>Of the devices that say first how things are, and then how they were, the newest reading comes first; all others stay in order.</summary>
    public void NewestFirst(Func<int, bool> liveFirst)
    {
        lock (_lock)
        {
            var newest = _kept.Where(r => liveFirst(r.Device)).GroupBy(r => r.Device).Select(g => g.MaxBy(r => r.Seq)!).ToHashSet(ReferenceEqualityComparer.Instance);
            if (newest.Count == 0) return;
            FieldReading[] ordered = [.. _kept.Where(newest.Contains), .. _kept.Where(r => !newest.Contains(r)).OrderBy(r => r.Observed)];
            _kept.Clear();
            _kept.AddRange(ordered);
        }
    }
}
