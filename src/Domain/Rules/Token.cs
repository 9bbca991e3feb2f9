namespace Twin.Domain.Rules;

internal enum TokenKind : byte
{
    End, Bad, Name, Number, Text, Duration, True, False, Open, Closed, And, Or, Not, LeftParen, RightParen, Comma,
    Less, LessEqual, Greater, GreaterEqual, Equal, NotEqual,
}

/// <summary><see cref="Text"/> is the source as written, or the content of a string; <see cref="Ticks"/> is set for durations.</summary>
internal readonly record struct Token(TokenKind Kind, int At, string Text, double Number = 0, long Ticks = 0)
{
    public bool IsComparison => Kind is >= TokenKind.Less and <= TokenKind.NotEqual;

    public string Described => Kind switch
    {
        TokenKind.End => "the end",
        TokenKind.Text => $"the text \"{(Text.Length <= 40 ? Text : Text[..40] + "…")}\"",
        _ => $"'{Text}'",
    };
}
