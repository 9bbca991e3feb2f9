using CsvHelper;
using Twin.Domain.Documents;
using Twin.Domain.Network;

namespace Twin.Api.Outlets.Import;

/// <summary>An import as RFC 4180: comma, quotes, line breaks within quotes. A row has the number of the line it begins on.</summary>
internal sealed class CsvLines : IDisposable
{
    /// <summary>Several times what every column and its commas take. The faults of a header quote it, so a binary file must not get that far.</summary>
    private const int HeaderBytesMax = 4096;

    private readonly CsvReader _csv;
    private readonly string[] _header;
    private CsvMalformedRecord? _malformed;

    private CsvLines(ReadOnlyMemory<byte> utf8)
    {
        _csv = CsvReader.Create(utf8, new CsvReaderOptions
        {
            // Named, not guessed: a file of one column of lists would be read as many columns. The header is read as any row so that it can be checked.
            Separator = ',',
            HasHeader = false,
            TrackLineNumbers = true,
            MalformedData = CsvMalformedDataHandling.Recover,
            OnMalformedRecord = record => _malformed = record,
        });
        _header = _csv.Read() ? [.. Fields().Select(name => name.Trim())] : [];
    }

    /// <summary>The rows under a header that is in order; null, with its faults noted, when it is not.</summary>
    public static CsvLines? Open(ReadOnlyMemory<byte> utf8, List<DocFault> faults)
    {
        var lines = new CsvLines(utf8);
        if (lines._csv.RawRecord.Length > HeaderBytesMax) faults.Add(new("", "tooLarge", $"the header has {lines._csv.RawRecord.Length} bytes; at most {HeaderBytesMax} are allowed", 1));
        else if (lines._malformed is not null) faults.Add(new("", "syntax", "the header has a quote in the wrong place", 1));
        if (faults.Count == 0 && OutletCsv.CheckHeader(lines._header, faults)) return lines;
        lines.Dispose();
        return null;
    }

    public IEnumerable<ImportLine> Read()
    {
        while (_csv.Read())
        {
            var (line, fields) = ((int)_csv.LineNumber, Fields());
            // A spreadsheet leaves rows of nothing but commas below its last one.
            if (fields.All(string.IsNullOrWhiteSpace)) continue;
            yield return One(line, fields) with { Code = CodeOf(fields) };
        }
        Dispose();
    }

    public void Dispose() => _csv.Dispose();

    private ImportLine One(int line, string[] fields)
    {
        if (_malformed is { } bad && bad.LineNumber == line) return ImportLine.Refused(line, "", "syntax", InWords(bad.Reason));
        if (_csv.RawRecord.Length > OutletBody.BytesMax) return ImportLine.Refused(line, "", "tooLarge", $"the row has {_csv.RawRecord.Length} bytes; at most {OutletBody.BytesMax} are allowed");
        if (fields.Length != _header.Length) return ImportLine.Refused(line, "", "ragged", $"{fields.Length} fields where the header has {_header.Length}");
        var faults = new List<DocFault>();
        var row = new Dictionary<string, string>(_header.Length, StringComparer.Ordinal);
        for (var i = 0; i < fields.Length; i++) row[_header[i]] = fields[i];
        var profile = OutletCsv.Read(row, faults);
        return new(line, profile, [.. faults.Select(f => f with { Line = line })]);
    }

    private static string InWords(CsvMalformedReason reason) => reason switch
    {
        CsvMalformedReason.UnterminatedQuote => "a quote that is never closed takes in the rest of the file",
        CsvMalformedReason.TextAfterClosingQuote => "text after a closing quote: double the quotes within a field",
        _ => "a quote within a field that is not quoted: quote the whole field and double the quotes in it",
    };

    private string[] Fields()
    {
        var fields = new string[_csv.FieldCount];
        for (var i = 0; i < fields.Length; i++) fields[i] = _csv.GetString(i);
        return fields;
    }

    private string? CodeOf(string[] fields) => Array.IndexOf(_header, "code") is var at && at >= 0 && at < fields.Length && fields[at].Length is > 0 and <= 40 ? fields[at].Trim() : null;
}
