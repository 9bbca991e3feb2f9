using Twin.Domain.Calendars;
using Twin.Domain.Devices;
using Twin.Domain.Explanation;
using Twin.Domain.Network;
using Twin.Grains.Incidents;

namespace Twin.Grains.Network;

/// <summary>One device of an outlet's row.</summary>
[GenerateSerializer, Immutable, Alias("twin.DeviceRow")]
public sealed record DeviceRow([property: Id(0)] DeviceProfile Profile, [property: Id(1)] DeviceSummary? Summary)
{
    /// <summary>Never green because silent: a device that has not reported through its twin yet is unknown.</summary>
    public DeviceStatus Status => Summary?.Status ?? DeviceStatus.Unknown;
}

/// <summary>
/// What lists, maps and streams know of an outlet: a whole, immutable row, replaced at every change. Values and last-seen times change with every
/// heartbeat and are not in it: they are read from the device.
/// </summary>
[GenerateSerializer, Immutable, Alias("twin.OutletRow")]
public sealed record OutletRow
{
    [Id(0)] public required OutletProfile Profile { get; init; }
    [Id(1)] public OutletStatus Status { get; init; }
    [Id(2)] public Severity Severity { get; init; }

    /// <summary>When the present status began (UTC).</summary>
    [Id(3)] public DateTime Since { get; init; }
    [Id(4)] public IReadOnlyList<DeviceRow> Devices { get; init; } = [];

    /// <summary>Revision of the profile: the one an ETag shows. Grows with every change, and over the whole network: microseconds since 1970 of the write, made unique per outlet.</summary>
    [Id(5)] public long Revision { get; init; }

    /// <summary>Revision of the row, profile or status; at least <see cref="Revision"/>.</summary>
    [Id(6)] public long RowRevision { get; init; }
    [Id(7)] public DateTime UpdatedAt { get; init; }

    /// <summary>What the outlet's calendar says; null when it is not known yet.</summary>
    [Id(8)] public TradingState? Trading { get; init; }

    /// <summary>The fault that the outlet's being down or degraded is put down to.</summary>
    [Id(9)] public FaultCause? Cause { get; init; }

    /// <summary>Whether the row says what the devices say, and not only what was stored when Twin last ran.</summary>
    [Id(10)] public bool Observed { get; init; }

    /// <summary>From when on all this has held: <see cref="UpdatedAt"/>, or the moment before it at which the calendar says that the outlet opened, closed, or a fault began.</summary>
    [Id(11)] public DateTime HoldsFrom { get; init; }

    /// <summary>What is done about each raised fault: what explains it, or its incident.</summary>
    [Id(20)] public IReadOnlyList<FaultCase> Cases { get; init; } = [];

    /// <summary>Ids of its incidents that are not closed, those of its access node included.</summary>
    [Id(21)] public IReadOnlyList<string> Incidents { get; init; } = [];

    public OutletCode Code => Profile.Code;
}

/// <summary>Place in a district's feed. A district that was restarted has a new epoch, so its versions cannot be mixed up with the old ones.</summary>
[GenerateSerializer, Immutable, Alias("twin.FeedPosition")]
public readonly record struct FeedPosition([property: Id(0)] long Epoch, [property: Id(1)] long Version);

/// <summary>
/// Rows that changed from <see cref="From"/> (excluded) to <see cref="To"/> (included). With <see cref="Whole"/> the rows are the
/// district's whole set, but for those <see cref="DistrictChanges.Pending"/>, and replace whatever was known. A reader whose position is not <see cref="From"/> has missed something and must ask again.
/// </summary>
[GenerateSerializer, Immutable, Alias("twin.DistrictChanges")]
public sealed record DistrictChanges(
    [property: Id(0)] DivisionCode District,
    [property: Id(1)] FeedPosition From,
    [property: Id(2)] FeedPosition To,
    [property: Id(3)] OutletRow[] Rows,
    [property: Id(4)] OutletCode[] Removed,
    [property: Id(5)] bool Whole)
{
    /// <summary>Rows of incidents listed by this district that changed; with <see cref="Whole"/>, all of them.</summary>
    [Id(6)] public IncidentRow[] Incidents { get; init; } = [];

    /// <summary>With <see cref="Whole"/>: outlets of the district whose rows it does not hold yet, as when it has only just been woken. Whoever knows a row of theirs keeps it.</summary>
    [Id(7)] public OutletCode[] Pending { get; init; } = [];
}
