using System.Text.Json;
using Twin.Simulation.Reports;
using Twin.Simulation.Runs;
using Twin.Simulation.Scenarios;
using Twin.Simulation.Studies;
using Twin.Simulation.Tests.Scenarios;

namespace Twin.Simulation.Tests.Studies;

public sealed class StudyTests
{
    private const string Base = "name: base\nhorizon: 5h\nreplications: 20\nqueue: {arrivals: {exponential: 1m}, service: {exponential: 2m}, servers: 3}\n";

    /// <summary>Two plans that differ by a little: each on its own is far less precise than their difference, since both meet the same jobs.</summary>
    [Fact]
    public void Plans_are_compared_job_by_job()
    {
        var result = Run(Base + "compare: [{name: quicker, queue.service: {exponential: 1.9m}}, {name: same, queue.servers: 3}]");
        var quicker = result.Comparisons[0];
        var wait = quicker.Differences.Single(d => d.Metric == "waitMean");
        Assert.True(wait.Paired.Significant);
        Assert.InRange(wait.Paired.Mean, -200, -5);
        var alone = Simulation.Output.Estimate.Of(result.Run.Values("waitMean"), 0.95);
        Assert.True(wait.Paired.HalfWidth < alone.HalfWidth / 2, $"{wait.Paired.HalfWidth} against {alone.HalfWidth}");
        Assert.All(result.Comparisons[1].Differences.Where(d => double.IsFinite(d.Paired.Mean)), d => Assert.Equal(0, d.Paired.Mean));
        Assert.DoesNotContain(result.Comparisons[1].Differences, d => d.Paired.Significant);
    }

    /// <summary>M/M/c with a load of 2 erlang: Erlang C gives a mean wait of 53 s with 3, 10.4 s with 4, 2.4 s with 5.</summary>
    [Theory]
    [InlineData("smallest", "queue.servers", 3, 12, "waitMean <= 20s", 4)]
    [InlineData("smallest", "queue.servers", 3, 12, "waitMean <= 4s", 5)]
    [InlineData("smallest", "queue.servers", 3, 12, "waitMean <= 10h", 3)]
    [InlineData("largest", "queue.servers", 3, 12, "utilisation >= 45%", 4)]
    public void The_value_that_meets_the_target_is_found_with_its_neighbour_as_evidence(string find, string vary, int min, int max, string until, int expected)
    {
        var result = Run(Base.Replace("horizon: 5h", "horizon: 50h", StringComparison.Ordinal) + $"solve: {{vary: {vary}, min: {min}, max: {max}, until: \"{until}\", find: {find}}}").Solution!;
        Assert.Equal(expected, result.Value);
        var neighbour = find == "smallest" ? expected - 1 : expected + 1;
        Assert.Equal(neighbour >= min, result.Evidence.Any(e => e.Value == neighbour && !e.Met));
        Assert.True(result.Evidence.Single(e => e.Value == expected).Met);
        Assert.True(result.Evidence.Count <= 6);
    }

    /// <summary>Told to stop after so many replications of so many plans, the values a search tries among them: what was done is whole, and what is missing is named.</summary>
    [Theory]
    [InlineData("base: replications", 3, 3, new int[0], null, "3 of 20 replications were done: figures hold, intervals are wider than asked for; the plan 'one more' was not run; the plan 'two more' was not run; no queue.servers was tried for waitMean <= 1s.")]
    [InlineData("one more: replications", 5, 20, new[] { 5 }, null, "the plan 'one more' is compared by the first 5 of 20 replications; the plan 'two more' was not run; no queue.servers was tried for waitMean <= 1s.")]
    [InlineData("two more: replications", 20, 20, new[] { 20, 20 }, null, "no queue.servers was tried for waitMean <= 1s.")]
    [InlineData("queue.servers = 3: replications", 1, 20, new[] { 20, 20 }, new[] { 12 }, "of the search for waitMean <= 1s, 1 value was tried; which is the one is not known.")]
    public void Told_to_stop_it_gives_what_is_done_and_names_what_is_missing(string during, int after, int own, int[] compared, int[]? tried, string said)
    {
        using var stop = new CancellationTokenSource();
        var scenario = Yaml.Scenario(Base + "compare: [{name: one more, queue.servers: 4}, {name: two more, queue.servers: 5}]\nsolve: {vary: queue.servers, min: 3, max: 12, until: waitMean <= 1s}");
        var result = new Study(scenario) { Threads = 1, Progress = at => { if (at.Of == during && at.Done == after) stop.Cancel(); } }.Run(stop.Token);
        Assert.True(result.IsPartial);
        Assert.Equal(own, result.Run.Replications.Count);
        Assert.Equal(compared, result.Comparisons.Select(c => c.Differences.Max(d => d.Paired.Count)));
        Assert.Equal(tried, result.Solution?.Evidence.Select(e => e.Value));
        var context = new ResultContext("1", 2);
        using var json = JsonDocument.Parse(ResultJson.Write(result, context));
        Assert.True(json.RootElement.GetProperty("partial").GetBoolean());
        Assert.Contains($"Partial: it was told to stop. {said}", json.RootElement.GetProperty("warnings").EnumerateArray().Select(w => w.GetString()));
        Assert.Contains("partial result", ReportHtml.Write(result, context), StringComparison.Ordinal);
        Assert.StartsWith($"base: PARTIAL RESULT, {own}{(own < 20 ? " of 20" : "")} replications", ResultText.Write(result, context), StringComparison.Ordinal);
        Assert.DoesNotContain("not met by any", ResultText.Write(result, context), StringComparison.Ordinal);
    }

