using System.Globalization;
using System.Text.Json;

namespace Twin.Silo.Storage.Backups;

/// <summary>
/// What a backup says of itself, its first line. A backup is a gzip file of lines of JSON: the header, a line for each row, and an end line with the number of rows and the SHA-256 of
/// every line before it. It is the same for every store, so that a backup of one can be restored into another.
/// </summary>
/// <param name="Format">The version of the lines' shape.</param>
/// <param name="Schema">The version of the store's schema, which is one number for all kinds of store.</param>
/// <param name="Release">The release that took it.</param>
/// <param name="Store">The kind of store it was taken of.</param>
/// <param name="Taken">When, UTC.</param>
/// <param name="Rows">How many rows follow.</param>
internal sealed record BackupHeader(int Format, int Schema, string Release, string Store, DateTime Taken, long Rows)
{
    public const int NewestFormat = 1;

    public static string ThisRelease { get; } = typeof(BackupHeader).Assembly.GetName().Version!.ToString(3);

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("twinBackup"u8, Format);
        json.WriteNumber("schema"u8, Schema);
        json.WriteString("release"u8, Release);
        json.WriteString("store"u8, Store);
        json.WriteString("taken"u8, Taken.ToString("O", CultureInfo.InvariantCulture));
        json.WriteNumber("rows"u8, Rows);
        json.WriteEndObject();
    }

    /// <summary>The header in a line; null: it is none. A newer format need have no more in common than its number.</summary>
    public static BackupHeader? Read(JsonElement line)
    {
        if (line.ValueKind != JsonValueKind.Object || !line.TryGetProperty("twinBackup"u8, out var format)) return null;
        if (format.GetInt32() > NewestFormat) return new(format.GetInt32(), 0, "", "", default, 0);
        return new(
            format.GetInt32(), line.GetProperty("schema"u8).GetInt32(), line.GetProperty("release"u8).GetString()!, line.GetProperty("store"u8).GetString()!,
            line.GetProperty("taken"u8).GetDateTime().ToUniversalTime(), line.GetProperty("rows"u8).GetInt64());
    }
}
