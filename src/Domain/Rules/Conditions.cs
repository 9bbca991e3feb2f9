using Twin.Domain.Calendars;
using Twin.Domain.Readings;

namespace Twin.Domain.Rules;

/// <summary>A compiled condition: stateless, shared by all devices, never allocating.</summary>
internal abstract class Condition
{
    public abstract Tri Test(ref Facts facts);
}

internal sealed class ConstantCondition(Tri value) : Condition
{
    public override Tri Test(ref Facts facts) => value;
}

/// <summary>A reported boolean by itself.</summary>
internal sealed class NameCondition(int slot) : Condition
{
    public override Tri Test(ref Facts facts)
    {
        ref readonly var value = ref facts.Newest(slot);
        return value.Value.Kind == ValueKind.Boolean ? Tris.Of(value.Value.Boolean) : Tri.Unknown;
    }
}

internal sealed class NotCondition(Condition inner) : Condition
{
    public override Tri Test(ref Facts facts) => inner.Test(ref facts).Not();
}

internal sealed class AndCondition(Condition[] items) : Condition
{
    public override Tri Test(ref Facts facts)
    {
        var all = Tri.True;
        foreach (var item in items)
        {
            all = all.And(item.Test(ref facts));
            if (all == Tri.False) break;
        }
        return all;
    }
}

internal sealed class OrCondition(Condition[] items) : Condition
{
    public override Tri Test(ref Facts facts)
    {
        var any = Tri.False;
        foreach (var item in items)
        {
            any = any.Or(item.Test(ref facts));
            if (any == Tri.True) break;
        }
        return any;
    }
}

/// <summary><c>silent(d)</c>: nothing heard for d of steady time.</summary>
internal sealed class SilentCondition(long duration) : Condition
{
    public override Tri Test(ref Facts facts)
    {
        if (facts.Steady - facts.SilentSince >= duration) return Tri.True;
        facts.DueAtSteady(facts.SilentSince + duration);
        return facts.Heard ? Tri.False : Tri.Unknown;
    }
}

/// <summary><c>open</c> and <c>closed</c>; both false while sales are stopped. Its twin knows when trading changes.</summary>
internal sealed class TradingCondition(TradingState state) : Condition
{
    public override Tri Test(ref Facts facts) => facts.Trading is { } now ? Tris.Of(now == state) : Tri.Unknown;
}
