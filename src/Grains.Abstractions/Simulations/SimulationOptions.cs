using System.ComponentModel.DataAnnotations;

namespace Twin.Grains.Simulations;

/// <summary>What simulations may take of the machines that run the live twin. Bound from the configuration section <see cref="Section"/>.</summary>
public sealed class SimulationOptions
{
    public const string Section = "Twin:Simulation";

    /// <summary>Replications that a silo runs side by side, each on a thread of low priority; 0: as many as half of its cores, at least one.</summary>
    [Range(0, 1_024)] public int Threads { get; set; }

    /// <summary>Runs that have ended and are kept with their results; the oldest go first.</summary>
    [Range(1, 1_000)] public int Kept { get; set; } = 50;

    /// <summary>Runs that may wait for their turn: one is run at a time, by all silos together.</summary>
    [Range(1, 1_000)] public int QueuedMax { get; set; } = 20;

    /// <summary>How long a run may take; it is given up then.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")] public TimeSpan TimeMax { get; set; } = TimeSpan.FromHours(6);

    public int ThreadsOf(int cores) => Threads > 0 ? Threads : Math.Max(1, cores / 2);
}
