using Twin.Domain.Devices;
using Twin.Domain.Incidents;
using Twin.Domain.Network;

namespace Twin.Domain.Explanation;

/// <summary>
/// What is done about a fault. <c>Waiting</c>: an ancestor's verdict may still come. <c>Explained</c>: an ancestor's fault is the cause of it.
/// <c>Incident</c>: it has, or is part of, an incident.
/// </summary>
public enum FaultStanding : byte { Waiting, Explained, Incident }

/// <summary>Why a fault stands where it does.</summary>
public enum FaultReason : byte
{
    /// <summary>New: waits the correlation hold.</summary>
    CorrelationHold,

    /// <summary>Its condition looks clear just now: no incident is opened on that.</summary>
    LooksClear,

    /// <summary>Its ancestor came back; it has one full silence window to follow.</summary>
    FreshSilenceWindow,

    /// <summary>So much fell silent at once that our own ingest is suspected.</summary>
    IngestSuspected,

    /// <summary>Lines of its access node go down one after another: the node's verdict is awaited.</summary>
    NodeSuspected,

    /// <summary>Another fault of the same device already takes it out of service.</summary>
    SameDevice,

    /// <summary>Every line of the outlet is down.</summary>
    LineDown,
    AccessNodeDown,
    TelemetryLost,

    /// <summary>It has an incident of its own.</summary>
    RootCause,

    /// <summary>A camera went dark, or was tampered with, during an intrusion: part of that incident.</summary>
    Tamper,
}

/// <summary>A raised fault and what is done about it. <see cref="DueAt"/> is steady time, for one that waits.</summary>
[GenerateSerializer, Immutable, Alias("twin.FaultCase")]
public sealed record FaultCase
{
    [Id(0)] public required DeviceId Device { get; init; }
    [Id(1)] public required string Rule { get; init; }
    [Id(2)] public FaultStanding Standing { get; init; }
    [Id(3)] public FaultReason Reason { get; init; }
    [Id(4)] public DateTime? DueAt { get; init; }

    /// <summary>The ancestor: <c>3208008351/l1</c>, the name of an access node, or <c>network</c>.</summary>
    [Id(5)] public string? ExplainedBy { get; init; }

    /// <summary>The incident it has, or whose cause explains it, once there is one.</summary>
    [Id(6)] public string? Incident { get; init; }
}

/// <summary>An incident of an outlet, for as long as the outlet has to do with it. <see cref="ForgetAt"/> is steady time.</summary>
[GenerateSerializer, Immutable, Alias("twin.OutletIncident")]
public sealed record OutletIncident
{
    [Id(0)] public required string Id { get; init; }
    [Id(1)] public required DeviceId Device { get; init; }
    [Id(2)] public required string Rule { get; init; }
    [Id(3)] public bool Security { get; init; }

    /// <summary>As the incident last said.</summary>
    [Id(4)] public IncidentPhase Phase { get; init; }

    /// <summary>When the same cause no longer reopens it; null while it is not closed, or was merged and has not heard of it.</summary>
    [Id(5)] public DateTime? ForgetAt { get; init; }

    /// <summary>The incident that took it in, when its cause turned out not to be the root.</summary>
    [Id(6)] public string? MergedInto { get; init; }

    /// <summary>The line went down while an intrusion was active.</summary>
    [Id(7)] public bool CommunicationsLost { get; init; }

    /// <summary>A security incident that is not over. Lost communications are the consequence of one.</summary>
    public bool IsIntrusion => this is { Security: true, CommunicationsLost: false, MergedInto: null, Phase: < IncidentPhase.Resolved };
}

/// <summary>An access node judged down; without an incident, suspected to be. <see cref="Began"/> is wall time.</summary>
[GenerateSerializer, Immutable, Alias("twin.NodeVerdict")]
public sealed record NodeVerdict([property: Id(0)] string Node, [property: Id(1)] string? Incident, [property: Id(2)] DateTime Began)
{
    public bool Suspected => Incident is null;
}

