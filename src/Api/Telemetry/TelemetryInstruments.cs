using System.Diagnostics.Metrics;

namespace Twin.Api.Telemetry;

/// <summary>Counts of what came in. Meter <c>Twin.Telemetry</c>; never a device id as a tag.</summary>
public sealed class TelemetryInstruments
{
    public const string MeterName = "Twin.Telemetry";

    private readonly Meter _meter;
    private readonly Counter<long> _readings;
    private readonly Counter<long> _batches;
    private readonly Counter<long> _mqttRefused;

    public TelemetryInstruments(IMeterFactory meters, TelemetryAdmission admission)
    {
        var meter = _meter = meters.Create(MeterName);
        _readings = meter.CreateCounter<long>("twin.telemetry.readings", "{reading}", "Readings by outcome.");
        _batches = meter.CreateCounter<long>("twin.telemetry.batches", "{batch}", "Request bodies and MQTT messages by transport and result.");
        _mqttRefused = meter.CreateCounter<long>("twin.mqtt.refused", "{message}", "MQTT connections, subscriptions and messages refused, by cause.");
        meter.CreateObservableUpDownCounter("twin.telemetry.in_flight", () => admission.ReadingsInFlight, "{reading}", "Readings being applied.");
        // Told at 0 from the start: what an alarm looks at must be there before it happens.
        _readings.Add(0, new KeyValuePair<string, object?>("outcome", "accepted"));
        foreach (var result in Enum.GetValues<IngestVerdict>()) _batches.Add(0, new KeyValuePair<string, object?>("transport", "http"), new("result", Names.Of(result)));
    }

    internal void Batch(string transport, IngestVerdict verdict) =>
        _batches.Add(1, new KeyValuePair<string, object?>("transport", transport), new("result", Names.Of(verdict)));

    internal void Readings(TelemetryBatch batch)
    {
        Add("accepted", batch.Accepted);
        Add("duplicate", batch.Duplicates);
        Add("late", batch.Late);
        foreach (var rejected in batch.Rejected) Add(Names.Of(rejected.Reason), 1);
    }

    internal void CountClients(Func<int> clients) => _meter.CreateObservableUpDownCounter("twin.mqtt.clients", clients, "{client}", "MQTT connections open.");

    internal void MqttRefused(string cause) => _mqttRefused.Add(1, new KeyValuePair<string, object?>("cause", cause));

    private void Add(string outcome, int count)
    {
        if (count > 0) _readings.Add(count, new KeyValuePair<string, object?>("outcome", outcome));
    }

    /// <summary>Enum members as the API writes them, without making a string each time.</summary>
    internal static class Names
    {
        public static string Of(RejectionReason reason) => reason switch
        {
            RejectionReason.UnknownDevice => "unknownDevice",
            RejectionReason.InvalidValue => "invalidValue",
            RejectionReason.InvalidTime => "invalidTime",
            RejectionReason.TooLarge => "tooLarge",
            _ => "forbidden",
        };

        public static string Of(IngestVerdict verdict) => verdict switch
        {
            IngestVerdict.Applied => "applied",
            IngestVerdict.Malformed => "malformed",
            IngestVerdict.Busy => "busy",
            IngestVerdict.TooFast => "tooFast",
            _ => "failed",
        };
    }
}
