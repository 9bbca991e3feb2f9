using System.Buffers.Text;

namespace Twin.Api.Telemetry;

/// <summary>The double a JSON number token names.</summary>
internal static class JsonNumber
{
    private static readonly double[] Powers = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    /// <summary>False when it is too large for a double. The token is valid JSON.</summary>
    public static bool TryParse(ReadOnlySpan<byte> token, out double number)
    {
        if (TryParseShort(token, out number)) return true;
        return Utf8Parser.TryParse(token, out number, out var used) && used == token.Length && double.IsFinite(number);
    }

    // Up to 15 digits and no exponent: digits and power of ten are both exact doubles, so one division rounds right. Five times as fast.
    private static bool TryParseShort(ReadOnlySpan<byte> token, out double number)
    {
        number = 0;
        if (token.Length > 16) return false;
        var negative = token[0] == '-';
        long digits = 0;
        var (count, point) = (0, -1);
        foreach (var c in negative ? token[1..] : token)
        {
            var digit = (uint)(c - '0');
            if (digit <= 9) (digits, count) = (digits * 10 + digit, count + 1);
            else if (c == '.') point = count;
            else return false;
        }
        if (count > 15) return false;
        number = point < 0 ? digits : digits / Powers[count - point];
        if (negative) number = -number;
        return true;
    }
}
