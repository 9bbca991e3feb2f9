namespace Twin.Simulation.Runs;

/// <summary>A scenario made ready to run: a queue, a service day, a network. Replications may run side by side on one model, so it keeps nothing of a run.</summary>
public interface IScenarioModel
{
    /// <summary>One independent run. The same replication gives the same result, fingerprint included, wherever and whenever it runs.</summary>
    /// <exception cref="OperationCanceledException">It was told to stop; look every few thousand events.</exception>
    ReplicationResult Run(Replication replication);

    /// <summary>One run, cut into so many batches of even length after its warm-up, each as if it were a replication; null: this model cannot be cut.</summary>
    /// <exception cref="OperationCanceledException">It was told to stop.</exception>
    IReadOnlyList<ReplicationResult>? Batches(Replication replication, int count) => null;

    /// <summary>What <see cref="ReplicationResult.Metrics"/> are, in their order.</summary>
    IReadOnlyList<MetricInfo> Metrics { get; }

    /// <summary>
    /// The figures whose relative precision decides when enough replications have run, unless the scenario names others; those that are zero throughout do not count.
    /// </summary>
    IReadOnlyList<string> KeyMetrics { get; }

    /// <summary>Whether it begins and ends by itself, as a service day does: there is no warm-up then.</summary>
    bool Terminating => false;
}

/// <summary>A figure's name, its unit (<see cref="Unit"/>) and what it is, for people.</summary>
public sealed record MetricInfo(string Name, Unit Unit, string Meaning);

/// <summary>How a number is to be read: a time in seconds, a share of one, a number of things, events per second, minutes.</summary>
public enum Unit : byte { Seconds, Share, Count, PerSecond, Minutes }

/// <summary>
/// Which run. Plans that are compared run with the same seed and index: see <see cref="Randomness.RandomStreams"/>. <see cref="Warmup"/> is how long from the beginning nothing is measured.
/// Pilots have negative indexes and no warm-up: from their <see cref="ReplicationResult.Level"/> it is found out.
/// </summary>
public sealed record Replication(long Seed, int Index, TimeSpan Warmup, CancellationToken Stop)
{
    public bool IsPilot => Index < 0;
}
