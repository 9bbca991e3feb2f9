namespace Twin.Simulation.Replay;

/// <summary>How an incident of the one regime stands to the other's.</summary>
public enum PairKind : byte { Same, Earlier, Later, OnlyNew, OnlyOld }

/// <summary>An incident as each regime would have had it; one of them may be missing.</summary>
public sealed record IncidentPair(IncidentCourse? New, IncidentCourse? Old)
{
    /// <summary>Times that differ by less are the same: deadlines fall on tenths of a second.</summary>
    private static readonly TimeSpan Same = TimeSpan.FromSeconds(1);

    public IncidentCourse Either => New ?? Old!;

    public PairKind Kind => (New, Old) switch
    {
        (_, null) => PairKind.OnlyNew,
        (null, _) => PairKind.OnlyOld,
        _ => LaterBy <= -Same ? PairKind.Earlier : LaterBy >= Same ? PairKind.Later : PairKind.Same,
    };

    /// <summary>How much later the new regime opens it; negative: earlier.</summary>
    public TimeSpan LaterBy => New is null || Old is null ? TimeSpan.Zero : New.OpenedAt - Old.OpenedAt;

    public DateTime OpenedAt => New is null ? Old!.OpenedAt : Old is null || New.OpenedAt < Old.OpenedAt ? New.OpenedAt : Old.OpenedAt;
}

/// <summary>
/// Which incidents are one and the same: those about one device (or one access node, or the network as a whole) whose times overlap. Where several do, one of the same rule comes first, then
/// the longest overlap; each belongs to one pair at the most.
/// </summary>
public static class IncidentPairs
{
    /// <param name="end">Of the recording: what is open then lasts until then.</param>
    /// <returns>By time, then place and device.</returns>
    public static IReadOnlyList<IncidentPair> Match(IReadOnlyList<IncidentCourse> made, IReadOnlyList<IncidentCourse> old, DateTime end)
    {
        var others = old.GroupBy(Subject).ToDictionary(g => g.Key, g => g.OrderBy(i => i.OpenedAt).ToList());
        var pairs = new List<IncidentPair>();
        foreach (var group in made.GroupBy(Subject))
        {
            List<IncidentCourse> mine = [.. group.OrderBy(i => i.OpenedAt)];
            others.Remove(group.Key, out var theirs);
            pairs.AddRange(Match(mine, theirs ?? [], end));
        }
        foreach (var left in others.Values.SelectMany(i => i)) pairs.Add(new(null, left));
        return [.. pairs.OrderBy(p => p.OpenedAt).ThenBy(p => p.Either.Place, StringComparer.Ordinal).ThenBy(p => p.Either.Device, StringComparer.Ordinal).ThenBy(p => p.Either.Id, StringComparer.Ordinal)];
    }

    private static (string Place, string Device) Subject(IncidentCourse incident) => (incident.Place, incident.Device);

    private static List<IncidentPair> Match(List<IncidentCourse> made, List<IncidentCourse> old, DateTime end)
    {
        var candidates = new List<(IncidentCourse New, IncidentCourse Old, TimeSpan Overlap)>();
        // Sorted by their beginnings: what ended before a new one begins ended before all that follow, unless it lies within a longer one.
        var first = 0;
        foreach (var one in made)
        {
            while (first < old.Count && Until(old[first], end) < one.OpenedAt) first++;
            for (var i = first; i < old.Count && old[i].OpenedAt <= Until(one, end); i++)
                if (Overlap(one, old[i], end) is var overlap && overlap >= TimeSpan.Zero) candidates.Add((one, old[i], overlap));
        }
        var (taken, pairs) = (new HashSet<IncidentCourse>(ReferenceEqualityComparer.Instance), new List<IncidentPair>());
        foreach (var (one, other, _) in candidates.OrderByDescending(c => c.New.Rule == c.Old.Rule).ThenByDescending(c => c.Overlap).ThenBy(c => c.New.OpenedAt).ThenBy(c => c.Old.OpenedAt))
        {
            if (taken.Contains(one) || taken.Contains(other)) continue;
            taken.Add(one);
            taken.Add(other);
            pairs.Add(new(one, other));
        }
        pairs.AddRange(made.Where(i => !taken.Contains(i)).Select(i => new IncidentPair(i, null)));
        pairs.AddRange(old.Where(i => !taken.Contains(i)).Select(i => new IncidentPair(null, i)));
        return pairs;
    }

    private static DateTime Until(IncidentCourse incident, DateTime end) => incident.ClosedAt ?? end;

    private static TimeSpan Overlap(IncidentCourse a, IncidentCourse b, DateTime end)
    {
        var (from, until) = (a.OpenedAt > b.OpenedAt ? a.OpenedAt : b.OpenedAt, Until(a, end) < Until(b, end) ? Until(a, end) : Until(b, end));
        return until - from;
    }
}
