using System.Globalization;
using System.Text;

namespace Twin.Domain.Time;

/// <summary>
/// Durations as people write them in documents: <c>500ms 90s 10m 2h 1d</c>, or compound with falling units, <c>1h30m</c>. Whole numbers only,
/// from 0 to <see cref="Max"/>; no blanks, no sign.
/// </summary>
public static class DurationText
{
    /// <summary>Nothing in a document lasts longer than a leap year; a longer one is a slip of the keyboard.</summary>
    public static readonly TimeSpan Max = TimeSpan.FromDays(366);

    /// <summary>What to write, for error messages.</summary>
    public const string Examples = "500ms, 90s, 10m, 2h, 1d or 1h30m";

    private static readonly (string Unit, long Ticks)[] Units =
    [
        ("d", TimeSpan.TicksPerDay), ("h", TimeSpan.TicksPerHour), ("m", TimeSpan.TicksPerMinute), ("s", TimeSpan.TicksPerSecond), ("ms", TimeSpan.TicksPerMillisecond),
    ];

    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan duration)
    {
        duration = default;
        if (text.IsEmpty) return false;
        long ticks = 0;
        for (var nextUnit = 0; !text.IsEmpty;)
        {
            var digits = text.IndexOfAnyExceptInRange('0', '9');
            // Twelve digits hold a year of milliseconds, and no number that long overflows.
            if (digits is < 1 or > 12) return false;
            var amount = long.Parse(text[..digits], NumberStyles.None, CultureInfo.InvariantCulture);
            text = text[digits..];
            var length = text.IndexOfAnyInRange('0', '9') is var i && i < 0 ? text.Length : i;
            var unit = IndexOf(text[..length], nextUnit);
            if (unit < 0 || amount > Max.Ticks / Units[unit].Ticks) return false;
            ticks += amount * Units[unit].Ticks;
            if (ticks > Max.Ticks) return false;
            nextUnit = unit + 1;
            text = text[length..];
        }
        duration = new(ticks);
        return true;
    }

    /// <summary>The shortest text that parses back to the duration; parts below a millisecond are dropped.</summary>
    public static string Format(TimeSpan duration)
    {
        var text = new StringBuilder();
        var left = duration.Ticks;
        foreach (var (unit, ticks) in Units)
        {
            if (left < ticks) continue;
            text.Append(CultureInfo.InvariantCulture, $"{left / ticks}{unit}");
            left %= ticks;
        }
        return text.Length == 0 ? "0s" : text.ToString();
    }

    private static int IndexOf(ReadOnlySpan<char> unit, int from)
    {
        for (var i = from; i < Units.Length; i++)
            if (unit.SequenceEqual(Units[i].Unit))
                return i;
        return -1;
    }
}
