using Twin.Domain.Readings;

namespace Twin.Domain.Rules;

/// <summary>
/// The samples of one name as far back as its longest window reaches, oldest first. Bounded: past <see cref="CountMax"/> the oldest go, so a flood of
/// readings shortens a window instead of filling the memory.
/// </summary>
internal sealed class SampleWindow
{
    public const int CountMax = 10_000;

    private SampleQueue _samples;

    public int Count => _samples.Count;

    /// <summary>Bytes of heap this window takes, texts not counted.</summary>
    internal int HeapBytes => 16 + _samples.HeapBytes;

    /// <summary>Appends a sample not older than the newest, and forgets those no window of the given length reaches any more.</summary>
    public void Add(in Sample sample, long window)
    {
        var gone = sample.At.Ticks - window;
        while (Count > 0 && _samples.OldestTicks <= gone) _samples.DropOldest();
        if (Count == CountMax) _samples.DropOldest();
        _samples.Add(sample);
    }

    /// <summary>Stands at the oldest sample.</summary>
    public SampleReader Read() => _samples.Read();

    /// <summary>Stands at the oldest sample in (now - window, now], if there is one.</summary>
    public SampleReader Read(long now, long window)
    {
        var reader = _samples.Read();
        while (reader.Has && reader.Ticks <= now - window) reader.Next();
        return reader;
    }
}
