using System.IO.Compression;
using System.Text.Json.Nodes;

namespace Twin.EndToEnd.Tests.Upgrades;

/// <summary>What a release stored, and what it said of it before it was stopped. Made once, by <c>Golden/make</c>.</summary>
internal sealed class Golden(string release)
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Upgrades", "Golden");

    /// <summary>Answers by their paths.</summary>
    public IReadOnlyList<(string Path, JsonNode Told)> Told { get; } =
        [.. Unpacked($"{release}.told.gz").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!).Select(l => ((string)l["path"]!, l["told"]!))];

    /// <summary>Lays a copy of the store into a data folder.</summary>
    public async Task LayInto(string data)
    {
        Directory.CreateDirectory(data);
        await using var from = new GZipStream(File.OpenRead(Path.Combine(Folder, $"{release}.db.gz")), CompressionMode.Decompress);
        await using var to = File.Create(Path.Combine(data, "twin.db"));
        await from.CopyToAsync(to);
    }

    private static string Unpacked(string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(Folder, file)), CompressionMode.Decompress));
        return reader.ReadToEnd();
    }
}
