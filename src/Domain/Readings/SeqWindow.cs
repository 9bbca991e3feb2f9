namespace Twin.Domain.Readings;

/// <summary>Remembers the last 64 sequence numbers of a device, so that a repeat of one of them is dropped.</summary>
public sealed class SeqWindow
{
    public const int Size = 64;

    private readonly List<long> _last = [];

    /// <summary>Whether the number is new; if so it is remembered and the oldest forgotten.</summary>
    public bool TryAdd(long seq)
    {
        if (_last.Contains(seq)) return false;
        _last.Add(seq);
        if (_last.Count > Size) _last.RemoveAt(0);
        return true;
    }
}
