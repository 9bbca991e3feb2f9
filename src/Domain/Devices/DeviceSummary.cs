using Twin.Domain.Network;

namespace Twin.Domain.Devices;

/// <summary><c>Clearing</c>: its condition is gone, but not yet for as long as the rule wants.</summary>
public enum FaultState : byte { Raised, Clearing }

/// <summary>
/// A fault that is raised or clearing. <see cref="OutOfService"/>: with this fault the device cannot do
/// its work. <see cref="Flapping"/>: its state changes so often that nobody is paged.
/// </summary>
[GenerateSerializer, Immutable, Alias("twin.FaultSummary")]
public sealed record FaultSummary(
    [property: Id(0)] string Rule,
    [property: Id(1)] Severity Severity,
    [property: Id(2)] DateTime Since,
    [property: Id(3)] FaultState State,
    [property: Id(4)] bool Security,
    [property: Id(5)] bool Flapping,
    [property: Id(6)] bool OutOfService,
    [property: Id(7)] TimeSpan Silence = default)
{
    /// <summary>Whether silence raised it. <see cref="Silence"/> is how long that took.</summary>
    public bool MeansSilence => Silence > TimeSpan.Zero;

    /// <summary>When what the fault tells of began, as far as can be told: silence begins when something was last heard.</summary>
    public DateTime Began => Since - Silence;
}

/// <summary>What a device's outlet needs to know of it. <see cref="Since"/> is when the status began; <see cref="Severity"/> that of the worst fault.</summary>
[GenerateSerializer, Immutable, Alias("twin.DeviceSummary")]
public sealed record DeviceSummary(
    [property: Id(0)] DeviceStatus Status,
    [property: Id(1)] DateTime Since,
    [property: Id(2)] Severity Severity,
    [property: Id(3)] IReadOnlyList<FaultSummary> Faults,
    [property: Id(4)] IReadOnlyList<string>? FlappingRules = null)
{
    /// <summary>Rules that flap, whether their fault is raised just now or not.</summary>
    public bool IsFlapping(string rule) => FlappingRules is { } flapping && flapping.Contains(rule);
}
