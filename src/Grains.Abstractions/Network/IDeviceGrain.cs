using Twin.Domain.Devices;
using Twin.Domain.Readings;

namespace Twin.Grains.Network;

/// <summary>What became of one reading at its device.</summary>
public enum IngestOutcome : byte { Accepted, Duplicate, Late, TooLarge }

/// <summary>
/// A device's live twin. Keys <c>t-3208008351-t1</c> (terminal), <c>c-…</c> (camera), <c>l-…</c> (line). Whoever calls it has checked that the device is
/// registered: an unknown id must not activate a grain.
/// </summary>
[Alias("twin.IDeviceGrain")]
public interface IDeviceGrain : IGrainWithStringKey
{
    /// <summary>Applies one reading. When it returns, every transition the reading caused is durable.</summary>
    [Alias("Apply")] ValueTask<IngestOutcome> Apply(Reading reading);

    /// <summary>Applies several readings in order; the same promise.</summary>
    [Alias("ApplyAll")] ValueTask<IngestOutcome[]> ApplyAll([Immutable] Reading[] readings);

    /// <summary>
    /// Stores what followed from readings that were applied through <see cref="INearDevice"/>. False when that activation is no more and what it had not stored may be lost: the readings are to be applied
    /// again.
    /// </summary>
    [Alias("Settle")] ValueTask<bool> Settle(ActivationId activation);

    [Alias("Read")] ValueTask<DeviceSnapshot> Read();

    /// <summary>The device as its outlet shows it: without rules, transitions and history.</summary>
    [Alias("ReadPresent")] ValueTask<DeviceSnapshot> ReadPresent();

    /// <summary>The device, to be gone on with elsewhere; null, unless it is wanted all the same: it has been well.</summary>
    [Alias("Fork")] ValueTask<DeviceFork?> Fork(bool evenAtRest);

    /// <summary>Wakes the device and tells it which calendar its outlet keeps. Returns its summary.</summary>
    [Alias("Watch")] ValueTask<DeviceSummary> Watch(string calendar);

    /// <summary>The device was taken out of the registry: its state is deleted.</summary>
    [Alias("Forget")] ValueTask Forget();

    /// <summary>A deadline has come, or a rule book or calendar changed: look again.</summary>
    [Alias("Reconsider"), OneWay] Task Reconsider();
}

[Alias("twin.ITerminalGrain")] public interface ITerminalGrain : IDeviceGrain;

[Alias("twin.ICameraGrain")] public interface ICameraGrain : IDeviceGrain;

[Alias("twin.ILineGrain")] public interface ILineGrain : IDeviceGrain;
