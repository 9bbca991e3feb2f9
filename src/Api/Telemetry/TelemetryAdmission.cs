using Microsoft.Extensions.Options;

namespace Twin.Api.Telemetry;

/// <summary>How much is being taken in, over all callers. What does not fit is refused before any of it is applied, so memory stays bounded when grains are slow.</summary>
public sealed class TelemetryAdmission(IOptions<TelemetryOptions> options)
{
    private readonly int _readingsMax = options.Value.ReadingsInFlightMax;
    private readonly long _bytesMax = options.Value.BodyBytesInFlightMax;
    private long _readings;
    private long _bytes;

    public long ReadingsInFlight => Volatile.Read(ref _readings);

    internal bool TryEnter(int readings) => TryAdd(ref _readings, readings, _readingsMax);
    internal void Leave(int readings) => Interlocked.Add(ref _readings, -readings);

    internal bool TryHold(int bytes) => TryAdd(ref _bytes, bytes, _bytesMax);
    internal void Release(int bytes) => Interlocked.Add(ref _bytes, -bytes);

    private static bool TryAdd(ref long sum, int part, long max)
    {
        if (Interlocked.Add(ref sum, part) <= max) return true;
        Interlocked.Add(ref sum, -part);
        return false;
    }
}
