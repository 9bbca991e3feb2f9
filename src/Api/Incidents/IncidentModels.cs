using System.ComponentModel;
using Twin.Domain.Escalation;
using Twin.Domain.FieldService;
using Twin.Domain.Incidents;
using Twin.Domain.Network;
using Twin.Domain.Notifications;
using Twin.Domain.Teams;
using Twin.Grains.Incidents;

namespace Twin.Api.Incidents;

/// <summary>What is wrong. <c>device</c> is <c>3208008351/t1</c>; absent for what Twin found itself.</summary>
public sealed record CauseModel(string? Device, string Rule, TitleModel Title, bool? Bad = null, DateTime? Since = null, string? Runbook = null);

public sealed record TitleModel(string Zh, string En);

/// <summary>Outlets concerned. <c>sample</c> holds the first twenty.</summary>
public sealed record MembersModel(int Count, IReadOnlyList<string> Sample);

public sealed record LegModel(Side Side, string? Area, string? Team, bool Required, IncidentPhase Phase, string? Assignee)
{
    [Description("By when a first response is wanted; absent once there is one, or while the clock stands with no end in sight.")] public DateTime? RespondBy { get; init; }
    public DateTime? RespondedAt { get; init; }
    public bool ResponseMissed { get; init; }
    public string? AcknowledgedBy { get; init; }
    [Description("Nobody answered, and whoever hears of that has been told.")] public bool Unattended { get; init; }
    [Description("The step of the ladder that comes next.")] public string? NextStep { get; init; }
    public DateTime? NextStepAt { get; init; }
    public int? Round { get; init; }
    [Description("It was handed to another leg.")] public bool? Withdrawn { get; init; }

    public static LegModel Of(LegRow leg) => new(leg.Side, leg.Area?.ToString(), leg.Team, leg.Required, leg.Phase, leg.Assignee)
    {
        RespondBy = leg.RespondBy,
        ResponseMissed = leg.ResponseMissed,
        Unattended = leg.Unattended,
    };

    public static LegModel Of(Leg leg, LegDue? due) => new(leg.Side, leg.Area?.ToString(), leg.Team, leg.Required, leg.Phase, leg.Assignee)
    {
        RespondBy = due?.RespondBy,
        RespondedAt = leg.RespondedAt,
        ResponseMissed = leg.ResponseMissed,
        AcknowledgedBy = leg.AcknowledgedBy,
        Unattended = leg.Unattended,
        NextStep = due?.Step,
        NextStepAt = due?.StepAt,
        Round = leg.Round,
        Withdrawn = leg.Withdrawn ? true : null,
    };
}

public sealed record TimelineModel(DateTime At, string Event, string? By, string Reason, string? Detail, Side? Leg);

public sealed record PauseModel(PauseReason Reason, string? Id, DateTime? Until, string? Detail);

public sealed record RelatedModel(string Device, string Rule, string Reason);

/// <summary>An incident. In lists without <c>timeline</c>, <c>paused</c>, <c>policy</c> and <c>related</c>.</summary>
public sealed record IncidentModel
{
    public required string Id { get; init; }
    public required IncidentScope Scope { get; init; }
    public string? Outlet { get; init; }
    public string? AccessNode { get; init; }
    public string? Name { get; init; }
    public required CauseModel Cause { get; init; }
    public required Severity Severity { get; init; }
    public required IncidentPhase Phase { get; init; }
    public required DateTime OpenedAt { get; init; }
    public DateTime? ResolvedAt { get; init; }
    public DateTime? ClosedAt { get; init; }
    public required DateTime UpdatedAt { get; init; }
    public required MembersModel Members { get; init; }
    public required IReadOnlyList<LegModel> Legs { get; init; }
    public required int Visits { get; init; }
    [Description("The incident that took this one in.")] public string? MergedInto { get; init; }
    [Description("Why no ladder runs now; absent: they run.")] public string? PausedBy { get; init; }
    public IReadOnlyList<PauseModel>? Paused { get; init; }
    [Description("The policy it was opened under.")] public string? Policy { get; init; }
    [Description("Faults that are part of it or explained by it, at most fifty.")] public IReadOnlyList<RelatedModel>? Related { get; init; }
    public int? RelatedCount { get; init; }
    public IReadOnlyList<TimelineModel>? Timeline { get; init; }
    public long Revision { get; init; }

    public static IncidentModel Of(IncidentRow row) => new()
    {
        Id = row.Id,
        Scope = row.Scope,
        Outlet = row.Outlet?.ToString(),
        AccessNode = row.AccessNode,
        Name = row.PlaceName.Length == 0 ? null : row.PlaceName,
        Cause = new(row.Device?.ToString(), row.Rule, new(row.TitleZh, row.TitleEn)),
        Severity = row.Severity,
        Phase = row.Phase,
        OpenedAt = row.OpenedAt,
        ResolvedAt = row.ResolvedAt,
        ClosedAt = row.ClosedAt,
        UpdatedAt = row.UpdatedAt,
        Members = new(row.Members, row.MemberSample),
        Legs = [.. row.Legs.Select(LegModel.Of)],
        Visits = row.Visits,
        MergedInto = row.MergedInto,
        PausedBy = row.Paused,
        Revision = row.Revision,
    };

