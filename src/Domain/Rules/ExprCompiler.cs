using Twin.Domain.Calendars;
using Twin.Domain.Readings;

namespace Twin.Domain.Rules;

/// <summary>Turns checked expressions into conditions over numbered slots, and notes what a rule looks at on the way.</summary>
internal sealed class ExprCompiler
{
    private readonly List<string> _names = [];
    private readonly List<long> _windows = [];
    private readonly List<bool> _timed = [];
    private readonly List<HashSet<Value>> _literals = [];

    /// <summary>Every name used, by slot.</summary>
    public string[] Names => [.. _names];

    /// <summary>The longest window over each name; 0 for names without.</summary>
    public long[] Windows => [.. _windows];

    /// <summary>Whether a rule looks at when the name was said: over a window, or by its age.</summary>
    public bool[] Timed => [.. _timed];

    /// <summary>What each name, or what is drawn from it, is compared with.</summary>
    public Value[][] Literals => [.. _literals.Select(l => l.ToArray())];

    /// <summary>What the conditions compiled since <see cref="Begin"/> look at.</summary>
    public HashSet<int> Slots { get; private set; } = [];
    public bool UsesSilence { get; private set; }

    /// <summary>The longest silence looked at, in ticks.</summary>
    public long SilenceMax { get; private set; }
    public bool UsesTrading { get; private set; }

    public void Begin() => (Slots, UsesSilence, SilenceMax, UsesTrading) = ([], false, 0, false);

    public Condition Condition(Expr expr)
    {
        switch (expr)
        {
            case NameExpr e: return new NameCondition(Slot(e.Name));
            case BooleanExpr e: return new ConstantCondition(Tris.Of(e.Value));
            case TradingExpr e:
                UsesTrading = true;
                return new TradingCondition(e.Open ? TradingState.Open : TradingState.Closed);
            case CallExpr { Function: Functions.Silent } e:
                UsesSilence = true;
                SilenceMax = Math.Max(SilenceMax, Length(e));
                return new SilentCondition(Length(e));
            case NotExpr e: return new NotCondition(Condition(e.Inner));
            case JunctionExpr e:
                Condition[] items = [.. e.Items.Select(Condition)];
                return e.And ? new AndCondition(items) : new OrCondition(items);
            case CompareExpr e: return Compare(e);
            default: throw new InvalidOperationException($"{expr} is not a condition; the checker lets none such through.");
        }
    }

    /// <summary>Whether silence can make the condition true, and not only hold it back as in <c>not silent(90s) and x > 5</c>.</summary>
    public static bool MeansSilence(Expr expr, bool positive = true) => expr switch
    {
        CallExpr { Function: Functions.Silent } => positive,
        NotExpr e => MeansSilence(e.Inner, !positive),
        JunctionExpr e => e.Items.Any(item => MeansSilence(item, positive)),
        CompareExpr { Left: BooleanExpr constant } e => MeansSilence(e.Right, positive == (constant.Value == (e.Operator == TokenKind.Equal))),
        CompareExpr { Right: BooleanExpr constant } e => MeansSilence(e.Left, positive == (constant.Value == (e.Operator == TokenKind.Equal))),
        CompareExpr e => MeansSilence(e.Left, true) || MeansSilence(e.Left, false) || MeansSilence(e.Right, true) || MeansSilence(e.Right, false),
        _ => false,
    };

