using Twin.Simulation.Runs;

namespace Twin.Simulation.Scenarios;

/// <summary>A scenario as it was written: what is to be run, how often, and what is to be compared or found.</summary>
public sealed record Scenario
{
    public required string Name { get; init; }
    public required long Seed { get; init; }
    public required TimeSpan Horizon { get; init; }
    public required WarmupRule Warmup { get; init; }
    public required ReplicationPlan Replications { get; init; }
    public required IScenarioModel Model { get; init; }

    /// <summary>Other plans, to be compared with this one, in their order.</summary>
    public IReadOnlyList<Scenario> Compare { get; init; } = [];

    public Search? Solve { get; init; }

    /// <summary>Of everything in it that decides the outcome, files that it names included: same hash and seed, same fingerprint.</summary>
    public required string Hash { get; init; }

    /// <summary>With another seed, or exactly so many replications, in all that it compares and tries as well.</summary>
    public Scenario With(long? seed, int? replications)
    {
        Scenario Changed(Scenario one) => one with
        {
            Seed = seed ?? one.Seed,
            Replications = replications is { } count ? one.Replications with { Min = count, Max = count, Batches = null } : one.Replications,
        };
        return Changed(this) with
        {
            Compare = [.. Compare.Select(Changed)],
            Solve = Solve is { } search ? search with { At = value => Changed(search.At(value)) } : null,
        };
    }
}

/// <summary>The smallest whole number (or the largest) for which a target is met.</summary>
public sealed record Search(string Vary, int Min, int Max, bool Largest, Target Until, Func<int, Scenario> At);

/// <summary>What a figure is to be. <see cref="Value"/> is in the figure's own unit, seconds for times.</summary>
public sealed record Target(string Text, string Metric, bool AtMost, double Value)
{
    public bool MetBy(double value) => AtMost ? value <= Value : value >= Value;
}