    public static IncidentModel Of(IncidentView view)
    {
        var (incident, report) = (view.Incident, view.Incident.Report);
        return new()
        {
            Id = incident.Id,
            Scope = report.Scope,
            Outlet = report.Place.Outlet?.ToString(),
            AccessNode = report.Place.AccessNode,
            Name = report.Place.Name.Length == 0 ? null : report.Place.Name,
            Cause = new(report.Cause.Device?.ToString(), report.Cause.Rule, new(report.Cause.TitleZh, report.Cause.TitleEn), report.Bad, report.Since, report.Cause.Runbook),
            Severity = incident.Severity,
            Phase = incident.Phase,
            OpenedAt = incident.OpenedAt,
            ResolvedAt = incident.ResolvedAt,
            ClosedAt = incident.ClosedAt,
            UpdatedAt = incident.UpdatedAt,
            Members = new(report.Members.Count, [.. report.Members.Take(20)]),
            Legs = [.. incident.Legs.Select(l => LegModel.Of(l, l.Withdrawn ? null : view.Due.FirstOrDefault(d => d.Side == l.Side)))],
            Visits = incident.Visits,
            MergedInto = incident.MergedInto,
            PausedBy = incident.Paused.Count == 0 ? null : Words(incident.Paused[0].Reason.ToString()),
            Paused = [.. incident.Paused.Select(p => new PauseModel(p.Reason, p.Id, p.Until, p.Detail))],
            Policy = $"{incident.Policy.Id}/{incident.Policy.Version}",
            Related = [.. report.Related.Select(r => new RelatedModel(r.Device.ToString(), r.Rule, r.Reason))],
            RelatedCount = report.RelatedCount,
            Timeline = [.. incident.Timeline.Select(t => new TimelineModel(t.At, t.Event, t.By, t.Reason, t.Detail, t.Leg))],
            Revision = incident.Revision,
        };
    }

    internal static string Words(string name) => string.Concat(char.ToLowerInvariant(name[0]).ToString(), name.AsSpan(1));
}

public sealed record IncidentPageModel(IReadOnlyList<IncidentModel> Items, string? NextCursor, int Total, long Revision);

/// <summary>All outlets of an incident.</summary>
public sealed record IncidentMembersModel(IReadOnlyList<string> Items, int Total, [property: Description("All that were ever concerned.")] IReadOnlyList<string> Ever);

/// <summary>What a person asks of an incident.</summary>
public sealed record IncidentCommandModel
{
    [Description("business or telecom; may be left out where it is clear which is meant.")] public string? Leg { get; init; }
    [Description("Who does it; if left out, the person whose key it is, or the key's name.")] public string? By { get; init; }
    [Description("A person's id (assign), or a side, team or person (reassign).")] public string? To { get; init; }
    public string? Note { get; init; }
}

/// <summary>One link of the chain of reasons.</summary>
public sealed record ReasonModel(string Stage, DateTime? At, string Reason, string? Detail);

/// <summary>One page that was, or was not, sent.</summary>
public sealed record WhyPageModel(DateTime At, Side Leg, string Step, int Round, string? Recipient, bool Sent, string Reason, string? Detail)
{
    public string? Key { get; init; }
    public string? Channel { get; init; }
    public NotificationOutcome? Outcome { get; init; }
    public DateTime? DeliveredAt { get; init; }
    public int? Attempts { get; init; }
    public string? OutcomeDetail { get; init; }
}

/// <summary>What comes next, and what holds it.</summary>
public sealed record WhyNextModel(Side Leg, string Step, DateTime? At, string? HeldBy);

/// <summary>Why anyone was, or was not, told.</summary>
public sealed record WhyModel(string Incident, IReadOnlyList<ReasonModel> Chain, IReadOnlyList<WhyPageModel> Pages, IReadOnlyList<WhyNextModel> Next);

public sealed record SuggestionModel(string Person, string Name, string Team, int Rank, bool Usable, bool OnShift, bool HasSkill, bool OwnZone, bool Free, int Load, double? DistanceKm, TimeSpan? Travel, string? BusyWith, IReadOnlyList<DispatchReason> Reasons)
{
    /// <summary>Where somebody works whom the caller must not see at work is told neither by the incident nor by the way from there.</summary>
    public static SuggestionModel Of(Suggestion p, int rank, bool seen) => new(
        p.PersonId, p.Name, p.TeamId, rank, p.Usable, p.OnShift, p.HasSkill, p.OwnZone, p.Free, p.Load, seen && p.DistanceKm is { } km ? Math.Round(km, 2) : null, seen ? p.Travel : null, seen ? p.Assignment?.Incident : null, p.Reasons);
}

public sealed record SuggestionsModel(string Incident, IReadOnlyList<SuggestionModel> Items);
