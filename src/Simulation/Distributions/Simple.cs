using Twin.Simulation.Mathematics;
using Twin.Simulation.Randomness;

namespace Twin.Simulation.Distributions;

/// <summary>Always the same.</summary>
public sealed class Fixed(double value) : Distribution
{
    public override double Mean => value;
    public override double Variance => 0;
    public override double Sample(RandomStream random) => value;
}

public sealed class Exponential(double mean) : Distribution
{
    public override double Mean => mean;
    public override double Variance => mean * mean;
    public override double Sample(RandomStream random) => random.Exponential(mean);
}

/// <summary>Anything between two ends, equally likely.</summary>
public sealed class Uniform(double from, double to) : Distribution
{
    public override double Mean => (from + to) / 2;
    public override double Variance => (to - from) * (to - from) / 12;
    public override double Sample(RandomStream random) => from + ((to - from) * random.Uniform());
}

/// <summary>The logarithm is normal. By inversion: one draw a sample, and a longer one for a larger draw.</summary>
public sealed class Lognormal(double mean, double cv) : Distribution
{
    private readonly double _sigma = Math.Sqrt(Math.Log(1 + (cv * cv)));
    private readonly double _mu = Math.Log(mean) - (Math.Log(1 + (cv * cv)) / 2);

    public override double Mean => mean;
    public override double Variance => mean * mean * cv * cv;
    public override double Sample(RandomStream random) => Math.Exp(_mu + (_sigma * NormalQuantile.Of(random.Uniform())));
}

/// <summary>Shape below 1: the longer it lasted the longer it will; above 1: it wears out.</summary>
public sealed class Weibull(double shape, double scale) : Distribution
{
    public static Weibull OfMean(double mean, double shape) => new(shape, mean / GammaFunction.Of(1 + (1 / shape)));

    public override double Mean => scale * GammaFunction.Of(1 + (1 / shape));
    public override double Variance => (scale * scale * GammaFunction.Of(1 + (2 / shape))) - (Mean * Mean);
    public override double Sample(RandomStream random) => scale * Math.Pow(-Math.Log(random.Uniform()), 1 / shape);
}
