using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Twin.Api.Telemetry;

/// <summary>Faults of a body with the line and column a person finds in an editor. Only runs when there is a fault.</summary>
internal static class BodyPosition
{
    /// <param name="lineOffset">Lines before the text the exception is about.</param>
    public static TelemetryFault Of(ReadOnlySpan<byte> text, JsonException fault, int lineOffset, int reading)
    {
        var line = (int)(fault.LineNumber ?? 0);
        var start = 0;
        for (var i = 0; i < line; i++) start += text[start..].IndexOf((byte)'\n') + 1;
        var column = Column(text[start..], (int)(fault.BytePositionInLine ?? 0));
        return new(false, Message(fault.Message), line + 1 + lineOffset, column, reading);
    }

    public static TelemetryFault At(ReadOnlySpan<byte> text, int index, string message, int? reading)
    {
        var before = text[..Math.Min(index, text.Length)];
        var start = before.LastIndexOf((byte)'\n') + 1;
        return new(false, message, before.Count((byte)'\n') + 1, Column(before[start..], before.Length - start), reading);
    }

    public static TelemetryFault OfInvalidUtf8(ReadOnlySpan<byte> text)
    {
        // The longest valid start, by halving: a cut inside a character counts as valid when only its end is missing.
        var (valid, invalid) = (0, text.Length);
        while (invalid - valid > 4)
        {
            var middle = valid + (invalid - valid) / 2;
            var cut = middle;
            while (cut > valid && (text[cut] & 0xC0) == 0x80 && middle - cut < 4) cut--;
            if (cut > valid && Utf8.IsValid(text[valid..cut])) valid = cut;
            else invalid = middle;
        }
        while (valid < text.Length && Rune.DecodeFromUtf8(text[valid..], out _, out var used) == System.Buffers.OperationStatus.Done) valid += used;
        return At(text, valid, "Not UTF-8 from here on.", null);
    }

    private static int Column(ReadOnlySpan<byte> line, int bytes) => Encoding.UTF8.GetCharCount(line[..Math.Clamp(bytes, 0, line.Length)]) + 1;

    // The library ends its messages with its own, zero-based position.
    private static string Message(string message)
    {
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }
}
