using Twin.Api.History;
using Twin.Api.View;
using Twin.Domain.Access;
using Twin.Domain.Incidents;
using Twin.Grains.Incidents;

namespace Twin.Api.Incidents.Ledger;

/// <summary>The book of incidents: all that is known of those of the past, as they look from within some divisions.</summary>
internal sealed class IncidentLedger(NetworkView view)
{
    /// <summary>In the order in which they were opened.</summary>
    public IEnumerable<IncidentRow> Read(LedgerQuery query, DivisionLimit within) =>
        view.State.Incidents(within).Where(query.Takes).OrderBy(r => r.OpenedAt).ThenBy(r => r.Id, StringComparer.Ordinal);

    /// <summary>The last one before the time asked for that passes its filters.</summary>
    public IncidentRow? Before(LedgerQuery query, DivisionLimit within) =>
        view.State.Incidents(within).Where(r => r.OpenedAt < query.Span.From && query.Filter.Matches(r)).MaxBy(r => r.OpenedAt);

    /// <summary>Incidents opened before may be missing; null when none of the time asked for is.</summary>
    public DateTime? CompleteSince(HistorySpan span)
    {
        DateTime? since = null;
        foreach (var list in view.State.Incidents(DivisionLimit.Whole).Where(r => r.Phase == IncidentPhase.Closed).GroupBy(r => r.Home))
            if (list.Count() >= IncidentLists.ClosedKept && list.Min(r => r.ClosedAt) is { } oldest && oldest > span.From && !(since > oldest)) since = oldest;
        return since;
    }
}
