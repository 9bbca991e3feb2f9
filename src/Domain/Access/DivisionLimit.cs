using System.Globalization;
using Twin.Domain.Network;

namespace Twin.Domain.Access;

/// <summary>
/// The part of the province a caller sees: what is registered in a district whose code begins with one of the prefixes. Without any, all of it. Division codes are numbers here too,
/// because lists ask this of every row.
/// </summary>
public sealed class DivisionLimit
{
    private readonly (int First, int Last)[] _ranges;

    private DivisionLimit(IReadOnlyList<string> prefixes) => (Prefixes, _ranges) = (prefixes, [.. prefixes.Select(RangeOf)]);

    public static DivisionLimit Whole { get; } = new([]);

    /// <summary>Of two, four or six digits, each once, in order.</summary>
    public IReadOnlyList<string> Prefixes { get; }

    /// <summary>Whether it is no limit.</summary>
    public bool IsWhole => _ranges.Length == 0;

    /// <param name="prefixes">None of which has a <see cref="Fault"/>.</param>
    public static DivisionLimit Of(IEnumerable<string> prefixes)
    {
        string[] distinct = [.. prefixes.Select(Plain).Distinct().Order(StringComparer.Ordinal)];
        return distinct.Length == 0 ? Whole : new(distinct);
    }

    /// <summary>What is wrong with a prefix, or null.</summary>
    public static string? Fault(string prefix) =>
        prefix.Length is not (2 or 4 or DivisionCode.Length) || !DivisionCode.TryParse(prefix.PadRight(DivisionCode.Length, '0'), out var code) ? $"'{prefix}' is not two, four or six digits of a division code, e.g. 3208"
        : Divisions.Find(code) is null ? $"no division's code begins with {prefix}"
        : null;

    public bool Holds(int district)
    {
        if (_ranges.Length == 0) return true;
        foreach (var (first, last) in _ranges)
            if (district >= first && district <= last) return true;
        return false;
    }

    /// <summary>Whether a division lies in it, all of it. What has no division lies in the whole only.</summary>
    public bool Holds(DivisionCode? division) => IsWhole || (division is { } code && Holds(Number(code)));

    /// <summary>Whether a division and it have something in common.</summary>
    public bool Touches(DivisionCode division)
    {
        if (Holds(division)) return true;
        var (first, last) = RangeOf(Plain(division.ToString()));
        return Array.Exists(_ranges, r => r.First >= first && r.Last <= last);
    }

    /// <summary>Whether an outlet of this code could lie in it, as far as the code tells: it begins with its city's.</summary>
    public bool MayHold(OutletCode outlet) => IsWhole || Touches(outlet.City);

    // 320800 is written where the whole city is meant: no outlet is registered in the city itself.
    private static string Plain(string prefix) =>
        prefix.EndsWith("0000", StringComparison.Ordinal) ? prefix[..2] : prefix.Length > 2 && prefix.EndsWith("00", StringComparison.Ordinal) ? prefix[..^2] : prefix;

    private static (int, int) RangeOf(string prefix) =>
        (int.Parse(prefix.PadRight(DivisionCode.Length, '0'), CultureInfo.InvariantCulture), int.Parse(prefix.PadRight(DivisionCode.Length, '9'), CultureInfo.InvariantCulture));

    private static int Number(DivisionCode code) => int.Parse(code.ToString(), CultureInfo.InvariantCulture);
}
