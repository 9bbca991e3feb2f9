using Twin.Api.History;
using Twin.Api.Incidents.Ledger;
using Twin.Api.Outlets.Lists;
using Twin.Api.View;
using Twin.Domain.Time;
using Twin.Grains.Incidents;

namespace Twin.Api.Incidents.Statistics;

/// <summary>What a caller asks of the statistics.</summary>
internal sealed record IncidentStatisticsQuery(LedgerQuery Ledger, string By, TimeSpan? Target, string Sort, bool Descending, int Limit)
{
    private static readonly TimeSpan TargetMax = TimeSpan.FromDays(30);

    private static readonly Dictionary<string, Func<RestoreTimes, double>> Sorts = new(StringComparer.Ordinal)
    {
        ["incidents"] = r => r.Incidents,
        ["open"] = r => r.Open,
        ["restored"] = r => r.Restored,
        ["faultTime"] = r => r.FaultTime.TotalSeconds,
        ["restoreP50"] = r => r.Quantile(0.5)?.TotalSeconds ?? -1,
        ["restoreP90"] = r => r.Quantile(0.9)?.TotalSeconds ?? -1,
        ["restoreP95"] = r => r.Quantile(0.95)?.TotalSeconds ?? -1,
        ["withinTargetShare"] = r => r.WithinTargetShare ?? 2,
        ["last"] = r => r.Last?.OpenedAt.Ticks ?? 0,
        ["key"] = _ => 0,
    };

    public static IReadOnlyList<QueryParameter> Parameters { get; } =
    [
        new("by", "What to group by.") { Values = IncidentGrouping.Names, Example = "city" },
        .. LedgerQuery.Parameters,
        new("target", $"A restore time to be held to: how many were restored within it. {DurationText.Examples}.") { Example = "4h" },
        new("sort", $"{string.Join(", ", Sorts.Keys)}, with a leading - for descending; then by key. If not given: -incidents.") { Example = "-restoreP90" },
        new("limit", "Groups to answer, 1 to 1000; 100 if not given.") { WholeNumber = true },
    ];

    /// <summary>Null, with its faults noted, when it says nothing that can be answered.</summary>
    public static IncidentStatisticsQuery? Parse(QueryReader reader, ViewState network, DateTime now)
    {
        reader.RefuseUnknown(Parameters);
        var by = reader.One("by");
        if (by is null) reader.Fault("by", "required", $"Say what to group by: {string.Join(", ", IncidentGrouping.Names)}.");
        else if (!IncidentGrouping.Names.Contains(by)) reader.Fault("by", "badValue", $"'{by}' is nothing to group by: {string.Join(", ", IncidentGrouping.Names)}.");
        TimeSpan? target = null;
        if (reader.One("target") is { } text)
        {
            if (DurationText.TryParse(text, out var asked) && asked > TimeSpan.Zero && asked <= TargetMax) target = asked;
            else reader.Fault("target", "badValue", $"'{text}' is not a duration of up to 30 days: {DurationText.Examples}.");
        }
        var sort = reader.One("sort") ?? "-incidents";
        var key = sort.TrimStart('-');
        if (!Sorts.ContainsKey(key)) reader.Fault("sort", "badValue", $"'{sort}' is not a key to sort by: {string.Join(", ", Sorts.Keys)}, with a leading - for descending.");
        var limit = (int)(reader.WholeNumber("limit", 1, 1_000) ?? 100);
        var ledger = LedgerQuery.Parse(reader, network, now);
        return reader.Faults.Count > 0 || ledger is null ? null : new(ledger, by!, target, key, sort.StartsWith('-'), limit);
    }

    public IEnumerable<KeyValuePair<string, RestoreTimes>> Ordered(Dictionary<string, RestoreTimes> groups)
    {
        var value = Sorts[Sort];
        var ordered = Descending ? groups.OrderByDescending(g => value(g.Value)) : groups.OrderBy(g => value(g.Value));
        return (Sort == "key" && Descending ? ordered.ThenByDescending(g => g.Key, StringComparer.Ordinal) : ordered.ThenBy(g => g.Key, StringComparer.Ordinal)).Take(Limit);
    }
}
