using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Twin.Silo.Storage.Backups;

/// <summary>Writes a backup into a stream. Without <see cref="End"/> it is one that was cut short, and says so when it is read.</summary>
internal sealed class BackupWriter : IDisposable
{
    private readonly GZipStream _to;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ArrayBufferWriter<byte> _line = new(64 * 1024);
    private readonly Utf8JsonWriter _json;
    private long _rows;

    public BackupWriter(Stream to, BackupHeader header)
    {
        _to = new(to, CompressionLevel.Fastest, leaveOpen: true);
        // A key or a value is as readable in the file as in the store.
        _json = new(_line, new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) });
        header.Write(_json);
        WriteLine();
    }

    public void Write(StoredRow row)
    {
        if (!TryWrite(row, asJson: IsObject(row.Value))) TryWrite(row, asJson: false);
        WriteLine();
        _rows++;
    }

    public void End()
    {
        var hash = Convert.ToHexStringLower(_hash.GetHashAndReset());
        _json.WriteStartObject();
        _json.WriteStartObject("end"u8);
        _json.WriteNumber("rows"u8, _rows);
        _json.WriteString("sha256"u8, hash);
        _json.WriteEndObject();
        _json.WriteEndObject();
        WriteLine();
        _to.Dispose();
    }

    public void Dispose()
    {
        _to.Dispose();
        _hash.Dispose();
        _json.Dispose();
    }

    // States are JSON and stand in the line as they are, byte for byte; anything else is carried as base64.
    private static bool IsObject(ReadOnlySpan<byte> value) => value is [(byte)'{', .., (byte)'}'] && !value.ContainsAny((byte)'\n', (byte)'\r');

    private bool TryWrite(StoredRow row, bool asJson)
    {
        _json.WriteStartObject();
        _json.WriteString("state"u8, row.State);
        _json.WriteString("key"u8, row.Key);
        if (row.KeyN0 != 0) _json.WriteNumber("n0"u8, row.KeyN0);
        if (row.KeyN1 != 0) _json.WriteNumber("n1"u8, row.KeyN1);
        _json.WriteString("service"u8, row.Service);
        _json.WriteNumber("version"u8, row.Version);
        _json.WriteString("modified"u8, row.ModifiedOn.ToString("O", CultureInfo.InvariantCulture));
        try
        {
            if (asJson) WriteRaw(row.Value);
            else if (row.Value is not null) _json.WriteBase64String("bytes"u8, row.Value);
        }
        catch (JsonException)
        {
            // It only looked like JSON.
            _line.ResetWrittenCount();
            _json.Reset();
            return false;
        }
        _json.WriteEndObject();
        return true;
    }

    private void WriteRaw(ReadOnlySpan<byte> value)
    {
        _json.WritePropertyName("value"u8);
        _json.WriteRawValue(value);
    }

    private void WriteLine()
    {
        _json.Flush();
        _line.Write("\n"u8);
        _hash.AppendData(_line.WrittenSpan);
        _to.Write(_line.WrittenSpan);
        _line.ResetWrittenCount();
        _json.Reset();
    }
}
