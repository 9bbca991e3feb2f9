namespace Twin.Domain.Rules;

internal enum ExprType : byte
{
    /// <summary>Already reported as faulty; agrees with everything.</summary>
    Error,

    /// <summary>A reported value nothing has been said about yet.</summary>
    Any,
    Number, Boolean, Text, Duration,
}

/// <summary>An expression as written; <see cref="At"/> is the offset of its first character.</summary>
internal abstract record Expr(int At);

internal sealed record ErrorExpr(int At) : Expr(At);
internal sealed record NameExpr(int At, string Name) : Expr(At);
internal sealed record NumberExpr(int At, double Value) : Expr(At);
internal sealed record TextExpr(int At, string Value) : Expr(At);
internal sealed record BooleanExpr(int At, bool Value) : Expr(At);
internal sealed record DurationExpr(int At, long Ticks) : Expr(At);
internal sealed record TradingExpr(int At, bool Open) : Expr(At);
internal sealed record CallExpr(int At, string Function, IReadOnlyList<Expr> Arguments) : Expr(At);
internal sealed record NotExpr(int At, Expr Inner) : Expr(At);

/// <summary>All items joined by <c>and</c>, or all by <c>or</c>: kept flat, so that a long chain is not a deep tree.</summary>
internal sealed record JunctionExpr(int At, bool And, IReadOnlyList<Expr> Items) : Expr(At);

internal sealed record CompareExpr(int At, int OperatorAt, TokenKind Operator, Expr Left, Expr Right) : Expr(At)
{
    public bool Orders => Operator is not (TokenKind.Equal or TokenKind.NotEqual);
}
