using System.Globalization;

namespace Twin.LoadTests.Servers;

/// <summary>Figures out of the text that a server gives at <c>/metrics</c>.</summary>
public sealed class MetricsText(string text)
{
    /// <summary>The sum over all series of a name, or of those that carry a label; NaN when there is none.</summary>
    public double Sum(string name, string label = "")
    {
        var (sum, any) = (0.0, false);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (!line.StartsWith(name, StringComparison.Ordinal) || line.Length == name.Length || line[name.Length] is not ('{' or ' ') || line.IndexOf(label, StringComparison.Ordinal) < 0) continue;
            // NAME{LABELS} VALUE, and sometimes a timestamp after it.
            var rest = line[(line.LastIndexOf('}') is var brace and >= 0 ? brace + 1 : name.Length)..].Trim();
            var value = rest.IndexOf(' ') is var space and >= 0 ? rest[..space] : rest;
            (sum, any) = (sum + double.Parse(value, CultureInfo.InvariantCulture), true);
        }
        return any ? sum : double.NaN;
    }
}
