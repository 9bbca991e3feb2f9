using Twin.Domain.Network;

namespace Twin.Domain.Devices;

public enum FaultState : byte { Raised, Clearing }

/// <summary>An active fault of a device. <see cref="Since"/> is when it was raised (UTC). <see cref="OutOfService"/>: the device cannot do its work.</summary>
[GenerateSerializer, Immutable, Alias("twin.FaultSummary")]
public sealed record FaultSummary(
    [property: Id(0)] string Rule,
    [property: Id(1)] Severity Severity,
    [property: Id(2)] DateTime Since,
    [property: Id(3)] FaultState State,
    [property: Id(4)] bool Security,
    [property: Id(5)] bool Flapping,
    [property: Id(6)] bool OutOfService);

/// <summary>What an outlet needs to know of a device.</summary>
[GenerateSerializer, Immutable, Alias("twin.DeviceSummary")]
public sealed record DeviceSummary(
    [property: Id(0)] DeviceStatus Status,
    [property: Id(1)] DateTime Since,
    [property: Id(2)] Severity Severity,
    [property: Id(3)] IReadOnlyList<FaultSummary> Faults);
