using System.Text.Json;

namespace Twin.Storage.Azure;

/// <summary>
/// What stands in a row in the place of a state that is too large for it: a mark, then JSON. It is written where the official provider keeps data, so that one that knows nothing of it stops at it: no
/// serializer reads it as a state. Beside the data, an official reader would see no data, take the grain for a fresh one and overwrite it.
/// </summary>
/// <param name="Blob">The blob's name in the container.</param>
/// <param name="Bytes">The size it must have.</param>
internal sealed record BlobPointer(string Blob, long Bytes)
{
    private static ReadOnlySpan<byte> Mark => "@twin-blob-1:"u8;

    /// <summary>Whether bytes begin as a pointer does. A state that does goes to a blob whatever its size, so that what begins like one in a row is one.</summary>
    public static bool Begins(BinaryData bytes) => bytes.ToMemory().Span.StartsWith(Mark);

    public BinaryData Format() => new([.. Mark, .. JsonSerializer.SerializeToUtf8Bytes(this, JsonSerializerOptions.Web)]);

    /// <summary>The pointer in a row, or null when the row holds a state.</summary>
    /// <exception cref="InvalidDataException">It begins like one and cannot be read.</exception>
    public static BlobPointer? Parse(BinaryData row)
    {
        if (!Begins(row)) return null;
        try
        {
            if (JsonSerializer.Deserialize<BlobPointer>(row.ToMemory().Span[Mark.Length..], JsonSerializerOptions.Web) is { Blob.Length: > 0, Bytes: >= 0 } pointer) return pointer;
        }
        catch (JsonException)
        {
            // Told below.
        }
        throw new InvalidDataException($"the row points at a blob in a form that this release does not know: {row}");
    }
}
