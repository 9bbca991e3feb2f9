using System.Globalization;
using System.Numerics;

namespace Twin.Simulation.Runs;

/// <summary>
/// A hash of everything that happened, in its order: two runs with the same fingerprint went the same way, event by event. xxHash64's round over 64-bit words, stable over
/// processes and machines. It finds differences; it is no protection against someone who makes one.
/// </summary>
public struct Fingerprint : IEquatable<Fingerprint>
{
    private const ulong Prime1 = 0x9E3779B185EBCA87;
    private const ulong Prime2 = 0xC2B2AE3D27D4EB4F;
    private const ulong Prime3 = 0x165667B19E3779F9;

    private ulong _hash;

    public void Add(long word) => _hash = BitOperations.RotateLeft(_hash + ((ulong)word * Prime2), 31) * Prime1;

    /// <summary>An event: when, of which kind, to whom.</summary>
    public void Add(long timeUs, int kind, long entity)
    {
        Add(timeUs);
        Add(((long)kind << 48) ^ entity);
    }

    public void Add(string text)
    {
        foreach (var c in text) Add(c);
        Add(text.Length);
    }

    public void Add(Fingerprint other) => Add((long)other.Value);

    /// <summary>The running hash itself, to be taken up again elsewhere by <see cref="At"/>.</summary>
    public readonly ulong State => _hash;

    public static Fingerprint At(ulong state) => new() { _hash = state };

    public readonly ulong Value
    {
        get
        {
            var h = _hash;
            h = (h ^ (h >> 33)) * Prime2;
            h = (h ^ (h >> 29)) * Prime3;
            return h ^ (h >> 32);
        }
    }

    public readonly bool Equals(Fingerprint other) => _hash == other._hash;
    public override readonly bool Equals(object? obj) => obj is Fingerprint other && Equals(other);
    public override readonly int GetHashCode() => _hash.GetHashCode();
    public static bool operator ==(Fingerprint a, Fingerprint b) => a.Equals(b);
    public static bool operator !=(Fingerprint a, Fingerprint b) => !a.Equals(b);

    public override readonly string ToString() => Value.ToString("x16", CultureInfo.InvariantCulture);
}
