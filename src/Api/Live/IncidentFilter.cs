using Microsoft.AspNetCore.Http;
using Twin.Api.Incidents;
using Twin.Api.Outlets.Lists;
using Twin.Api.View;
using Twin.Domain.Access;
using Twin.Domain.Incidents;
using Twin.Domain.Network;
using Twin.Grains.Incidents;

namespace Twin.Api.Live;

/// <summary>
/// Which incidents a stream's filters mean. Severity, place and rule are the incident's own; whatever else is asked of an outlet is asked of the one it is about, as it is
/// now, and lets pass what is about more than one.
/// </summary>
internal sealed class IncidentFilter
{
    private static readonly string[] Own = ["severity", "district", "city", "telecomArea", "accessNode", "rule"];

    private readonly IncidentListQuery _own;
    private readonly OutletFilter _outlet;
    private readonly ViewState _view;
    private readonly DivisionLimit _within;

    private IncidentFilter(IncidentListQuery own, OutletFilter outlet, ViewState view, DivisionLimit within) => (_own, _outlet, _view, _within) = (own, outlet, view, within);

    /// <summary>Faults are the outlet filter's to report: it reads the same parameters.</summary>
    public static IncidentFilter Parse(IQueryCollection query, ViewState view, DivisionLimit within)
    {
        var others = new QueryCollection(query.Where(q => !Own.Contains(q.Key)).ToDictionary(StringComparer.OrdinalIgnoreCase));
        return new(IncidentListQuery.OfStream(new(query)), OutletFilterParser.Parse(new(others), DivisionLimit.Whole), view, within);
    }

    /// <summary>The incident as the reader may see it; null when not at all. Everything below is asked of what this answered.</summary>
    public IncidentRow? Seen(IncidentRow? row) => row is null ? null : IncidentSight.Of(row, _within, _view);

    /// <summary>Whether a stream tells of it: it is not closed, and meant.</summary>
    public bool Follows(IncidentRow row) => row.Phase != IncidentPhase.Closed && Matches(row);

    /// <summary>Whether a stream may have told of it, when its outlet may have been another then.</summary>
    public bool MayFollow(IncidentRow row) => row.Phase != IncidentPhase.Closed && _own.Matches(row);

    public bool Matches(IncidentRow row) => _own.Matches(row) && (_outlet.IsEmpty || row is not { Scope: IncidentScope.Outlet, Outlet: { } outlet } || _outlet.Matches(_view.Find(outlet, _within)));
}
