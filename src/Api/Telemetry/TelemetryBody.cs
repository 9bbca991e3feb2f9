using System.Buffers;
using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Twin.Api.Admission;
using Twin.Api.Errors;

namespace Twin.Api.Telemetry;

/// <summary>Bytes of a request body in one pooled piece, counted as held until disposed.</summary>
internal sealed class BodyBuffer(TelemetryAdmission admission, string key) : IDisposable
{
    private byte[] _bytes = [];

    public string Key => key;

    /// <summary>Why there was no room.</summary>
    public Refusal Refusal { get; private set; }

    public int Length { get; private set; }
    public ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, Length);
    public byte[] Array => _bytes;

    /// <summary>Room to write to, at least one byte. Empty when too much is held, by the key or by all.</summary>
    public Span<byte> Room(int atLeast = 1)
    {
        if (_bytes.Length - Length < atLeast && !Grow(Length + atLeast)) return [];
        return _bytes.AsSpan(Length);
    }

    public void Advance(int bytes) => Length += bytes;

    private bool Grow(int needed)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Math.Max(needed, Math.Max(2 * _bytes.Length, 16 << 10)));
        if (admission.Bytes.TryTake(key, bytes.Length) is var refusal and not Refusal.None)
        {
            Refusal = refusal;
            ArrayPool<byte>.Shared.Return(bytes);
            return false;
        }
        Memory.Span.CopyTo(bytes);
        Free();
        _bytes = bytes;
        return true;
    }

    private void Free()
    {
        if (_bytes.Length == 0) return;
        admission.Bytes.GiveBack(key, _bytes.Length);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    public void Dispose() => Free();
}

/// <summary>Reads request bodies within their limits, and unpacks them.</summary>
public sealed class TelemetryBody(TelemetryAdmission admission, IOptions<TelemetryOptions> options)
{
    private readonly int _bytesMax = options.Value.BodyBytesMax;
    private readonly int _unpackedMax = options.Value.UnpackedBytesMax;

    private static Problem TooBusy(BodyBuffer body) => Problem.Of(body.Refusal, "bytes of telemetry");

    /// <summary>The body as it was sent, or what to answer instead. Whatever the client goes on sending is read and dropped by the server, so that it gets to see the answer.</summary>
    internal async ValueTask<(BodyBuffer? Body, Problem? Problem)> ReadAsync(HttpRequest request, string key, CancellationToken cancellation)
    {
        if (request.ContentLength > _bytesMax) return (null, TooLarge);
        var body = new BodyBuffer(admission, key);
        var whole = false;
        try
        {
            var problem = await FillAsync(body, request, cancellation);
            whole = problem is null;
            return (whole ? body : null, problem);
        }
        finally
        {
            // Also when the client has gone in the middle of it: what was set aside for it would count as held for ever.
            if (!whole) body.Dispose();
        }
    }

    private async ValueTask<Problem?> FillAsync(BodyBuffer body, HttpRequest request, CancellationToken cancellation)
    {
        var problem = body.Room(Math.Max(1, (int)(request.ContentLength ?? 0))).IsEmpty ? TooBusy(body) : null;
        while (problem is null)
        {
            var read = await request.BodyReader.ReadAsync(cancellation);
            foreach (var piece in read.Buffer)
            {
                if (body.Length + piece.Length > _bytesMax) problem = TooLarge;
                else if (body.Room(piece.Length) is { IsEmpty: false } room)
                {
                    piece.Span.CopyTo(room);
                    body.Advance(piece.Length);
                    continue;
                }
                else if (!piece.IsEmpty) problem = TooBusy(body);
                if (problem is not null) break;
            }
            request.BodyReader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted || read.IsCanceled) break;
        }
        return problem;
    }

    /// <summary>Unpacks gzip. Stops at the limit, so a small body that unpacks to a huge one costs no more than that.</summary>
    internal (BodyBuffer? Body, Problem? Problem) Unpack(BodyBuffer packed)
    {
        var body = new BodyBuffer(admission, packed.Key);
        Problem problem;
        try
        {
            using var gzip = new GZipStream(new MemoryStream(packed.Array, 0, packed.Length, writable: false), CompressionMode.Decompress);
            while (true)
            {
                var room = body.Room();
                if (room.IsEmpty) { problem = TooBusy(body); break; }
                var read = gzip.Read(room);
                if (read == 0 && IsWhole(packed, body)) return (body, null);
                if (read == 0) { problem = Corrupt; break; }
                body.Advance(read);
                if (body.Length > _unpackedMax) { problem = UnpackedTooLarge; break; }
            }
        }
        catch (InvalidDataException)
        {
            problem = Corrupt;
        }
        body.Dispose();
        return (null, problem);
    }

    // A stream cut off ends without a word. The last four bytes of a whole one are its length; several members in a row end with the last one's.
    private static bool IsWhole(BodyBuffer packed, BodyBuffer body) =>
        packed.Length >= 18 && System.Buffers.Binary.BinaryPrimitives.ReadInt32LittleEndian(packed.Memory.Span[^4..]) <= body.Length;

    private static Problem Corrupt => Problem.BadRequest(
        "The body is not the gzip that Content-Encoding says it is, or it is cut off. Nothing was applied.", new ProblemError("", "syntax", "as gzip, it cannot be unpacked or is cut off"));

    private Problem TooLarge => Problem.TooLarge($"The body is larger than {_bytesMax} bytes. Nothing was applied; send smaller batches.");

    private Problem UnpackedTooLarge => Problem.TooLarge($"The body unpacks to more than {_unpackedMax} bytes. Nothing was applied; send smaller batches.");
}
