using Twin.Api.History;
using Twin.Api.Outlets.Lists;
using Twin.Api.View;
using Twin.Domain.Access;
using Twin.Domain.Incidents;
using Twin.Grains.Incidents;

namespace Twin.Api.Incidents.Ledger;

/// <summary>Incidents that were opened within some time and pass the list's filters.</summary>
internal sealed record LedgerQuery(HistorySpan Span, IncidentListQuery Filter)
{
    public static IReadOnlyList<QueryParameter> Parameters { get; } = [HistoryEndpoints.From, HistoryEndpoints.To, .. IncidentListQuery.Kinds];

    public static LedgerQuery? Parse(QueryReader reader, ViewState network, DateTime now)
    {
        var filter = IncidentListQuery.Filter(reader, network);
        return HistorySpan.Read(reader, now) is { } span && reader.Faults.Count == 0 ? new(span, filter) : null;
    }

    /// <summary>In the order in which they were opened.</summary>
    public IEnumerable<IncidentRow> Of(IEnumerable<IncidentRow> incidents) =>
        incidents.Where(r => r.OpenedAt >= Span.From && r.OpenedAt < Span.To && Filter.Matches(r)).OrderBy(r => r.OpenedAt).ThenBy(r => r.Id, StringComparer.Ordinal);

    /// <summary>The last one before the time asked for that passes its filters.</summary>
    public IncidentRow? Before(IEnumerable<IncidentRow> incidents) => incidents.Where(r => r.OpenedAt < Span.From && Filter.Matches(r)).MaxBy(r => r.OpenedAt);

    /// <summary>Incidents opened before may be missing; null when none of the time asked for is.</summary>
    public DateTime? CompleteSince(ViewState network)
    {
        DateTime? since = null;
        foreach (var list in network.Incidents(DivisionLimit.Whole).Where(r => r.Phase == IncidentPhase.Closed).GroupBy(r => r.Home))
            if (list.Count() >= IncidentLists.ClosedKept && list.Min(r => r.ClosedAt) is { } oldest && oldest > Span.From && !(since > oldest)) since = oldest;
        return since;
    }
}
