using Twin.Simulation.Mathematics;
using Twin.Simulation.Output;
using Twin.Simulation.Randomness;

namespace Twin.Simulation.Tests.Output;

public sealed class EstimateTests
{
    /// <summary>Printed tables, and what R's qt gives.</summary>
    [Theory]
    [InlineData(0.975, 9, 2.2621571628)]
    [InlineData(0.975, 19, 2.0930240544)]
    [InlineData(0.975, 29, 2.0452296421)]
    [InlineData(0.995, 9, 3.2498355416)]
    [InlineData(0.9, 1, 3.0776835372)]
    [InlineData(0.995, 1, 63.656741163)]
    [InlineData(0.025, 5, -2.5705818356)]
    [InlineData(0.5, 7, 0)]
    [InlineData(0.975, 1e6, 1.9599663568)]
    public void Student_t_gives_its_known_answers(double p, double df, double t) => Assert.Equal(t, StudentT.Quantile(p, df), Math.Abs(t) * 1e-8);

    [Fact]
    public void The_interval_is_the_textbook_one_and_leaves_out_what_was_not_measured()
    {
        var estimate = Estimate.Of([1, 2, double.NaN, 3, 4, 5], 0.95);
        Assert.Equal((3.0, 5), (estimate.Mean, estimate.Count));
        Assert.Equal(2.7764451052 * Math.Sqrt(2.5 / 5), estimate.HalfWidth, 1e-9);
        Assert.True(double.IsNaN(Estimate.Of([double.NaN], 0.95).Mean));
        Assert.True(double.IsNaN(Estimate.Of([7], 0.95).HalfWidth));
    }

    /// <summary>What a confidence of 90 % promises: some 900 of 1000 intervals hold the mean.</summary>
    [Fact]
    public void Intervals_hold_the_mean_as_often_as_they_say()
    {
        var random = new RandomStreams(3, 0).Stream("coverage");
        var held = Enumerable.Range(0, 1000).Count(_ => Estimate.Of([.. Enumerable.Range(0, 20).Select(_ => random.Uniform())], 0.9).Holds(0.5));
        Assert.InRange(held, 865, 935);
    }

    [Fact]
    public void Pairs_see_a_small_difference_that_two_intervals_do_not()
    {
        double[] before = [10, 20, 30, 40, 50, 60];
        double[] after = [.. before.Select((value, i) => value + 1 + (0.1 * (i % 2)))];
        var paired = Estimate.OfDifferences(before, after, 0.95);
        Assert.Equal(1.05, paired.Mean, 1e-12);
        Assert.True(paired.Significant);
        Assert.True(Estimate.Of(before, 0.95).HalfWidth > 15);
        Assert.False(Estimate.OfDifferences(before, before, 0.95).Significant);
    }

    /// <summary>Hand-worked: the sum of squares over the square of what is left is smallest from the fifth on.</summary>
    [Fact]
    public void Mser_cuts_where_the_rest_is_steadiest() =>
        Assert.Equal(4, Mser5.Best([9, 7, 5, 4, 2, 1, 2, 1, 2, 1, 2, 1, 1, 2, 1, 2, 2, 1, 1, 2]));

    [Fact]
    public void Mser_cuts_next_to_nothing_from_what_is_steady_and_never_more_than_half()
    {
        Assert.InRange(Mser5.Truncation([.. Enumerable.Range(0, 1000).Select(i => (double)(i % 7))]), 0, 10);
        Assert.InRange(Mser5.Truncation([.. Enumerable.Range(0, 1000).Select(i => (double)i)]), 480, 500);
        var ramp = Enumerable.Range(0, 1000).Select(i => Math.Min(1, i / 100.0) + (0.01 * (i % 3)));
        Assert.InRange(Mser5.Truncation([.. ramp]), 85, 110);
    }
}
