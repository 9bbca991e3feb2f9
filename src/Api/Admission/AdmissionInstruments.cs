using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Twin.Api.Admission;

/// <summary>What is in progress, what waits and what was refused. Meter <c>Twin.Admission</c>; never a key as a tag.</summary>
public sealed class AdmissionInstruments
{
    public const string MeterName = "Twin.Admission";

    private readonly Counter<long> _refused;
    private readonly ConcurrentDictionary<string, FairGate> _gates = new();
    private readonly ConcurrentDictionary<string, KeyShares> _shares = new();

    public AdmissionInstruments(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _refused = meter.CreateCounter<long>("twin.admission.refused", "{request}", "Requests, messages and connections refused because a key's share is used up, or the node is full.");
        // Told at 0 from the start: what an alarm looks at must be there before it happens.
        _refused.Add(0, new KeyValuePair<string, object?>("kind", "telemetry"), new("cause", "node"));
        meter.CreateObservableUpDownCounter("twin.admission.in_use", InUse, null, "What is in progress or held, by kind; of telemetry in readings, of bodies in bytes.");
        meter.CreateObservableUpDownCounter("twin.admission.waiting", Waiting, "{request}", "Requests that wait for their turn, by kind.");
    }

    public void Refused(string kind, Refusal why) => _refused.Add(1, new KeyValuePair<string, object?>("kind", kind), new("cause", why == Refusal.KeyFull ? "key" : "node"));

    internal void Watch(string kind, FairGate gate) => _gates[kind] = gate;

    internal void Watch(string kind, KeyShares shares) => _shares[kind] = shares;

    private IEnumerable<Measurement<long>> InUse() => _gates.Select(g => Of(g.Key, g.Value.Taken)).Concat(_shares.Select(s => Of(s.Key, s.Value.Total)));

    private IEnumerable<Measurement<long>> Waiting() => _gates.Select(g => Of(g.Key, g.Value.Waiting));

    private static Measurement<long> Of(string kind, long value) => new(value, new KeyValuePair<string, object?>("kind", kind));
}
