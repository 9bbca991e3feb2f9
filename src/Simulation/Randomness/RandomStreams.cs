namespace Twin.Simulation.Randomness;

/// <summary>
/// The random streams of one replication: one for each purpose ("failure", "repair") of each entity (an outlet, a device). What one entity draws never moves
/// what another draws, so two plans that differ in their staff see the same failures at the same moments: common random numbers by construction.
/// </summary>
/// <remarks>The key (seed, replication, purpose, entity) is mixed step by step with SplitMix64's finaliser, and SplitMix64 then fills the 256 bits of state.</remarks>
public sealed class RandomStreams(long seed, int replication)
{
    // Odd constants keep the steps apart, so that (1, 2) and (2, 1) are different keys.
    private readonly ulong _root = SplitMix64.Mix(SplitMix64.Mix((ulong)seed + 0x9E3779B97F4A7C15) ^ ((ulong)replication * 0xD1342543DE82EF95));

    public RandomStream Stream(string purpose, long entity = 0) =>
        new(SplitMix64.Mix(SplitMix64.Mix(_root ^ Hash(purpose)) + ((ulong)entity * 0xDA942042E4DD58B5)));

    /// <summary>For an entity known by its name, such as <c>3208008351/t1</c>: whatever else is in the network, it draws the same.</summary>
    public RandomStream Stream(string purpose, string entity) => Stream(purpose, EntityOf(entity));

    /// <summary>The number of an entity known by its name.</summary>
    public static long EntityOf(string name) => (long)Hash(name);

    // FNV-1a over UTF-16 units: string.GetHashCode differs from process to process.
    private static ulong Hash(string text)
    {
        var hash = 0xCBF29CE484222325;
        foreach (var c in text)
            hash = (hash ^ c) * 0x100000001B3;
        return hash;
    }
}
