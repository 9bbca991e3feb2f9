using Twin.Simulation.Output;

namespace Twin.Simulation.Runs;

/// <summary>
/// What an experiment tells while it runs: replications done, how many it means to do as far as is known, and of what. <see cref="Reached"/> is the half-width over the mean of the least precise key figure after
/// the last wave, <see cref="Wanted"/> what it shall be; null before there is one, and where the number of replications is given.
/// </summary>
public readonly record struct RunProgress(int Done, int Planned, string Of, double? Reached = null, double? Wanted = null);

/// <summary>Which of the key figures decided that enough replications had run: the least precise of them. Half-widths are over the mean; <see cref="Wanted"/> is what was asked for.</summary>
public sealed record Precision(string Metric, double Reached, double Wanted);

/// <summary>One long run was cut into so many batches. <see cref="Lag1"/> is the largest correlation of a key figure's batch with the next one, and <see cref="Correlated"/> whether independent ones would hardly have as much.</summary>
public sealed record BatchedRun(int Count, string Metric, double Lag1, bool Correlated);

/// <summary>The replications of one plan, in the order of their indexes; or the batches of one run.</summary>
public sealed record RunResult(IReadOnlyList<ReplicationResult> Replications, TimeSpan Warmup, bool Settled, bool Precise)
{
    public long Events { get; init; }

    /// <summary>How many replications were meant when it was told to stop before they were done; null: it is whole.</summary>
    public int? BrokenOffBefore { get; init; }

    /// <summary>Null: the number of replications was given, or no key figure is anything but zero.</summary>
    public Precision? Precision { get; init; }

    /// <summary>Null: they are replications.</summary>
    public BatchedRun? Batched { get; init; }

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

    /// <summary>Told to stop, it is the replications that are done from the first on: what the same scenario gives with exactly so many.</summary>
    /// <exception cref="OperationCanceledException">It was told to stop before a replication was done.</exception>
    public RunResult Run(ReplicationPlan plan, WarmupRule warmup, string name, CancellationToken stop)
    {
        var (cut, settled, events) = Warmup(warmup, stop);
        if (plan.Batches is { } batches) return Cut(plan, batches, cut, settled, events, name, stop);
        var results = new List<ReplicationResult>();
        var planned = plan.Min;
        Precision? precision = null;
        while (true)
        {
            results.AddRange(Wave(results.Count, planned - results.Count, cut, new(0, planned, $"{name}: replications", precision?.Reached, plan.Min < plan.Max ? plan.HalfWidth : null), stop));
            if (results.Count == 0) throw new OperationCanceledException(stop);
            if (results.Count < planned) return new(results, cut, settled, Precise: false) { Events = events + results.Sum(r => r.Events), BrokenOffBefore = planned, Precision = Needed(results, plan).Precision };
            (var needed, precision) = Needed(results, plan);
            if (needed <= results.Count || results.Count >= plan.Max)
                return new(results, cut, settled, needed <= results.Count) { Events = events + results.Sum(r => r.Events), Precision = precision };
            planned = Math.Min(Math.Min(needed, plan.Max), 2 * results.Count);
        }
    }

    /// <summary>One run on this thread. With <see cref="ReplicationPlan.BatchesAuto"/> it is cut into fewer batches, and run again, as long as they are correlated.</summary>
    private RunResult Cut(ReplicationPlan plan, int batches, TimeSpan warmup, bool settled, long events, string name, CancellationToken stop)
    {
        int[] tried = batches == ReplicationPlan.BatchesAuto ? BatchMeans.Tried : [batches];
        for (var at = 0; ; at++)
        {
            var count = tried[at];
            Progress?.Invoke(new(0, count, $"{name}: batches"));
            var results = model.Batches(new(seed, 0, warmup, stop), count)!;
            events += results.Sum(r => r.Events);
            Progress?.Invoke(new(count, count, $"{name}: batches"));
            var batched = Look(results, plan);
            if (!batched.Correlated || at == tried.Length - 1) return new(results, warmup, settled, Precise: true) { Events = events, Batched = batched };
        }
    }

    private IReadOnlyList<string> KeyMetrics(ReplicationPlan plan) => plan.KeyMetrics.Count > 0 ? plan.KeyMetrics : model.KeyMetrics;

    private BatchedRun Look(IReadOnlyList<ReplicationResult> results, ReplicationPlan plan)
    {
        var names = KeyMetrics(plan);
        var (metric, lag1) = names.Select(n => (n, Lag1: BatchMeans.Lag1([.. results.Select(r => RunResult.ValueOf(r.Metrics, n))]))).Where(n => double.IsFinite(n.Lag1)).DefaultIfEmpty((n: names[0], Lag1: 0.0)).MaxBy(n => n.Lag1);
        return new(results.Count, metric, lag1, BatchMeans.Correlated(lag1, results.Count));
    }

    private (TimeSpan Warmup, bool Settled, long Events) Warmup(WarmupRule rule, CancellationToken stop)
    {
        if (model.Terminating) return (TimeSpan.Zero, true, 0);
        if (rule.Fixed is { } given) return (given, true, 0);
        var pilots = Wave(-WarmupRule.Pilots, WarmupRule.Pilots, TimeSpan.Zero, new(0, WarmupRule.Pilots, "pilots"), stop);
        if (pilots.Length < WarmupRule.Pilots) throw new OperationCanceledException(stop);
        var (warmup, settled) = WarmupRule.Find(pilots, horizon);
        return (warmup, settled, pilots.Sum(p => p.Events));
    }

    private ReplicationResult[] Wave(int from, int count, TimeSpan warmup, RunProgress told, CancellationToken stop)
    {
        var done = Math.Max(0, from);
        return (Runner ?? new ThreadRunner(Threads)).Run(Plan, model, seed, from, count, warmup, () => Progress?.Invoke(told with { Done = Interlocked.Increment(ref done) }), stop);
    }

    /// <summary>How many replications the least precise of the key figures needs, judging by those there are: half-widths shrink with the square root of their number.</summary>
    private (int Count, Precision? Precision) Needed(List<ReplicationResult> results, ReplicationPlan plan)
    {
        if (plan.Min >= plan.Max) return (0, null);
        var (needed, least) = (0.0, (Precision?)null);
        foreach (var name in KeyMetrics(plan))
        {
            var estimate = Estimate.Of(results.Select(r => RunResult.ValueOf(r.Metrics, name)), plan.Confidence);
            if (estimate.Count < 2 || estimate.Mean == 0 || (plan.TellFrom is { } value && !estimate.Holds(value))) continue;
            if (least is null || estimate.Relative > least.Reached) least = new(name, estimate.Relative, plan.HalfWidth);
            var ratio = estimate.Relative / plan.HalfWidth;
            if (ratio > 1) needed = Math.Max(needed, Math.Max(results.Count + 1, Math.Ceiling(1.05 * results.Count * ratio * ratio)));
        }
        return ((int)Math.Min(needed, int.MaxValue), least);
    }
}
