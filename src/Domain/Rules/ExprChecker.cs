using Twin.Domain.Time;

namespace Twin.Domain.Rules;

/// <summary>
/// Finds every disagreement of types in the expressions of one rule. Values have no declared type: the first use of a name says what it is, and
/// every other use in the rule must agree.
/// </summary>
internal sealed class ExprChecker
{
    private readonly record struct Use(ExprType Type, string Where);

    /// <summary>A use that only makes sense once the other uses are known: a comparison of two names, or an argument that must not be a text.</summary>
    private readonly record struct Later(ExprFaults Faults, int At, string Name, string? Other, string? Function);

    private readonly Dictionary<string, Use> _uses = new(StringComparer.Ordinal);
    private readonly List<Later> _later = [];

    public void Condition(Expr expr, ExprFaults faults)
    {
        switch (expr)
        {
            case NameExpr { Name: Functions.Silent } e: faults.Add(e.At, "wrongType", "'silent' needs a duration: silent(90s)"); break;
            case NameExpr e: Name(e, ExprType.Boolean, faults); break;
            case JunctionExpr e: foreach (var item in e.Items) Condition(item, faults); break;
            case NotExpr e: Condition(e.Inner, faults); break;
            default:
                var type = TypeOf(expr, faults);
                if (type is not (ExprType.Boolean or ExprType.Error))
                    faults.Add(expr.At, "wrongType", $"{Described(expr, type)} is not a condition: compare it with something{Example(expr)}");
                break;
        }
    }

    /// <summary>Settles what had to wait for all uses of a rule's names.</summary>
    public void Finish()
    {
        for (var settled = true; settled;)
        {
            settled = false;
            foreach (var later in _later)
                if (later.Other is { } other)
                    settled |= Spread(later.Name, other) | Spread(other, later.Name);
        }
        foreach (var later in _later)
        {
            if (!_uses.TryGetValue(later.Name, out var use)) continue;
            if (later.Function is { } function && use.Type == ExprType.Text)
                later.Faults.Add(later.At, "wrongType", $"{function} needs numbers or true/false, but '{later.Name}' is a text ({use.Where})");
            if (later.Other is { } other && _uses.TryGetValue(other, out var otherUse) && otherUse.Type != use.Type)
                later.Faults.Add(later.At, "wrongType", $"'{later.Name}' is {Noun(use.Type)} ({use.Where}), but '{other}' is {Noun(otherUse.Type)} ({otherUse.Where})");
        }
    }

    private bool Spread(string from, string to) => _uses.TryGetValue(from, out var use) && _uses.TryAdd(to, use);

    private ExprType TypeOf(Expr expr, ExprFaults faults)
    {
        switch (expr)
        {
            case NumberExpr: return ExprType.Number;
            case TextExpr: return ExprType.Text;
            case BooleanExpr or TradingExpr: return ExprType.Boolean;
            case DurationExpr: return ExprType.Duration;
            case NameExpr: return ExprType.Any;
            case CallExpr e: return Call(e, faults);
            case CompareExpr e: return Compare(e, faults);
            case NotExpr or JunctionExpr: Condition(expr, faults); return ExprType.Boolean;
            default: return ExprType.Error;
        }
    }

    private ExprType Compare(CompareExpr e, ExprFaults faults)
    {
        var (left, right) = (TypeOf(e.Left, faults), TypeOf(e.Right, faults));
        if (left == ExprType.Error || right == ExprType.Error) return ExprType.Boolean;
        var known = left == ExprType.Any ? right : left;
        if (e.Orders && known is ExprType.Text or ExprType.Boolean)
        {
            faults.Add(e.OperatorAt, "wrongType", $"{(known == ExprType.Text ? "texts have" : "true and false have")} no order: use == or !=");
            return ExprType.Boolean;
        }
        if (e.Orders && known == ExprType.Any) known = ExprType.Number;
        if (known == ExprType.Any) _later.Add(new(faults, e.OperatorAt, ((NameExpr)e.Left).Name, ((NameExpr)e.Right).Name, null));
        else if (left != ExprType.Any && right != ExprType.Any) Agree(e, left, right, faults);
        else
        {
            if (left == ExprType.Any) Name((NameExpr)e.Left, known, faults);
            if (right == ExprType.Any) Name((NameExpr)e.Right, known, faults);
        }
        return ExprType.Boolean;
    }

