using Twin.Domain.Devices;
using Twin.Domain.Explanation;
using Twin.Domain.FieldService;
using Twin.Domain.Incidents;
using Twin.Domain.Muting;
using Twin.Domain.Network;

namespace Twin.Domain.Snapshots;

/// <summary>
/// The live network as it stood, fit to be gone on with elsewhere. Steady times are carried to the wall clock. An outlet stands in it with its devices and its incidents as of one moment of its own, and so does an access
/// node; from the first of these moments to the last it takes as long as it takes to ask them. What one had told the other in between is told again where the snapshot is gone on with, as the live twins do after a restart.
/// </summary>
[GenerateSerializer, Immutable, Alias("twin.LiveSnapshot")]
public sealed record LiveSnapshot
{
    /// <summary>When the last of them was asked: the moment from which it is gone on.</summary>
    [Id(0)] public required DateTime At { get; init; }

    /// <summary>By their codes; those that are not in it have been well.</summary>
    [Id(1)] public IReadOnlyList<OutletSnapshot> Outlets { get; init; } = [];

    /// <summary>By their names; those that are not in it have been well.</summary>
    [Id(2)] public IReadOnlyList<NodeSnapshot> Nodes { get; init; } = [];
    [Id(3)] public NetworkSilence Silence { get; init; } = NetworkSilence.None;
    [Id(4)] public Incident? SilenceIncident { get; init; }

    /// <summary>Who is assigned where.</summary>
    [Id(5)] public IReadOnlyList<Assignment> Roster { get; init; } = [];

    /// <summary>Legs that wait for someone.</summary>
    [Id(7)] public IReadOnlyList<WaitingJob> Waiting { get; init; } = [];

    /// <summary>When the roster looks for someone next; null: it was not waiting for a time.</summary>
    [Id(8)] public DateTime? RosterLooksAt { get; init; }

    /// <summary>In force, or to come.</summary>
    [Id(6)] public IReadOnlyList<Mute> Mutes { get; init; } = [];

    /// <summary>All incidents in it.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IEnumerable<Incident> Incidents =>
        Outlets.SelectMany(o => o.Incidents).Concat(Nodes.Select(n => n.Incident).OfType<Incident>()).Concat(SilenceIncident is { } own ? [own] : []);
}

/// <summary>An outlet with what it holds besides its profile, its devices, and the incidents it has to do with.</summary>
[GenerateSerializer, Immutable, Alias("twin.OutletSnapshot")]
public sealed record OutletSnapshot
{
    [Id(0)] public required OutletCode Code { get; init; }
    [Id(1)] public OutletStatus Status { get; init; }
    [Id(2)] public Severity Severity { get; init; }
    [Id(3)] public DateTime Since { get; init; }
    [Id(4)] public Calendars.TradingState? Trading { get; init; }
    [Id(5)] public bool Observed { get; init; }
    [Id(6)] public OutletCauses Causes { get; init; } = OutletCauses.None;

    /// <summary>What it knows of its access node.</summary>
    [Id(7)] public NodeVerdict? Node { get; init; }

    /// <summary>In the order of the profile.</summary>
    [Id(8)] public IReadOnlyList<DeviceFork> Devices { get; init; } = [];
    [Id(9)] public IReadOnlyList<Incident> Incidents { get; init; } = [];
}

/// <summary>An access node: the lines behind it, what is thought of them, and its incident.</summary>
[GenerateSerializer, Immutable, Alias("twin.NodeSnapshot")]
public sealed record NodeSnapshot
{
    [Id(0)] public required string Name { get; init; }
    [Id(1)] public NodeOutage Outage { get; init; } = NodeOutage.None;

    /// <summary>When a line was last told to have gone down.</summary>
    [Id(2)] public DateTime? LastFall { get; init; }
    [Id(3)] public Incident? Incident { get; init; }

    /// <summary>Nothing is wrong with it, nor was a moment ago.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsAtRest => Outage is { Incident: null, Down: false, SuspectedUntil: null } && Outage.Outlets.Values.All(o => o.Down == 0);
}
