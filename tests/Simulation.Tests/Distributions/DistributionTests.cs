using CsCheck;
using Twin.Simulation.Distributions;
using Twin.Simulation.Mathematics;
using Twin.Simulation.Randomness;

namespace Twin.Simulation.Tests.Distributions;

public sealed class DistributionTests
{
    private const int Samples = 200_000;

    public static TheoryData<string, double, double> Known => new()
    {
        { "fixed: 15m", 900, 0 },
        { "exponential: 30m", 1800, 1 },
        { "uniform: {from: 30s, to: 90s}", 60, 1.0 / 12 },
        { "lognormal: {mean: 45m, cv: 0.8}", 2700, 0.64 },
        { "weibull: {mean: 10s, shape: 2}", 10, (4 / Math.PI) - 1 },
        { "weibull: {scale: 10s, shape: 1}", 10, 1 },
        { "weibull: {mean: 10s, shape: 0.7}", 10, 2.1387 },
        { "gamma: {mean: 20s, cv: 0.5}", 20, 0.25 },
        { "gamma: {mean: 20s, shape: 0.5}", 20, 2 },
        { "gamma: {scale: 4s, shape: 3}", 12, 1.0 / 3 },
        { "erlang: {mean: 20s, k: 4}", 20, 0.25 },
        { "mixture: [{p: 0.8, fixed: 15m}, {p: 0.2, exponential: 6h}]", 5040, (((0.8 * 900 * 900) + (0.2 * 2 * 21600.0 * 21600)) / (5040.0 * 5040)) - 1 },
        { "empirical: [1s, 2s, 3s, 6s]", 3, 3.5 / 9 },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void The_moments_are_known_and_the_samples_have_them(string text, double mean, double cv2)
    {
        var distribution = Written.Distribution(text);
        Assert.Equal(mean, distribution.Mean, mean * 1e-9);
        Assert.Equal(cv2, distribution.Cv2, Math.Max(1e-9, cv2 * 1e-4));
        AssertSampled(distribution, new RandomStream(42));
    }

    /// <summary>Any parameters: the mean of many samples lies within five standard errors of the known one.</summary>
    [Fact]
    public void Samples_have_the_mean_whatever_the_parameters() =>
        Gen.Select(Gen.Double[0.1, 1000], Gen.Double[0.2, 2], Gen.Int[0, 5], Gen.ULong).Sample((mean, spread, which, seed) =>
        {
            Distribution distribution = which switch
            {
                0 => new Exponential(mean),
                1 => new Lognormal(mean, spread),
                2 => Weibull.OfMean(mean, 1 / spread),
                3 => Gamma.OfMean(mean, spread),
                4 => new Erlang(mean, 1 + (int)(spread * 5)),
                _ => new Mixture([(0.3, new Fixed(mean)), (0.7, Gamma.OfMean(mean * 2, spread))]),
            };
            var random = new RandomStream(seed);
            var sum = 0.0;
            for (var i = 0; i < 4000; i++) sum += distribution.Sample(random);
            Assert.Equal(distribution.Mean, sum / 4000, 6 * Math.Sqrt(distribution.Variance / 4000));
        }, iter: 100, seed: "0000KOIPe95x");

    /// <summary>The shape, not the moments alone: the share below the quantile of p is p.</summary>
    [Theory]
    [InlineData("exponential: 1s", 0.693147180559945, 0.5)]
    [InlineData("lognormal: {mean: 1s, cv: 1}", 0.707106781186548, 0.5)]
    [InlineData("weibull: {scale: 1s, shape: 2}", 1.517427129385, 0.9)]
    [InlineData("erlang: {mean: 2s, k: 2}", 1.678346990017, 0.5)]
    [InlineData("gamma: {scale: 1s, shape: 2}", 3.889720169867, 0.9)]
    [InlineData("gamma: {scale: 2s, shape: 0.5}", 0.454936423119572, 0.5)]
    public void Known_quantiles_part_the_samples(string text, double quantile, double p)
    {
        var (distribution, random) = (Written.Distribution(text), new RandomStream(7));
        var below = 0;
        for (var i = 0; i < Samples; i++)
            if (distribution.Sample(random) <= quantile) below++;
        Assert.Equal(p, (double)below / Samples, 5 * Math.Sqrt(p * (1 - p) / Samples));
    }

    /// <summary>Tables of the normal distribution and of the gamma function.</summary>
    [Fact]
    public void The_functions_behind_them_give_their_known_answers()
    {
        Assert.Equal(1.959963984540054, NormalQuantile.Of(0.975), 1e-14);
        Assert.Equal(-3.090232306167813, NormalQuantile.Of(0.001), 1e-13);
        Assert.Equal(-9.262340089798408, NormalQuantile.Of(1e-20), 1e-12);
        Assert.Equal(0, NormalQuantile.Of(0.5));
        Assert.Equal(Math.Sqrt(Math.PI), GammaFunction.Of(0.5), 1e-13);
        Assert.Equal(120, GammaFunction.Of(6), 1e-10);
        Assert.Equal(359.1342053695754, GammaFunction.Log(100), 1e-10);
        Assert.Equal(Math.Log(9.513507698668732), GammaFunction.Log(0.1), 1e-13);
    }

    private static void AssertSampled(Distribution distribution, RandomStream random)
    {
        var (sum, squares) = (0.0, 0.0);
        for (var i = 0; i < Samples; i++)
        {
            var x = distribution.Sample(random);
            Assert.True(x >= 0);
            sum += x;
            squares += (x - distribution.Mean) * (x - distribution.Mean);
        }
        Assert.Equal(distribution.Mean, sum / Samples, 1e-9 + (5 * Math.Sqrt(distribution.Variance / Samples)));
        Assert.Equal(distribution.Variance, squares / Samples, 1e-9 + (distribution.Variance * 0.06));
    }
}
