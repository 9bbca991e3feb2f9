using System.ComponentModel;
using Twin.Domain.Readings;

namespace Twin.Api.Telemetry;

/// <summary>Why a reading was refused.</summary>
public enum RejectionReason : byte { UnknownDevice, InvalidValue, InvalidTime, TooLarge, Forbidden }

/// <summary>One reading as it is sent. The shape for people and the OpenAPI document; <see cref="TelemetryParser"/> reads it without making one.</summary>
public sealed record TelemetryReading
{
    [Description("Outlet and device, e.g. 3208008351/t1.")] public required string Device { get; init; }
    [Description("The device's own time: ISO 8601 with an offset or Z.")] public required DateTimeOffset At { get; init; }
    [Description("Counts the device's readings; a repeat of one of the last 64 is dropped as a duplicate.")] public long? Seq { get; init; }
    [Description("heartbeat when absent.")] public ReadingType? Type { get; init; }
    [Description("A number, text or boolean per name; at most 64, names of 1 to 64 characters, texts of at most 256.")]
    public IReadOnlyDictionary<string, Value>? Values { get; init; }
}

/// <summary>One reading that was refused. <c>device</c> as it was sent.</summary>
/// <param name="Index">Its place in what was sent, from 0.</param>
public sealed record RejectedReading(int Index, string? Device, RejectionReason Reason, string Detail);

/// <summary>What became of the readings. Every reading is counted once: accepted, duplicate, late (recorded, not applied to live state) or rejected.</summary>
public sealed record TelemetryAnswer(int Accepted, int Duplicates, int Late, IReadOnlyList<RejectedReading> Rejected);
