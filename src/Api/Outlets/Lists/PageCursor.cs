using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Twin.Api.Outlets.Lists;

/// <summary>
/// Where a list goes on: after <see cref="Place"/>, in the state of the view that its first page was read from. Opaque to callers; a checksum turns
/// typing errors into a clear refusal (it is no secret: a cursor gives no access that its caller lacks).
/// </summary>
/// <param name="Epoch">Of the view; another process has other states.</param>
/// <param name="Seq">The state read from.</param>
/// <param name="Revision">What the first page said it was as of.</param>
/// <param name="Query">Tells the filters and the order.</param>
/// <param name="Place">Key values of the last row given.</param>
public sealed record PageCursor(long Epoch, long Seq, long Revision, long Query, SortValue[] Place)
{
    private const int ChecksumBytes = 4;
    private const int TextMax = 4_096;

    /// <summary>A number that is the same for queries that ask for the same rows in the same order, however large a page they want.</summary>
    public static long QueryHash(IQueryCollection query, IReadOnlyList<QueryParameter> filters)
    {
        var text = new StringBuilder();
        foreach (var name in filters.Select(f => f.Name).Append("sort"))
            if (query.TryGetValue(name, out var values) && values.ToString() is { Length: > 0 } value) text.Append(name).Append('=').Append(value).Append('\n');
        return BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    public string Write()
    {
        var buffer = new ArrayBufferWriter<byte>();
        buffer.Advance(Math.Min(ChecksumBytes, buffer.GetSpan(ChecksumBytes).Length));
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var number in (long[])[Epoch, Seq, Revision, Query]) json.WriteNumberValue(number);
            foreach (var value in Place)
            {
                if (value.Text is { } text) json.WriteStringValue(text);
                else json.WriteNumberValue(value.Number);
            }
            json.WriteEndArray();
        }
        var bytes = buffer.WrittenSpan.ToArray();
        SHA256.HashData(bytes.AsSpan(ChecksumBytes)).AsSpan(0, ChecksumBytes).CopyTo(bytes);
        return Base64Url.EncodeToString(bytes);
    }

    public static PageCursor? Read(string text)
    {
        if (text.Length > TextMax || !Base64Url.IsValid(text)) return null;
        var bytes = Base64Url.DecodeFromChars(text);
        if (bytes.Length < ChecksumBytes || !SHA256.HashData(bytes.AsSpan(ChecksumBytes)).AsSpan(0, ChecksumBytes).SequenceEqual(bytes.AsSpan(0, ChecksumBytes))) return null;
        try
        {
            using var json = JsonDocument.Parse(bytes.AsMemory(ChecksumBytes));
            JsonElement[] items = [.. json.RootElement.EnumerateArray()];
            if (items.Length < 5) return null;
            SortValue[] place = [.. items[4..].Select(e => e.ValueKind == JsonValueKind.String ? new SortValue(0, e.GetString()) : new(e.GetInt64(), null))];
            return new(items[0].GetInt64(), items[1].GetInt64(), items[2].GetInt64(), items[3].GetInt64(), place);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
