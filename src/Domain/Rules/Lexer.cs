using System.Globalization;
using System.Text;
using Twin.Domain.Readings;
using Twin.Domain.Time;

namespace Twin.Domain.Rules;

/// <summary>
/// Cuts an expression into tokens. What people write by habit from other languages (<c>&amp;&amp; || ! = AND</c>, full-width signs) is a fault with a
/// hint, and then read as what was meant, so that the rest is checked too.
/// </summary>
internal sealed class Lexer(string text, ExprFaults faults)
{
    private static readonly (string Written, TokenKind Kind, string? Write)[] Signs =
    [
        ("<=", TokenKind.LessEqual, null), (">=", TokenKind.GreaterEqual, null), ("===", TokenKind.Equal, "=="), ("==", TokenKind.Equal, null), ("!==", TokenKind.NotEqual, "!="), ("!=", TokenKind.NotEqual, null),
        ("<>", TokenKind.NotEqual, "!="), ("=<", TokenKind.LessEqual, "<="), ("=>", TokenKind.GreaterEqual, ">="), ("<", TokenKind.Less, null), (">", TokenKind.Greater, null),
        ("(", TokenKind.LeftParen, null), (")", TokenKind.RightParen, null), (",", TokenKind.Comma, null), ("=", TokenKind.Equal, "=="),
        ("&&", TokenKind.And, "and"), ("||", TokenKind.Or, "or"), ("&", TokenKind.And, "and"), ("|", TokenKind.Or, "or"), ("!", TokenKind.Not, "not"),
        ("（", TokenKind.LeftParen, "("), ("）", TokenKind.RightParen, ")"), ("，", TokenKind.Comma, ","), ("≤", TokenKind.LessEqual, "<="), ("≥", TokenKind.GreaterEqual, ">="),
        ("≠", TokenKind.NotEqual, "!="), ("＝", TokenKind.Equal, "=="), ("＞", TokenKind.Greater, ">"), ("＜", TokenKind.Less, "<"), ("！", TokenKind.Not, "not"),
    ];

    private static readonly (string Word, TokenKind Kind)[] Words =
    [
        ("and", TokenKind.And), ("or", TokenKind.Or), ("not", TokenKind.Not), ("true", TokenKind.True), ("false", TokenKind.False),
        ("open", TokenKind.Open), ("closed", TokenKind.Closed),
    ];

    private int _at;

    public List<Token> Read()
    {
        var tokens = new List<Token>();
        while (true)
        {
            while (_at < text.Length && char.IsWhiteSpace(text[_at])) _at++;
            if (_at >= text.Length) break;
            tokens.Add(Next());
        }
        tokens.Add(new(TokenKind.End, text.Length, ""));
        return tokens;
    }

    private Token Next()
    {
        var c = text[_at];
        if (char.IsAsciiDigit(c) || (c is '-' or '.' && _at + 1 < text.Length && char.IsAsciiDigit(text[_at + 1]))) return Number();
        if (c is '"' or '\'') return Quoted(c, c);
        if (c is '“' or '”' or '‘' or '’') return Typographic(c);
        if (IsNamePart(_at, out _) && c != '.') return Word();
        return Sign() ?? Unexpected();
    }

    private Token Number()
    {
        var start = _at;
        if (text[_at] == '-') _at++;
        if (text[_at] == '.') faults.Add(start, "syntax", "a number needs a digit before the point: write 0.5");
        while (_at < text.Length && (char.IsAsciiDigit(text[_at]) || (text[_at] == '.' && _at + 1 < text.Length && char.IsAsciiDigit(text[_at + 1])))) _at++;
        if (_at < text.Length && text[_at] is 'e' or 'E')
        {
            var digits = _at + 1;
            if (digits < text.Length && text[digits] is '+' or '-') digits++;
            if (digits < text.Length && char.IsAsciiDigit(text[digits]))
                for (_at = digits; _at < text.Length && char.IsAsciiDigit(text[_at]);) _at++;
        }
        return _at < text.Length && IsNamePart(_at, out _) ? Duration(start) : Plain(start);
    }

