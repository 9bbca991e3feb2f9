using Twin.Documents;
using Twin.Simulation.Reports;
using Twin.Simulation.Runs;
using Twin.Simulation.Scenarios;
using Twin.Simulation.Studies;

namespace Twin.Simulation.Tests.Runs;

/// <summary>Replications that are run elsewhere come back as bytes.</summary>
public sealed class ReplicationBytesTests
{
    private const string Text = """
        name: x
        horizon: 100h
        replications: {min: 6, max: 6}
        queue: {arrivals: {exponential: 2m}, servers: 1, service: {lognormal: {mean: 1m, cv: 2}}}
        compare: [{name: more, queue.servers: 2}, {name: most, queue.servers: 3}]
        solve: {vary: queue.servers, min: 1, max: 9, until: waitMean <= 1s}
        """;

    private static Scenario Read() => new ScenarioReader(ScenarioFiles.None).Read(DocumentText.Parse(Text, DocumentFormat.Yaml, [])!, [])!;

    [Fact]
    public void Nothing_of_a_result_is_lost()
    {
        var fingerprint = default(Fingerprint);
        fingerprint.Add("anything");
        var result = new ReplicationResult
        {
            Fingerprint = fingerprint,
            Events = long.MaxValue,
            Metrics = [new("a", double.NaN), new("b", 0.1 + 0.2, new(1, 2, double.PositiveInfinity, double.Epsilon, -0.0, 7))],
            Divisions = [new("3208", [new("a", double.MaxValue)])],
            Curves = [new("c", "hour", "share", [0, 1], [double.NaN, 1.0 / 3])],
            Level = [1, 2, 3],
        };
        var back = ReplicationBytes.Read(ReplicationBytes.Write(result));
        Assert.Equal(fingerprint, back.Fingerprint);
        Assert.Equal(result.Metrics, back.Metrics);
        Assert.Equal((result.Events, "3208", double.MaxValue), (back.Events, back.Divisions[0].Code, back.Divisions[0].Metrics[0].Value));
        Assert.Equal(result.Curves[0].Y, back.Curves[0].Y);
        Assert.Equal(("hour", "share"), (back.Curves[0].XUnit, back.Curves[0].YUnit));
        Assert.Equal(result.Level, back.Level);
        var (more, moreBack) = (result.Fingerprint, back.Fingerprint);
        more.Add(1);
        moreBack.Add(1);
        Assert.Equal(more.Value, moreBack.Value);
    }

    [Theory]
    [InlineData("base", "x")]
    [InlineData("compare/1", "most")]
    [InlineData("solve/9", "x")]
    public void Whoever_reads_the_scenario_finds_its_plans(string key, string name) => Assert.Equal(name, PlanKey.Find(Read(), key)!.Name);

    [Theory]
    [InlineData("")]
    [InlineData("compare/2")]
    [InlineData("compare/-1")]
    [InlineData("solve/0")]
    [InlineData("solve/10")]
    [InlineData("else")]
    public void There_is_no_other_plan(string key) => Assert.Null(PlanKey.Find(Read(), key));

    [Fact]
    public void A_study_run_elsewhere_piece_by_piece_and_backwards_is_the_same_study()
    {
        string Result(IReplicationRunner? runner) => ResultJson.Write(new Study(Read()) { Runner = runner }.Run(default), new("1", 0));
        Assert.Equal(Result(null), Result(new Elsewhere()));
    }

    /// <summary>Knows the scenario's text and a plan's key only, and begins with the last.</summary>
    private sealed class Elsewhere : IReplicationRunner
    {
        public ReplicationResult[] Run(string plan, IScenarioModel model, long seed, int from, int count, TimeSpan warmup, Action done, CancellationToken stop)
        {
            var results = new ReplicationResult[count];
            for (var i = count - 1; i >= 0; i--)
            {
                results[i] = ReplicationBytes.Read(ReplicationBytes.Write(PlanKey.Find(Read(), plan)!.Model.Run(new(seed, from + i, warmup, stop))));
                done();
            }
            return results;
        }
    }
}
