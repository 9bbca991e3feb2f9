using System.Globalization;
using Twin.Simulation.Output;
using Twin.Simulation.Runs;

namespace Twin.Simulation.Reports;

/// <summary>Numbers for people, in the unit that suits their size.</summary>
internal static class FigureText
{
    public const string Unknown = "–";

    public static string Of(double value, Unit unit) => double.IsFinite(value) ? In(value, Suited(value, unit)) : Unknown;

    /// <summary>Mean and half-width in the unit that suits the mean.</summary>
    public static string Of(Estimate estimate, Unit unit)
    {
        if (!double.IsFinite(estimate.Mean)) return Unknown;
        var suited = Suited(estimate.Mean, unit);
        return double.IsFinite(estimate.HalfWidth) ? $"{Plain(estimate.Mean * suited.Factor)} ± {HalfWidth(estimate.HalfWidth * suited.Factor)}{suited.Name}" : In(estimate.Mean, suited);
    }

    /// <summary>How a whole axis is marked: in the unit that suits its largest number.</summary>
    public static (double Factor, Func<double, string> Mark) Axis(double largest, Unit unit)
    {
        var suited = Suited(largest, unit);
        return (suited.Factor, value => Plain(value * suited.Factor) + suited.Name);
    }

    private static string In(double value, (double Factor, string Name) unit) => Plain(value * unit.Factor) + unit.Name;

    private static (double Factor, string Name) Suited(double value, Unit unit)
    {
        var size = Math.Abs(value);
        return unit switch
        {
            Unit.Seconds => size switch
            {
                0 => (1, " s"),
                < 1e-3 => (1e6, " us"),
                < 1 => (1e3, " ms"),
                < 120 => (1, " s"),
                < 7200 => (1 / 60.0, " min"),
                < 172_800 => (1 / 3600.0, " h"),
                _ => (1 / 86_400.0, " d"),
            },
            Unit.Share => (100, " %"),
            Unit.PerSecond => size >= 1 ? (1, "/s") : size * 3600 >= 1 ? (3600, "/h") : (86_400, "/d"),
            Unit.Minutes => (1, " min"),
            _ => (1, ""),
        };
    }

    // Two digits of it are all it is good for.
    private static string HalfWidth(double value) => value == 0 ? "0" : Plain(Round(value));

    private static double Round(double value)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(value)) - 1);
        return Math.Round(value / power) * power;
    }

    /// <summary>Four significant digits at most, never an exponent where people read.</summary>
    public static string Plain(double value)
    {
        var size = Math.Abs(value);
        if (size >= 1000) return value.ToString("#,0", CultureInfo.InvariantCulture);
        if (size is 0) return "0";
        var decimals = Math.Clamp(3 - (int)Math.Floor(Math.Log10(size)), 0, 8);
        return value.ToString("0." + new string('#', decimals), CultureInfo.InvariantCulture);
    }
}
