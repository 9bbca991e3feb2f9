using System.ComponentModel.DataAnnotations;

namespace Twin.Api.Admission;

/// <summary>How much an API node does at a time, and how much of that for one key. Section <c>Admission</c>.</summary>
public sealed class AdmissionOptions
{
    public const string Section = "Admission";

    /// <summary>Requests answered at a time that only read. They cost the processor, mostly: more at a time makes none faster.</summary>
    [Range(4, 10_000)] public int ReadsAtOnceMax { get; set; } = Math.Max(32, 8 * Environment.ProcessorCount);

    /// <summary>Requests in progress that change something. They wait for the store, mostly.</summary>
    [Range(4, 10_000)] public int WritesAtOnceMax { get; set; } = 128;

    /// <summary>Requests that wait for their turn, of each of these two kinds and of telemetry; one key at most half of them.</summary>
    [Range(2, 100_000)] public int WaitingMax { get; set; } = 1_000;

    /// <summary>How long a request waits for its turn.</summary>
    public TimeSpan WaitMax { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Requests with <c>minRevision</c> that wait for a revision to come.</summary>
    [Range(1, 1_000_000)] public int LongPollsMax { get; set; } = 2_000;

    /// <summary>The same, of one key.</summary>
    [Range(1, 1_000_000)] public int LongPollsPerKeyMax { get; set; } = 500;

    /// <summary>Requests a key may make in a second, telemetry aside; 0: as many as its share of the node allows.</summary>
    [Range(0, 1_000_000)] public int RequestsPerSecondPerKey { get; set; }

    /// <summary>Readings a key may send in a second, over HTTP and MQTT together; 0: as many as its share of the node allows.</summary>
    [Range(0, 100_000_000)] public int ReadingsPerSecondPerKey { get; set; }
}
