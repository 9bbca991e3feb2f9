using System.Globalization;
using System.Text.RegularExpressions;

namespace Twin.Simulation.Scenarios;

/// <summary>Targets as <c>solve</c> writes them: <c>restore.p95 &lt;= 2h</c>, <c>availability &gt;= 99.5%</c>, <c>pBlock &lt;= 0.01</c>.</summary>
internal static partial class TargetText
{
    public const string Examples = "\"restore.p95 <= 2h\", \"availability >= 99.5%\" or \"queueLength <= 3\"";

    public static Target? Parse(string text)
    {
        if (Pattern().Match(text) is not { Success: true } match) return null;
        var value = match.Groups["value"].Value;
        double? number =
            QuantityText.TryDuration(value, out var seconds) ? seconds
            : QuantityText.TryRate(value, out var rate) ? rate
            : value.EndsWith('%') && double.TryParse(value[..^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var percent) ? percent / 100
            : double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var plain) ? plain
            : null;
        return number is { } known && double.IsFinite(known) ? new(text, match.Groups["metric"].Value, match.Groups["is"].Value == "<=", known) : null;
    }

    [GeneratedRegex(@"\A\s*(?<metric>[A-Za-z][\w.\-]*)\s*(?<is><=|>=)\s*(?<value>\S+)\s*\z", RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}
