using CsCheck;
using Twin.Simulation.Output;

namespace Twin.Simulation.Tests.Output;

public sealed class TallyTests
{
    [Fact]
    public void Quantiles_are_order_statistics_by_nearest_rank()
    {
        var tally = new Tally();
        for (var i = 20; i >= 1; i--) tally.Add(i);
        Assert.Equal((10, 18, 19, 20, 1), (tally.Quantile(0.5), tally.Quantile(0.9), tally.Quantile(0.95), tally.Quantile(1), tally.Quantile(0)));
        Assert.Equal((10.5, 1, 20, 20L), (tally.Mean, tally.Min, tally.Max, tally.Count));
    }

    [Fact]
    public void Nothing_observed_is_not_a_number()
    {
        var empty = new Tally().ToMetric("wait");
        Assert.True(double.IsNaN(empty.Value));
        Assert.True(double.IsNaN(empty.Spread!.P95));
        Assert.Equal(0, empty.Spread.Count);
    }

    /// <summary>Beyond what is kept exactly, quantiles are within a thousandth, and zeros stay zeros.</summary>
    [Fact]
    public void A_long_run_keeps_its_quantiles_within_a_thousandth() =>
        Gen.Double[-2, 8].Array[Tally.ExactMax + 50_000].Sample(powers =>
        {
            var values = powers.Select(p => p < -1 ? 0 : Math.Pow(10, p)).ToArray();
            var tally = new Tally();
            foreach (var value in values) tally.Add(value);
            Array.Sort(values);
            foreach (var p in (double[])[0.05, 0.5, 0.9, 0.95, 0.999, 1])
            {
                var exact = NearestRank.Quantile(values, p);
                Assert.Equal(exact, tally.Quantile(p), exact * 0.001);
            }
        }, iter: 3);

    [Fact]
    public void A_level_is_weighed_by_how_long_it_lasted()
    {
        var level = new TimeAverage();
        level.Set(2, 10);
        level.Change(3, 30);
        Assert.Equal(((2 * 20) + (5 * 20)) / 50.0, level.Average(50));
        level.Restart(50);
        Assert.Equal(5, level.Average(60));
        Assert.Equal(5, level.Max);
    }
}
