using System.Globalization;
using System.Text.RegularExpressions;
using Twin.Domain.Documents;

namespace Twin.Documents;

/// <summary>
/// What a plain scalar means under the core schema. <c>.inf</c> and <c>.nan</c> stay texts: no field of any document takes them, and
/// its reader then says so.
/// </summary>
internal static partial class YamlScalar
{
    /// <summary>The number, infinite when too large; null when the text is none, as <c>08:30-21:30</c>, <c>2027-02-17</c> and <c>90s</c> are not.</summary>
    public static double? Number(string plain)
    {
        if (Decimal().IsMatch(plain)) return double.Parse(plain, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (Based().Match(plain) is not { Success: true }) return null;
        var radix = plain[1] == 'x' ? 16 : 8;
        return plain.AsSpan(2).ToArray().Aggregate(0.0, (sum, digit) => sum * radix + Convert.ToInt32(digit.ToString(), 16));
    }

    public static DocNode Word(string plain, int line, int column) => plain switch
    {
        "" or "~" or "null" or "Null" or "NULL" => new DocNull(line, column),
        "true" or "True" or "TRUE" => new DocBool(line, column, true),
        "false" or "False" or "FALSE" => new DocBool(line, column, false),
        _ => new DocText(line, column, plain),
    };

    [GeneratedRegex(@"\A[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z", RegexOptions.NonBacktracking)]
    private static partial Regex Decimal();

    [GeneratedRegex(@"\A0(o[0-7]+|x[0-9a-fA-F]+)\z", RegexOptions.NonBacktracking)]
    private static partial Regex Based();
}
