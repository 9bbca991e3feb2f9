using System.Numerics;

namespace Twin.Simulation.Randomness;

/// <summary>
/// xoshiro256** 1.0 (Blackman, Vigna 2018): 256 bits of state, period 2^256 - 1. One stream belongs to one purpose of one entity: see <see cref="RandomStreams"/>.
/// </summary>
public sealed class RandomStream
{
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    internal RandomStream(ulong s0, ulong s1, ulong s2, ulong s3) => (_s0, _s1, _s2, _s3) = (s0, s1, s2, s3);

    internal RandomStream(ulong seed)
    {
        var spread = new SplitMix64(seed);
        (_s0, _s1, _s2, _s3) = (spread.Next(), spread.Next(), spread.Next(), spread.Next());
    }

    public ulong Next()
    {
        var result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        var t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>Uniform on the open interval (0, 1), in 2^53 even steps: neither end is ever returned, so logarithms are safe.</summary>
    public double Uniform() => ((Next() >> 11) + 0.5) * (1.0 / (1UL << 53));

    /// <summary>A whole number from 0 up to, not including, a bound. The bias is below bound / 2^64.</summary>
    public int Below(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        return (int)Math.BigMul(Next(), (ulong)bound, out _);
    }

    /// <summary>Whether something of this probability happens. One draw, whatever the probability, so that changing it moves no other draw.</summary>
    public bool Happens(double probability) => Uniform() < probability;

    /// <summary>Exponential by inversion, in the unit of the mean.</summary>
    public double Exponential(double mean) => -mean * Math.Log(Uniform());
}
