namespace Twin.Api.Telemetry;

/// <summary>ISO 8601 times of devices, read from UTF-8: <c>2026-11-22T08:00:00.123+08:00</c>. An offset or Z is needed; digits beyond a tick are cut off.</summary>
internal static class DeviceTime
{
    private const int TickDigits = 7;

    public static bool TryParse(ReadOnlySpan<byte> text, out DateTime utc)
    {
        utc = default;
        // yyyy-MM-ddTHH:mm is the shortest start.
        if (text.Length < 17 || text[4] != '-' || text[7] != '-' || (text[10] | 0x20) != 't' || text[13] != ':') return false;
        if (!Digits(text[..4], out var year) || !Digits(text.Slice(5, 2), out var month) || !Digits(text.Slice(8, 2), out var day)) return false;
        if (!Digits(text.Slice(11, 2), out var hour) || !Digits(text.Slice(14, 2), out var minute)) return false;
        text = text[16..];
        if (!TryReadSeconds(ref text, out var second, out var fraction) || !TryReadOffset(text, out var offset)) return false;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59) return false;
        var ticks = new DateTime(year, month, day, hour, minute, second).Ticks + fraction - offset;
        if (ticks < 0 || ticks > DateTime.MaxValue.Ticks) return false;
        utc = new(ticks, DateTimeKind.Utc);
        return true;
    }

    // :ss or :ss.f…; none at all is :00
    private static bool TryReadSeconds(ref ReadOnlySpan<byte> text, out int second, out int fraction)
    {
        (second, fraction) = (0, 0);
        if (text.IsEmpty || text[0] != ':') return true;
        if (text.Length < 3 || !Digits(text.Slice(1, 2), out second)) return false;
        text = text[3..];
        if (text.IsEmpty || text[0] is not ((byte)'.' or (byte)',')) return true;
        var length = text[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (length is 0 or -1) return false; // no digit, or nothing (so no offset) behind them
        for (var i = 0; i < TickDigits; i++) fraction = fraction * 10 + (i < length ? text[1 + i] - '0' : 0);
        text = text[(1 + length)..];
        return true;
    }

    // Z, ±hh, ±hhmm or ±hh:mm
    private static bool TryReadOffset(ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = 0;
        if (text is [(byte)'Z' or (byte)'z']) return true;
        if (text.Length is not (3 or 5 or 6) || text[0] is not ((byte)'+' or (byte)'-')) return false;
        if (text.Length == 6 && text[3] != ':') return false;
        var minutes = 0;
        if (!Digits(text.Slice(1, 2), out var hours) || (text.Length > 3 && !Digits(text[^2..], out minutes)) || hours > 23 || minutes > 59) return false;
        ticks = (hours * 60L + minutes) * TimeSpan.TicksPerMinute * (text[0] == '-' ? -1 : 1);
        return true;
    }

    private static bool Digits(ReadOnlySpan<byte> text, out int number)
    {
        number = 0;
        foreach (var c in text)
        {
            var digit = (uint)(c - '0');
            if (digit > 9) return false;
            number = number * 10 + (int)digit;
        }
        return true;
    }
}
