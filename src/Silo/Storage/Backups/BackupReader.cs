using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace Twin.Silo.Storage.Backups;

/// <summary>Reads a backup and believes nothing of it before its end: what it hands out must not be kept when it throws later.</summary>
internal sealed class BackupReader : IAsyncDisposable
{
    private const int LineBytesMax = 256 * 1024 * 1024;

    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1_024 };

    private readonly string _name;
    private readonly PipeReader _lines;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _line;

    private BackupReader(string name, Stream from) =>
        (_name, _lines) = (name, PipeReader.Create(new GZipStream(from, CompressionMode.Decompress), new(bufferSize: 64 * 1024, minimumReadSize: 16 * 1024)));

    public BackupHeader Header { get; private set; } = null!;

    /// <param name="from">The reader closes it.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="schema">The newest schema that is understood.</param>
    /// <exception cref="BackupException">It is no backup, or one of a newer release.</exception>
    public static async Task<BackupReader> Open(Stream from, string name, int schema, CancellationToken cancellation)
    {
        var reader = new BackupReader(name, from);
        try
        {
            reader.Header = await reader.First(schema, cancellation);
            return reader;
        }
        catch
        {
            await reader.DisposeAsync();
            throw;
        }
    }

    /// <summary>Every row, once.</summary>
    /// <exception cref="BackupException">It is damaged or cut short; also after the last row.</exception>
    public async IAsyncEnumerable<StoredRow> Rows([EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var rows = 0L; ; rows++)
        {
            var line = await Line(cancellation) ?? throw Damaged("it is cut short");
            if (Parsed(line, End) is { } end)
            {
                if (end.Rows != rows || rows != Header.Rows) throw Damaged($"it has {rows} rows and should have {Header.Rows}");
                if (end.Hash != Convert.ToHexStringLower(_hash.GetHashAndReset())) throw Damaged("its checksum is wrong");
                if (await Line(cancellation) is not null) throw Damaged("it goes on after its end");
                yield break;
            }
            Count(line);
            yield return Parsed(line, Row);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _lines.CompleteAsync();
        _hash.Dispose();
    }

    private async Task<BackupHeader> First(int schema, CancellationToken cancellation)
    {
        BackupHeader? header;
        try
        {
            var line = await Line(cancellation);
            header = line is null ? null : Parsed(line, BackupHeader.Read);
            if (line is not null) Count(line);
        }
        catch (BackupException fault)
        {
            throw new BackupException($"{_name} is no backup of Twin, or a damaged one", fault);
        }
        if (header is null) throw new BackupException($"{_name} is no backup of Twin, or a damaged one");
        if (header.Format > BackupHeader.NewestFormat)
            throw new BackupException($"{_name} was taken by a newer Twin (its format is {header.Format}, this release knows {BackupHeader.NewestFormat}); restore it with that release");
        if (header.Schema > schema)
            throw new BackupException($"{_name} was taken by a newer Twin, {header.Release} (its schema is {header.Schema}, this release knows {schema}); restore it with that release");
        return header;
    }

    private static (long Rows, string? Hash)? End(JsonElement line) =>
        line.ValueKind == JsonValueKind.Object && line.TryGetProperty("end"u8, out var end) ? (end.GetProperty("rows"u8).GetInt64(), end.GetProperty("sha256"u8).GetString()) : null;

    private static StoredRow Row(JsonElement line) => new(
        line.GetProperty("state"u8).GetString()!, line.GetProperty("key"u8).GetString()!,
        line.TryGetProperty("n0"u8, out var n0) ? n0.GetInt64() : 0, line.TryGetProperty("n1"u8, out var n1) ? n1.GetInt64() : 0,
        line.GetProperty("service"u8).GetString()!, line.GetProperty("version"u8).GetInt32(), line.GetProperty("modified"u8).GetDateTime().ToUniversalTime(),
        line.TryGetProperty("value"u8, out var value) ? JsonMarshal.GetRawUtf8Value(value).ToArray() : line.TryGetProperty("bytes"u8, out var bytes) ? bytes.GetBytesFromBase64() : null);

    private T Parsed<T>(byte[] line, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(line, Deep);
            return read(document.RootElement);
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw Damaged($"line {_line} is not as it was written", fault);
        }
    }

    private void Count(byte[] line)
    {
        _hash.AppendData(line);
        _hash.AppendData("\n"u8);
    }

    private async ValueTask<byte[]?> Line(CancellationToken cancellation)
    {
        while (true)
        {
            ReadResult read;
            try
            {
                read = await _lines.ReadAsync(cancellation);
            }
            catch (InvalidDataException fault)
            {
                throw Damaged($"it cannot be unpacked beyond line {_line}", fault);
            }
            if (read.Buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = read.Buffer.Slice(0, end).ToArray();
                _lines.AdvanceTo(read.Buffer.GetPosition(1, end));
                _line++;
                return line;
            }
            if (read.IsCompleted) return read.Buffer.IsEmpty ? null : throw Damaged($"it is cut short after line {_line}");
            if (read.Buffer.Length > LineBytesMax) throw Damaged($"line {_line + 1} has no end");
            _lines.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private BackupException Damaged(string how, Exception? fault = null) => new($"{_name} is damaged: {how}", fault);
}