    [Fact]
    public void No_answer_is_said_so()
    {
        var result = Run(Base + "solve: {vary: queue.servers, min: 3, max: 4, until: waitMean <= 1ms}");
        Assert.Null(result.Solution!.Value);
        Assert.Equal([4], result.Solution.Evidence.Select(e => e.Value));
    }

    [Theory]
    [InlineData("queue: {arrivals: 0.8/m, service: {exponential: 1m}}", "erlang-c", "waitMean", 240)]
    [InlineData("queue: {arrivals: 0.8/m, service: 1m}", "mg1", "waitMean", 120)]
    [InlineData("queue: {arrivals: 5/m, service: {exponential: 1m}, servers: 4, capacity: 10}", "mmck", "pBlock", 0.230024325429)]
    [InlineData("queue: {arrivals: 15/m, service: 1m, servers: 20, capacity: 20}", "erlang-b", "pBlock", 0.0455932155898)]
    [InlineData("queue: {arrivals: 10/m, service: {exponential: 1m}, servers: 10, patience: {exponential: 2m}}", "erlang-a", "waitMean", 12.46958547918)]
    [InlineData("queue: {population: 10, spares: 2, servers: 2, arrivals: {exponential: 20h}, service: {exponential: 2h}}", "machine-repairman", "operating", 9.75910569083)]
    [InlineData("queue: {arrivals: 6/m, service: 2.5m, servers: unlimited}", "infinite-server", "systemLength", 15)]
    [InlineData("queue: {service: {exponential: 1m}, classes: [{arrivals: 0.2/m}, {arrivals: 0.3/m}, {arrivals: 0.3/m}]}", "priority", "waitMean.3", 480)]
    [InlineData("serviceDay: {windows: 8, slots: 14, slot: 30m, perSlot: 14, service: {exponential: 15m}}", "service-day", "waitMean", 479.397419396)]
    public void A_closed_form_stands_beside_when_there_is_one(string yaml, string calculator, string metric, double value)
    {
        var form = ClosedForm.Of(Yaml.Scenario(yaml).Model)!;
        Assert.Equal(calculator, form.Calculator);
        Assert.Equal(value, form.Figures.Single(f => f.Metric == metric).Value, value * 1e-8);
        var known = Yaml.Scenario(yaml).Model.Metrics.Select(m => m.Name).ToHashSet();
        Assert.All(form.Figures, f => Assert.Contains(f.Metric, known));
    }

    [Theory]
    [InlineData("queue: {arrivals: 1m, service: {exponential: 30s}}")]
    [InlineData("queue: {arrivals: 1/m, service: {exponential: 30s}, patience: 1m}")]
    [InlineData("serviceDay: {windows: 8, slots: 14, slot: 30m, perSlot: 14, service: 15m}")]
    public void And_none_when_there_is_none(string yaml) => Assert.Null(ClosedForm.Of(Yaml.Scenario(yaml).Model));

    internal static StudyResult Run(string yaml) => new Study(Yaml.Scenario(yaml)) { Threads = 2 }.Run(TestContext.Current.CancellationToken);
}
