using Twin.Simulation.Output;

namespace Twin.Simulation.Runs;

/// <summary>How long from its beginning a run is not measured: a fixed time, or found out from pilots.</summary>
public sealed record WarmupRule(TimeSpan? Fixed)
{
    /// <summary>Pilots have streams of their own, so what they found out is independent of what is then measured.</summary>
    public const int Pilots = 5;

    public static WarmupRule Auto { get; } = new((TimeSpan?)null);
    public static WarmupRule None { get; } = new(TimeSpan.Zero);

    /// <summary>
    /// MSER-5 on the level averaged over the pilots, and as much again: the rule finds where the mean has settled, and a pilot's luck should not make the measured runs begin too early. At most half of the horizon.
    /// </summary>
    public static (TimeSpan Warmup, bool Settled) Find(IReadOnlyList<ReplicationResult> pilots, TimeSpan horizon)
    {
        var pieces = pilots.Min(pilot => pilot.Level.Count);
        if (pieces < 2 * Mser5.Batch) return (TimeSpan.Zero, true);
        var level = new double[pieces];
        foreach (var pilot in pilots)
            for (var i = 0; i < pieces; i++) level[i] += pilot.Level[i] / pilots.Count;
        var cut = Mser5.Truncation(level);
        return (horizon * Math.Min(0.5, 2.0 * cut / pieces), cut < (pieces / 2) - Mser5.Batch);
    }
}
