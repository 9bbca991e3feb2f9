using System.Text;
using Microsoft.AspNetCore.Http;
using Twin.Api.Errors;
using Twin.Api.Requests;
using Twin.Domain.Documents;

namespace Twin.Api.Outlets.Import;

/// <summary>
/// The file of an import, read whole and found to be text of its charset before its first line is applied: whatever can be wrong with the file as a whole
/// leaves everything as it was.
/// </summary>
internal static class ImportFile
{
    public const int BytesMax = 32 * 1024 * 1024;

    private const string Hint = "A file saved by Excel in Chinese is usually GBK: send Content-Type: text/csv; charset=gbk.";

    public static async Task<(IEnumerable<ImportLine>? Lines, Problem? Problem)> OpenAsync(HttpContext http)
    {
        var type = MediaTypes.Of(http.Request);
        var charset = MediaTypes.CharsetOf(http.Request) ?? "utf-8";
        var isCsv = type == MediaTypes.Csv;
        // Every one of the three names is read as GB 18030, which contains the others.
        var isChinese = charset is "gbk" or "gb18030" or "gb2312";
        if (!isCsv && type != MediaTypes.NdJson) return (null, MediaTypes.Unsupported(http.Request, MediaTypes.NdJson, MediaTypes.Csv));
        if (!(charset is "utf-8" or "utf8" || (isCsv && isChinese)))
            return (null, Problem.Of(415, $"The charset '{charset}' is not accepted; send {(isCsv ? "utf-8, gbk, gb18030 or gb2312" : "utf-8")}."));

        var (bytes, problem) = await RequestBody.ReadBytesAsync(http);
        if (problem is not null) return (null, problem);
        if (isChinese) bytes = FromChinese(bytes, out problem);
        bytes = RequestBody.WithoutMark(bytes);
        if (problem is null && RequestBody.FirstInvalid(bytes.Span) is { } fault) problem = RequestBody.NotUtf8(fault, isCsv && !IsUtf16(bytes.Span) ? Hint : "Save the file as UTF-8.");
        if (problem is not null) return (null, problem);
        return isCsv ? OpenCsv(bytes) : (NdJsonLines.Read(bytes), null);
    }

    // What a spreadsheet writes as "Unicode text" begins so.
    private static bool IsUtf16(ReadOnlySpan<byte> bytes) => bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]);

    private static (IEnumerable<ImportLine>?, Problem?) OpenCsv(ReadOnlyMemory<byte> utf8)
    {
        var faults = new List<DocFault>();
        var lines = CsvLines.Open(utf8, faults);
        return lines is null ? (null, Problem.BadRequest("The header has faults; nothing was imported.", faults)) : (lines.Read(), null);
    }

    private static ReadOnlyMemory<byte> FromChinese(ReadOnlyMemory<byte> bytes, out Problem? problem)
    {
        problem = null;
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding("gb18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;
        try
        {
            return Encoding.UTF8.GetBytes(encoding.GetString(bytes.Span));
        }
        catch (DecoderFallbackException e)
        {
            var at = Math.Clamp(e.Index, 0, bytes.Length - 1);
            var line = bytes.Span[..at].Count((byte)'\n') + 1;
            problem = Problem.BadRequest($"The body is not GBK: line {line} has bytes that are no character.", new ProblemError("", "encoding", "bytes that are not GBK") { Line = line });
            return default;
        }
    }
}
