using System.Collections.Concurrent;

namespace Twin.Api.View;

/// <summary>
/// A number for each set of designations that outlets carry, so that an outline can say it: a network of any size has few of them. Numbers are of this process and are never given up.
/// </summary>
public static class DesignationSets
{
    /// <summary>No designation.</summary>
    public const int None = 0;

    /// <summary>One of more sets than there are numbers: only the row tells.</summary>
    public const int Unknown = (1 << 15) - 1;

    private static readonly ConcurrentDictionary<string, int> Numbers = new(StringComparer.Ordinal) { [""] = None };
    private static readonly List<IReadOnlyList<string>> Sets = [[]];
    private static readonly Lock Gate = new();

    public static int NumberOf(IReadOnlyList<string> designations)
    {
        if (designations.Count == 0) return None;
        var key = string.Join('\n', designations);
        if (Numbers.TryGetValue(key, out var known)) return known;
        lock (Gate)
        {
            if (Numbers.TryGetValue(key, out known)) return known;
            if (Sets.Count == Unknown) return Unknown;
            Sets.Add([.. designations]);
            return Numbers[key] = Sets.Count - 1;
        }
    }

    /// <summary>Of each set there is by now, by its number, whether something holds of it.</summary>
    public static bool[] Where(Predicate<IReadOnlyList<string>> holds)
    {
        lock (Gate) return [.. Sets.Select(set => holds(set))];
    }
}
