namespace Twin.Domain.Rules;

/// <summary>The functions of the rule language, and what each takes and gives.</summary>
internal static class Functions
{
    public const string Silent = "silent";

    /// <summary>A window or silence longer than this is a slip: samples are not kept that long.</summary>
    public static readonly TimeSpan WindowMax = TimeSpan.FromDays(7);

    public static readonly string[] All = [Silent, "count", "rate", "avg", "min", "max", "changes", "age"];

    public static bool IsKnown(string name) => Array.IndexOf(All, name) >= 0;

    public static bool TakesName(string name) => name != Silent;
    public static bool TakesWindow(string name) => name != "age";

    public static ExprType Gives(string name) => name switch
    {
        Silent => ExprType.Boolean,
        "age" => ExprType.Duration,
        _ => ExprType.Number,
    };

    public static string Usage(string name) => name switch
    {
        Silent => "silent(90s)",
        "age" => "age(name)",
        _ => $"{name}(name, 10m)",
    };

    /// <summary>The function whose name is at most two slips away, or null.</summary>
    public static string? Nearest(string name)
    {
        string? nearest = null;
        var best = 3;
        foreach (var candidate in All)
            if (Distance(name.ToLowerInvariant(), candidate) is var distance && distance < Math.Min(best, candidate.Length))
                (nearest, best) = (candidate, distance);
        return nearest ?? (name.ToLowerInvariant() switch
        {
            "average" or "mean" => "avg",
            "minimum" => "min",
            "maximum" => "max",
            "sum" or "total" => "count",
            "silence" or "offline" or "quiet" => Silent,
            "delta" or "changed" => "changes",
            _ => null,
        });
    }

    private static int Distance(string a, string b)
    {
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)));
        }
        return row[b.Length];
    }
}
