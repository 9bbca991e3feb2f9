using Twin.Domain.Network;

namespace Twin.Domain.Devices;

/// <summary>A device as it is, to be gone on with elsewhere: what storage holds of it, and what otherwise does not outlive a process.</summary>
[GenerateSerializer, Immutable, Alias("twin.DeviceFork")]
public sealed record DeviceFork
{
    [Id(0)] public required DeviceId Id { get; init; }
    [Id(1)] public required DeviceRecord Record { get; init; }
    [Id(2)] public bool Heard { get; init; }

    /// <summary>For how long nothing has been heard of it.</summary>
    [Id(3)] public TimeSpan SilentFor { get; init; }

    /// <summary>Device time before which samples were lost by a restart.</summary>
    [Id(4)] public DateTime? KnownFrom { get; init; }

    /// <summary>The samples in the windows of its rules, by name and the oldest first.</summary>
    [Id(5)] public IReadOnlyList<ValueRecord> Samples { get; init; } = [];
}
