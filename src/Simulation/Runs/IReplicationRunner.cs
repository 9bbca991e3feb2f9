using System.Collections.Concurrent;

namespace Twin.Simulation.Runs;

/// <summary>Where replications are run: on threads of this process, or by others.</summary>
public interface IReplicationRunner
{
    /// <summary>
    /// So many replications of a plan (<see cref="Scenarios.PlanKey"/>) from an index on, in the order of their indexes whoever is done first. <paramref name="done"/> is called after each, on any thread.
    /// </summary>
    /// <returns>Fewer when it was told to stop: those of the beginning that are done.</returns>
    /// <exception cref="OperationCanceledException">It was told to stop, and keeps nothing then.</exception>
    ReplicationResult[] Run(string plan, IScenarioModel model, long seed, int from, int count, TimeSpan warmup, Action done, CancellationToken stop);
}

/// <summary>Side by side on threads of this process.</summary>
public sealed class ThreadRunner(int threads) : IReplicationRunner
{
    public ReplicationResult[] Run(string plan, IScenarioModel model, long seed, int from, int count, TimeSpan warmup, Action done, CancellationToken stop)
    {
        var results = new ReplicationResult?[count];
        // Begun in their order, so that those that are done when it is told to stop are of the beginning, but for the last few.
        var inOrder = Partitioner.Create(Enumerable.Range(0, count), EnumerablePartitionerOptions.NoBuffering);
        Parallel.ForEach(inOrder, new ParallelOptions { MaxDegreeOfParallelism = threads }, (i, loop) =>
        {
            try
            {
                stop.ThrowIfCancellationRequested();
                results[i] = model.Run(new(seed, from + i, warmup, stop));
                done();
            }
            catch (OperationCanceledException)
            {
                loop.Stop();
            }
        });
        return [.. results.TakeWhile(result => result is not null).OfType<ReplicationResult>()];
    }
}
