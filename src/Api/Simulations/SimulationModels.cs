using System.ComponentModel;
using Twin.Grains.Simulations;

namespace Twin.Api.Simulations;

/// <summary>How far a run is.</summary>
public sealed record SimulationProgressModel
{
    [Description("What is being run: the pilots or the replications of one of the scenario's plans.")] public required string Of { get; init; }
    [Description("Replications done.")] public required int Done { get; init; }
    [Description("Replications meant to be done, as far as is known: it grows until the figures are precise enough.")] public required int Planned { get; init; }
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
        Progress = row.Progress is { } p ? new() { Of = p.Of, Done = p.Done, Planned = p.Planned } : null,
        Detail = row.Why,
        Result = result,
    };
}

public sealed record SimulationListModel(IReadOnlyList<SimulationModel> Items, int Total);
