using System.Globalization;
using Twin.Domain.Documents;

namespace Twin.Simulation.Scenarios;

/// <summary>The kinds of value that scenarios have and other documents have not.</summary>
internal static class ScenarioFields
{
    /// <summary>What a scenario may last, and anything in it: the clock goes on for some thousand years more.</summary>
    public const double SecondsMax = 3000 * 31_536_000.0;

    private const double RateMax = 1000;

    /// <summary>Seconds; more than none unless zero means something.</summary>
    public static double? Seconds(this DocReader reader, string key, bool required = false, bool zeroAllowed = false)
    {
        var node = required ? reader.Required(key) : reader.Node(key);
        if (node is null) return null;
        if (node is not DocText text || !QuantityText.TryDuration(text.Value, out var seconds))
            reader.Fault(key, node, node is DocText or DocNumber ? "invalidValue" : "wrongType", $"expected a duration such as {QuantityText.DurationExamples}, found {node.Described}");
        else if (seconds > SecondsMax)
            reader.Fault(key, node, "outOfRange", $"'{key}' is at most 3000y");
        else if (seconds == 0 && !zeroAllowed)
            reader.Fault(key, node, "outOfRange", $"'{key}' must be longer than nothing");
        else
            return seconds;
        return null;
    }

    /// <summary>Events per second; none at all is a rate too.</summary>
    public static double? Rate(this DocReader reader, string key, bool required = false)
    {
        var node = required ? reader.Required(key) : reader.Node(key);
        if (node is null) return null;
        if (node is DocText text && QuantityText.TryRate(text.Value, out var rate) && rate <= RateMax) return rate;
        reader.Fault(key, node, node is DocText or DocNumber ? "invalidValue" : "wrongType", $"expected a rate such as {QuantityText.RateExamples}, at most 1000/s, found {node.Described}");
        return null;
    }

    /// <summary>A number above a bound, and not above another.</summary>
    public static double? Above(this DocReader reader, string key, double bound, bool required = false, double max = double.PositiveInfinity)
    {
        if (reader.Number(key, required) is not { } number) return null;
        if (number > bound && number <= max) return number;
        reader.Fault(key, reader.Node(key), "outOfRange", string.Create(CultureInfo.InvariantCulture, $"'{key}' must be {(number > bound ? $"at most {max}" : $"above {bound}")}"));
        return null;
    }

    /// <summary>A time of day, <c>"08:00"</c>; <c>"24:00"</c> is the end of it.</summary>
    public static TimeSpan? Clock(this DocReader reader, string key)
    {
        if (reader.Required(key) is not { } node) return null;
        if (node is DocText { Value: "24:00" }) return TimeSpan.FromDays(1);
        if (node is DocText text && TimeSpan.TryParseExact(text.Value, @"hh\:mm", CultureInfo.InvariantCulture, out var clock)) return clock;
        reader.Fault(key, node, "invalidValue", $"expected a time of day such as \"08:00\" (in quotes), found {node.Described}");
        return null;
    }

    /// <summary><c>5%</c> or <c>0.05</c>, from none to all.</summary>
    public static double? Share(this DocReader reader, string key)
    {
        if (reader.Node(key) is not { } node) return null;
        var share = node switch
        {
            DocNumber number => number.Value,
            DocText { Value: [.. var percent, '%'] } when double.TryParse(percent, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) => value / 100,
            _ => double.NaN,
        };
        if (share is >= 0 and <= 1) return share;
        if (double.IsNaN(share)) reader.Fault(key, node, node is DocText ? "invalidValue" : "wrongType", $"expected a share such as 5% or 0.05, found {node.Described}");
        else reader.Fault(key, node, "outOfRange", "a share is from 0 % to 100 %");
        return null;
    }
}
