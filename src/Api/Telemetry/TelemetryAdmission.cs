using Microsoft.Extensions.Options;
using Twin.Api.Admission;

namespace Twin.Api.Telemetry;

/// <summary>How much telemetry is being taken in, by everybody and by each key. What does not fit is refused before any of it is applied, so memory stays bounded when grains are slow.</summary>
public sealed class TelemetryAdmission : IDisposable
{
    /// <summary>What a body counts beside its readings, in readings: a request of its own costs about as much as this many.</summary>
    private const int CostOfBody = 16;

    /// <summary>Of a reading, about; what is packed is some eight times as much.</summary>
    private const int BytesPerReading = 128;
    private const int Unpacking = 8;

    private readonly int _readingsMax;
    private readonly KeyRates? _rates;
    private long _readings;

    public TelemetryAdmission(IOptions<TelemetryOptions> options, IOptions<AdmissionOptions> shares, TimeProvider time, AdmissionInstruments instruments)
    {
        var o = options.Value;
        _readingsMax = o.ReadingsInFlightMax;
        Gate = new(o.ReadingsAtOnceMax, shares.Value.WaitingMax, shares.Value.WaitMax, time);
        // Half of all for one key, but room enough for its largest body, packed, unpacked and while it grows.
        Bytes = new(o.BodyBytesInFlightMax, Math.Min(o.BodyBytesInFlightMax, Math.Max(o.BodyBytesInFlightMax / 2, 96 << 20)));
        _rates = KeyRates.Of(shares.Value.ReadingsPerSecondPerKey);
        instruments.Watch("telemetry", Gate);
        instruments.Watch("body", Bytes);
    }

    public long ReadingsInFlight => Volatile.Read(ref _readings);

    /// <summary>Where bodies wait for their turn to be parsed and applied.</summary>
    public FairGate Gate { get; }

    /// <summary>Bytes of bodies.</summary>
    public KeyShares Bytes { get; }

    public static int CostOf(int bytes, bool packed) => CostOfBody + (int)Math.Min(int.MaxValue / 2, (long)bytes * (packed ? Unpacking : 1) / BytesPerReading);

    /// <summary>Null when the key may send so many readings now; otherwise after how many seconds.</summary>
    internal int? Wait(string key, int readings) => _rates?.Wait(key, readings);

    internal bool TryEnter(int readings)
    {
        if (Interlocked.Add(ref _readings, readings) <= _readingsMax) return true;
        Interlocked.Add(ref _readings, -readings);
        return false;
    }

    internal void Leave(int readings) => Interlocked.Add(ref _readings, -readings);

    public void Dispose() => _rates?.Dispose();
}
