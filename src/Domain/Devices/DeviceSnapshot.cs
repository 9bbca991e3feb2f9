using Twin.Domain.Network;
using Twin.Domain.Readings;
using Twin.Domain.Rules;

namespace Twin.Domain.Devices;

/// <summary>The newest value of one name and the device time it was taken at.</summary>
[GenerateSerializer, Immutable, Alias("twin.DeviceValue")]
public sealed record DeviceValue([property: Id(0)] string Name, [property: Id(1)] Value Value, [property: Id(2)] DateTime At);

/// <summary>Where a rule stands. <see cref="Since"/>: when its phase began, null if it never left clear. <see cref="DueAt"/>: wall time at which a running hold completes.</summary>
[GenerateSerializer, Immutable, Alias("twin.RuleStatus")]
public sealed record RuleStatus(
    [property: Id(0)] string Id,
    [property: Id(1)] RulePhase Phase,
    [property: Id(2)] DateTime? Since,
    [property: Id(3)] DateTime? DueAt,
    [property: Id(4)] bool Flapping,
    [property: Id(5)] Severity Severity);

/// <summary>The last samples of one name, oldest first, late ones included.</summary>
[GenerateSerializer, Immutable, Alias("twin.ValueHistory")]
public sealed record ValueHistory([property: Id(0)] string Name, [property: Id(1)] IReadOnlyList<Sample> Samples);

/// <summary>A device as it is now, for reading.</summary>
[GenerateSerializer, Immutable, Alias("twin.DeviceSnapshot")]
public sealed record DeviceSnapshot
{
    [Id(0)] public required DeviceKind Kind { get; init; }
    [Id(1)] public required DeviceStatus Status { get; init; }
    [Id(2)] public required DateTime Since { get; init; }
    [Id(3)] public required Severity Severity { get; init; }

    /// <summary>Device time of the newest applied reading.</summary>
    [Id(4)] public DateTime? LastSeen { get; init; }
    [Id(5)] public IReadOnlyList<DeviceValue> Values { get; init; } = [];
    [Id(6)] public IReadOnlyList<FaultSummary> Faults { get; init; } = [];
    [Id(7)] public IReadOnlyList<RuleStatus> Rules { get; init; } = [];

    /// <summary>At most the last 200, oldest first.</summary>
    [Id(8)] public IReadOnlyList<DeviceTransition> Transitions { get; init; } = [];
    [Id(9)] public IReadOnlyList<ValueHistory> History { get; init; } = [];
    [Id(10)] public long AcceptedCount { get; init; }
    [Id(11)] public long DuplicateCount { get; init; }
    [Id(12)] public long LateCount { get; init; }
    [Id(13)] public Flood? Flood { get; init; }
}