    private Condition Compare(CompareExpr e)
    {
        var (left, op, right) = (e.Left, e.Operator, e.Right);
        NoteLiteral(left, right);
        NoteLiteral(right, left);
        // What is constant goes to the right, so that half of the cases need no code.
        if (IsConstant(left) && !IsConstant(right)) (left, op, right) = (right, Mirrored(op), left);
        var equal = op == TokenKind.Equal;
        switch (left, right)
        {
            case (NameExpr a, NumberExpr b): return new NameAgainstNumber(Slot(a.Name), op, b.Value);
            case (NameExpr a, TextExpr b): return new NameAgainstText(Slot(a.Name), equal, b.Value);
            case (NameExpr a, NameExpr b) when !e.Orders: return new NameAgainstName(Slot(a.Name), Slot(b.Name), equal);
            case (TextExpr a, TextExpr b): return new ConstantCondition(Tris.Of((a.Value == b.Value) == equal));
            case (DurationExpr a, DurationExpr b): return new ConstantCondition(Tris.Of(NumberCondition.Holds(a.Ticks.CompareTo(b.Ticks), op, 0)));
            case (CallExpr { Function: "age" } a, DurationExpr b): return new AgeCondition(TimedSlot(Name(a)), op, b.Ticks);
            case (CallExpr { Function: "age" } a, CallExpr { Function: "age" } b): return new AgesCondition(TimedSlot(Name(a)), op, TimedSlot(Name(b)));
        }
        return IsNumber(left) && IsNumber(right)
            ? new NumberCondition(Number(left), op, Number(right))
            : new BooleanCondition(Condition(left), equal, Condition(right));
    }

    private void NoteLiteral(Expr of, Expr literal)
    {
        Value? value = literal switch
        {
            NumberExpr e => Value.Of(e.Value),
            TextExpr e => Value.Of(e.Value),
            BooleanExpr e => Value.Of(e.Value),
            _ => null,
        };
        if (value is { } compared && (of as NameExpr ?? (of as CallExpr)?.Arguments[0] as NameExpr) is { } name) _literals[Slot(name.Name)].Add(compared);
    }

    private static bool IsConstant(Expr expr) => expr is NumberExpr or TextExpr or DurationExpr or BooleanExpr;

    /// <summary>Whether an operand can be a number; a lone name can, and its partner decides.</summary>
    private static bool IsNumber(Expr expr) => expr switch
    {
        NumberExpr or NameExpr => true,
        CallExpr e => Functions.Gives(e.Function) == ExprType.Number,
        _ => false,
    };

    private static TokenKind Mirrored(TokenKind op) => op switch
    {
        TokenKind.Less => TokenKind.Greater,
        TokenKind.LessEqual => TokenKind.GreaterEqual,
        TokenKind.Greater => TokenKind.Less,
        TokenKind.GreaterEqual => TokenKind.LessEqual,
        _ => op,
    };

    private NumberOperand Number(Expr expr)
    {
        switch (expr)
        {
            case NumberExpr e: return new ConstantOperand(e.Value);
            case NameExpr e: return new NameOperand(Slot(e.Name));
        }
        var call = (CallExpr)expr;
        var length = Length(call);
        var slot = TimedSlot(Name(call), length);
        return call.Function switch
        {
            "count" => new CountOperand(slot, length),
            "changes" => new ChangesOperand(slot, length),
            "rate" => new RateOperand(slot, length),
            "avg" => new AggregateOperand(Aggregate.Average, slot, length),
            "min" => new AggregateOperand(Aggregate.Least, slot, length),
            _ => new AggregateOperand(Aggregate.Greatest, slot, length),
        };
    }

    private static string Name(CallExpr call) => ((NameExpr)call.Arguments[0]).Name;
    private static long Length(CallExpr call) => ((DurationExpr)call.Arguments[^1]).Ticks;

    /// <summary>The slot of a name of which it matters when it was said, not only what.</summary>
    private int TimedSlot(string name, long window = 0)
    {
        var slot = Slot(name, window);
        _timed[slot] = true;
        return slot;
    }

    private int Slot(string name, long window = 0)
    {
        var slot = _names.IndexOf(name);
        if (slot < 0)
        {
            slot = _names.Count;
            _names.Add(string.Intern(name));
            _windows.Add(0);
            _timed.Add(false);
            _literals.Add([]);
        }
        _windows[slot] = Math.Max(_windows[slot], window);
        Slots.Add(slot);
        return slot;
    }
}
