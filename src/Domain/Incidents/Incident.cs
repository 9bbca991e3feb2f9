using Twin.Domain.Escalation;
using Twin.Domain.Network;
using Twin.Domain.Notifications;
using Twin.Domain.Teams;

namespace Twin.Domain.Incidents;

/// <summary><c>open -> acknowledged -> assigned -> onSite -> resolved -> closed</c>. Any may be skipped; <c>resolved</c> waits for proof.</summary>
public enum IncidentPhase : byte { Open, Acknowledged, Assigned, OnSite, Resolved, Closed }

/// <summary>What an incident is about: an outlet, the outlets behind an access node, or everything we should be hearing.</summary>
public enum IncidentScope : byte { Outlet, AccessNode, Network }

/// <summary>Where an incident is. For an access node: where most of its members are.</summary>
[GenerateSerializer, Immutable, Alias("twin.IncidentPlace")]
public sealed record IncidentPlace
{
    [Id(0)] public OutletCode? Outlet { get; init; }
    [Id(1)] public string Name { get; init; } = "";
    [Id(2)] public string? Address { get; init; }
    [Id(3)] public GeoPoint? Location { get; init; }
    [Id(4)] public DivisionCode? District { get; init; }
    [Id(5)] public DivisionCode? TelecomArea { get; init; }
    [Id(6)] public string? AccessNode { get; init; }

    /// <summary>Null: never closed.</summary>
    [Id(7)] public string? Calendar { get; init; }

    /// <summary>What two jobs at one place have in common.</summary>
    public string Key => Outlet?.ToString() ?? AccessNode ?? "network";
}

/// <summary>The root cause: a rule on a device, or what Twin found itself (<c>shared-outage</c>, <c>telemetry-lost</c>).</summary>
[GenerateSerializer, Immutable, Alias("twin.IncidentCause")]
public sealed record IncidentCause
{
    public const string SharedOutage = "shared-outage";
    public const string TelemetryLost = "telemetry-lost";

    [Id(0)] public DeviceRef? Device { get; init; }
    [Id(1)] public DeviceKind? Kind { get; init; }
    [Id(2)] public required string Rule { get; init; }
    [Id(3)] public string TitleZh { get; init; } = "";
    [Id(4)] public string TitleEn { get; init; } = "";
    [Id(5)] public string? Runbook { get; init; }
    [Id(6)] public bool Security { get; init; }
    [Id(7)] public bool PageWhenClosed { get; init; }

    /// <summary>Which legs the rule names.</summary>
    [Id(8)] public IReadOnlyList<Side> Legs { get; init; } = [];

    /// <summary>The outlet's link is bad, though up: a camera's trouble may be the carrier's.</summary>
    [Id(9)] public bool LinkBad { get; init; }
}

/// <summary>A fault that is part of the incident or explained by it.</summary>
[GenerateSerializer, Immutable, Alias("twin.RelatedFault")]
public readonly record struct RelatedFault([property: Id(0)] DeviceRef Device, [property: Id(1)] string Rule, [property: Id(2)] string Reason);

/// <summary>
/// Everything the owner of a cause knows of it, as a whole: telling it twice changes nothing, and a lost telling is healed by the next.
/// </summary>
[GenerateSerializer, Immutable, Alias("twin.CauseReport")]
public sealed record CauseReport
{
    [Id(0)] public required string Incident { get; init; }
    [Id(1)] public required IncidentScope Scope { get; init; }
    [Id(2)] public required IncidentPlace Place { get; init; }
    [Id(3)] public required IncidentCause Cause { get; init; }
    [Id(4)] public required Severity Severity { get; init; }

    /// <summary>Whether the cause is bad now.</summary>
    [Id(5)] public required bool Bad { get; init; }

    /// <summary>Wall time at which the fault was raised.</summary>
    [Id(6)] public required DateTime Since { get; init; }
    [Id(7)] public bool Flapping { get; init; }

    /// <summary>Codes of the outlets concerned now, in order.</summary>
    [Id(8)] public IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>Faults explained by it, and those that joined it. At most 50; <see cref="RelatedCount"/> counts all.</summary>
    [Id(9)] public IReadOnlyList<RelatedFault> Related { get; init; } = [];
    [Id(10)] public int RelatedCount { get; init; }

    /// <summary>The incident that takes this one in.</summary>
    [Id(11)] public string? MergedInto { get; init; }

    /// <summary>The line went down while an intrusion was active.</summary>
    [Id(12)] public bool CommunicationsLost { get; init; }

