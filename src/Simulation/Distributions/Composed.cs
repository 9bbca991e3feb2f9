using Twin.Simulation.Randomness;

namespace Twin.Simulation.Distributions;

/// <summary>One of several, each with its probability; the probabilities add up to 1.</summary>
public sealed class Mixture : Distribution
{
    private readonly (double UpTo, Distribution Part)[] _parts;

    public Mixture(IReadOnlyList<(double P, Distribution Part)> parts)
    {
        var sum = parts.Sum(part => part.P);
        if (parts.Count == 0 || Math.Abs(sum - 1) > 1e-9) throw new ArgumentException($"the probabilities of a mixture add up to 1, not to {sum}", nameof(parts));
        var upTo = 0.0;
        _parts = [.. parts.Select(part => (upTo += part.P, part.Part))];
        // Whatever the sum is short of 1 by rounding belongs to the last.
        _parts[^1].UpTo = 1;
        Mean = parts.Sum(part => part.P * part.Part.Mean);
        Variance = parts.Sum(part => part.P * (part.Part.Variance + (part.Part.Mean * part.Part.Mean))) - (Mean * Mean);
    }

    public override double Mean { get; }
    public override double Variance { get; }

    public override double Sample(RandomStream random)
    {
        var draw = random.Uniform();
        foreach (var (upTo, part) in _parts)
            if (draw <= upTo) return part.Sample(random);
        return _parts[^1].Part.Sample(random);
    }
}

/// <summary>What was observed, each value as likely as the other: no shape is assumed, and nothing longer than the longest observation ever happens.</summary>
public sealed class Empirical : Distribution
{
    private readonly double[] _values;

    public Empirical(IEnumerable<double> values)
    {
        // Sorted, so that a larger draw is a longer time, as with the others.
        _values = [.. values.Order()];
        if (_values.Length == 0) throw new ArgumentException("no observation", nameof(values));
        Mean = _values.Average();
        Variance = _values.Sum(value => (value - Mean) * (value - Mean)) / _values.Length;
    }

    public int Count => _values.Length;
    public override double Mean { get; }
    public override double Variance { get; }
    public override double Sample(RandomStream random) => _values[random.Below(_values.Length)];
}
