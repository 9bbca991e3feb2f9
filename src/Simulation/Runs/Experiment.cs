using Twin.Simulation.Output;

namespace Twin.Simulation.Runs;

/// <summary>
/// What an experiment tells while it runs: replications done, how many it means to do as far as is known, and of what. <see cref="Reached"/> is the half-width over the mean of the least precise key figure after
/// the last wave, <see cref="Wanted"/> what it shall be; null before there is one, and where the number of replications is given.
/// </summary>
public readonly record struct RunProgress(int Done, int Planned, string Of, double? Reached = null, double? Wanted = null);

/// <summary>The replications of one plan, in the order of their indexes.</summary>
public sealed record RunResult(IReadOnlyList<ReplicationResult> Replications, TimeSpan Warmup, bool Settled, bool Precise)
{
    public long Events { get; init; }

    public Fingerprint Fingerprint
    {
        get
        {
            var all = default(Fingerprint);
            foreach (var replication in Replications) all.Add(replication.Fingerprint);
            return all;
        }
    }

    /// <summary>A figure of each replication; not a number where it was not measured.</summary>
    public IReadOnlyList<double> Values(string metric) => [.. Replications.Select(r => ValueOf(r.Metrics, metric))];

    /// <summary>A metric by its name, or one of its quantiles: <c>restore</c>, <c>restore.p95</c>.</summary>
    public static double ValueOf(IReadOnlyList<Metric> metrics, string name)
    {
        foreach (var metric in metrics)
        {
            if (metric.Name == name) return metric.Value;
            if (metric.Spread is not { } spread || !name.StartsWith(metric.Name, StringComparison.Ordinal)) continue;
            switch (name.AsSpan(metric.Name.Length))
            {
                case ".mean": return metric.Value;
                case ".p50": return spread.P50;
                case ".p90": return spread.P90;
                case ".p95": return spread.P95;
                case ".min": return spread.Min;
                case ".max": return spread.Max;
                default: break;
            }
        }
        return double.NaN;
    }
}

/// <summary>
/// Runs the replications of a model. What comes out depends on the seed only: which replications run is decided between waves, never by who is done first.
/// </summary>
public sealed class Experiment(IScenarioModel model, long seed, TimeSpan horizon)
{
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Null: on threads of this process.</summary>
    public IReplicationRunner? Runner { get; init; }

    /// <summary>The plan's name for the runner: <see cref="Scenarios.PlanKey"/>.</summary>
    public string Plan { get; init; } = Scenarios.PlanKey.Base;
    public Action<RunProgress>? Progress { get; init; }

    /// <exception cref="OperationCanceledException">It was told to stop.</exception>
    public RunResult Run(ReplicationPlan plan, WarmupRule warmup, string name, CancellationToken stop)
    {
        var (cut, settled, events) = Warmup(warmup, stop);
        var results = new List<ReplicationResult>();
        var planned = plan.Min;
        double? reached = null;
        while (true)
        {
            results.AddRange(Wave(results.Count, planned - results.Count, cut, new(0, planned, $"{name}: replications", reached, plan.Min < plan.Max ? plan.HalfWidth : null), stop));
            (var needed, reached) = Needed(results, plan);
            if (needed <= results.Count || results.Count >= plan.Max)
                return new(results, cut, settled, needed <= results.Count) { Events = events + results.Sum(r => r.Events) };
            planned = Math.Min(Math.Min(needed, plan.Max), 2 * results.Count);
        }
    }

    private (TimeSpan Warmup, bool Settled, long Events) Warmup(WarmupRule rule, CancellationToken stop)
    {
        if (model.Terminating) return (TimeSpan.Zero, true, 0);
        if (rule.Fixed is { } given) return (given, true, 0);
        var pilots = Wave(-WarmupRule.Pilots, WarmupRule.Pilots, TimeSpan.Zero, new(0, WarmupRule.Pilots, "pilots"), stop);
        var (warmup, settled) = WarmupRule.Find(pilots, horizon);
        return (warmup, settled, pilots.Sum(p => p.Events));
    }

    private ReplicationResult[] Wave(int from, int count, TimeSpan warmup, RunProgress told, CancellationToken stop)
    {
        var done = Math.Max(0, from);
        return (Runner ?? new ThreadRunner(Threads)).Run(Plan, model, seed, from, count, warmup, () => Progress?.Invoke(told with { Done = Interlocked.Increment(ref done) }), stop);
    }

    /// <summary>How many replications the least precise of the key figures needs, judging by those there are: half-widths shrink with the square root of their number.</summary>
    private (int Count, double? Reached) Needed(List<ReplicationResult> results, ReplicationPlan plan)
    {
        if (plan.Min >= plan.Max) return (0, null);
        var (needed, reached) = (0.0, (double?)null);
        foreach (var name in plan.KeyMetrics.Count > 0 ? plan.KeyMetrics : model.KeyMetrics)
        {
            var estimate = Estimate.Of(results.Select(r => RunResult.ValueOf(r.Metrics, name)), plan.Confidence);
            if (estimate.Count < 2 || estimate.Mean == 0 || (plan.TellFrom is { } value && !estimate.Holds(value))) continue;
            reached = Math.Max(reached ?? 0, estimate.Relative);
            var ratio = estimate.Relative / plan.HalfWidth;
            if (ratio > 1) needed = Math.Max(needed, Math.Max(results.Count + 1, Math.Ceiling(1.05 * results.Count * ratio * ratio)));
        }
        return ((int)Math.Min(needed, int.MaxValue), reached);
    }
}
