using System.Text.Json;
using System.Text.Unicode;
using Twin.Api.View;
using Twin.Domain.Access;
using Twin.Domain.Readings;

namespace Twin.Api.Telemetry;

internal enum TelemetryFormat : byte { Array, Lines, ArrayOrObject }

/// <summary>
/// Reads bodies of readings straight from UTF-8, HTTP's and MQTT's. A bad reading rejects itself and the next is read; malformed JSON
/// refuses the whole, so the caller applies nothing before the whole is read.
/// </summary>
public sealed class TelemetryParser(IDeviceDirectory devices)
{
    // A reading nested too deep rejects itself like any other with a wrong value: the limit of the reader, which refuses the whole body, is out of the way.
    private static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = int.MaxValue >> 4 };

    private readonly TextCache _names = new();
    private readonly TextCache _texts = new();

    /// <param name="received">When the body came (UTC): what times are checked against.</param>
    /// <param name="within">Where the caller's devices are; readings of others are refused.</param>
    /// <param name="fixedDevice">The device all readings are of, when the caller knows it; <c>device</c> may then be left out.</param>
    /// <returns>Null, or why nothing of the body may be applied.</returns>
    internal TelemetryFault? Parse(ReadOnlySpan<byte> body, TelemetryFormat format, DateTime received, TelemetryBatch batch, DivisionLimit within, RegisteredDevice? fixedDevice = null)
    {
        if (body.StartsWith("\uFEFF"u8)) body = body[3..];
        if (!Utf8.IsValid(body)) return BodyPosition.OfInvalidUtf8(body);
        var fields = new ReadingParser(devices, within, _names, _texts, batch, received, fixedDevice);
        return format == TelemetryFormat.Lines ? ParseLines(body, batch, ref fields) : ParseJson(body, format, batch, ref fields);
    }

    private static TelemetryFault? ParseJson(ReadOnlySpan<byte> body, TelemetryFormat format, TelemetryBatch batch, ref ReadingParser fields)
    {
        var reader = new Utf8JsonReader(body, ReaderOptions);
        try
        {
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartArray)
            {
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    if (batch.Count == TelemetryOptions.BatchReadingsMax) return TooMany;
                    fields.Parse(ref reader, batch.Count);
                    batch.Count++;
                }
            }
            else if (format == TelemetryFormat.ArrayOrObject && reader.TokenType == JsonTokenType.StartObject)
            {
                fields.Parse(ref reader, 0);
                batch.Count = 1;
            }
            else return BodyPosition.At(body, (int)reader.TokenStartIndex, "An array of readings is needed here.", null);
            reader.Read(); // throws if anything follows
            return null;
        }
        catch (JsonException e)
        {
            return BodyPosition.Of(body, e, 0, batch.Count);
        }
    }

    private static TelemetryFault? ParseLines(ReadOnlySpan<byte> body, TelemetryBatch batch, ref ReadingParser fields)
    {
        for (var number = 0; !body.IsEmpty; number++)
        {
            var end = body.IndexOf((byte)'\n');
            var line = end < 0 ? body : body[..end];
            body = end < 0 ? default : body[(end + 1)..];
            if (line.IndexOfAnyExcept(" \t\r"u8) < 0) continue;
            if (batch.Count == TelemetryOptions.BatchReadingsMax) return TooMany;
            try
            {
                var reader = new Utf8JsonReader(line, ReaderOptions);
                reader.Read();
                fields.Parse(ref reader, batch.Count);
                reader.Read();
            }
            catch (JsonException e)
            {
                return BodyPosition.Of(line, e, number, batch.Count);
            }
            batch.Count++;
        }
        return null;
    }

    private static TelemetryFault TooMany => new(true, $"More than {TelemetryOptions.BatchReadingsMax} readings. Send them in several batches.");
}
