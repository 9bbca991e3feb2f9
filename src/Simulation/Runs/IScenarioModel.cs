namespace Twin.Simulation.Runs;

/// <summary>A scenario made ready to run: a queue, a service day, a network. Replications may run side by side on one model, so it keeps nothing of a run.</summary>
public interface IScenarioModel
{
    /// <summary>One independent run. The same replication gives the same result, fingerprint included, wherever and whenever it runs.</summary>
    /// <exception cref="OperationCanceledException">It was told to stop; look every few thousand events.</exception>
    ReplicationResult Run(Replication replication);
}

/// <summary>
/// Which run. Plans that are compared run with the same seed and index: see <see cref="Randomness.RandomStreams"/>. <see cref="Warmup"/> is how long from the beginning nothing is measured;
/// pilots, by which it is found out, have negative indexes and none.
/// </summary>
public sealed record Replication(long Seed, int Index, TimeSpan Warmup, CancellationToken Stop);
