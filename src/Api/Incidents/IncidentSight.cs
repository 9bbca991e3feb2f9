using Twin.Api.View;
using Twin.Domain.Access;
using Twin.Domain.Incidents;
using Twin.Domain.Network;
using Twin.Grains.Incidents;

namespace Twin.Api.Incidents;

/// <summary>
/// Incidents as they look from within some divisions. One belongs to them when it is there itself or has had an outlet there. Of one that also concerns outlets elsewhere only
/// the outlets inside are told of, and no text that may name another.
/// </summary>
internal static class IncidentSight
{
    private const int Sampled = 20;

    /// <summary>Events whose details speak of people, steps, severities and silences, and never of outlets.</summary>
    private static readonly HashSet<string> Harmless = ["stepRan", "repeated", "unattended", "responseMissed", "slipped", "noCapacity", "severityChanged", "paused", "resumed"];

    /// <summary>Null when it has nothing to do with the divisions; the very row when it has to do with nothing else.</summary>
    public static IncidentRow? Of(IncidentRow row, DivisionLimit within, ViewState network)
    {
        if (within.IsWhole) return row;
        if (!Concerns(row.District, row.MemberDistricts, within)) return null;
        if (IsInside(row.District, row.MemberDistricts, within)) return row;
        string[] members = [.. (row.AllMembers.Count > 0 ? row.AllMembers : row.MemberSample).Where(m => IsInside(m, within, network))];
        return row with
        {
            Members = members.Length,
            MemberSample = [.. members.Take(Sampled)],
            AllMembers = members.Length > Sampled ? members : [],
            Districts = [.. row.Districts.Where(d => within.Holds(d))],
            TelecomArea = within.Holds(row.TelecomArea) ? row.TelecomArea : null,
        };
    }

    /// <summary>The same of an incident in full.</summary>
    public static IncidentView? Of(IncidentView view, DivisionLimit within, ViewState network)
    {
        var (incident, report) = (view.Incident, view.Incident.Report);
        if (within.IsWhole) return view;
        if (!Concerns(report.Place.District, incident.EverDistricts, within)) return null;
        if (IsInside(report.Place.District, incident.EverDistricts, within)) return view;
        RelatedFault[] related = [.. report.Related.Where(r => IsInside(r.Device.Outlet, within, network))];
        return view with
        {
            Incident = incident with
            {
                Report = report with
                {
                    Members = [.. report.Members.Where(m => IsInside(m, within, network))],
                    Related = related,
                    RelatedCount = related.Length,
                    Districts = [.. report.Districts.Where(d => within.Holds(d))],
                },
                EverMembers = [.. incident.EverMembers.Where(m => IsInside(m, within, network))],
                Timeline = [.. incident.Timeline.Select(t => Harmless.Contains(t.Event) ? t : t with { Detail = null })],
                Pages = [.. incident.Pages.Select(p => p with { Detail = null })],
                Outbox = [.. incident.Outbox.Select(n => n with { Text = "" })],
            },
        };
    }

    private static bool Concerns(DivisionCode? own, IReadOnlyList<DivisionCode> members, DivisionLimit within) => within.Holds(own) || members.Any(d => within.Holds(d));

    private static bool IsInside(DivisionCode? own, IReadOnlyList<DivisionCode> members, DivisionLimit within) => (own is null || within.Holds(own)) && members.All(d => within.Holds(d));

    private static bool IsInside(string member, DivisionLimit within, ViewState network) => OutletCode.TryParse(member, out var code) && IsInside(code, within, network);

    private static bool IsInside(OutletCode outlet, DivisionLimit within, ViewState network) => network.Find(outlet, within) is not null;
}
