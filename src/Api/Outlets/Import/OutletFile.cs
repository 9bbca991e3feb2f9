using Twin.Api.Requests;
using Twin.Domain.Documents;
using Twin.Domain.Network;

namespace Twin.Api.Outlets.Import;

/// <summary>The file of an import or an export, read without a server: what an import accepts is accepted here, and what it refuses is refused in the same words.</summary>
public static class OutletFile
{
    /// <param name="utf8">NDJSON, or CSV with a header.</param>
    /// <param name="csv">Null: whatever it looks like.</param>
    /// <param name="faults">Everything wrong with it, by line.</param>
    /// <returns>In the order of the file; the good lines only.</returns>
    public static IReadOnlyList<OutletProfile> Read(ReadOnlyMemory<byte> utf8, bool? csv, List<DocFault> faults)
    {
        utf8 = RequestBody.WithoutMark(utf8);
        if (RequestBody.FirstInvalid(utf8.Span) is { } invalid)
        {
            faults.Add(new("", "encoding", "not UTF-8 from here on", invalid.Line, invalid.Column));
            return [];
        }
        var (outlets, lines) = (new List<OutletProfile>(), new Dictionary<OutletCode, int>());
        foreach (var line in Lines(utf8, csv ?? utf8.Span.TrimStart(" \t\r\n"u8) is not [(byte)'{', ..], faults))
        {
            faults.AddRange(line.Faults);
            if (line.Profile is not { } outlet || line.Faults.Count > 0) continue;
            if (lines.TryAdd(outlet.Code, line.Line)) outlets.Add(outlet);
            else faults.Add(new("code", "duplicate", $"{outlet.Code} is given on line {lines[outlet.Code]} already", line.Line));
        }
        return outlets;
    }

    private static IEnumerable<ImportLine> Lines(ReadOnlyMemory<byte> utf8, bool csv, List<DocFault> faults) =>
        csv ? CsvLines.Open(utf8, faults)?.Read() ?? [] : NdJsonLines.Read(utf8);
}
