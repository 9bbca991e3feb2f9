namespace Twin.Domain.Devices;

/// <summary>
/// The last 20 evaluations-with-result of one rule, as bits that say whether each differed from the one before; newest lowest. The weighted share of
/// changes is 100 * sum(0.8 + 0.02 i) / 20, i = 0 for the oldest; kept in tenths, it is the sum of 40 + i. A rule begins in good standing.
/// </summary>
internal struct FlappingRing
{
    public const int Size = 20;
    private const int StartsAbove = 300;
    private const int EndsAt = 250;

    public uint Changes;
    public bool Bad;
    public bool Flapping;

    public readonly bool IsDefault => Changes == 0 && !Bad && !Flapping;

    /// <summary>Counts one result; true when flapping started or ended by it.</summary>
    public bool Add(bool bad)
    {
        Changes = ((Changes << 1) | (bad != Bad ? 1u : 0u)) & ((1u << Size) - 1);
        Bad = bad;
        if (Changes == 0 && !Flapping) return false;
        var before = Flapping;
        var weight = Weight();
        if (weight > StartsAbove) Flapping = true;
        else if (weight <= EndsAt) Flapping = false;
        return Flapping != before;
    }

    private readonly int Weight()
    {
        var sum = 0;
        for (var i = 0; i < Size; i++)
            if ((Changes >> i & 1) != 0)
                sum += 40 + (Size - 1 - i);
        return sum;
    }
}
