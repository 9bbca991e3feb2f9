using Twin.Domain.Devices;
using Twin.Domain.Explanation;
using Twin.Domain.Network;
using Twin.Domain.Snapshots;
using Twin.Grains.Incidents;

namespace Twin.Grains.Network;

/// <summary>What must be true of the stored outlet for a write to go ahead. Null: does not matter.</summary>
[GenerateSerializer, Immutable, Alias("twin.WriteCondition")]
public readonly record struct WriteCondition([property: Id(0)] bool? Exists, [property: Id(1)] long? Revision)
{
    public static WriteCondition None => default;
    public static WriteCondition MustBeNew => new(false, null);
    public static WriteCondition MustExist => new(true, null);
    public static WriteCondition MustBe(long revision) => new(true, revision);
}

public enum OutletWriteOutcome : byte { Created, Replaced, Unchanged, Deleted, NotFound, PreconditionFailed, UnknownCalendar }

/// <summary><see cref="Revision"/> is the one now stored, 0 when there is none.</summary>
[GenerateSerializer, Immutable, Alias("twin.OutletWrite")]
public readonly record struct OutletWrite([property: Id(0)] OutletWriteOutcome Outcome, [property: Id(1)] long Revision);

/// <summary>An outlet with its devices as they are now, as many and in the same order as in the row.</summary>
[GenerateSerializer, Immutable, Alias("twin.OutletPresent")]
public sealed record OutletPresent([property: Id(0)] OutletRow Row, [property: Id(1)] DeviceSnapshot[] Devices);

/// <summary>An outlet: profile, devices, and the status that follows from theirs. Key <c>o-3208008351</c>.</summary>
[Alias("twin.IOutletGrain")]
public interface IOutletGrain : IIncidentOwner
{
    /// <summary>Creates or replaces the profile. When it returns, the outlet is durable, indexed by its district, and its devices are watched.</summary>
    [Alias("Put")] ValueTask<OutletWrite> Put(OutletProfile profile, WriteCondition condition);

    [Alias("Delete")] ValueTask<OutletWrite> Delete(WriteCondition condition);

    /// <summary>The present row, or null when there is no such outlet.</summary>
    [Alias("Read")] ValueTask<OutletRow?> Read();

    /// <summary>The present row with what its devices say now, in the row's order; null when there is no such outlet.</summary>
    [Alias("ReadPresent")] ValueTask<OutletPresent?> ReadPresent();

    /// <summary>
    /// The outlet with its devices and its incidents as of one moment, to be gone on with elsewhere; null when there is no such outlet, or it has been well and is not wanted all the same. Changes nothing.
    /// </summary>
    [Alias("Fork")] ValueTask<OutletSnapshot?> Fork(bool evenAtRest);

    /// <summary>
    /// Has the outlet report its row, as it was last stored, to a district that has it in its index. An outlet that is not that district's takes
    /// itself out of its index.
    /// </summary>
    [Alias("Announce")] ValueTask Announce(DivisionCode district);

    /// <summary>As <see cref="Announce"/>, and wakes the devices first: when it returns they are watched and the row says what they say.</summary>
    [Alias("Watch")] ValueTask Watch(DivisionCode district);

    /// <summary>A device's summary changed.</summary>
    [Alias("Report"), OneWay] Task Report(DeviceId device, DeviceSummary summary);

    /// <summary>What the outlet's access node is found to be: down, or (null) not.</summary>
    [Alias("NodeJudged"), OneWay] Task NodeJudged(string node, NodeVerdict? verdict);

    /// <summary>A deadline has come, or a rule book or calendar changed: look again.</summary>
    [Alias("Reconsider"), OneWay] Task Reconsider();
}
