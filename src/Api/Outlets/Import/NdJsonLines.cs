using System.Text;
using Twin.Documents;
using Twin.Domain.Documents;
using Twin.Domain.Network;

namespace Twin.Api.Outlets.Import;

/// <summary>An import with one JSON object per line. Empty lines are passed over.</summary>
internal static class NdJsonLines
{
    public static IEnumerable<ImportLine> Read(ReadOnlyMemory<byte> utf8)
    {
        for (var (line, rest) = (1, utf8); rest.Length > 0; line++)
        {
            var end = rest.Span.IndexOf((byte)'\n');
            var bytes = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            if (bytes.Span.IndexOfAnyExcept(" \t\r"u8) >= 0) yield return One(line, bytes.Span);
        }
    }

    private static ImportLine One(int line, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > OutletBody.BytesMax) return ImportLine.Refused(line, "", "tooLarge", $"the line has {bytes.Length} bytes; at most {OutletBody.BytesMax} are allowed");
        var faults = new List<DocFault>();
        var document = DocumentText.Parse(Encoding.UTF8.GetString(bytes), DocumentFormat.Json, faults);
        var profile = document is null ? null : OutletProfileFormat.Read(document, null, ReadOnlyFields.Ignore, faults);
        return new(line, profile, [.. faults.Select(f => f with { Line = line })])
        {
            Code = profile?.Code.ToString() ?? ((document as DocMap)?.Entries.FirstOrDefault(e => e.Key == "code")?.Value as DocText)?.Value,
        };
    }
}
