using System.Globalization;

namespace Twin.Simulation.Scenarios;

/// <summary>
/// Durations and rates as scenarios write them: <c>90s 1.25m 2h 30d 1y</c>, compound with falling units (<c>1h30m</c>), and <c>0.35/y 2/h</c>. Unlike the durations of
/// rules, fractions and years are allowed: a mean is rarely a whole number of anything.
/// </summary>
public static class QuantityText
{
    public const string DurationExamples = "90s, 1.25m, 2h, 30d, 1y or 1h30m";
    public const string RateExamples = "0.35/y or 2/h";

    // A year has 365 days here: rates per year are averages, and horizons of 365d and 1y are the same.
    private static readonly (string Unit, double Seconds)[] Units = [("y", 31_536_000), ("w", 604_800), ("d", 86_400), ("h", 3600), ("m", 60), ("s", 1), ("ms", 1e-3), ("us", 1e-6)];

    public static bool TryDuration(ReadOnlySpan<char> text, out double seconds)
    {
        seconds = 0;
        if (text.IsEmpty) return false;
        for (var unitFrom = 0; !text.IsEmpty;)
        {
            if (!TryNumber(ref text, out var amount)) return false;
            var length = 0;
            while (length < text.Length && char.IsAsciiLetter(text[length])) length++;
            var unit = UnitOf(text[..length], unitFrom);
            if (unit < 0) return false;
            seconds += amount * Units[unit].Seconds;
            unitFrom = unit + 1;
            text = text[length..];
        }
        return double.IsFinite(seconds);
    }

    public static bool TryRate(ReadOnlySpan<char> text, out double perSecond)
    {
        perSecond = 0;
        if (!TryNumber(ref text, out var amount) || text is not ['/', .. var per]) return false;
        var unit = UnitOf(per, 0);
        if (unit < 0) return false;
        perSecond = amount / Units[unit].Seconds;
        return double.IsFinite(perSecond);
    }

    // Digits with an optional fraction and, as programs write small numbers, an exponent: 0.35, .5, 5e-05.
    private static bool TryNumber(ref ReadOnlySpan<char> text, out double number)
    {
        number = 0;
        var length = 0;
        while (length < text.Length && (char.IsAsciiDigit(text[length]) || text[length] == '.')) length++;
        if (length > 0 && length < text.Length && text[length] is 'e' or 'E')
        {
            var exponent = length + 1;
            if (exponent < text.Length && text[exponent] is '+' or '-') exponent++;
            var digits = exponent;
            while (digits < text.Length && char.IsAsciiDigit(text[digits])) digits++;
            if (digits > exponent) length = digits;
        }
        if (length == 0 || !double.TryParse(text[..length], NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out number)) return false;
        text = text[length..];
        return true;
    }

    private static int UnitOf(ReadOnlySpan<char> unit, int from)
    {
        for (var i = from; i < Units.Length; i++)
            if (unit.SequenceEqual(Units[i].Unit)) return i;
        return -1;
    }
}
