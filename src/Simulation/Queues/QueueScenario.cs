using Twin.Simulation.Distributions;

namespace Twin.Simulation.Queues;

/// <summary>Which of the waiting is served next. Within a class it is always who came first.</summary>
public enum QueueDiscipline : byte
{
    /// <summary>Who came first, whatever the class.</summary>
    FirstCome,

    /// <summary>The higher class; a service that has begun is finished.</summary>
    NonPreemptive,

    /// <summary>The higher class, at once: the lowest in service is put back and later goes on where it was broken off.</summary>
    Preemptive,
}

/// <summary>Jobs of one kind. <see cref="Arrivals"/> is the time between two of them, or with a population the time a machine runs until it fails.</summary>
public sealed record JobClass(string Name, Distribution Arrivals, Distribution Service)
{
    /// <summary>How long a job waits before it gives up; null: for ever.</summary>
    public Distribution? Patience { get; init; }
}

/// <summary>A queue alone: what the closed forms are about. Durations in seconds.</summary>
public sealed record QueueScenario
{
    public const int ServersMax = 1_000_000;

    /// <summary>From the highest class to the lowest.</summary>
    public required IReadOnlyList<JobClass> Classes { get; init; }

    /// <summary>Null: as many as there are jobs.</summary>
    public int? Servers { get; init; }

    public QueueDiscipline Discipline { get; init; }

    /// <summary>Most jobs in the system, those in service included; who comes then is turned away. Null: no bound.</summary>
    public int? Capacity { get; init; }

    /// <summary>Machines that are to run and that are the jobs when they fail; null: jobs come from an unlimited world.</summary>
    public int? Population { get; init; }

    /// <summary>Machines beyond the population that stand by.</summary>
    public int Spares { get; init; }

    /// <summary>For <c>pWaitOver</c>, the share that waits longer than this; null: not asked.</summary>
    public double? WaitOver { get; init; }

    /// <summary>How many times as fast as usual jobs come, over the week; null: always the same.</summary>
    public ArrivalProfile? Profile { get; init; }

    public required TimeSpan Horizon { get; init; }
}
