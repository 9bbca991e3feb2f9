using CsCheck;
using Twin.Simulation.Kernel;
using Twin.Simulation.Output;
using Twin.Simulation.Queues;
using Twin.Simulation.Runs;
using Twin.Simulation.Studies;
using Twin.Simulation.Tests.Calculators;
using Twin.Simulation.Tests.Scenarios;

namespace Twin.Simulation.Tests.Queues;

/// <summary>Arrivals that go up and down with the hours.</summary>
public sealed class ArrivalProfileTests
{
    private const int Week = 7 * 24 * 60;

    /// <summary>The factor is what the stream's clock gains: however far it is from one time to another, in one go or in pieces, over weeks and idle hours.</summary>
    [Fact]
    public void The_clock_of_the_stream_runs_by_the_factor() =>
        Gen.Select(Gen.Select(Gen.Int[0, Week - 1], Gen.Int[0, 3].Select(i => ((double[])[0, 0.25, 1, 3])[i])).Array[1, 8], Gen.Int[0, Week - 1], Gen.Long[0, 30 * VirtualTime.Day], Gen.Long[0, 5 * VirtualTime.Day], Gen.Long[0, 5 * VirtualTime.Day]).Sample((steps, begins, now, first, second) =>
        {
            var factors = Enumerable.Repeat(1.0, Week).ToArray();
            foreach (var (minute, factor) in steps) Array.Fill(factors, factor, minute, Week - minute);
            if (factors.Average() < 0.1) return;
            var profile = new ArrivalProfile(factors, TimeSpan.FromMinutes(begins));
            var (middle, end) = (profile.After(now, first), profile.After(now, first + second));
            Assert.Equal(first, Gained(now, middle), 4.0);
            Assert.Equal(first + second, Gained(now, end), 4.0);
            Assert.InRange(profile.After(middle, second) - end, -40, 40);
            Assert.Equal(factors.Average(), profile.Mean, 1e-9);

            // Minute by minute, as slowly as it can be done.
            double Gained(long from, long to)
            {
                var gained = 0.0;
                for (var at = from; at < to;)
                {
                    var next = Math.Min(to, (((at + (begins * VirtualTime.Minute)) / VirtualTime.Minute) + 1) * VirtualTime.Minute - (begins * VirtualTime.Minute));
                    gained += factors[(int)((at / VirtualTime.Minute + begins) % Week)] * (next - at);
                    at = next;
                }
                return gained;
            }
        }, iter: 60);

    /// <summary>Nobody waits for unlimited servers: Eick, Massey and Whitt's mean number busy of a stream that changes, worked out step by step.</summary>
    [Fact]
    public void A_changing_Poisson_stream_fills_unlimited_servers_as_it_should()
    {
        // 10/h, three times as many from 8 to 12, none from 0 to 6; services of 2 h.
        var scenario = Yaml.Scenario("horizon: 41d\nreplications: 20\nqueue: {arrivals: 10/h, service: {exponential: 2h}, servers: unlimited, profile: [{from: \"08:00\", to: \"12:00\", factor: 3}, {from: \"00:00\", to: \"06:00\", factor: 0}]}");
        Assert.Equal(TimeSpan.FromDays(1), scenario.Warmup.Fixed);
        var run = new Experiment(scenario.Model, 11, scenario.Horizon).Run(scenario.Replications, scenario.Warmup, "a", TestContext.Current.CancellationToken);
        // (4 x 30 + 14 x 10) / 24 an hour.
        Holds("systemLength", 260.0 / 24 * 2);
        Holds("throughput", 260.0 / 24 / 3600);
        Assert.Null(ClosedForm.Of(scenario.Model));

        void Holds(string metric, double expected)
        {
            var estimate = Estimate.Of(run.Values(metric), 0.99);
            Assert.True(estimate.Holds(expected) && estimate.Relative < 0.02, $"{metric} {estimate}, expected {expected}");
        }
    }

    /// <summary>Where the load changes slowly beside the services, each hour is a queue of its own.</summary>
    [Fact]
    public void The_wait_by_hour_is_that_of_the_rate_of_the_hour()
    {
        var scenario = Yaml.Scenario("horizon: 3d\nreplications: 20\nqueue: {arrivals: 0.8/s, service: {exponential: 1s}, profile: [{from: \"12:00\", to: \"24:00\", factor: 0.5}]}");
        var run = new Experiment(scenario.Model, 12, scenario.Horizon).Run(scenario.Replications, scenario.Warmup, "a", TestContext.Current.CancellationToken);
        var curve = Assert.Single(SummaryCurve.Of(run, 0.99));
        Assert.Equal(("waitByHour", 24), (curve.Name, curve.Y.Count));
        foreach (var (hours, lambda) in (((int, int), double)[])[((2, 11), 0.8), ((14, 23), 0.4)])
        {
            var mean = Estimate.Of(run.Replications.Select(r => r.Curves[0].Y.Skip(hours.Item1).Take(hours.Item2 - hours.Item1 + 1).Average()), 0.99);
            var expected = Asked.Figure(FormattableString.Invariant($"mg1 lambda={lambda} mean=1 cv2=1"), "Wq");
            Assert.True(mean.Holds(expected) && mean.Relative < 0.05, $"{lambda}/s: {mean}, expected {expected}");
        }
    }

    [Theory]
    [InlineData("\"2026-11-25T22:00/23:00\"", "mon-sun", 0.5)]
    [InlineData("\"2026-11-25T22:00/23:00\"", "wed", 0.5)]
    [InlineData("\"2026-11-25T22:00/23:00\"", "thu", 1)]
    public void A_scenario_that_says_when_it_plays_goes_by_that_hour(string horizon, string days, double factor)
    {
        var scenario = Yaml.Scenario($"horizon: {horizon}\nqueue: {{arrivals: 1m, service: 1s, profile: [{{days: {days}, from: \"20:00\", to: \"02:00\", factor: 0.5}}]}}");
        var profile = ((QueueModel)scenario.Model).Scenario.Profile!;
        Assert.Equal((long)(VirtualTime.Minute / factor), profile.After(0, VirtualTime.Minute));
        Assert.Equal(22, profile.HourAt(0));
    }

    [Theory]
    [InlineData("profile: [{from: \"08:00\", to: \"12:00\"}]", "1:48 queue.profile[0].factor: 'factor' is missing")]
    [InlineData("profile: [{from: 8, to: \"12:00\", factor: -1}]", "1:55 queue.profile[0].from: expected a time of day such as \"08:00\" (in quotes), found the number 8|1:79 queue.profile[0].factor: 'factor' is from 0 to 1000: how many times as fast as 'arrivals' says")]
    [InlineData("profile: [{days: mo, from: \"08:00\", to: \"12:00\", factor: 1}]", "1:55 queue.profile[0].days: 'mo' is not a day: write mon, tue, wed, thu, fri, sat or sun")]
    [InlineData("profile: [{from: \"00:00\", to: \"24:00\", factor: 0}]", "1:47 queue.profile: nobody ever comes: every 'factor' is 0")]
    [InlineData("profile: [{from: \"00:00\", to: \"24:00\", factor: 3}]", "work comes 1.5 times as fast as the servers can do it on the average of the profile")]
    public void What_is_wrong_with_a_profile_is_told(string profile, string expected) =>
        Assert.Contains(expected, Yaml.Faults($"queue: {{arrivals: 1/m, service: 30s, {profile}}}").Replace('\n', '|'), StringComparison.Ordinal);
}