    /// <summary>What it is about was taken out of the registry.</summary>
    [Id(13)] public bool Removed { get; init; }

    /// <summary>Districts of the members, and their telecom areas.</summary>
    [Id(14)] public IReadOnlyList<DivisionCode> Districts { get; init; } = [];

    /// <summary>Districts of the members alone, in order, where there can be several.</summary>
    [Id(15)] public IReadOnlyList<DivisionCode> MemberDistricts { get; init; } = [];

    /// <summary>Its own fault is over; it is bad for what joined it.</summary>
    [Id(16)] public bool FaultOver { get; init; }

    public bool SaysTheSameAs(CauseReport? other) => other is not null
        && this with { Cause = other.Cause, Members = other.Members, Related = other.Related, Districts = other.Districts, MemberDistricts = other.MemberDistricts } == other
        && Cause with { Legs = other.Cause.Legs } == other.Cause && Cause.Legs.SequenceEqual(other.Cause.Legs)
        && Members.SequenceEqual(other.Members) && Related.SequenceEqual(other.Related) && Districts.SequenceEqual(other.Districts) && MemberDistricts.SequenceEqual(other.MemberDistricts);
}

/// <summary>
/// One side's part of an incident, with its own ladder. The ladder's clock runs only while nothing pauses it: <see cref="Ran"/> is what it ran before
/// <see cref="RunsFrom"/> (steady), null while it stands.
/// </summary>
[GenerateSerializer, Immutable, Alias("twin.Leg")]
public sealed record Leg
{
    [Id(0)] public required Side Side { get; init; }
    [Id(1)] public DivisionCode? Area { get; init; }
    [Id(2)] public string? Team { get; init; }

    /// <summary>It must respond. If not, it is only kept informed.</summary>
    [Id(3)] public bool Required { get; init; } = true;
    [Id(4)] public IncidentPhase Phase { get; init; }
    [Id(5)] public string? Assignee { get; init; }
    [Id(6)] public string? AcknowledgedBy { get; init; }
    [Id(7)] public DateTime OpenedAt { get; init; }
    [Id(8)] public DateTime? RespondedAt { get; init; }
    [Id(9)] public bool ResponseMissed { get; init; }

    [Id(10)] public TimeSpan Ran { get; init; }
    [Id(11)] public DateTime? RunsFrom { get; init; }

    /// <summary>Where on its clock the present round of the ladder began.</summary>
    [Id(12)] public TimeSpan RoundBegan { get; init; }

    /// <summary>Grows with every message of the leg that is not a step's first: what makes their keys unique.</summary>
    [Id(13)] public int Round { get; init; }
    [Id(14)] public int NextStep { get; init; }
    [Id(15)] public int Repeats { get; init; }
    [Id(16)] public bool Unattended { get; init; }

    /// <summary>On its clock: when an acknowledgement nobody acted upon expires.</summary>
    [Id(17)] public TimeSpan? AckExpires { get; init; }

    /// <summary>The next step runs at once: nobody can come in time, or the one before reached nobody.</summary>
    [Id(18)] public bool Hurried { get; init; }

    /// <summary>Whose acknowledgements expired: the ladder pages them too.</summary>
    [Id(19)] public IReadOnlyList<string> AlsoPage { get; init; } = [];

    /// <summary>People who were paged and are owed a recovery.</summary>
    [Id(20)] public IReadOnlyList<string> Paged { get; init; } = [];

    /// <summary>The person assigned was chosen by Twin: nobody has responded yet.</summary>
    [Id(21)] public bool AssignedByTwin { get; init; }

    /// <summary>It was handed to another leg and is out of the incident.</summary>
    [Id(22)] public bool Withdrawn { get; init; }

    /// <summary>Its people have been told of the incident, where they only need to be informed.</summary>
    [Id(23)] public bool Informed { get; init; }

    /// <summary>Capacity was looked at in this round.</summary>
    [Id(24)] public bool CapacityJudged { get; init; }

    /// <summary>Why the present round of the ladder began.</summary>
    [Id(25)] public IncidentReason RoundReason { get; init; } = IncidentReason.StepDue;

    /// <summary>The first step of this round reached nobody.</summary>
    [Id(26)] public bool ReachedNobody { get; init; }

    public TimeSpan Clock(DateTime steady) => RunsFrom is { } from && steady > from ? Ran + (steady - from) : Ran;

