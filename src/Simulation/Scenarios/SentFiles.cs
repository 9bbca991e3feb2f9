using Twin.Domain.Calendars;
using Twin.Domain.Documents;
using Twin.Domain.Escalation;
using Twin.Domain.Network;
using Twin.Domain.Rules;
using Twin.Domain.Snapshots;
using Twin.Domain.Teams;

namespace Twin.Simulation.Scenarios;

/// <summary>What a scenario that is sent to a server may name: what was in force there when it was sent, and the network as it stood. No files.</summary>
/// <param name="ruleBook">In force.</param>
/// <param name="policy">In force.</param>
/// <param name="live">Null: it was not asked for.</param>
public sealed class SentFiles(RuleBook ruleBook, EscalationPolicy policy, LiveNetwork? live) : ScenarioFiles
{
    /// <summary>Null: the rule book or the policy cannot be read. A team or calendar that cannot is left out, as it is live.</summary>
    /// <param name="ruleBook">In force.</param>
    /// <param name="policy">In force.</param>
    /// <param name="teams">All there are.</param>
    /// <param name="calendars">All that were uploaded.</param>
    /// <param name="outlets">All there are; null: they were not asked for.</param>
    /// <param name="live">What was going on; null: it was not asked for.</param>
    public static SentFiles? Of(SentDocument ruleBook, SentDocument policy, IEnumerable<SentDocument> teams, IEnumerable<SentDocument> calendars, IReadOnlyList<OutletProfile>? outlets, LiveSnapshot? live)
    {
        var rules = ruleBook.Node is { } book ? RuleBook.Read(book, []) : null;
        var steps = policy.Node is { } ladder ? EscalationPolicyReader.Read(EscalationPolicy.DefaultId, policy.Version, ladder, []) : null;
        if (rules is null || steps is null) return null;
        if (outlets is null || live is null) return new(rules, steps, null);
        var hours = new SortedDictionary<string, TradingCalendar>(StringComparer.Ordinal) { [TradingCalendar.Always.Id] = TradingCalendar.Always, [TradingCalendar.Standard.Id] = TradingCalendar.Standard };
        foreach (var calendar in calendars)
            if (calendar.Node is { } node && TradingCalendar.Read(calendar.Id, node, []) is { } read) hours[calendar.Id] = read;
        return new(rules, steps, new(outlets, live, [.. teams.Select(t => t.Node is { } node ? TeamReader.Read(t.Id, node, []) : null).OfType<Team>()], [.. hours.Values]));
    }

    public override RuleBook RuleBook => ruleBook;
    public override EscalationPolicy Policy => policy;
    public override LiveNetwork? Live => live;
}

/// <summary>A document that was in force; <see cref="Node"/> is null when its text cannot be read.</summary>
public sealed record SentDocument(string Id, int Version, DocNode? Node);

/// <summary>The running twin as it stood: all outlets in the order of their codes, what was going on, who is there, and when shops are open.</summary>
public sealed record LiveNetwork(IReadOnlyList<OutletProfile> Outlets, LiveSnapshot Snapshot, IReadOnlyList<Team> Teams, IReadOnlyList<TradingCalendar> Calendars);
