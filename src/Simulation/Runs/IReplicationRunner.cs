namespace Twin.Simulation.Runs;

/// <summary>Where replications are run: on threads of this process, or by others.</summary>
public interface IReplicationRunner
{
    /// <summary>
    /// So many replications of a plan (<see cref="Scenarios.PlanKey"/>) from an index on, in the order of their indexes whoever is done first. <paramref name="done"/> is called after each, on any thread.
    /// </summary>
    /// <exception cref="OperationCanceledException">It was told to stop.</exception>
    ReplicationResult[] Run(string plan, IScenarioModel model, long seed, int from, int count, TimeSpan warmup, Action done, CancellationToken stop);
}

/// <summary>Side by side on threads of this process.</summary>
public sealed class ThreadRunner(int threads) : IReplicationRunner
{
    public ReplicationResult[] Run(string plan, IScenarioModel model, long seed, int from, int count, TimeSpan warmup, Action done, CancellationToken stop)
    {
        var results = new ReplicationResult[count];
        try
        {
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = stop }, i =>
            {
                results[i] = model.Run(new(seed, from + i, warmup, stop));
                done();
            });
        }
        catch (AggregateException several) when (several.InnerExceptions.All(e => e is OperationCanceledException))
        {
            throw new OperationCanceledException(stop);
        }
        return results;
    }
}
