using Twin.Simulation.Output;
using Twin.Simulation.Runs;
using Twin.Simulation.Scenarios;

namespace Twin.Simulation.Studies;

/// <summary>Another plan against the scenario itself, figure by figure: how much more it has of each, replication by replication.</summary>
public sealed record Comparison(string Name, RunResult Run, IReadOnlyList<Difference> Differences);

public sealed record Difference(string Metric, Unit Unit, double Base, double Other, Estimate Paired);

/// <summary>What one value of the varied number gave.</summary>
public sealed record Evidence(int Value, Estimate Figure, int Replications, bool Met)
{
    /// <summary>Whether the interval lies wholly on one side of the target.</summary>
    public bool Certain { get; init; }
}

/// <summary>The value that was looked for, null when no value within the bounds meets the target; and every value tried, in the order of the values.</summary>
public sealed record Solution(Search Search, int? Value, IReadOnlyList<Evidence> Evidence)
{
    /// <summary>It was told to stop: there is no value, though there may be one; <see cref="Evidence"/> is of those tried until then.</summary>
    public bool BrokenOff { get; init; }
}

/// <summary>All that came of a scenario: the runs, the comparisons, the search. What they cost in time is for those who have a clock.</summary>
public sealed record StudyResult(Scenario Scenario, RunResult Run, IReadOnlyList<Comparison> Comparisons, Solution? Solution)
{
    public long Events => Run.Events + Comparisons.Sum(c => c.Run.Events) + SolutionEvents;
    public long SolutionEvents { get; init; }

    /// <summary>It was told to stop and something that was asked for is missing: replications, plans to compare with, the search.</summary>
    public bool IsPartial => Run.BrokenOffBefore is not null || Comparisons.Count < Scenario.Compare.Count || Comparisons.Any(c => c.Run.BrokenOffBefore is not null) || Solution?.BrokenOff == true || (Solution is null && Scenario.Solve is not null);
}

/// <summary>Runs a scenario with everything it asks for. Plans are compared, and values tried, with the same seeds: common random numbers.</summary>
public sealed class Study(Scenario scenario)
{
    private long _searchEvents;

    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Null: on threads of this process.</summary>
    public IReplicationRunner? Runner { get; init; }
    public Action<RunProgress>? Progress { get; init; }

    /// <summary>Told to stop, what is done until then, if a replication is: see <see cref="StudyResult.IsPartial"/>.</summary>
    /// <exception cref="OperationCanceledException">It was told to stop before a replication was done.</exception>
    public StudyResult Run(CancellationToken stop)
    {
        var run = Run(scenario, PlanKey.Base, scenario.Replications, stop);
        var (comparisons, solution) = (new List<Comparison>(), (Solution?)null);
        try
        {
            // As many as the scenario itself needed, so that every one has its pair.
            foreach (var (i, plan) in scenario.Compare.Index()) comparisons.Add(Compare(run, plan, PlanKey.Compare(i), stop));
            solution = scenario.Solve is { } search ? Solve(search, stop) : null;
        }
        catch (OperationCanceledException)
        {
            // What is missing shows: a plan that has no replication, a search that has tried nothing.
        }
        return new(scenario, run, comparisons, solution) { SolutionEvents = _searchEvents };
    }

    private RunResult Run(Scenario plan, string key, ReplicationPlan replications, CancellationToken stop) =>
        new Experiment(plan.Model, scenario.Seed, plan.Horizon) { Threads = Threads, Runner = Runner, Plan = key, Progress = Progress }.Run(replications, plan.Warmup, plan.Name, stop);

    private Comparison Compare(RunResult run, Scenario plan, string key, CancellationToken stop)
    {
        var confidence = scenario.Replications.Confidence;
        var other = Run(plan, key, ReplicationPlan.Exactly(run.Replications.Count, confidence) with { Batches = run.Batched?.Count }, stop);
        var differences = new List<Difference>();
        foreach (var (name, unit) in scenario.Model.Metrics.SelectMany(Asked))
        {
            var (these, others) = (run.Values(name), other.Values(name));
            var paired = Estimate.OfDifferences(these, others, confidence);
            if (paired.Count > 0) differences.Add(new(name, unit, Estimate.Of(these, confidence).Mean, Estimate.Of(others, confidence).Mean, paired));
        }
        return new(plan.Name, other, differences);

        // The mean of each, and of a sample what most are promised.
        IEnumerable<(string, Unit)> Asked(MetricInfo metric) => run.Replications[0].Metrics.First(m => m.Name == metric.Name).Spread is null
            ? [(metric.Name, metric.Unit)]
            : [(metric.Name, metric.Unit), ($"{metric.Name}.p95", metric.Unit)];
    }

    /// <summary>
    /// By halving: what is looked for is met by every larger value too (by every smaller one, when the largest is looked for). The value found and its neighbour that does not do are always among the evidence.
    /// </summary>
    private Solution Solve(Search search, CancellationToken stop)
    {
        var tried = new SortedDictionary<int, Evidence>();
        try
        {
            var found = Halve(search, value => (tried.TryGetValue(value, out var known) ? known : tried[value] = Try(search, value, stop)).Met);
            return new(search, found, [.. tried.Values]);
        }
        catch (OperationCanceledException) when (tried.Count > 0)
        {
            return new(search, null, [.. tried.Values]) { BrokenOff = true };
        }
    }

    private static int? Halve(Search search, Func<int, bool> meets)
    {
        var (easy, hard) = search.Largest ? (search.Min, search.Max) : (search.Max, search.Min);
        int? found = meets(easy) ? easy : null;
        if (found is not null && meets(hard)) found = hard;
        while (found is { } good && good != hard && Math.Abs(good - hard) > 1)
        {
            var middle = (good + hard) / 2;
            if (meets(middle)) found = middle;
            else hard = middle;
        }
        return found;
    }

    private Evidence Try(Search search, int value, CancellationToken stop)
    {
        var plan = search.At(value) with { Name = FormattableString.Invariant($"{search.Vary} = {value}") };
        var replications = scenario.Replications with { KeyMetrics = [search.Until.Metric], TellFrom = search.Until.Value };
        var run = Run(plan, PlanKey.Solve(value), replications, stop);
        _searchEvents += run.Events;
        // A value is judged by all its replications or not at all.
        if (run.BrokenOffBefore is not null) throw new OperationCanceledException(stop);
        var figure = Estimate.Of(run.Values(search.Until.Metric), replications.Confidence);
        return new(value, figure, run.Replications.Count, search.Until.MetBy(figure.Mean)) { Certain = !figure.Holds(search.Until.Value) };
    }
}
