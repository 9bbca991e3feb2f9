using System.Text;

namespace Twin.Api.Requests;

/// <summary>Lines of CSV (RFC 4180) for people who open them with a spreadsheet.</summary>
internal static class CsvText
{
    /// <summary>Tells a spreadsheet that what follows is UTF-8, not the code page of the country.</summary>
    public static ReadOnlySpan<byte> Bom => [0xEF, 0xBB, 0xBF];

    public static void AppendLine(StringBuilder to, params ReadOnlySpan<string?> fields)
    {
        for (var i = 0; i < fields.Length; i++)
        {
            if (i > 0) to.Append(',');
            AppendField(to, fields[i] ?? "");
        }
        to.Append("\r\n");
    }

    private static void AppendField(StringBuilder to, string field)
    {
        // A text that a spreadsheet would take for a formula is someone else's program; the apostrophe makes it a text.
        var formula = field.AsSpan().TrimStart(' ') is [var first, ..] && first is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠';
        if (!formula && field.AsSpan().IndexOfAny(",\"\r\n") < 0 && field is not [' ', ..] and not [.., ' '])
        {
            to.Append(field);
            return;
        }
        to.Append('"').Append(formula ? "'" : "").Append(field.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }
}
