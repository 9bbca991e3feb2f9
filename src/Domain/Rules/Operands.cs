using Twin.Domain.Readings;

namespace Twin.Domain.Rules;

/// <summary>
/// A number that may be unknown, or known only to lie between two bounds, both included: what a restart lost can have made a count larger, never
/// smaller. Equal bounds are the ordinary case.
/// </summary>
internal abstract class NumberOperand
{
    public abstract bool TryGet(ref Facts facts, out double low, out double high);
}

internal sealed class ConstantOperand(double value) : NumberOperand
{
    public override bool TryGet(ref Facts facts, out double low, out double high)
    {
        low = high = value;
        return true;
    }
}

internal sealed class NameOperand(int slot) : NumberOperand
{
    public override bool TryGet(ref Facts facts, out double low, out double high)
    {
        ref readonly var value = ref facts.Newest(slot);
        low = high = value.Value.Number;
        return value.Value.Kind == ValueKind.Number;
    }
}

/// <summary>
/// A number drawn from the samples in (now - length, now]. Unknown for a name never reported. As long as the window reaches back beyond a restart, it
/// is partial: samples it held are lost. The next sample to leave the window is when time alone may change the number.
/// </summary>
internal abstract class WindowOperand(int slot, long length) : NumberOperand
{
    public sealed override bool TryGet(ref Facts facts, out double low, out double high)
    {
        low = high = 0;
        if (facts.Newest(slot).Value.Kind == ValueKind.None) return false;
        var partial = facts.Device - length < facts.KnownFrom;
        if (partial) facts.DueAtDevice(facts.KnownFrom + length);
        var samples = facts.Windows?[slot] is { } window ? window.Read(facts.Device, length) : default;
        if (samples.Has) facts.DueAtDevice(samples.Ticks + length);
        if (!TryGet(ref samples, out var number)) return false;
        (low, high) = partial ? Bounds(number) : (number, number);
        return true;
    }

    /// <summary>The number over the samples in the window, of which there may be none.</summary>
    protected abstract bool TryGet(ref SampleReader samples, out double number);

    /// <summary>What the number may be when samples are missing. A mean or a rate is taken from what there is: waiting a window for it would help nobody.</summary>
    protected virtual (double Low, double High) Bounds(double number) => (number, number);
}

/// <summary>Samples that are true or not zero.</summary>
internal sealed class CountOperand(int slot, long length) : WindowOperand(slot, length)
{
    protected override bool TryGet(ref SampleReader samples, out double number)
    {
        number = 0;
        for (; samples.Has; samples.Next())
            if (samples.Value.Counts)
                number++;
        return true;
    }

    protected override (double Low, double High) Bounds(double number) => (number, double.PositiveInfinity);
}

/// <summary>How often one sample differs from the one before it, both inside the window.</summary>
internal sealed class ChangesOperand(int slot, long length) : WindowOperand(slot, length)
{
    protected override bool TryGet(ref SampleReader samples, out double number)
    {
        number = 0;
        Value? last = null;
        for (; samples.Has; samples.Next())
        {
            var value = samples.Value;
            if (last is { } before && value != before) number++;
            last = value;
        }
        return true;
    }

    protected override (double Low, double High) Bounds(double number) => (number, double.PositiveInfinity);
}

/// <summary>Increase per second of a counter. A drop is a counter that began again from zero. Unknown under two samples.</summary>
internal sealed class RateOperand(int slot, long length) : WindowOperand(slot, length)
{
    protected override bool TryGet(ref SampleReader samples, out double number)
    {
        number = 0;
        var (count, increase, last, began, ended) = (0, 0.0, 0.0, 0L, 0L);
        for (; samples.Has; samples.Next())
        {
            if (samples.Value is not { Kind: ValueKind.Number, Number: var value }) continue;
            if (count++ == 0) began = samples.Ticks;
            else increase += value >= last ? value - last : value;
            (last, ended) = (value, samples.Ticks);
        }
        if (count < 2 || ended == began) return false;
        number = increase / TimeSpan.FromTicks(ended - began).TotalSeconds;
        return true;
    }
}

internal enum Aggregate : byte { Average, Least, Greatest }

/// <summary>Mean, least or greatest of the samples; true counts as 1 and false as 0, texts not at all. Unknown with no sample.</summary>
internal sealed class AggregateOperand(Aggregate aggregate, int slot, long length) : WindowOperand(slot, length)
{
    protected override bool TryGet(ref SampleReader samples, out double number)
    {
        number = 0;
        var count = 0;
        for (; samples.Has; samples.Next())
        {
            if (samples.Value is not { Kind: ValueKind.Number or ValueKind.Boolean, Number: var value }) continue;
            number = count++ == 0 ? value : aggregate switch
            {
                Aggregate.Least => Math.Min(number, value),
                Aggregate.Greatest => Math.Max(number, value),
                _ => number + value,
            };
        }
        if (aggregate == Aggregate.Average && count > 0) number /= count;
        return count > 0;
    }

    protected override (double Low, double High) Bounds(double number) => aggregate switch
    {
        Aggregate.Least => (double.NegativeInfinity, number),
        Aggregate.Greatest => (number, double.PositiveInfinity),
        _ => (number, number),
    };
}
