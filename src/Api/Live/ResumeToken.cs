using System.Globalization;

namespace Twin.Api.Live;

/// <summary>The id of an event: everything up to this change has been told. Only the process that gave it out can go on from it.</summary>
public readonly record struct ResumeToken(long Epoch, long Seq)
{
    public static bool TryParse(string text, out ResumeToken token)
    {
        token = default;
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        if (dash is < 1 or > 15 || text.Length - dash > 16) return false;
        if (!long.TryParse(text.AsSpan(0, dash), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var epoch)) return false;
        if (!long.TryParse(text.AsSpan(dash + 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var seq)) return false;
        token = new(epoch, seq);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Epoch:x}-{Seq:x}");
}
