using Twin.Domain.Incidents;
using Twin.Domain.Network;
using Twin.Domain.Notifications;

namespace Twin.Grains.Incidents;

/// <summary>What lists show of an incident.</summary>
internal static class IncidentRows
{
    private const int Sampled = 20;
    private static readonly DivisionCode Province = DivisionCode.Parse("320000");

    public static IncidentRow Of(Incident incident, IReadOnlyList<LegDue> due)
    {
        var (report, place) = (incident.Report, incident.Report.Place);
        return new()
        {
            Id = incident.Id,
            Scope = report.Scope,
            Outlet = place.Outlet,
            AccessNode = place.AccessNode,
            PlaceName = place.Name,
            Device = report.Cause.Device,
            Rule = report.Cause.Rule,
            TitleZh = report.Cause.TitleZh,
            TitleEn = report.Cause.TitleEn,
            Severity = incident.Severity,
            Phase = incident.Phase,
            OpenedAt = incident.OpenedAt,
            ResolvedAt = incident.ResolvedAt,
            ClosedAt = incident.ClosedAt,
            UpdatedAt = incident.UpdatedAt,
            Members = report.Members.Count,
            MemberSample = [.. report.Members.Take(Sampled)],
            AllMembers = report.Members.Count > Sampled ? report.Members : [],
            Legs = [.. incident.Legs.Where(l => !l.Withdrawn).Select(l => new LegRow(l.Side, l.Area, l.Team, l.Required, l.Phase, l.Assignee, due.FirstOrDefault(d => d.Side == l.Side)?.RespondBy, l.ResponseMissed, l.Unattended))],
            Visits = incident.Visits,
            Paused = incident.Paused.Count == 0 ? null : Word(incident.Paused[0].Reason.ToString()),
            MergedInto = incident.MergedInto,
            Districts = [.. report.Districts.Concat(place.District is { } district ? [district] : []).Distinct().Order()],
            Revision = incident.Revision,
            Recipients = [.. incident.Outbox.Select(m => m.Recipient).Distinct().Order(StringComparer.Ordinal)],
            Pending = incident.Outbox.Count(m => m.Outcome == NotificationOutcome.Pending),
            Delivered = incident.Outbox.Count(m => m.Outcome == NotificationOutcome.Delivered),
            Failed = incident.Outbox.Count(m => m.Outcome == NotificationOutcome.Failed),
            Home = report.Scope == IncidentScope.Outlet ? place.District!.Value : Province,
            Security = report.Cause.Security || report.CommunicationsLost,
            District = place.District,
            TelecomArea = place.TelecomArea,
            MemberDistricts = incident.EverDistricts,
        };
    }

    private static string Word(string name) => string.Concat(char.ToLowerInvariant(name[0]).ToString(), name.AsSpan(1));
}
