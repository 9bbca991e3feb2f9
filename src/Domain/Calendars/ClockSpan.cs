using Twin.Domain.Documents;

namespace Twin.Domain.Calendars;

/// <summary>
/// A stretch of one day's clock in minutes from the midnight its day starts with. <see cref="End"/> is after <see cref="Start"/> by at most
/// 24 hours, so it passes 24:00 (1440) when the stretch crosses midnight.
/// </summary>
internal readonly record struct ClockSpan(int Start, int End)
{
    public const int Day = 24 * 60;

    /// <summary>The stretch between two times of day; an end that is not after the start is the next day's.</summary>
    public static ClockSpan Between(int start, int end) => new(start, end > start ? end : end + Day);

    /// <summary>Reads <c>08:30-21:30</c>; null with a fault that points at the time that is wrong.</summary>
    public static ClockSpan? Read(DocNode node, string path, List<DocFault> faults)
    {
        if (node is not DocText text)
        {
            faults.Add(new(path, "wrongType", $"expected hours such as '08:30-21:30', found {node.Described}", node.Line, node.Column));
            return null;
        }
        var dash = text.Value.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0)
        {
            faults.Add(new(path, "invalidValue", $"'{text.Value}' are no hours: write start and end, such as '08:30-21:30'", text.Line, text.Column));
            return null;
        }
        var start = Time(text, 0, dash, isEnd: false, path, faults);
        var end = Time(text, dash + 1, text.Value.Length - dash - 1, isEnd: true, path, faults);
        return start is { } from && end is { } to ? Between(from, to) : null;
    }

    /// <summary>Reads a span written as two fields, each <c>HH:MM</c>; null with faults when either is missing or wrong.</summary>
    public static ClockSpan? Read(DocReader reader, string from, string to, List<DocFault> faults)
    {
        var start = Time(reader, from, isEnd: false, faults);
        var end = Time(reader, to, isEnd: true, faults);
        return start is { } a && end is { } b ? Between(a, b) : null;
    }

    private static int? Time(DocReader reader, string key, bool isEnd, List<DocFault> faults)
    {
        var node = reader.Required(key);
        if (node is null) return null;
        if (node is DocText text) return Time(text, 0, text.Value.Length, isEnd, reader.PathOf(key), faults);
        reader.Fault(key, node, "wrongType", $"expected a time of day such as '21:00', found {node.Described}");
        return null;
    }

    private static int? Time(DocText text, int offset, int length, bool isEnd, string path, List<DocFault> faults)
    {
        var clock = text.Value.AsSpan(offset, length);
        if (Minutes(clock) is { } minutes && minutes < (isEnd ? Day + 1 : Day)) return minutes;
        faults.Add(new(path, "invalidValue", $"'{clock}' is not a time of day: write HH:MM from 00:00 to {(isEnd ? "24:00" : "23:59")}", text.Content.Line, text.Content.Column + offset));
        return null;
    }

    private static int? Minutes(ReadOnlySpan<char> clock)
    {
        if (clock.Length != 5 || clock[2] != ':') return null;
        foreach (var i in (ReadOnlySpan<int>)[0, 1, 3, 4])
            if (!char.IsAsciiDigit(clock[i])) return null;
        var minute = (clock[3] - '0') * 10 + clock[4] - '0';
        return minute < 60 ? ((clock[0] - '0') * 10 + clock[1] - '0') * 60 + minute : null;
    }
}