    private static void Agree(CompareExpr e, ExprType left, ExprType right, ExprFaults faults)
    {
        if (left == right) return;
        var hint = (e.Left, e.Right) switch
        {
            (NumberExpr n, _) when right == ExprType.Duration => $": write {n.Value:0.###}s",
            (_, NumberExpr n) when left == ExprType.Duration => $": write {n.Value:0.###}s",
            _ => "",
        };
        faults.Add(e.OperatorAt, "wrongType", $"{Described(e.Left, left)} cannot be compared with {Described(e.Right, right)}{hint}");
    }

    private void Name(NameExpr e, ExprType type, ExprFaults faults)
    {
        if (type == ExprType.Duration)
        {
            faults.Add(e.At, "wrongType", $"'{e.Name}' is a reported value, never a duration: write age({e.Name}), or compare with a number");
            return;
        }
        var (line, column) = faults.Place(e.At);
        if (_uses.TryAdd(e.Name, new(type, $"line {line} column {column}"))) return;
        var first = _uses[e.Name];
        if (first.Type != type) faults.Add(e.At, "wrongType", $"'{e.Name}' is {Noun(type)} here but {Noun(first.Type)} at {first.Where}");
    }

    private ExprType Call(CallExpr e, ExprFaults faults)
    {
        if (!Functions.IsKnown(e.Function))
        {
            faults.Add(e.At, "unknownFunction", $"unknown function '{e.Function}'{(Functions.Nearest(e.Function) is { } near ? $"; did you mean '{near}'?" : $"; known are {string.Join(", ", Functions.All)}")}");
            return ExprType.Error;
        }
        var expected = (Functions.TakesName(e.Function) ? 1 : 0) + (Functions.TakesWindow(e.Function) ? 1 : 0);
        if (e.Arguments.Count != expected)
        {
            faults.Add(e.At, "wrongType", $"{e.Function} takes {(expected == 1 ? "one argument" : "two arguments")}, found {e.Arguments.Count}: write {Functions.Usage(e.Function)}");
            return Functions.Gives(e.Function);
        }
        if (Functions.TakesName(e.Function)) NameArgument(e, e.Arguments[0], faults);
        if (Functions.TakesWindow(e.Function)) Window(e, e.Arguments[^1], faults);
        return Functions.Gives(e.Function);
    }

    private void NameArgument(CallExpr e, Expr argument, ExprFaults faults)
    {
        if (argument is NameExpr name)
        {
            if (e.Function == "rate") Name(name, ExprType.Number, faults);
            else if (e.Function is not ("changes" or "age")) _later.Add(new(faults, name.At, name.Name, null, e.Function));
        }
        else if (argument is not ErrorExpr)
            faults.Add(argument.At, "wrongType", $"{e.Function} takes the name of a value, without quotes: {Functions.Usage(e.Function)}");
    }

    private static void Window(CallExpr e, Expr argument, ExprFaults faults)
    {
        if (argument is ErrorExpr) return;
        if (argument is not DurationExpr window)
            faults.Add(argument.At, "wrongType", $"{e.Function} needs a duration such as 90s: {Functions.Usage(e.Function)}");
        else if (window.Ticks == 0 || window.Ticks > Functions.WindowMax.Ticks)
            faults.Add(argument.At, "outOfRange", $"{DurationText.Format(new(window.Ticks))} is out of range: more than 0s, at most {DurationText.Format(Functions.WindowMax)}");
    }

    private static string Described(Expr expr, ExprType type) => expr switch
    {
        CallExpr e => $"{e.Function}(…), {Noun(type)},",
        NumberExpr or TextExpr or DurationExpr => Noun(type),
        BooleanExpr e => e.Value ? "true" : "false",
        TradingExpr e => e.Open ? "'open'" : "'closed'",
        _ => Noun(type),
    };

    private static string Example(Expr expr) => expr switch
    {
        CallExpr { Function: "age" } => ", e.g. age(name) > 5m",
        CallExpr e => $", e.g. {Functions.Usage(e.Function)} > 3",
        _ => "",
    };

    private static string Noun(ExprType type) => type switch
    {
        ExprType.Number => "a number",
        ExprType.Boolean => "true/false",
        ExprType.Text => "a text",
        ExprType.Duration => "a duration",
        _ => "a value",
    };
}
