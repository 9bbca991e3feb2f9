namespace Twin.Simulation.Randomness;

/// <summary>
/// SplitMix64 (Steele, Lea, Flood 2014; Vigna's reference code): spreads any 64 bits, however few of them differ, over a generator's state.
/// </summary>
internal struct SplitMix64(ulong state)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong _state = state;

    public ulong Next() => Mix(_state += Golden);

    /// <summary>The finaliser alone: a bijection of 64 bits.</summary>
    public static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
