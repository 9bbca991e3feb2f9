using Twin.Domain.Network;

namespace Twin.Domain.Devices;

/// <summary>
/// A fault that is raised or clearing. <see cref="State"/> is <c>raised</c> or <c>clearing</c>. <see cref="OutOfService"/>: with this fault the device cannot do
/// its work. <see cref="Flapping"/>: its state changes so often that nobody is paged.
/// </summary>
[GenerateSerializer, Immutable, Alias("twin.FaultSummary")]
public sealed record FaultSummary(
    [property: Id(0)] string Rule,
    [property: Id(1)] Severity Severity,
    [property: Id(2)] DateTime Since,
    [property: Id(3)] string State,
    [property: Id(4)] bool Security,
    [property: Id(5)] bool Flapping,
    [property: Id(6)] bool OutOfService)
{
    public const string Raised = "raised";
    public const string Clearing = "clearing";
}

/// <summary>What a device's outlet needs to know of it. <see cref="Since"/> is when the status began; <see cref="Severity"/> that of the worst fault.</summary>
[GenerateSerializer, Immutable, Alias("twin.DeviceSummary")]
public sealed record DeviceSummary(
    [property: Id(0)] DeviceStatus Status,
    [property: Id(1)] DateTime Since,
    [property: Id(2)] Severity Severity,
    [property: Id(3)] IReadOnlyList<FaultSummary> Faults);
