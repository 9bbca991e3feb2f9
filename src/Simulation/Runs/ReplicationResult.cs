namespace Twin.Simulation.Runs;

/// <summary>What one replication measured.</summary>
public sealed record ReplicationResult
{
    public required Fingerprint Fingerprint { get; init; }

    /// <summary>Events of the kernel that ran.</summary>
    public required long Events { get; init; }

    /// <summary>In the order in which they are shown; the same names in every replication of a model.</summary>
    public required IReadOnlyList<Metric> Metrics { get; init; }

    /// <summary>The same by division (city or county code), in the order of the codes; empty when the model knows no places.</summary>
    public IReadOnlyList<DivisionMetrics> Divisions { get; init; } = [];

    /// <summary>Curves, such as utilisation by hour of the day or the share restored within a time.</summary>
    public IReadOnlyList<Curve> Curves { get; init; } = [];

    /// <summary>
    /// Of a pilot: how full the system was, as averages over even pieces of the whole horizon. From it the warm-up is found out. Empty for a scenario that begins and ends by itself,
    /// and for replications that are no pilots.
    /// </summary>
    public IReadOnlyList<double> Level { get; init; } = [];
}

/// <summary>
/// One figure of a replication. <see cref="Value"/> is the mean of a sample (restore times of all jobs), with its <see cref="Spread"/>, or a single number (utilisation) without.
/// Times are in seconds. NaN when nothing was there to measure.
/// </summary>
public readonly record struct Metric(string Name, double Value, Spread? Spread = null);

/// <summary>Quantiles of a sample by nearest rank.</summary>
public sealed record Spread(double P50, double P90, double P95, double Min, double Max, long Count);

public sealed record DivisionMetrics(string Code, IReadOnlyList<Metric> Metrics);

/// <summary>A curve with the same <see cref="X"/> in every replication. <see cref="XUnit"/> and <see cref="YUnit"/> are words for the axes: <c>hour</c>, <c>share</c>, <c>s</c>.</summary>
public sealed record Curve(string Name, string XUnit, string YUnit, IReadOnlyList<double> X, IReadOnlyList<double> Y);
