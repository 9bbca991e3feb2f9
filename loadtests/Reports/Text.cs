using System.Globalization;

namespace Twin.LoadTests.Reports;

/// <summary>Figures as people read them: three digits that count.</summary>
internal static class Text
{
    public static string Number(double value) => Math.Abs(value) switch
    {
        double.NaN => "-",
        >= 100 => value.ToString("N0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.#", CultureInfo.InvariantCulture),
        >= 1 => value.ToString("0.##", CultureInfo.InvariantCulture),
        _ => value.ToString("0.###", CultureInfo.InvariantCulture),
    };

    public static string Limit(this Measures.Bar bar) => $"{(bar.AtLeast ? "≥" : "≤")} {Number(bar.Limit)} {bar.Unit}";
}
