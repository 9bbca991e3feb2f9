namespace Twin.Simulation.Runs;

/// <summary>
/// How many replications: at least <see cref="Min"/>, then more until the half-width of every key figure's interval is at most <see cref="HalfWidth"/> of its mean, at most <see cref="Max"/>.
/// </summary>
public sealed record ReplicationPlan
{
    public const int CountMax = 10_000;

    public int Min { get; init; } = 20;
    public int Max { get; init; } = 200;

    /// <summary>Relative: 0.05 is 5 % of the mean.</summary>
    public double HalfWidth { get; init; } = 0.05;
    public double Confidence { get; init; } = 0.95;

    /// <summary>The figures that decide; empty: the model's own.</summary>
    public IReadOnlyList<string> KeyMetrics { get; init; } = [];

    /// <summary>A value that is only to be told from: an interval that does not hold it is narrow enough, however wide.</summary>
    public double? TellFrom { get; init; }

    /// <summary>Instead of replications, one long run cut into so many batches; null: replications. <see cref="BatchesAuto"/>: as many as are independent.</summary>
    public int? Batches { get; init; }

    public const int BatchesAuto = 0;

    public static ReplicationPlan Exactly(int count, double confidence = 0.95) => new() { Min = count, Max = count, Confidence = confidence };
}
