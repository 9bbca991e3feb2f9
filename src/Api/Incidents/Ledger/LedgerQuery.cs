using Twin.Api.History;
using Twin.Api.Outlets.Lists;
using Twin.Api.View;
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

    public bool Takes(IncidentRow row) => row.OpenedAt >= Span.From && row.OpenedAt < Span.To && Filter.Matches(row);
}
