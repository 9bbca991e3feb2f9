using Twin.Simulation.Output;
using Twin.Simulation.Runs;
using Twin.Simulation.Tests.Calculators;
using Twin.Simulation.Tests.Scenarios;

namespace Twin.Simulation.Tests.Runs;

/// <summary>How many replications run when a precision is asked for, and whether the intervals then hold what they say.</summary>
public sealed class StoppingTests(ITestOutputHelper output)
{
    private const string OneServer = "horizon: 20m\nwarmup: 3m\nreplications: {min: 10, max: 2000, halfWidth: 10%, confidence: 95%, metric: waitMean}\nqueue: {arrivals: 0.5/s, service: SERVICE}\n";

    /// <summary>Not before: at the end of each wave but the last the interval was too wide. As soon as: at the end of the last it was narrow enough, and no wave was longer than those before it let expect.</summary>
    [Fact]
    public void It_stops_as_soon_as_the_half_width_holds_and_not_before()
    {
        var several = 0;
        for (var seed = 1; seed <= 40; seed++)
        {
            var scenario = Yaml.Scenario(OneServer.Replace("SERVICE", "{exponential: 1s}", StringComparison.Ordinal));
            var ends = new SortedSet<int>();
            var experiment = new Experiment(scenario.Model, seed, scenario.Horizon) { Progress = at => { lock (ends) ends.Add(at.Planned); } };
            var run = experiment.Run(scenario.Replications, scenario.Warmup, "a", TestContext.Current.CancellationToken);
            var waits = run.Values("waitMean");
            double Reached(int count) => Estimate.Of(waits.Take(count), 0.95).Relative;
            Assert.Equal(run.Replications.Count, ends.Max);
            Assert.Equal(10, ends.Min);
            Assert.True(run.Precise && Reached(ends.Max) <= 0.1, $"seed {seed}: {Reached(ends.Max)} after {ends.Max}");
            Assert.Equal(("waitMean", Reached(ends.Max), 0.1), (run.Precision!.Metric, run.Precision.Reached, run.Precision.Wanted));
            foreach (var (before, end) in ends.Zip(ends.Skip(1)))
            {
                Assert.True(Reached(before) > 0.1, $"seed {seed}: it went on after {before} with {Reached(before)}");
                Assert.InRange(end, before + 1, Math.Min(2 * before, Math.Max(before + 1, Math.Ceiling(1.05 * before * Math.Pow(Reached(before) / 0.1, 2)))));
            }
            several += ends.Count > 1 ? 1 : 0;
        }
        Assert.InRange(several, 20, 40);
    }

    /// <summary>Two hundred independent runs of a queue whose mean wait is known: nineteen of twenty intervals hold it. Stopping when an interval happens to be narrow costs a little.</summary>
    [Theory]
    [InlineData("{exponential: 1s}", 1)]
    [InlineData("1s", 0)]
    public void Intervals_hold_the_truth_about_as_often_as_they_say(string service, double cv2)
    {
        const int Runs = 200;
        var truth = Asked.Figure(FormattableString.Invariant($"mg1 lambda=0.5 mean=1 cv2={cv2}"), "Wq");
        var (held, replications) = (0, 0);
        for (var seed = 1001; seed <= 1000 + Runs; seed++)
        {
            var scenario = Yaml.Scenario(OneServer.Replace("SERVICE", service, StringComparison.Ordinal));
            var run = new Experiment(scenario.Model, seed, scenario.Horizon).Run(scenario.Replications, scenario.Warmup, "a", TestContext.Current.CancellationToken);
            held += Estimate.Of(run.Values("waitMean"), 0.95).Holds(truth) ? 1 : 0;
            replications += run.Replications.Count;
        }
        output.WriteLine(FormattableString.Invariant($"service {service}: {held} of {Runs} intervals hold {truth}; {(double)replications / Runs:0.0} replications a run"));
        // 95 % of 200 is 190, give or take 3; sequential stopping takes up to some 3 %.
        Assert.InRange(held, 180, 198);
    }

    [Fact]
    public void The_least_precise_of_the_key_figures_decides_and_is_named()
    {
        var scenario = Yaml.Scenario("replications: {min: 5, max: 400, halfWidth: 4%, metric: [utilisation, waitMean]}\nhorizon: 1h\nwarmup: 0s\nqueue: {arrivals: 0.5/s, service: {exponential: 1s}}");
        var run = new Experiment(scenario.Model, 3, scenario.Horizon).Run(scenario.Replications, scenario.Warmup, "a", TestContext.Current.CancellationToken);
        Assert.Equal("waitMean", run.Precision!.Metric);
        Assert.InRange(run.Precision.Reached, Estimate.Of(run.Values("utilisation"), 0.95).Relative, 0.04);
        Assert.Null(new Experiment(scenario.Model, 3, scenario.Horizon).Run(ReplicationPlan.Exactly(3), scenario.Warmup, "a", TestContext.Current.CancellationToken).Precision);
    }
}
