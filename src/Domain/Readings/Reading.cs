namespace Twin.Domain.Readings;

public enum ReadingType : byte { Heartbeat, Measurement, Status, Detection }

/// <summary>One named value of a reading. Names are 1 to 64 characters.</summary>
[GenerateSerializer, Immutable, Alias("twin.NamedValue")]
public readonly record struct NamedValue([property: Id(0)] string Name, [property: Id(1)] Value Value);

/// <summary>What a device says at one time. <see cref="At"/> is the device's own clock (UTC).</summary>
[GenerateSerializer, Immutable, Alias("twin.Reading")]
public sealed record Reading
{
    [Id(0)] public required DateTime At { get; init; }
    [Id(1)] public long? Seq { get; init; }
    [Id(2)] public ReadingType Type { get; init; }
    [Id(3)] public NamedValue[] Values { get; init; } = [];
}

/// <summary>What became of a reading that named a known device and was well formed.</summary>
public enum ReadingOutcome : byte { Accepted, Duplicate, Late }
