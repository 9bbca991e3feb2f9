using System.Globalization;

namespace Twin.Simulation.Calculators.Asking;

/// <summary>Values as people write them: <c>0.8</c>, <c>1/30</c>, <c>20000*0.33/365</c>, <c>95%</c>, <c>1,2,1</c>.</summary>
internal static class ArgumentText
{
    private const int VectorMax = 100_000;

    /// <returns>The value, or what is wrong with it.</returns>
    public static (object? Value, string? Wrong) Read(Argument argument, string text) => argument.Kind switch
    {
        ArgumentKind.Number => Number(text) is { } number ? (number, OutOfRange(argument, number)) : (null, $"takes a number such as 0.5, 1/30 or 95%, not '{Short(text)}'"),
        ArgumentKind.Whole => Whole(argument, text),
        ArgumentKind.Vector => Vector(argument, text),
        ArgumentKind.Word => argument.Words.Contains(text) ? (text, null) : (null, $"takes {string.Join(" or ", argument.Words)}, not '{Short(text)}'"),
        _ => text.Length > 0 ? (text, null) : (null, "is empty"),
    };

    public static double? Number(ReadOnlySpan<char> text)
    {
        var percent = text.EndsWith("%");
        if (percent) text = text[..^1];
        var (value, from) = (1.0, 0);
        var divide = false;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && text[i] is not ('*' or '/')) continue;
            if (!double.TryParse(text[from..i], NumberStyles.Float, CultureInfo.InvariantCulture, out var factor)) return null;
            value = divide ? value / factor : value * factor;
            if (i < text.Length) (divide, from) = (text[i] == '/', i + 1);
        }
        return double.IsFinite(value) ? percent ? value / 100 : value : null;
    }

    public static string Range(Argument argument)
    {
        string Bound(double bound) => bound.ToString("0.############", CultureInfo.InvariantCulture);
        return (double.IsFinite(argument.Min), double.IsFinite(argument.Max)) switch
        {
            (true, true) => argument.Inclusive ? $"from {Bound(argument.Min)} to {Bound(argument.Max)}" : $"above {Bound(argument.Min)} and below {Bound(argument.Max)}",
            (true, false) => argument.Inclusive ? $"at least {Bound(argument.Min)}" : $"above {Bound(argument.Min)}",
            _ => "",
        };
    }

    private static (object?, string?) Whole(Argument argument, string text) =>
        Number(text) is { } number && number == Math.Floor(number) && Math.Abs(number) < 1e15
            ? ((long)number, OutOfRange(argument, number))
            : (null, $"takes a whole number, not '{Short(text)}'");

    private static (object?, string?) Vector(Argument argument, string text)
    {
        if (text is ['(', .., ')'] or ['[', .., ']']) text = text[1..^1];
        var parts = text.Split(',');
        if (parts.Length > VectorMax) return (null, $"has {parts.Length} values; at most {VectorMax} are allowed");
        var values = new double[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (Number(parts[i]) is not { } number) return (null, $"takes numbers with commas between them such as 1,2,1; '{Short(parts[i])}' is none");
            if (OutOfRange(argument, number) is { } wrong) return (null, wrong);
            values[i] = number;
        }
        return (values, null);
    }

    private static string? OutOfRange(Argument argument, double number)
    {
        var inside = argument.Inclusive ? number >= argument.Min && number <= argument.Max : number > argument.Min && number < argument.Max;
        return inside ? null : string.Create(CultureInfo.InvariantCulture, $"must be {Range(argument)}, not {number}");
    }

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
