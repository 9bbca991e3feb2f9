using System.Diagnostics;
using Twin.LoadTests.Measures;
using Twin.LoadTests.Pacing;
using Twin.LoadTests.Wire;

namespace Twin.LoadTests.Tests;

/// <summary>What would be wrong without anybody noticing: which requests count, and from when.</summary>
public sealed class AccountingTests
{
    [Fact]
    public void Latency_counts_from_when_a_request_was_due()
    {
        var timeline = new Timeline(TimeSpan.Zero, TimeSpan.FromSeconds(10));
        timeline.Begin();
        timeline.Record(timeline.Began + Seconds(1), timeline.Began + Seconds(3), new(1));
        Assert.Equal(2_000, timeline.All.Ms(50), 2_000 * 0.001);
    }

    [Fact]
    public void Warm_up_and_what_ends_after_the_end_are_not_counted()
    {
        var timeline = new Timeline(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10));
        timeline.Begin();
        foreach (var second in new[] { 0.0, 4.9, 5.1, 14.9, 15.1 }) timeline.Record(timeline.Began, timeline.Began + Seconds(second), new(100, second > 10 ? "lost" : null, 3));
        Assert.Equal(200, timeline.Units);
        Assert.Equal(20, timeline.PerSecond);
        Assert.Equal(2, timeline.All.Count);
        Assert.Equal(3, timeline.Failures["lost"]);
        Assert.Equal([0.5, 9.5], timeline.Throughput().Where(t => t.Value > 0).Select(t => t.Second));
    }

    [Fact]
    public void A_request_of_which_nothing_was_taken_has_no_latency()
    {
        var timeline = new Timeline(TimeSpan.Zero, TimeSpan.FromSeconds(1));
        timeline.Begin();
        timeline.Record(timeline.Began, timeline.Began, new(0, "HTTP 503"));
        Assert.Equal(0, timeline.All.Count);
        Assert.Equal(1, timeline.Failures["HTTP 503"]);
    }

    [Fact]
    public void Percentiles_are_of_all_that_was_recorded_and_not_means()
    {
        var (quick, slow) = (new Latencies(), new Latencies());
        for (var i = 0; i < 98; i++) quick.Record(TimeSpan.FromMilliseconds(1));
        for (var i = 0; i < 2; i++) slow.Record(TimeSpan.FromMilliseconds(500));
        quick.Add(slow);
        Assert.Equal(100, quick.Count);
        Assert.Equal(1, quick.Ms(50), 0.01);
        Assert.Equal(500, quick.Ms(99), 0.5);
        Assert.Equal(500, quick.MaxMs, 0.5);
    }

    [Fact]
    public async Task An_open_loop_goes_on_while_answers_are_waited_for_and_the_wait_shows()
    {
        var timeline = new Timeline(TimeSpan.Zero, TimeSpan.FromSeconds(1));
        var sender = new AnswersAtTheEnd(timeline);
        await Load.Open([], [sender], timeline, Schedule.Even(100), CancellationToken.None);
        Assert.Equal(100, sender.Sent);
        Assert.Equal(100, timeline.Units);
        // The only connection was busy until the end, so those due in the first half waited for the other half at least.
        Assert.True(timeline.All.Ms(50) >= 499, $"{timeline.All.Ms(50)} ms");
    }

    [Theory, InlineData(1_000)]
    public void Times_of_independent_senders_have_the_rate_that_was_asked_for(int rate)
    {
        var times = Schedule.Poisson(rate, seed: 7).Take(50_000).ToArray();
        Assert.Equal(rate, times.Length / times[^1], rate * 0.02);
        Assert.Equal(times, Schedule.Poisson(rate, seed: 7).Take(50_000));
        // Of an exponential distribution the standard deviation is the mean.
        var gaps = times.Zip(times.Skip(1), (a, b) => b - a).ToArray();
        var mean = gaps.Average();
        Assert.Equal(mean, Math.Sqrt(gaps.Average(g => (g - mean) * (g - mean))), mean * 0.03);
    }

    [Fact]
    public void A_median_is_of_the_runs()
    {
        var measure = new Measure("x", "ms") { Runs = { 9, 1, 2 } };
        Assert.Equal((2, 1, 9), (measure.Median, measure.Min, measure.Max));
        measure.Runs.Add(4);
        Assert.Equal(3, measure.Median);
    }

    [Fact]
    public void A_trend_is_that_of_the_line_through_the_points()
    {
        var trend = Trend.Of(Enumerable.Range(0, 100).Select(n => ((double)n, 50 + n / 3_600.0 * 7)))!.Value;
        Assert.Equal(7, trend.PerHour, 1e-6);
        Assert.True(trend.Low <= 7.000001 && trend.High >= 6.999999);
        Assert.Null(Trend.Of([(1, 5), (2, 7)]));
    }

    [Theory]
    [InlineData(0, 0.01, TrendVerdict.Flat), InlineData(200, 0.01, TrendVerdict.Grows), InlineData(-200, 0.01, TrendVerdict.Shrinks), InlineData(0, 200, TrendVerdict.Unsure), InlineData(8, 200, TrendVerdict.Unsure)]
    public void What_is_flat_is_told_from_what_was_not_looked_at_for_long_enough(double perHour, double noise, TrendVerdict verdict)
    {
        var chance = new Random(4);
        Assert.Equal(verdict, Trend.Of(Enumerable.Range(0, 300).Select(n => ((double)n, 1_000 + n * perHour / 3_600 + noise * (chance.NextDouble() - 0.5))))!.Value.Verdict);
    }

    private static long Seconds(double seconds) => (long)(seconds * Stopwatch.Frequency);

    private sealed class AnswersAtTheEnd(Timeline timeline) : ISender
    {
        public int Sent { get; private set; }

        public async ValueTask<Outcome> SendAsync()
        {
            Sent++;
            while (!timeline.Over) await Task.Yield();
            return new(1);
        }

        public void Dispose()
        {
        }
    }
}
