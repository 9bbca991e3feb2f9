using System.ComponentModel.DataAnnotations;

namespace Twin.Api.Telemetry;

/// <summary>Bounds on what is taken in at once. Section <c>Telemetry</c>.</summary>
public sealed class TelemetryOptions
{
    public const string Section = "Telemetry";

    /// <summary>Readings of one request.</summary>
    public const int BatchReadingsMax = 10_000;

    /// <summary>Readings parsed and not yet answered, over all callers; beyond it new batches are told to come again.</summary>
    [Range(BatchReadingsMax, 10_000_000)] public int ReadingsInFlightMax { get; set; } = 200_000;

    /// <summary>Readings worked on at a time, about; what comes beyond it waits, and the keys take turns. Half of it for one key alone. A body counts 16 readings on top of its own, and at most a quarter of this.</summary>
    [Range(256, 10_000_000)] public int ReadingsAtOnceMax { get; set; } = 16_384;

    /// <summary>Bytes of request bodies held at once, over all callers.</summary>
    [Range(48 << 20, int.MaxValue)] public int BodyBytesInFlightMax { get; set; } = 256 << 20;

    /// <summary>Bytes of one body as sent.</summary>
    [Range(1 << 10, 64 << 20)] public int BodyBytesMax { get; set; } = 16 << 20;

    /// <summary>Bytes of one body once unpacked.</summary>
    [Range(1 << 10, 128 << 20)] public int UnpackedBytesMax { get; set; } = 32 << 20;

    /// <summary>Devices one batch calls at the same time.</summary>
    [Range(1, 4096)] public int CallsPerBatchMax { get; set; } = 128;
}
