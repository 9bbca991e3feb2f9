using Twin.Simulation.Mathematics;
using Twin.Simulation.Randomness;

namespace Twin.Simulation.Distributions;

/// <summary>By Marsaglia and Tsang's squeeze (2000); a shape below 1 is that of shape + 1, shrunk by a power of one more draw.</summary>
public sealed class Gamma(double shape, double scale) : Distribution
{
    public static Gamma OfMean(double mean, double cv) => new(1 / (cv * cv), mean * cv * cv);

    public override double Mean => shape * scale;
    public override double Variance => shape * scale * scale;

    public override double Sample(RandomStream random) =>
        shape >= 1 ? scale * Standard(shape, random) : scale * Standard(shape + 1, random) * Math.Pow(random.Uniform(), 1 / shape);

    private static double Standard(double shape, RandomStream random)
    {
        var d = shape - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = NormalQuantile.Of(random.Uniform());
            var v = 1 + (c * x);
            if (v <= 0) continue;
            v = v * v * v;
            if (Math.Log(random.Uniform()) < (x * x / 2) + (d * (1 - v + Math.Log(v)))) return d * v;
        }
    }
}

/// <summary>The sum of so many exponential stages.</summary>
public sealed class Erlang(double mean, int stages) : Distribution
{
    public override double Mean => mean;
    public override double Variance => mean * mean / stages;

    public override double Sample(RandomStream random)
    {
        var sum = 0.0;
        for (var i = 0; i < stages; i++) sum -= Math.Log(random.Uniform());
        return sum * mean / stages;
    }
}
