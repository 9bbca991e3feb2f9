namespace Twin.Domain.Rules;

/// <summary>
/// Recursive descent over <c>or</c>, <c>and</c>, <c>not</c>, one comparison, an operand. After a fault it goes on behind the next <c>and</c>, <c>or</c>
/// or bracket, so that one reading of a text finds all its faults.
/// </summary>
internal sealed class ExprParser
{
    public const int LengthMax = 2000;
    public const int DepthMax = 100;

    private readonly List<Token> _tokens;
    private readonly ExprFaults _faults;
    private int _next;
    private int _depth;
    private bool _gaveUp;

    private ExprParser(List<Token> tokens, ExprFaults faults) => (_tokens, _faults) = (tokens, faults);

    public static Expr Parse(string text, ExprFaults faults)
    {
        if (text.Length > LengthMax)
        {
            faults.Add(0, "tooLong", $"the condition has {text.Length} characters; at most {LengthMax} are allowed");
            return new ErrorExpr(0);
        }
        var parser = new ExprParser(new Lexer(text, faults).Read(), faults);
        if (parser.Peek.Kind == TokenKind.End)
        {
            faults.Add(0, "required", "the condition is empty");
            return new ErrorExpr(0);
        }
        return parser.Whole();
    }

    private Token Peek => _tokens[_next];
    private Token Take() => _tokens[_next].Kind == TokenKind.End ? _tokens[_next] : _tokens[_next++];
    private bool TryTake(TokenKind kind)
    {
        if (Peek.Kind != kind) return false;
        Take();
        return true;
    }

    private Expr Whole()
    {
        var first = Or();
        var parts = new List<Expr> { first };
        while (Peek.Kind != TokenKind.End)
        {
            var stray = Take();
            _faults.Add(stray.At, "syntax", stray.Kind == TokenKind.RightParen ? "')' without a '(' before it" : $"unexpected {stray.Described}");
            if (Peek.Kind is TokenKind.And or TokenKind.Or) Take();
            if (Peek.Kind is not (TokenKind.End or TokenKind.RightParen or TokenKind.Comma)) parts.Add(Or());
        }
        return parts.Count == 1 ? first : new JunctionExpr(first.At, true, parts);
    }

    private Expr Or() => Junction(TokenKind.Or);

    private Expr Junction(TokenKind joint)
    {
        var first = joint == TokenKind.Or ? Junction(TokenKind.And) : Not();
        if (Peek.Kind != joint) return first;
        var items = new List<Expr> { first };
        while (TryTake(joint)) items.Add(joint == TokenKind.Or ? Junction(TokenKind.And) : Not());
        return new JunctionExpr(first.At, joint == TokenKind.And, items);
    }

    private Expr Not()
    {
        if (Peek.Kind != TokenKind.Not) return Comparison();
        var at = Take().At;
        return Deeper(at, () => new NotExpr(at, Not()));
    }

    private Expr Comparison()
    {
        var left = Operand();
        if (Peek.IsComparison)
        {
            var sign = Take();
            left = new CompareExpr(left.At, sign.At, sign.Kind, left, Operand(sign));
            while (Peek.IsComparison)
            {
                var again = Take();
                _faults.Add(again.At, "syntax", "comparisons cannot be chained: write e.g. 1 < x and x < 5");
                left = new ErrorExpr(left.At);
                Operand(again);
            }
        }
        Resynchronise(left);
        return left;
    }

    /// <summary>Skips what cannot follow a comparison, up to the next place where a condition may end or start.</summary>
    private void Resynchronise(Expr after)
    {
        if (EndsCondition(Peek.Kind)) return;
        if (Peek.Kind != TokenKind.Bad && after is not ErrorExpr)
            _faults.Add(Peek.At, "syntax", Peek.Kind == TokenKind.LeftParen && after is NumberExpr or TextExpr or DurationExpr
                ? "unexpected '('"
                : $"expected 'and', 'or' or a comparison, found {Peek.Described}");
        var open = 0;
        while (Peek.Kind != TokenKind.End && (open > 0 || !EndsCondition(Peek.Kind)))
            open += Take().Kind switch { TokenKind.LeftParen => 1, TokenKind.RightParen => -1, _ => 0 };
    }

    private static bool EndsCondition(TokenKind kind) => kind is TokenKind.End or TokenKind.And or TokenKind.Or or TokenKind.RightParen or TokenKind.Comma;

    private Expr Operand(Token? after = null)
    {
        var token = Peek;
        switch (token.Kind)
        {
            case TokenKind.Name: return Name();
            case TokenKind.Number: return new NumberExpr(Take().At, token.Number);
            case TokenKind.Text: return new TextExpr(Take().At, token.Text);
            case TokenKind.Duration: return new DurationExpr(Take().At, token.Ticks);
            case TokenKind.True or TokenKind.False: return new BooleanExpr(Take().At, token.Kind == TokenKind.True);
            case TokenKind.Open or TokenKind.Closed: return new TradingExpr(Take().At, token.Kind == TokenKind.Open);
            case TokenKind.LeftParen: return Bracketed();
            case TokenKind.Bad: Take(); return new ErrorExpr(token.At);
        }
        _faults.Add(token.At, "syntax", after is { } sign
            ? $"a value is missing after '{sign.Text}', found {token.Described}"
            : $"a condition is missing here, found {token.Described}");
        if (token.Kind == TokenKind.Not) Deeper(token.At, Not);
        return new ErrorExpr(token.At);
    }

    private Expr Name()
    {
        var name = Take();
        return Peek.Kind == TokenKind.LeftParen ? Call(name) : new NameExpr(name.At, name.Text);
    }

    private Expr Bracketed()
    {
        var at = Take().At;
        return Deeper(at, () =>
        {
            var inner = Or();
            Close(at);
            return inner;
        });
    }

    private Expr Call(Token name)
    {
        var at = Take().At;
        return Deeper(name.At, () =>
        {
            var arguments = new List<Expr>();
            if (Peek.Kind is not (TokenKind.RightParen or TokenKind.End))
                do arguments.Add(Or());
                while (TryTake(TokenKind.Comma));
            Close(at);
            return new CallExpr(name.At, name.Text, arguments);
        });
    }

    private void Close(int openedAt)
    {
        while (Peek.Kind == TokenKind.Comma)
        {
            _faults.Add(Take().At, "syntax", "unexpected ','");
            Or();
        }
        if (!TryTake(TokenKind.RightParen) && !_gaveUp) _faults.Add(openedAt, "syntax", "'(' without its ')'");
    }

    private Expr Deeper(int at, Func<Expr> inner)
    {
        if (_depth >= DepthMax)
        {
            _faults.Add(at, "tooDeep", $"more than {DepthMax} brackets or 'not' inside each other");
            (_next, _gaveUp) = (_tokens.Count - 1, true);
            return new ErrorExpr(at);
        }
        _depth++;
        var expr = inner();
        _depth--;
        return expr;
    }
}
