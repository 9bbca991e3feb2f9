using Twin.Domain.Teams;

namespace Twin.Domain.Escalation;

/// <summary>What makes a step unnecessary.</summary>
public enum Unless : byte { Never, Acknowledged, Assigned, OnSite }

/// <summary>How a free person is chosen: from the job's own zone first, the nearest one, in the order the jobs came, or the gravest job first.</summary>
public enum DispatchPolicy : byte { ZoneFirst, NearestIdle, Fcfs, Priority }

/// <summary>A rung of the ladder: <see cref="After"/> of running time since its leg opened. No channels: whichever the person has; no side: every leg.</summary>
[GenerateSerializer, Immutable, Alias("twin.EscalationStep")]
public sealed record EscalationStep
{
    [Id(0)] public TimeSpan After { get; init; }

    /// <summary><c>on-shift</c>, <c>lead</c>, <c>duty-manager</c> of the leg's team, or person ids.</summary>
    [Id(1)] public IReadOnlyList<string> Notify { get; init; } = [];
    [Id(2)] public IReadOnlyList<ChannelType> Channels { get; init; } = [];
    [Id(3)] public Unless Unless { get; init; }
    [Id(4)] public Side? Side { get; init; }
}

/// <summary>At least <see cref="Lines"/> lines and at least <see cref="Share"/> (0 to 1) of an access node's down within a time of one another are one outage.</summary>
[GenerateSerializer, Immutable, Alias("twin.SharedOutage")]
public readonly record struct SharedOutage([property: Id(0)] int Lines, [property: Id(1)] double Share, [property: Id(2)] TimeSpan Within);

/// <summary>More than <see cref="Share"/> of all devices heard of, of at least <see cref="Outlets"/> outlets, silent within a time of one another: our own ingest is suspected.</summary>
[GenerateSerializer, Immutable, Alias("twin.TelemetryLoss")]
public readonly record struct TelemetryLoss([property: Id(0)] double Share, [property: Id(1)] int Outlets, [property: Id(2)] TimeSpan Within);

/// <summary>
/// How incidents are opened, escalated and closed. A whole, immutable document: the version an incident opened under stays with it for life.
/// </summary>
[GenerateSerializer, Immutable, Alias("twin.EscalationPolicy")]
public sealed record EscalationPolicy
{
    public const string DefaultId = "default";

    /// <summary>The one shipped; what a document leaves out is as it is here.</summary>
    public static EscalationPolicy Default { get; } = new()
    {
        Steps =
        [
            new() { Notify = [Recipients.OnShift] },
            new() { After = TimeSpan.FromMinutes(5), Notify = [Recipients.Lead], Unless = Unless.Acknowledged },
            new() { After = TimeSpan.FromMinutes(10), Notify = [Recipients.DutyManager], Unless = Unless.Assigned },
        ],
        ThenUnattended = [Recipients.DutyManager],
    };

    [Id(0)] public string Id { get; init; } = DefaultId;
    [Id(1)] public int Version { get; init; } = 1;

    /// <summary>How long a new fault waits for an ancestor's verdict before it opens an incident.</summary>
    [Id(2)] public TimeSpan CorrelationHold { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the cause must stay healthy before a resolved incident closes.</summary>
    [Id(3)] public TimeSpan VerifyFor { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The same cause within this of closing reopens the incident.</summary>
    [Id(4)] public TimeSpan ReopenWithin { get; init; } = TimeSpan.FromMinutes(30);
    [Id(5)] public TimeSpan AckTimeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Target, in open time, for a first response on every required leg.</summary>
    [Id(6)] public TimeSpan FirstResponse { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>If no free, skilled person can be there within this, the next step runs before its time.</summary>
    [Id(7)] public TimeSpan ArriveWithin { get; init; } = TimeSpan.FromHours(2);

    /// <summary>A fault of a closed outlet pages this long after opening, if it lasts.</summary>
    [Id(8)] public TimeSpan OpeningGrace { get; init; } = TimeSpan.FromMinutes(5);
    [Id(9)] public SharedOutage SharedOutage { get; init; } = new(3, 0.3, TimeSpan.FromSeconds(60));
    [Id(10)] public TelemetryLoss TelemetryLoss { get; init; } = new(0.5, 10, TimeSpan.FromMinutes(5));
    [Id(11)] public bool AutoAssign { get; init; }
    [Id(12)] public DispatchPolicy Dispatch { get; init; }
    [Id(13)] public IReadOnlyList<EscalationStep> Steps { get; init; } = [];

    /// <summary>After the last step everyone is paged again this often, this many times.</summary>
    [Id(14)] public TimeSpan RepeatEvery { get; init; } = TimeSpan.FromMinutes(30);
    [Id(15)] public int RepeatTimes { get; init; } = 3;

    /// <summary>Who hears that nobody answered; names as in a step.</summary>
    [Id(16)] public IReadOnlyList<string> ThenUnattended { get; init; } = [];
}
