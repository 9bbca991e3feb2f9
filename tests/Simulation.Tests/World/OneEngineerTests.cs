using System.Text.RegularExpressions;
using Twin.Simulation.Output;
using Twin.Simulation.Runs;
using Twin.Simulation.Tests.Calculators;
using Twin.Simulation.Tests.Scenarios;
using Twin.Simulation.World;

namespace Twin.Simulation.Tests.World;

/// <summary>
/// One engineer for the province who is never off and loses no time on the way, shops that never close: terminals that wait for him are customers of M/G/1, whatever the rules do in between. Of 4,000 terminals about one is
/// broken at a time, so that failures are a Poisson stream, one an hour; a repair takes half an hour on the average.
/// </summary>
public sealed class OneEngineerTests(ITestOutputHelper output)
{
    private static readonly (string Repair, double Cv2)[] Repairs = [("{exponential: 30m}", 1), ("{fixed: 30m}", 0), ("{lognormal: {mean: 30m, cv: 1.5}}", 2.25)];

    private static readonly (string Repair, double Cv2, long Seed)[] Cases = [.. Repairs.SelectMany(r => ((long[])[1, 2, 3]).Select(seed => (r.Repair, r.Cv2, seed)))];

    public static TheoryData<string, double, long> EverySeed => [.. Cases];

    /// <summary>TWIN_PROOF, a regular expression, picks some: "one engineer, {fixed: 30m}, seed 1".</summary>
    public static TheoryData<string, double, long> Proofs =>
        [.. Cases.Where(c => Regex.IsMatch($"one engineer, {c.Repair}, seed {c.Seed}", Environment.GetEnvironmentVariable("TWIN_PROOF") ?? ""))];

    /// <summary>The half-width, over the mean, is what twenty replications of so many jobs give.</summary>
    [Theory]
    [InlineData("{exponential: 30m}", 1, 0.15)]
    [InlineData("{fixed: 30m}", 0, 0.10)]
    [InlineData("{lognormal: {mean: 30m, cv: 1.5}}", 2.25, 0.25)]
    public void One_engineer_without_travel_is_a_queue_with_one_server(string repair, double cv2, double halfWidth) => Check(repair, cv2, seed: 20261127, days: 42, ReplicationPlan.Exactly(20, 0.99), halfWidth);

    /// <summary>
    /// With intervals of 3 %, 5 % for the lognormal ones, that miss nothing in 99 of 100 proofs: there are 27, of which one of 99 % each would miss in every fourth. Takes minutes: <c>make sim-proof</c>.
    /// </summary>
    [Theory(Explicit = true, SkipTestWithoutData = true)]
    [MemberData(nameof(Proofs))]
    public void One_engineer_without_travel_is_a_queue_with_one_server_for_every_seed(string repair, double cv2, long seed) =>
        Check(repair, cv2, seed, days: 180, new() { Min = 20, Max = 1000, HalfWidth = HalfWidth(cv2), Confidence = 1 - (0.01 / (3 * Cases.Length)), KeyMetrics = ["wait"] }, HalfWidth(cv2));

    // What varies more takes ten times as many jobs for as narrow an interval.
    private static double HalfWidth(double cv2) => cv2 > 1 ? 0.05 : 0.03;

    /// <summary>Path by path: he is never at two places, each repair takes what it takes, and he begins one when the one before is done or, at the latest, when Twin has found out.</summary>
    [Theory]
    [MemberData(nameof(EverySeed))]
    public void He_goes_from_one_job_to_the_next_and_is_idle_only_when_none_is_known(string repair, double cv2, long seed)
    {
        var struck = new List<Fault>();
        var model = (NetworkModel)Scenario(repair, days: 15).Model;
        new NetworkRun(new(model.Scenario), new(seed, 0, TimeSpan.Zero, CancellationToken.None)) { Struck = struck.Add }.Run();
        var done = struck.Where(f => f.Restored is not null).OrderBy(f => f.Restored).ToArray();
        Assert.True(done.Length > 250, $"only {done.Length} repairs with a squared cv of {cv2}");
        // The rule for silence takes 90 s and holds for 10; deadlines are looked at ten times a second.
        var (known, tick) = (TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(0.3));
        var (before, waited) = (model.Scenario.Start, 0);
        foreach (var fault in done)
        {
            var begun = fault.Restored!.Value - fault.Repair;
            Assert.True(begun > before - tick, $"{fault.Outlet!.Code}: begun at {begun:O}, the one before was done at {before:O}");
            var waits = begun > fault.Began + known + tick;
            if (waits) Assert.True(begun < before + tick, $"{fault.Outlet!.Code}: broken at {fault.Began:O}, begun at {begun:O}, though the one before was done at {before:O}");
            waited += waits ? 1 : 0;
            before = fault.Restored.Value;
        }
        Assert.InRange((double)waited / done.Length, 0.3, 0.7);
    }

    private void Check(string repair, double cv2, long seed, int days, ReplicationPlan plan, double halfWidth)
    {
        var scenario = Scenario(repair, days);
        var run = new Experiment(scenario.Model, seed, scenario.Horizon).Run(plan, scenario.Warmup, scenario.Name, TestContext.Current.CancellationToken);
        var asked = FormattableString.Invariant($"mg1 lambda={1 / 3600.0:R} mean=1800 cv2={cv2}");
        foreach (var (metric, expected, wide) in ((string, double, double)[])[("wait", Asked.Figure(asked, "Wq"), halfWidth), ("backlog", Asked.Figure(asked, "Lq"), 1.2 * halfWidth), ("utilisation", 0.5, halfWidth)])
        {
            var estimate = Estimate.Of(run.Values(metric), plan.Confidence);
            output.WriteLine(FormattableString.Invariant($"{repair}: {metric} {estimate.Mean:0.0000} ± {estimate.HalfWidth:0.0000} ({estimate.Relative:0.0%}), {asked}: {expected:0.0000}; {run.Replications.Count} replications of {days} d, seed {seed}"));
            Assert.True(estimate.Relative < wide, $"{metric} {estimate.Mean} ± {estimate.HalfWidth}: too wide to say anything");
            Assert.True(estimate.Holds(expected), $"{metric} {estimate.Mean} ± {estimate.HalfWidth}, expected {expected}");
        }
    }

    private static Simulation.Scenarios.Scenario Scenario(string repair, int days) => Yaml.Scenario(
        $$"""
        horizon: {{days}}d
        warmup: 2d
        network: {synthetic: 4000, calendar: always}
        failures:
          terminal:
            rate: 2.19/y
            repair: {{repair}}
        teams: {per: province, people: 1, speed: none, acknowledge: 0s}
        """, new Shipped());
}
