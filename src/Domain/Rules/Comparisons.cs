using Twin.Domain.Readings;

namespace Twin.Domain.Rules;

/// <summary>The commonest condition, a value against a number, without a detour.</summary>
internal sealed class NameAgainstNumber(int slot, TokenKind op, double number) : Condition
{
    public override Tri Test(ref Facts facts)
    {
        ref readonly var value = ref facts.Newest(slot);
        return value.Value.Kind == ValueKind.Number ? Tris.Of(NumberCondition.Holds(value.Value.Number, op, number)) : Tri.Unknown;
    }
}

internal sealed class NumberCondition(NumberOperand left, TokenKind op, NumberOperand right) : Condition
{
    public override Tri Test(ref Facts facts)
    {
        // Both are asked even if the first is unknown: each must say when it may change.
        var known = left.TryGet(ref facts, out var low, out var high) & right.TryGet(ref facts, out var rightLow, out var rightHigh);
        if (!known) return Tri.Unknown;
        return low == high && rightLow == rightHigh ? Tris.Of(Holds(low, op, rightLow)) : Between((low, high), (rightLow, rightHigh));
    }

    /// <summary>What is true, or false, of every pair of numbers between the bounds; else unknown.</summary>
    private Tri Between((double Low, double High) a, (double Low, double High) b)
    {
        var apart = a.High < b.Low || b.High < a.Low;
        return op switch
        {
            TokenKind.Less => a.High < b.Low ? Tri.True : a.Low >= b.High ? Tri.False : Tri.Unknown,
            TokenKind.LessEqual => a.High <= b.Low ? Tri.True : a.Low > b.High ? Tri.False : Tri.Unknown,
            TokenKind.Greater => a.Low > b.High ? Tri.True : a.High <= b.Low ? Tri.False : Tri.Unknown,
            TokenKind.GreaterEqual => a.Low >= b.High ? Tri.True : a.High < b.Low ? Tri.False : Tri.Unknown,
            TokenKind.Equal => apart ? Tri.False : Tri.Unknown,
            _ => apart ? Tri.True : Tri.Unknown,
        };
    }

    public static bool Holds(double a, TokenKind op, double b) => op switch
    {
        TokenKind.Less => a < b,
        TokenKind.LessEqual => a <= b,
        TokenKind.Greater => a > b,
        TokenKind.GreaterEqual => a >= b,
        TokenKind.Equal => a == b,
        _ => a != b,
    };
}

/// <summary>Equality of a value with a text.</summary>
internal sealed class NameAgainstText(int slot, bool equal, string text) : Condition
{
    public override Tri Test(ref Facts facts)
    {
        ref readonly var value = ref facts.Newest(slot);
        return value.Value.Kind == ValueKind.Text ? Tris.Of((value.Value.Text == text) == equal) : Tri.Unknown;
    }
}

/// <summary>Equality of two reported values; unknown when their types differ.</summary>
internal sealed class NameAgainstName(int left, int right, bool equal) : Condition
{
    public override Tri Test(ref Facts facts)
    {
        ref readonly var a = ref facts.Newest(left);
        ref readonly var b = ref facts.Newest(right);
        return a.Value.Kind != ValueKind.None && a.Value.Kind == b.Value.Kind ? Tris.Of((a.Value == b.Value) == equal) : Tri.Unknown;
    }
}

internal sealed class BooleanCondition(Condition left, bool equal, Condition right) : Condition
{
    public override Tri Test(ref Facts facts)
    {
        var (a, b) = (left.Test(ref facts), right.Test(ref facts));
        return a == Tri.Unknown || b == Tri.Unknown ? Tri.Unknown : Tris.Of((a == b) == equal);
    }
}

/// <summary>
/// <c>age(name)</c> against a constant. After a restart the stored sample may be older than the last one really seen; then the truth lies between
/// its age and the time since the restart, and where those two disagree it is unknown.
/// </summary>
internal sealed class AgeCondition(int slot, TokenKind op, long duration) : Condition
{
    public override Tri Test(ref Facts facts)
    {
        ref readonly var sample = ref facts.Newest(slot);
        if (sample.Value.Kind == ValueKind.None) return Tri.Unknown;
        var at = sample.At.Ticks;
        var result = Since(ref facts, at);
        return at >= facts.KnownFrom || result == Since(ref facts, facts.KnownFrom) ? Tris.Of(result) : Tri.Unknown;
    }

    private bool Since(ref Facts facts, long at)
    {
        var age = facts.Device - at;
        if (age < duration) facts.DueAtDevice(at + duration);
        else if (age == duration) facts.DueAtDevice(at + duration + 1);
        return NumberCondition.Holds(age.CompareTo(duration), op, 0);
    }
}

/// <summary>The ages of two values against each other: both grow alike, so time alone changes nothing.</summary>
internal sealed class AgesCondition(int left, TokenKind op, int right) : Condition
{
    public override Tri Test(ref Facts facts)
    {
        ref readonly var a = ref facts.Newest(left);
        ref readonly var b = ref facts.Newest(right);
        if (a.Value.Kind == ValueKind.None || b.Value.Kind == ValueKind.None) return Tri.Unknown;
        return Tris.Of(NumberCondition.Holds(b.At.Ticks.CompareTo(a.At.Ticks), op, 0));
    }
}
