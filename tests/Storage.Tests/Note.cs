namespace Twin.Storage.Tests;

/// <summary>A state. Generated serializers are for those providers that are not told how to write.</summary>
[Orleans.GenerateSerializer]
public sealed class Note
{
    [Orleans.Id(0)] public string Text { get; set; } = "";
    [Orleans.Id(1)] public int Number { get; set; }

    /// <summary>A text that has so many bytes as UTF-8, in Chinese.</summary>
    public static string OfBytes(int bytes) => string.Create(bytes / 3, 0, (text, _) =>
    {
        for (var i = 0; i < text.Length; i++) text[i] = (char)('一' + i % 5000);
    }) + new string('x', bytes % 3);
}
