using System.Buffers;
using System.Text.Json;
using Twin.Api.View;
using Twin.Domain.Readings;

namespace Twin.Api.Telemetry;

/// <summary>A well-formed reading of a known device, and its place in what was sent.</summary>
internal readonly record struct ParsedReading(int Index, RegisteredDevice Device, Reading Reading);

/// <summary>What a body held: readings to apply, and those refused with their reasons. Reused from batch to batch.</summary>
internal sealed class TelemetryBatch
{
    public List<ParsedReading> Readings { get; } = [];
    public List<RejectedReading> Rejected { get; } = [];

    public int Accepted { get; set; }
    public int Duplicates { get; set; }
    public int Late { get; set; }

    /// <summary>Readings seen, good and bad.</summary>
    public int Count { get; set; }

    /// <summary>Where the values of one reading are gathered.</summary>
    public NamedValue[] Values { get; } = new NamedValue[ReadingLimits.ValuesMax];

    /// <summary>The readings by device.</summary>
    public DeviceGroups Groups { get; } = new();

    /// <summary>Where the answer is written.</summary>
    public ArrayBufferWriter<byte> Answer { get; } = new(256);
    public Utf8JsonWriter Writer => field ??= new(Answer, AnswerOptions);

    private static readonly JsonWriterOptions AnswerOptions = new() { Encoder = Json.ApiJson.Options.Encoder };

    /// <summary>Where escaped text is made plain.</summary>
    public byte[] Scratch { get; } = new byte[6 * ReadingLimits.TextLengthMax];

    public void Clear()
    {
        (Accepted, Duplicates, Late) = (0, 0, 0);
        Groups.Clear();
        Answer.ResetWrittenCount();
        Readings.Clear();
        Rejected.Clear();
        Array.Clear(Values);
        Count = 0;
    }
}

/// <summary>Why a whole body was refused, and where. Line and column from 1, in characters.</summary>
internal sealed record TelemetryFault(bool TooMany, string Message, int Line = 0, int Column = 0, int? Reading = null);