public enum NetworkState : byte { Clear, Suspected, Lost }

/// <summary>What is thought of our own ingest.</summary>
[GenerateSerializer, Immutable, Alias("twin.NetworkVerdict")]
public sealed record NetworkVerdict([property: Id(0)] NetworkState State, [property: Id(1)] string? Incident = null, [property: Id(2)] DateTime Began = default)
{
    public const string Name = "network";

    public static NetworkVerdict Clear { get; } = new(NetworkState.Clear);
}

/// <summary>
/// An outlet's faults and its incidents. Immutable; times are steady unless said otherwise, and <see cref="Rebased"/> carries them to another process.
/// </summary>
[GenerateSerializer, Immutable, Alias("twin.OutletCauses")]
public sealed record OutletCauses
{
    public static OutletCauses None { get; } = new();

    /// <summary>In the order of the profile's devices, then of their rules.</summary>
    [Id(0)] public IReadOnlyList<FaultCase> Cases { get; init; } = [];
    [Id(1)] public IReadOnlyList<OutletIncident> Incidents { get; init; } = [];

    /// <summary>Number of the last incident: seconds since 2026, made to grow.</summary>
    [Id(2)] public long LastNumber { get; init; }

    /// <summary>When the lines last came back, or our ingest did.</summary>
    [Id(3)] public DateTime? BackAt { get; init; }
    [Id(4)] public bool LinesDown { get; init; }
    [Id(5)] public bool NetworkLost { get; init; }

    public FaultCase? Case(DeviceId device, string rule) => Cases.FirstOrDefault(c => c.Device == device && c.Rule == rule);

    public OutletIncident? Incident(string id) => Incidents.FirstOrDefault(i => i.Id == id);

    /// <summary>Whether an intrusion is going on: its incident is not over.</summary>
    public bool IntrusionActive => Incidents.Any(i => i.IsIntrusion);

    /// <summary>Whether both say the same, item by item. (A record's own equality compares its lists by reference.)</summary>
    public bool SaysTheSameAs(OutletCauses other) =>
        this with { Cases = other.Cases, Incidents = other.Incidents } == other && Cases.SequenceEqual(other.Cases) && Incidents.SequenceEqual(other.Incidents);

    /// <summary>The same on another steady clock, <paramref name="shift"/> ahead of the one before.</summary>
    public OutletCauses Rebased(TimeSpan shift) => shift == TimeSpan.Zero ? this : this with
    {
        Cases = [.. Cases.Select(c => c with { DueAt = c.DueAt + shift })],
        Incidents = [.. Incidents.Select(i => i with { ForgetAt = i.ForgetAt + shift })],
        BackAt = BackAt + shift,
    };

    /// <summary>
    /// Whether both say the same of what must survive a restart. A wait that has only begun need not, nor does an explanation: the ancestor still explains it. When silence ended
    /// goes along with the rest.
    /// </summary>
    public bool StoredTheSameAs(OutletCauses other) =>
        LastNumber == other.LastNumber && LinesDown == other.LinesDown && Incidents.SequenceEqual(other.Incidents)
        && Cases.Where(MustSurvive).SequenceEqual(other.Cases.Where(MustSurvive));

    private static bool MustSurvive(FaultCase it) => it.Standing == FaultStanding.Incident || it.Reason == FaultReason.FreshSilenceWindow;
}

/// <summary>What an outlet knows when it explains its faults.</summary>
public sealed record OutletFacts
{
    public required OutletCode Code { get; init; }
    public required IReadOnlyList<(DeviceProfile Profile, DeviceSummary? Summary)> Devices { get; init; }

    /// <summary>The outlet's access node is down.</summary>
    public NodeVerdict? Node { get; init; }
    public NetworkVerdict Network { get; init; } = NetworkVerdict.Clear;
}
