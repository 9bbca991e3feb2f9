namespace Twin.Domain.Readings;

/// <summary>
/// Remembers the last 64 sequence numbers of a device, so that a repeat of one of them is dropped. Kept as runs of numbers that followed one another:
/// a device that counts by one takes 16 bytes, one that jumps about up to 64 runs. Exact in any order, across resets and the ends of the range.
/// </summary>
public struct SeqWindow
{
    public const int Size = 64;

    private readonly record struct Run(long First, int Length)
    {
        // Unsigned distance, so that a run across the end of the range is still one.
        public bool Contains(long seq) => unchecked((ulong)(seq - First)) < (ulong)Length;
        public bool IsFollowedBy(long seq) => unchecked(First + Length) == seq;
    }

    private Run[]? _older; // oldest first; null while there is one run
    private Run _newest;
    private byte _olderCount;
    private byte _count;

    /// <summary>Bytes of heap the window takes.</summary>
    internal readonly int HeapBytes => 8 + 16 + 8 + (_older is null ? 0 : 24 + 16 * _older.Length);

    /// <summary>Whether the number is new; if so it is remembered and the oldest forgotten.</summary>
    public bool TryAdd(long seq)
    {
        if (_newest.Contains(seq)) return false;
        for (var i = 0; i < _olderCount; i++)
            if (_older![i].Contains(seq)) return false;

        if (_count < Size) _count++;
        else ForgetOldest();
        if (_newest.Length > 0 && _newest.IsFollowedBy(seq)) _newest = _newest with { Length = _newest.Length + 1 };
        else
        {
            if (_newest.Length > 0) Keep(_newest);
            _newest = new(seq, 1);
        }
        return true;
    }

    private void ForgetOldest()
    {
        ref var oldest = ref _newest;
        if (_olderCount > 0) oldest = ref _older![0];
        oldest = new(unchecked(oldest.First + 1), oldest.Length - 1);
        if (_olderCount == 0 || oldest.Length > 0) return;
        _older.AsSpan(1, --_olderCount).CopyTo(_older);
        if (_olderCount == 0) _older = null;
    }

    private void Keep(Run run)
    {
        if (_older is null) _older = new Run[2];
        else if (_olderCount == _older.Length) Array.Resize(ref _older, Math.Min(Size, 2 * _older.Length));
        _older[_olderCount++] = run;
    }
}
