using Twin.Domain.Network;
using Twin.Domain.Readings;

namespace Twin.Domain.Devices;

/// <summary>Placeholder shape while the device twin is written.</summary>
[GenerateSerializer, Immutable, Alias("twin.DeviceSnapshot")]
public sealed record DeviceSnapshot
{
    [Id(0)] public DeviceKind Kind { get; init; }
}
