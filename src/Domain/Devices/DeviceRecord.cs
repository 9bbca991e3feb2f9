using Twin.Domain.Network;
using Twin.Domain.Readings;
using Twin.Domain.Rules;

namespace Twin.Domain.Devices;

/// <summary>
/// What storage holds of a device. All times are wall or device time: steady time means nothing to the next process. Samples in windows and the
/// history of values are not kept.
/// </summary>
[GenerateSerializer, Immutable, Alias("twin.DeviceRecord")]
public sealed record DeviceRecord
{
    [Id(0)] public DeviceStatus Status { get; init; }
    [Id(1)] public DateTime StatusSince { get; init; }
    [Id(2)] public DateTime? LastSeen { get; init; }

    /// <summary>Newest device time that was not clamped: what is older is late.</summary>
    [Id(3)] public DateTime? NewestTrue { get; init; }

    /// <summary>How far the device's time line runs ahead of the wall clock; negative: behind.</summary>
    [Id(4)] public TimeSpan Ahead { get; init; }
    [Id(5)] public long AcceptedCount { get; init; }
    [Id(6)] public long DuplicateCount { get; init; }
    [Id(7)] public long LateCount { get; init; }
    [Id(8)] public DateTime? ClockSkewSince { get; init; }
    [Id(9)] public DateTime? ClockSkewUntil { get; init; }
    [Id(10)] public IReadOnlyList<ValueRecord> Values { get; init; } = [];

    /// <summary>Only rules that are not simply clear.</summary>
    [Id(11)] public IReadOnlyList<RuleRecord> Rules { get; init; } = [];
    [Id(12)] public IReadOnlyList<DeviceTransition> Transitions { get; init; } = [];
}

/// <summary>A value as stored: exactly one of <see cref="Number"/>, <see cref="Boolean"/> and <see cref="Text"/>.</summary>
[GenerateSerializer, Immutable, Alias("twin.ValueRecord")]
public sealed record ValueRecord
{
    [Id(0)] public required string Name { get; init; }
    [Id(1)] public DateTime At { get; init; }
    [Id(2)] public double? Number { get; init; }
    [Id(3)] public bool? Boolean { get; init; }
    [Id(4)] public string? Text { get; init; }

    public static ValueRecord Of(string name, in Sample sample) => new()
    {
        Name = name,
        At = sample.At,
        Number = sample.Value.Kind == ValueKind.Number ? sample.Value.Number : null,
        Boolean = sample.Value.Kind == ValueKind.Boolean ? sample.Value.Boolean : null,
        Text = sample.Value.Kind == ValueKind.Text ? sample.Value.Text : null,
    };

    public Sample ToSample() => new(At, Number is { } n ? Value.Of(n) : Boolean is { } b ? Value.Of(b) : Value.Of(Text ?? ""));
}

/// <summary>A rule's state as stored; <see cref="Fingerprint"/> tells whether the rule is still the same. <see cref="DueAt"/> is wall time.</summary>
[GenerateSerializer, Immutable, Alias("twin.RuleRecord")]
public sealed record RuleRecord
{
    [Id(0)] public required string Id { get; init; }
    [Id(1)] public required string Fingerprint { get; init; }
    [Id(2)] public RulePhase Phase { get; init; }
    [Id(3)] public DateTime? FaultSince { get; init; }
    [Id(4)] public DateTime? PhaseSince { get; init; }
    [Id(5)] public DateTime? DueAt { get; init; }

    /// <summary>The last 20 results as bits: changed or not, newest lowest.</summary>
    [Id(6)] public uint Changes { get; init; }
    [Id(7)] public bool Bad { get; init; }
    [Id(8)] public bool Flapping { get; init; }
}
