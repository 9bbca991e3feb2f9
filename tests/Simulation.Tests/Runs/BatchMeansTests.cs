using Twin.Simulation.Output;
using Twin.Simulation.Reports;
using Twin.Simulation.Runs;
using Twin.Simulation.Tests.Calculators;
using Twin.Simulation.Tests.Scenarios;
using Twin.Simulation.Tests.Studies;

namespace Twin.Simulation.Tests.Runs;

/// <summary>One long run instead of replications.</summary>
public sealed class BatchMeansTests(ITestOutputHelper output)
{
    private const string OneServer = "seed: SEED\nhorizon: 3h\nwarmup: 3m\nreplications: {batches: 20, metric: waitMean}\nqueue: {arrivals: 0.5/s, service: {exponential: 1s}}\n";

    [Fact]
    public void The_batches_of_a_run_make_up_the_run()
    {
        var scenario = Yaml.Scenario(OneServer.Replace("SEED", "3", StringComparison.Ordinal));
        var one = scenario.Model.Run(new(3, 0, TimeSpan.FromMinutes(3), CancellationToken.None));
        var batches = scenario.Model.Batches(new(3, 0, TimeSpan.FromMinutes(3), CancellationToken.None), 20)!;
        Assert.Equal(20, batches.Count);
        double Value(ReplicationResult result, string name) => RunResult.ValueOf(result.Metrics, name);
        foreach (var level in (string[])["systemLength", "queueLength", "utilisation", "throughput"]) Assert.Equal(Value(one, level), batches.Average(b => Value(b, level)), 1e-9);
        var waits = batches.Select(b => b.Metrics.First(m => m.Name == "waitMean")).ToArray();
        var whole = one.Metrics.First(m => m.Name == "waitMean");
        Assert.Equal(whole.Spread!.Count, waits.Sum(w => w.Spread!.Count));
        Assert.Equal(whole.Value * whole.Spread.Count, waits.Sum(w => w.Value * w.Spread!.Count), 1e-6);
        Assert.Equal((one.Events, one.Fingerprint), (batches.Sum(b => b.Events), batches[^1].Fingerprint));
    }

    [Fact]
    public void Intervals_of_batches_hold_the_truth_about_as_often_as_they_say()
    {
        const int Runs = 200;
        var truth = Asked.Figure("mg1 lambda=0.5 mean=1 cv2=1", "Wq");
        var stop = TestContext.Current.CancellationToken;
        var (held, correlated) = (0, 0);
        Parallel.For(0, Runs, i =>
        {
            var scenario = Yaml.Scenario(OneServer.Replace("SEED", $"{2001 + i}", StringComparison.Ordinal));
            var run = new Experiment(scenario.Model, scenario.Seed, scenario.Horizon).Run(scenario.Replications, scenario.Warmup, "a", stop);
            if (Estimate.Of(run.Values("waitMean"), 0.95).Holds(truth)) Interlocked.Increment(ref held);
            if (run.Batched!.Correlated) Interlocked.Increment(ref correlated);
        });
        output.WriteLine($"{held} of {Runs} hold, {correlated} look correlated");
        Assert.InRange(held, 180, 198);
        // One in twenty looks it by chance.
        Assert.InRange(correlated, 1, 30);
    }

    /// <summary>Batches of a busy queue that are shorter than it takes to forget: it is said so, and auto takes fewer.</summary>
    [Fact]
    public void Batches_that_are_too_short_are_told_of()
    {
        var short20 = StudyTests.Run("horizon: 100m\nwarmup: 10m\nreplications: {batches: 200}\nqueue: {arrivals: 0.95/s, service: {exponential: 1s}}");
        Assert.True(short20.Run.Batched!.Correlated);
        Assert.Contains("The 200 batches are correlated", ResultText.Write(short20, new("1", 1)), StringComparison.Ordinal);
        Assert.StartsWith("scenario: 200 batches of one run, seed 1", ResultText.Write(short20, new("1", 1)), StringComparison.Ordinal);
        var auto = StudyTests.Run("horizon: 100m\nwarmup: 10m\nreplications: {batches: auto}\nqueue: {arrivals: 0.95/s, service: {exponential: 1s}}\ncompare: [{name: two, queue.servers: 2}]");
        Assert.InRange(auto.Run.Batched!.Count, 10, 20);
        Assert.Equal(auto.Run.Batched.Count, auto.Comparisons[0].Run.Batched!.Count);
        Assert.True(auto.Comparisons[0].Differences.Single(d => d.Metric == "waitMean").Paired.Significant);
    }

    [Fact]
    public void The_correlation_of_neighbours_is_that_of_the_textbook()
    {
        // Of 1, 2, 3, 4: deviations -1.5 -0.5 0.5 1.5; products 0.75 - 0.25 + 0.75 over 5.
        Assert.Equal(0.25, BatchMeans.Lag1([1, 2, 3, 4]), 1e-12);
        Assert.True(double.IsNaN(BatchMeans.Lag1([2, 2, 2])));
        Assert.False(BatchMeans.Correlated(0.2, 40));
        Assert.True(BatchMeans.Correlated(0.3, 40));
    }

    [Theory]
    [InlineData("replications: {batches: 3}\nqueue: {arrivals: 1/m, service: 30s}", "1:25 replications.batches: expected a whole number from 5 to 1000, or auto, found the number 3")]
    [InlineData("replications: {batches: many, min: 3}\nqueue: {arrivals: 1/m, service: 30s}", "1:25 replications.batches: expected a whole number from 5 to 1000, or auto, found the text 'many'")]
    [InlineData("replications: {batches: 20, min: 30, halfWidth: 2%}\nqueue: {arrivals: 1/m, service: 30s}", "1:34 replications.min: either 'min' or 'batches': one run is as long as 'horizon' says\n1:49 replications.halfWidth: either 'halfWidth' or 'batches': one run is as long as 'horizon' says")]
    [InlineData("replications: {batches: auto}\nserviceDay: {windows: 8, slot: 30m, slots: 14, perSlot: 14, service: 15m}", "1:25 replications.batches: only a 'queue' can be cut into batches: a day ends by itself, and of a network replications are run")]
    public void What_cannot_be_is_told(string text, string expected) => Assert.Equal(expected, Yaml.Faults(text));
}