    /// <summary>Whether somebody has taken it on, so that its ladder stands.</summary>
    public bool Attended => Phase >= IncidentPhase.Acknowledged && !AssignedByTwin;
    public bool Active => Required && !Withdrawn;
}

/// <summary>One change: nothing is ever taken out. <see cref="Event"/> and <see cref="Reason"/> are camel-case words.</summary>
[GenerateSerializer, Immutable, Alias("twin.TimelineEntry")]
public sealed record TimelineEntry
{
    [Id(0)] public required DateTime At { get; init; }
    [Id(1)] public required string Event { get; init; }
    [Id(2)] public string? By { get; init; }
    [Id(3)] public required string Reason { get; init; }
    [Id(4)] public string? Detail { get; init; }
    [Id(5)] public Side? Leg { get; init; }
}

/// <summary>Why a person was, or was not, paged.</summary>
[GenerateSerializer, Immutable, Alias("twin.PageRecord")]
public sealed record PageRecord
{
    [Id(0)] public required DateTime At { get; init; }
    [Id(1)] public required Side Leg { get; init; }
    [Id(2)] public required string Step { get; init; }
    [Id(3)] public int Round { get; init; }

    /// <summary>A person's id; null when the step as a whole went to nobody.</summary>
    [Id(4)] public string? Recipient { get; init; }
    [Id(5)] public required bool Sent { get; init; }
    [Id(6)] public required string Reason { get; init; }
    [Id(7)] public string? Detail { get; init; }
    [Id(8)] public string? Key { get; init; }
}

/// <summary>An incident as it stands. Immutable; steady times are carried to another process by <see cref="Rebased"/>.</summary>
[GenerateSerializer, Immutable, Alias("twin.Incident")]
public sealed record Incident
{
    [Id(0)] public required string Id { get; init; }
    [Id(1)] public required CauseReport Report { get; init; }
    [Id(2)] public IncidentPhase Phase { get; init; }
    [Id(3)] public Severity Severity { get; init; }

    /// <summary>Wall time.</summary>
    [Id(4)] public DateTime OpenedAt { get; init; }
    [Id(5)] public DateTime? ResolvedAt { get; init; }
    [Id(6)] public DateTime? ClosedAt { get; init; }
    [Id(7)] public DateTime UpdatedAt { get; init; }
    [Id(8)] public int Visits { get; init; }
    [Id(9)] public IReadOnlyList<Leg> Legs { get; init; } = [];
    [Id(10)] public required EscalationPolicy Policy { get; init; }
    [Id(11)] public IReadOnlyList<TimelineEntry> Timeline { get; init; } = [];
    [Id(12)] public IReadOnlyList<PageRecord> Pages { get; init; } = [];

    /// <summary>Every notification of the incident, in order; pending ones are yet to be sent.</summary>
    [Id(13)] public IReadOnlyList<Notification> Outbox { get; init; } = [];

    /// <summary>Steady: when a resolved or closed incident is judged.</summary>
    [Id(14)] public DateTime? VerifyAt { get; init; }

    /// <summary>Since it was resolved by hand, or closed, the cause has been seen healthy.</summary>
    [Id(15)] public bool SeenHealthy { get; init; }

    /// <summary>What holds the ladders, in words of <see cref="PauseReason"/>; empty: nothing.</summary>
    [Id(16)] public IReadOnlyList<PauseCause> Paused { get; init; } = [];

    /// <summary>Idempotency keys of the last commands and what they were.</summary>
    [Id(17)] public IReadOnlyList<string> CommandKeys { get; init; } = [];
    [Id(18)] public string? MergedInto { get; init; }

    /// <summary>All outlets that were ever concerned.</summary>
    [Id(19)] public IReadOnlyList<string> EverMembers { get; init; } = [];
    [Id(20)] public long Revision { get; init; }

    /// <summary>Districts in which there was ever one of them, where there can be several: to whoever looks after one of these it concerns something of theirs.</summary>
    [Id(21)] public IReadOnlyList<DivisionCode> EverDistricts { get; init; } = [];

    public Leg? Leg(Side side) => Legs.FirstOrDefault(l => l.Side == side && !l.Withdrawn);

    public bool IsOver => Phase == IncidentPhase.Closed;

    public Incident Rebased(TimeSpan shift) => shift == TimeSpan.Zero ? this : this with
    {
        VerifyAt = VerifyAt + shift,
        Legs = [.. Legs.Select(l => l with { RunsFrom = l.RunsFrom + shift })],
    };
}
