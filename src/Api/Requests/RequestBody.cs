using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Twin.Api.Errors;

namespace Twin.Api.Requests;

/// <summary>Reads a whole body within its endpoint's <see cref="BodyLimit"/>.</summary>
public static class RequestBody
{
    private const int ChunkBytes = 64 * 1024;

    /// <summary>Header and trailer.</summary>
    private const int GzipBytesMin = 18;

    private static readonly UTF8Encoding Utf8Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The bytes, unpacked when they came packed with gzip; the limit holds for both forms.</summary>
    public static async Task<(ReadOnlyMemory<byte> Bytes, Problem? Problem)> ReadBytesAsync(HttpContext http)
    {
        var limit = http.GetEndpoint()!.Metadata.GetRequiredMetadata<BodyLimit>().Bytes;
        var encoding = http.Request.Headers.ContentEncoding.ToString();
        if (encoding is "" or "identity") return await ReadAllAsync(http.Request.Body, limit, http.RequestAborted);
        if (!encoding.Equals("gzip", StringComparison.OrdinalIgnoreCase))
        {
            http.Response.Headers.AcceptEncoding = "gzip";
            return (default, Problem.Of(415, $"Content-Encoding '{encoding}' is not accepted; send gzip or nothing."));
        }
        var (packed, tooLarge) = await ReadAllAsync(http.Request.Body, limit, http.RequestAborted);
        return tooLarge is null ? await UnpackAsync(packed, limit, "The body", http.RequestAborted) : (default, tooLarge);
    }

    /// <summary>What was packed with gzip, as long as it is no larger than this.</summary>
    /// <param name="what">The body, or a part of it, in words.</param>
    public static async Task<(ReadOnlyMemory<byte> Bytes, Problem? Problem)> UnpackAsync(ReadOnlyMemory<byte> packed, int limit, string what, CancellationToken cancellation)
    {
        try
        {
            await using var unpacked = new GZipStream(Open(packed), CompressionMode.Decompress);
            var (bytes, problem) = await ReadAllAsync(unpacked, limit, cancellation);
            return problem is null && !IsWhole(packed.Span, bytes.Length) ? (default, NotGzip(what, "it is cut off")) : (bytes, problem);
        }
        catch (InvalidDataException)
        {
            return (default, NotGzip(what, "it cannot be unpacked"));
        }
    }

    // A stream cut off ends without a word: half a file would pass for the whole. The last four bytes of a whole one are its length.
    private static bool IsWhole(ReadOnlySpan<byte> packed, int unpacked) =>
        packed.Length >= GzipBytesMin && BinaryPrimitives.ReadInt32LittleEndian(packed[^4..]) is var last && last >= 0 && last <= unpacked;

    private static Problem NotGzip(string what, string why) =>
        Problem.BadRequest($"{what} is not the gzip that it is said to be: {why}. Nothing was applied.", new ProblemError("", "syntax", $"as gzip, {why}"));

    /// <summary>The body as UTF-8 text, without a byte order mark.</summary>
    public static async Task<(string Text, Problem? Problem)> ReadTextAsync(HttpContext http)
    {
        var (bytes, problem) = await ReadBytesAsync(http);
        if (problem is not null) return ("", problem);
        bytes = WithoutMark(bytes);
        return FirstInvalid(bytes.Span) is { } fault ? ("", NotUtf8(fault)) : (Utf8Strict.GetString(bytes.Span), null);
    }

    /// <summary>A stream over the bytes themselves; whoever reads it need not copy them first.</summary>
    public static MemoryStream Open(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var array) ? new(array.Array!, array.Offset, array.Count, writable: false) : new(bytes.ToArray(), writable: false);

    public static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> bytes) => bytes.Span.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;

    /// <summary>Where the first byte stands that is not UTF-8, line and column from 1, the column in bytes; null when all is well.</summary>
    public static (int Line, int Column, byte Byte)? FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes)) return null;
        var at = 0;
        while (Rune.DecodeFromUtf8(bytes[at..], out _, out var length) == OperationStatus.Done) at += length;
        return (bytes[..at].Count((byte)'\n') + 1, at - (bytes[..at].LastIndexOf((byte)'\n') + 1) + 1, bytes[at]);
    }

    public static Problem NotUtf8((int Line, int Column, byte Byte) fault, string hint = "Save the file as UTF-8.") => Problem.BadRequest(
        $"The body is not UTF-8: line {fault.Line}, byte {fault.Column} is 0x{fault.Byte:X2}. {hint}",
        new ProblemError("", "encoding", $"byte 0x{fault.Byte:X2} is not UTF-8") { Line = fault.Line, Column = fault.Column });

    private static async Task<(ReadOnlyMemory<byte>, Problem?)> ReadAllAsync(Stream body, int limit, CancellationToken cancellation)
    {
        var all = new ArrayBufferWriter<byte>(ChunkBytes);
        while (true)
        {
            var read = await body.ReadAsync(all.GetMemory(ChunkBytes), cancellation);
            if (read == 0) return (all.WrittenMemory, null);
            all.Advance(read);
            if (all.WrittenCount > limit) return (default, BodyLimits.TooLarge(limit));
        }
    }
}
