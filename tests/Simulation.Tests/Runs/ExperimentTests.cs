using Twin.Simulation.Output;
using Twin.Simulation.Runs;
using Twin.Simulation.Scenarios;
using Twin.Simulation.Tests.Scenarios;

namespace Twin.Simulation.Tests.Runs;

public sealed class ExperimentTests
{
    private const string Small = "horizon: 1h\nseed: 5\nreplications: {min: 6, max: 60, halfWidth: 4%}\nqueue: {arrivals: {exponential: 2s}, service: {exponential: 1s}}\n";

    [Fact]
    public void One_thread_or_eight_give_the_same_fingerprint_and_figures()
    {
        var (one, eight) = (Run(Small, threads: 1), Run(Small, threads: 8));
        Assert.Equal(one.Fingerprint.ToString(), eight.Fingerprint.ToString());
        Assert.Equal(one.Replications.Count, eight.Replications.Count);
        Assert.Equal(one.Values("waitMean"), eight.Values("waitMean"));
        Assert.Equal(one.Warmup, eight.Warmup);
        Assert.NotEqual(one.Fingerprint, Run(Small.Replace("seed: 5", "seed: 6", StringComparison.Ordinal)).Fingerprint);
    }

    [Fact]
    public void Replications_go_on_until_the_interval_is_narrow_enough_and_not_further()
    {
        var run = Run(Small);
        Assert.True(run.Precise);
        Assert.InRange(run.Replications.Count, 7, 60);
        foreach (var metric in (string[])["waitMean", "systemLength"])
            Assert.InRange(Estimate.Of(run.Values(metric), 0.95).Relative, 0, 0.04);
        var few = Run(Small.Replace("max: 60", "max: 7", StringComparison.Ordinal));
        Assert.Equal((7, false), (few.Replications.Count, few.Precise));
        // The first are the same ones.
        Assert.Equal(run.Values("waitMean").Take(7), few.Values("waitMean"));
    }

    [Fact]
    public void The_warm_up_is_found_when_the_queue_begins_far_from_where_it_settles()
    {
        // Machines all run at first; the shop fills over some repair times.
        var run = Run("horizon: 400h\nreplications: 2\nqueue: {population: 1000, servers: unlimited, arrivals: {exponential: 100h}, service: {exponential: 10h}}");
        Assert.True(run.Settled);
        Assert.InRange(run.Warmup, TimeSpan.FromHours(20), TimeSpan.FromHours(150));
    }

    [Fact]
    public void Told_to_stop_it_keeps_what_is_done_and_tells_how_far_it_is()
    {
        using var stop = new CancellationTokenSource();
        var scenario = Yaml.Scenario("horizon: 2h\nreplications: 50\nqueue: {arrivals: {exponential: 2s}, service: {exponential: 1s}}");
        var told = new List<RunProgress>();
        var experiment = new Experiment(scenario.Model, 1, scenario.Horizon)
        {
            Threads = 1,
            Progress = at =>
            {
                told.Add(at);
                if (at.Of != "pilots" && at.Done == 2) stop.Cancel();
            },
        };
        var run = experiment.Run(scenario.Replications, scenario.Warmup, "a", stop.Token);
        Assert.Equal(new(2, 50, "a: replications"), told[^1]);
        Assert.Equal((50, false), (run.BrokenOffBefore, run.Precise));
        Assert.Equal(Run("horizon: 2h\nreplications: 2\nqueue: {arrivals: {exponential: 2s}, service: {exponential: 1s}}").Fingerprint.ToString(), run.Fingerprint.ToString());
    }

    [Fact]
    public void On_several_threads_what_is_kept_begins_with_the_first_and_has_no_gap()
    {
        using var stop = new CancellationTokenSource();
        var scenario = Yaml.Scenario("warmup: 0s\nhorizon: 2h\nreplications: 500\nqueue: {arrivals: {exponential: 2s}, service: {exponential: 1s}}");
        // The seventh is not done before it is told to stop, which happens when all before it and some after it are.
        var model = new HeldUp(scenario.Model, at: 6, done => { if (done.IsSupersetOf([0, 1, 2, 3, 4, 5, 7, 8])) stop.Cancel(); });
        var run = new Experiment(model, 1, scenario.Horizon) { Threads = 4 }.Run(scenario.Replications, scenario.Warmup, "a", stop.Token);
        Assert.Equal(6, run.Replications.Count);
        var same = new Experiment(scenario.Model, 1, scenario.Horizon).Run(ReplicationPlan.Exactly(6), scenario.Warmup, "a", TestContext.Current.CancellationToken);
        Assert.Equal(same.Fingerprint.ToString(), run.Fingerprint.ToString());
    }

    [Theory]
    [InlineData("pilots")]
    [InlineData("a: replications")]
    public void Told_to_stop_before_a_replication_is_done_there_is_nothing(string during)
    {
        using var stop = new CancellationTokenSource();
        var scenario = Yaml.Scenario("horizon: 2h\nreplications: 50\nqueue: {arrivals: {exponential: 2s}, service: {exponential: 1s}}");
        var pilots = 0;
        var experiment = new Experiment(scenario.Model, 1, scenario.Horizon)
        {
            Threads = 1,
            // The last of the pilots is done before the first replication begins.
            Progress = at => { if (at.Of == "pilots" && ++pilots == (during == "pilots" ? 2 : WarmupRule.Pilots)) stop.Cancel(); },
        };
        Assert.Throws<OperationCanceledException>(() => experiment.Run(scenario.Replications, scenario.Warmup, "a", stop.Token));
    }

    [Fact]
    public void How_precise_it_is_so_far_is_told_from_the_second_wave_on()
    {
        var scenario = Yaml.Scenario(Small);
        var told = new List<RunProgress>();
        var experiment = new Experiment(scenario.Model, scenario.Seed, scenario.Horizon) { Threads = 1, Progress = told.Add };
        experiment.Run(scenario.Replications, scenario.Warmup, "a", TestContext.Current.CancellationToken);
        told.RemoveAll(at => at.Of == "pilots");
        Assert.All(told.Take(6), at => Assert.Equal((null, 0.04), (at.Reached, at.Wanted)));
        Assert.All(told.Skip(6), at => Assert.True(at.Reached > 0.04));
        Assert.True(told.Count > 6);
    }

    private static RunResult Run(string yaml, int threads = 2)
    {
        var scenario = Yaml.Scenario(yaml);
        return new Experiment(scenario.Model, scenario.Seed, scenario.Horizon) { Threads = threads }.Run(scenario.Replications, scenario.Warmup, scenario.Name, TestContext.Current.CancellationToken);
    }

    /// <summary>Does what another model does, but for one replication, which goes on until it is told to stop.</summary>
    private sealed class HeldUp(IScenarioModel model, int at, Action<HashSet<int>> done) : IScenarioModel
    {
        private readonly HashSet<int> _done = [];

        public IReadOnlyList<MetricInfo> Metrics => model.Metrics;
        public IReadOnlyList<string> KeyMetrics => model.KeyMetrics;

        public ReplicationResult Run(Replication replication)
        {
            if (replication.Index == at)
            {
                replication.Stop.WaitHandle.WaitOne();
                throw new OperationCanceledException(replication.Stop);
            }
            var result = model.Run(replication);
            lock (_done)
            {
                _done.Add(replication.Index);
                done(_done);
            }
            return result;
        }
    }
}
