using Twin.Domain.Calendars;
using Twin.Domain.FieldService;
using Twin.Domain.Muting;
using Twin.Domain.Notifications;
using Twin.Domain.Teams;

namespace Twin.Domain.Incidents;

/// <summary>Why something was, or was not, done. Shown to people and programs in camel case.</summary>
public enum IncidentReason : byte
{
    NothingToDo,

    // Opening and the cause.
    FaultRaised,
    SharedOutage,
    TelemetryLost,
    CommunicationsLostDuringIntrusion,
    CauseCleared,
    CauseReturned,
    CauseFlapping,
    StillBad,
    Verified,
    Merged,
    Removed,
    SeverityRaised,
    SeverityLowered,
    MembersJoined,
    MembersLeft,
    LegAdded,
    Tamper,
    Explained,

    // People.
    Acknowledged,
    Assigned,
    AssignedByTwin,
    Arrived,
    ResolvedByHand,
    ClosedByHand,
    ReopenedByHand,
    Reassigned,
    Noted,

    // The ladder.
    StepDue,
    Repeat,
    NoCapacity,
    PreviousReachedNobody,
    AckExpired,
    Reopened,
    Unattended,
    Informed,
    Recovered,
    Nobody,
    NoChannel,
    UnlessMet,
    Slipped,
    ResponseMissed,
    ChannelFailed,
    Delivered,

    // What holds it.
    Silence,
    Maintenance,
    Closed,
    Flapping,
    PauseOver,

    // Refusals.
    WrongPhase,
    UnknownLeg,
    UnknownPerson,
    UnknownTarget,
    Busy,

    /// <summary>It has as many notes, or as long a timeline, as one may have.</summary>
    TooMuch,
}

public enum IncidentVerb : byte { Acknowledge, Assign, Arrive, Resolve, Close, Reopen, Reassign, Note }

/// <summary>Something that happens to an incident.</summary>
[GenerateSerializer, Immutable, Alias("twin.IncidentInput")]
public abstract record IncidentInput
{
    /// <summary>Time passed, or something outside changed: mutes, teams, the calendar.</summary>
    public sealed record Tick : IncidentInput;

    /// <summary>The owner of the cause says how it stands.</summary>
    public sealed record Observe(CauseReport Report) : IncidentInput;

    /// <summary>A person, or a program for one, does something.</summary>
    /// <param name="Leg">Null: the leg of whoever it concerns, or every one.</param>
    /// <param name="By">Who; free text, a person's id where it is one.</param>
    /// <param name="To">A person's id (assign), or a side, team or person (reassign).</param>
    [GenerateSerializer, Immutable, Alias("twin.IncidentCommand")]
    public sealed record Command(
        [property: Id(0)] IncidentVerb Verb,
        [property: Id(1)] Side? Leg,
        [property: Id(2)] string By,
        [property: Id(3)] string? To,
        [property: Id(4)] string? Note,
        [property: Id(5)] string? Key = null) : IncidentInput;

    /// <summary>Twin found someone for a leg; the roster already holds it.</summary>
    public sealed record AutoAssign(Side Leg, string Person) : IncidentInput;

    /// <summary>A notification was delivered, or given up.</summary>
    [GenerateSerializer, Immutable, Alias("twin.IncidentReceipt")]
    public sealed record Receipt(
        [property: Id(0)] string Key,
        [property: Id(1)] NotificationOutcome Outcome,
        [property: Id(2)] DateTime At,
        [property: Id(3)] int Attempts,
        [property: Id(4)] string? Detail) : IncidentInput;
}

/// <summary>What an incident's decisions look at besides the incident: a snapshot.</summary>
public sealed record IncidentWorld
{
    public static IncidentWorld Empty { get; } = new();

    public TeamDirectory Teams { get; init; } = TeamDirectory.Empty;
    public Roster Roster { get; init; } = Roster.Empty;
    public IReadOnlyList<Mute> Mutes { get; init; } = [];

    /// <summary>Of the place's calendar; null: never closed.</summary>
    public TradingInterval? Trading { get; init; }

    /// <summary>Steady: what fell due before happens late, since Twin was down.</summary>
    public DateTime BackAt { get; init; } = DateTime.MinValue;

    /// <summary>What an incident's id is put behind to make a link.</summary>
    public string? LinkBase { get; init; }

    /// <summary>Nobody reads what messages say: they are left without text.</summary>
    public bool Wordless { get; init; }
}

/// <summary>What came of an input: the named reason, and the incident as it then is.</summary>
public sealed record IncidentDecision(IncidentReason Reason, Incident Incident);
