namespace Twin.Domain.Network;

/// <summary>The one fault that an outlet's being down or degraded is put down to.</summary>
[GenerateSerializer, Immutable, Alias("twin.FaultCause")]
public sealed record FaultCause([property: Id(0)] DeviceId Device, [property: Id(1)] string Rule, [property: Id(2)] DateTime Since);
