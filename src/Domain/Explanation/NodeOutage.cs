using Twin.Domain.Escalation;
using Twin.Domain.Incidents;
using Twin.Domain.Network;
using Twin.Domain.Time;

namespace Twin.Domain.Explanation;

/// <summary>An outlet's lines as its access node needs to know them: how many there are, and of those that are down when that began (wall) and how bad it is.</summary>
[GenerateSerializer, Immutable, Alias("twin.OutletLines")]
public sealed record OutletLines
{
    [Id(0)] public required OutletCode Outlet { get; init; }
    [Id(1)] public int Count { get; init; }
    [Id(2)] public int Down { get; init; }
    [Id(3)] public DateTime DownSince { get; init; }
    [Id(4)] public Severity Severity { get; init; }
    [Id(5)] public required DivisionCode District { get; init; }
    [Id(6)] public DivisionCode? TelecomArea { get; init; }
    [Id(7)] public string Rule { get; init; } = "";
}

/// <summary>
/// The lines behind one access node, and the outage they share, if any. Times are steady unless said otherwise. An outlet that is not in <see cref="Outlets"/> has
/// no line here.
/// </summary>
[GenerateSerializer, Immutable, Alias("twin.NodeOutage")]
public sealed record NodeOutage
{
    public static NodeOutage None { get; } = new();

    [Id(0)] public IReadOnlyDictionary<string, OutletLines> Outlets { get; init; } = new Dictionary<string, OutletLines>();

    /// <summary>The incident of the present outage, or of the last one while it can still be reopened.</summary>
    [Id(1)] public string? Incident { get; init; }
    [Id(2)] public bool Down { get; init; }

    /// <summary>When the outage began, wall time.</summary>
    [Id(3)] public DateTime Began { get; init; }

    /// <summary>Since when so few lines are down that the node can be called back.</summary>
    [Id(4)] public DateTime? FewSince { get; init; }
    [Id(5)] public DateTime? ForgetAt { get; init; }
    [Id(6)] public long LastNumber { get; init; }

    /// <summary>Lines go down one after another, too few yet for a verdict: until then, those that are down wait for it.</summary>
    [Id(7)] public DateTime? SuspectedUntil { get; init; }

    /// <summary>What the outlets are told; null: nothing is wrong with the node.</summary>
    public NodeVerdict? Verdict(string node) => Down ? new(node, Incident, Began) : SuspectedUntil is not null ? new(node, null, Began) : null;

    public NodeOutage Rebased(TimeSpan shift) => this with { FewSince = FewSince + shift, ForgetAt = ForgetAt + shift, SuspectedUntil = SuspectedUntil + shift };

    /// <summary>Outlets with a line down, by code.</summary>
    public IEnumerable<OutletLines> Members => Outlets.Values.Where(o => o.Down > 0).OrderBy(o => o.Outlet);
}

/// <summary>Judges whether the lines behind an access node that are down are one shared outage.</summary>
public static class NodeOutageRules
{
    /// <summary>Outlets report in their own time, thousands at once when a fibre is cut: reports are gathered this long and judged together.</summary>
    public static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(100);

    /// <summary>Members come by the hundred: this often is often enough to say so.</summary>
    public static readonly TimeSpan TellMembersEvery = TimeSpan.FromSeconds(1);

    /// <summary>What is thought of the node now, and when (steady) time alone would change that.</summary>
    /// <param name="before">With <see cref="NodeOutage.Outlets"/> as they are now.</param>
    /// <param name="node">Its name.</param>
    /// <param name="shared">What counts as one outage.</param>
    /// <param name="settle">How long fewer lines must be down to call the node back, and how long after the last fall more are expected.</param>
    /// <param name="lastFall">Steady: when a line was last told to have gone down.</param>
    /// <param name="now">Now.</param>
    public static (NodeOutage Outage, DateTime? NextDeadline) Judge(NodeOutage before, string node, SharedOutage shared, TimeSpan settle, DateTime? lastFall, Moment now)
    {
        var lines = before.Outlets.Values.Sum(o => o.Count);
        var down = before.Outlets.Values.Sum(o => o.Down);
        var least = Math.Max(shared.Lines, (int)Math.Ceiling(lines * shared.Share - 1e-9));
        if (!before.Down) return Together(before, shared.Within, least) is { } began ? (Fallen(before, node, began, now), null) : Suspect(before, shared, settle, lastFall, now);
        if (down >= least) return (before.FewSince is null ? before : before with { FewSince = null }, null);
        if (before.FewSince is not { } since) return (before with { FewSince = now.Steady }, now.Steady + settle);
        return now.Steady < since + settle ? (before, since + settle) : (before with { Down = false, FewSince = null }, null);
    }

    private static (NodeOutage, DateTime?) Suspect(NodeOutage before, SharedOutage shared, TimeSpan settle, DateTime? lastFall, Moment now)
    {
        var until = lastFall + settle;
        if (until > now.Steady && Together(before, shared.Within, shared.Lines) is { } began)
            return (before.SuspectedUntil == until && before.Began == began ? before : before with { SuspectedUntil = until, Began = began }, until);
        return (before.SuspectedUntil is null ? before : before with { SuspectedUntil = null }, null);
    }

    /// <summary>When the earliest of the lines that went down together went; null when too few did.</summary>
    private static DateTime? Together(NodeOutage outage, TimeSpan within, int least)
    {
        var falls = outage.Outlets.Values.Where(o => o.Down > 0).OrderBy(o => o.DownSince).ToArray();
        var (first, count) = (0, 0);
        for (var last = 0; last < falls.Length; last++)
        {
            count += falls[last].Down;
            while (falls[last].DownSince - falls[first].DownSince > within) count -= falls[first++].Down;
            if (count >= least) return falls[first].DownSince;
        }
        return null;
    }

    private static NodeOutage Fallen(NodeOutage before, string node, DateTime began, Moment now)
    {
        if (before.Incident is not null && (before.ForgetAt is not { } forget || now.Steady < forget))
            return before with { Down = true, Began = began, FewSince = null, ForgetAt = null, SuspectedUntil = null };
        var number = Math.Max(before.LastNumber + 1, IncidentId.NumberAt(now.Wall));
        return before with { Down = true, Began = began, FewSince = null, ForgetAt = null, SuspectedUntil = null, Incident = IncidentId.Of($"node-{Slug(node)}", number), LastNumber = number };
    }

    /// <summary>A node's name as part of an id: itself, or when it has other characters than letters, digits and dashes, a hash of it.</summary>
    public static string Slug(string node)
    {
        if (node.Length <= 40 && node.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')) return node;
        // FNV-1a: the same on every machine, which string.GetHashCode is not.
        var hash = 14695981039346656037UL;
        foreach (var c in node) hash = (hash ^ c) * 1099511628211UL;
        return $"x{hash:x16}";
    }
}
