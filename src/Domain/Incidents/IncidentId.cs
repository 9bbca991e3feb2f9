namespace Twin.Domain.Incidents;

/// <summary>
/// Ids of incidents: what they are about, a dash, and a number that grows, in base 36: <c>3208008351-1k9x2</c>. The number is the second it opened in, made unique by whoever
/// opens it, so that an outlet that was deleted and registered again does not begin at one.
/// </summary>
public static class IncidentId
{
    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static readonly DateTime First = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static long NumberAt(DateTime utc) => Math.Max(1, (utc - First).Ticks / TimeSpan.TicksPerSecond);

    public static string Of(string subject, long number)
    {
        Span<char> text = stackalloc char[13];
        var at = text.Length;
        for (; number > 0; number /= 36) text[--at] = Digits[(int)(number % 36)];
        return $"{subject}-{text[at..]}";
    }

    /// <summary>Whether a text can be an incident's id: it is going to be a grain's key.</summary>
    public static bool IsId(string? text) =>
        text is { Length: > 2 and <= 100 } && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_') && text.Contains('-', StringComparison.Ordinal);
}
