using System.ComponentModel;
using Twin.Grains.Simulations;

namespace Twin.Api.Simulations;

/// <summary>How far a run is.</summary>
public sealed record SimulationProgressModel
{
    [Description("What is being run: the pilots or the replications of one of the scenario's plans.")] public required string Of { get; init; }
    [Description("Replications done.")] public required int Done { get; init; }
    [Description("Replications meant to be done, as far as is known: it grows until the figures are precise enough.")] public required int Planned { get; init; }
    [Description("Half-width over mean of the least precise key figure so far; absent before it is known, and where the number of replications is given.")] public double? Reached { get; init; }
    [Description("What it shall be at most.")] public double? Wanted { get; init; }
}

/// <summary>A run of a scenario.</summary>
public sealed record SimulationModel
{
    public required string Id { get; init; }
    [Description("The scenario's name.")] public required string Name { get; init; }
    public required SimulationStatus Status { get; init; }
    [Description("Name of the key it was sent with.")] public required string By { get; init; }
    public required DateTime CreatedAt { get; init; }
    public DateTime? StartedAt { get; init; }
    public DateTime? EndedAt { get; init; }
    [Description("What chance begins from; absent of a run that an earlier version took.")] public long? Seed { get; init; }
    [Description("Once it is done: a hash of every event. Equal fingerprints are the same run.")] public string? Fingerprint { get; init; }
    [Description("While it is running.")] public SimulationProgressModel? Progress { get; init; }
    [Description("Why it failed.")] public string? Detail { get; init; }

    [Description("Once it is done, where a run is read by itself: {scenario, seed, version, fingerprint, replications, warmup, metrics, byDivision, comparisons, solution, closedForm, timing}; see docs/simulation.md. Times are in seconds.")]
    public object? Result { get; init; }

    public static SimulationModel Of(SimulationRow row, object? result = null) => new()
    {
        Id = row.Id,
        Name = row.Name,
        Status = row.Status,
        By = row.By,
        CreatedAt = row.CreatedAt,
        StartedAt = row.StartedAt,
        EndedAt = row.EndedAt,
        Seed = row.Seed,
        Fingerprint = row.Fingerprint,
        Progress = row.Progress is { } p ? new() { Of = p.Of, Done = p.Done, Planned = p.Planned, Reached = p.Reached, Wanted = p.Wanted } : null,
        Detail = row.Why,
        Result = result,
    };
}

/// <summary>A scenario that was only checked: it has no fault.</summary>
public sealed record SimulationCheckModel(string Name, long Seed, [property: Description("Names of the plans it is compared with.")] IReadOnlyList<string> Compare);

public sealed record SimulationListModel(IReadOnlyList<SimulationModel> Items, int Total);