    private Token Plain(int start)
    {
        var written = text[start.._at];
        const NumberStyles styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (!double.TryParse(written, styles, CultureInfo.InvariantCulture, out var number))
            return Bad(start, "syntax", $"'{written}' is not a number");
        return double.IsFinite(number) ? new(TokenKind.Number, start, written, number) : Bad(start, "outOfRange", $"the number {written} is too large");
    }

    private Token Duration(int start)
    {
        while (_at < text.Length && IsNamePart(_at, out var length)) _at += length;
        var written = text[start.._at];
        if (DurationText.TryParse(written, out var duration)) return new(TokenKind.Duration, start, written, 0, duration.Ticks);
        if (written[0] == '-') faults.Add(start, "syntax", $"'{written}': a duration cannot be negative");
        else faults.Add(start, "syntax", $"'{written}' is neither a number nor a duration: write {DurationText.Examples}, at most {DurationText.Max.Days}d");
        return new(TokenKind.Bad, start, written);
    }

    private Token Quoted(char open, char close)
    {
        var start = _at++;
        var end = text.IndexOf(close, _at);
        if (end < 0)
        {
            faults.Add(start, "syntax", $"the text that starts with {open} has no closing {close}");
            _at = text.Length;
            return new(TokenKind.Text, start, text[(start + 1)..]);
        }
        _at = end + 1;
        return new(TokenKind.Text, start, text[(start + 1)..end]);
    }

    private Token Typographic(char open)
    {
        faults.Add(_at, "syntax", $"'{open}' is a typographic quotation mark: write \"…\" or '…'");
        return Quoted(open, open switch { '“' => '”', '‘' => '’', _ => open });
    }

    private Token Word()
    {
        var start = _at;
        while (_at < text.Length && IsNamePart(_at, out var length)) _at += length;
        var written = text[start.._at];
        foreach (var (word, kind) in Words)
        {
            if (!string.Equals(word, written, StringComparison.OrdinalIgnoreCase)) continue;
            if (word != written) faults.Add(start, "syntax", $"'{written}': words of the language are in lower case: write '{word}'");
            return new(kind, start, word);
        }
        return written.Length <= ReadingLimits.NameLengthMax
            ? new(TokenKind.Name, start, written)
            : Bad(start, "tooLong", $"a name has at most {ReadingLimits.NameLengthMax} characters, this one has {written.Length}");
    }

    private Token? Sign()
    {
        var rest = text.AsSpan(_at);
        foreach (var (written, kind, write) in Signs)
        {
            if (!rest.StartsWith(written, StringComparison.Ordinal)) continue;
            if (write is not null) faults.Add(_at, "syntax", $"'{written}' is not an operator here: write '{write}'");
            _at += written.Length;
            return new(kind, _at - written.Length, write ?? written);
        }
        return null;
    }

    private Token Unexpected()
    {
        var start = _at;
        var shown = Rune.TryGetRuneAt(text, _at, out var rune) && !Rune.IsControl(rune) ? rune.ToString() : $"U+{(int)text[_at]:X4}";
        _at += rune.Utf16SequenceLength > 0 && Rune.TryGetRuneAt(text, start, out _) ? rune.Utf16SequenceLength : 1;
        return Bad(start, "syntax", text[start] is '+' or '-' or '*' or '/' or '%'
            ? $"'{shown}': there is no arithmetic in conditions"
            : $"unexpected character '{shown}'");
    }

    private Token Bad(int start, string code, string message)
    {
        faults.Add(start, code, message);
        return new(TokenKind.Bad, start, text[start..Math.Max(_at, start)]);
    }

    /// <summary>Letters of any script, digits, '_' and '.'; letters outside the basic plane take two chars.</summary>
    private bool IsNamePart(int at, out int length)
    {
        length = 1;
        var c = text[at];
        if (char.IsLetterOrDigit(c) || c is '_' or '.') return true;
        if (!char.IsHighSurrogate(c) || !Rune.TryGetRuneAt(text, at, out var rune)) return false;
        length = 2;
        return Rune.IsLetterOrDigit(rune);
    }
}
