using System.Runtime.InteropServices;

namespace Twin.Api.Admission;

/// <summary>Why there is no room.</summary>
public enum Refusal : byte
{
    None,

    /// <summary>The key has all it may have: 429.</summary>
    KeyFull,

    /// <summary>The node has no more to give, whoever asks: 503.</summary>
    NodeFull,
}

/// <summary>Something a node has so much of, and each key may hold so much of at once: bytes of bodies, readers of the stream, connections.</summary>
public sealed class KeyShares(long max, long perKeyMax)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _byKey = new(StringComparer.Ordinal);
    private long _total;

    public long Max => max;
    public long PerKeyMax => perKeyMax;

    /// <summary>Held by all keys together.</summary>
    public long Total => Volatile.Read(ref _total);

    /// <summary>Takes all of the part or nothing. What was taken is to be given back.</summary>
    public Refusal TryTake(string key, long part)
    {
        lock (_lock)
        {
            var held = _byKey.GetValueOrDefault(key);
            if (held + part > perKeyMax) return Refusal.KeyFull;
            if (_total + part > max) return Refusal.NodeFull;
            _byKey[key] = held + part;
            _total += part;
            return Refusal.None;
        }
    }

    public void GiveBack(string key, long part)
    {
        lock (_lock)
        {
            _total -= part;
            ref var held = ref CollectionsMarshal.GetValueRefOrNullRef(_byKey, key);
            // A key that holds nothing is not remembered.
            if ((held -= part) == 0) _byKey.Remove(key);
        }
    }
}
