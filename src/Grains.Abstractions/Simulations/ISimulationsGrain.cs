using Twin.Domain.Network;
using Twin.Grains.Documents;

namespace Twin.Grains.Simulations;

public enum SimulationStatus : byte { Queued, Running, Done, Failed, Cancelled }

/// <summary>A scenario to run, as it was sent. <see cref="Name"/> is the scenario's own; <see cref="Setting"/> is null for one that is not about a network.</summary>
[GenerateSerializer, Immutable, Alias("twin.SimulationOrder")]
public sealed record SimulationOrder(
    [property: Id(0)] string Name, [property: Id(1)] string Text, [property: Id(2)] bool Json, [property: Id(3)] string By, [property: Id(4)] SimulationSetting? Setting = null,
    [property: Id(5)] long? Seed = null);

/// <summary>What a scenario calls live, as it was when the scenario was sent: later changes do not reach the run. <see cref="Outlets"/> is null when it did not ask for them.</summary>
[GenerateSerializer, Immutable, Alias("twin.SimulationSetting")]
public sealed record SimulationSetting([property: Id(0)] DocumentVersion RuleBook, [property: Id(1)] DocumentVersion Policy, [property: Id(2)] OutletProfile[]? Outlets);

/// <summary>How far a run is: replications done and meant to be done, as far as is known, of one of its plans; how precise its figures are and shall be (half-width over mean), null where that does not decide or is not known yet.</summary>
[GenerateSerializer, Immutable, Alias("twin.SimulationProgress")]
public sealed record SimulationProgress([property: Id(0)] string Of, [property: Id(1)] int Done, [property: Id(2)] int Planned, [property: Id(3)] double? Reached = null, [property: Id(4)] double? Wanted = null);

/// <summary>A run without its result.</summary>
[GenerateSerializer, Immutable, Alias("twin.SimulationRow")]
public sealed record SimulationRow
{
    [Id(0)] public required string Id { get; init; }
    [Id(1)] public required string Name { get; init; }
    [Id(2)] public required SimulationStatus Status { get; init; }
    [Id(3)] public required string By { get; init; }
    [Id(4)] public required DateTime CreatedAt { get; init; }
    [Id(5)] public DateTime? StartedAt { get; init; }
    [Id(6)] public DateTime? EndedAt { get; init; }

    /// <summary>While it is running.</summary>
    [Id(7)] public SimulationProgress? Progress { get; init; }

    /// <summary>Why it failed, in words.</summary>
    [Id(8)] public string? Why { get; init; }

    /// <summary>Null of a run that an earlier version took.</summary>
    [Id(9)] public long? Seed { get; init; }

    /// <summary>Once it is done; null of a run that an earlier version ended.</summary>
    [Id(10)] public string? Fingerprint { get; init; }
}

/// <summary>
/// The runs of scenarios: queued, running (one at a time, spread over all silos) and ended. Key <c>simulations</c>. What is running goes on after a crash: on another silo, from the
/// replications that were stored.
/// </summary>
[Alias("twin.ISimulationsGrain")]
public interface ISimulationsGrain : IGrainWithStringKey
{
    /// <summary>Takes a scenario that was read without a fault. Durable when it returns. Null: as many are waiting as may.</summary>
    [Alias("Start")] ValueTask<SimulationRow?> Start(SimulationOrder order);

    /// <summary>All runs, the newest first.</summary>
    [Alias("List")] ValueTask<SimulationRow[]> List();

    /// <summary>A run and, when it is done, its result as JSON (UTF-8). Null: there is none of that id.</summary>
    [Alias("Read")] ValueTask<SimulationReading?> Read(string id);

    /// <summary>A run and, when it is done, its report as HTML (UTF-8). Null: there is none of that id.</summary>
    [Alias("Report")] ValueTask<SimulationReading?> Report(string id);

    /// <summary>A run and, when it is done, a row for each of its replications as CSV (UTF-8). Null: there is none of that id.</summary>
    [Alias("Replications")] ValueTask<SimulationReading?> Replications(string id);

    /// <summary>A run's scenario as it was sent. Null: there is none of that id.</summary>
    [Alias("Scenario")] ValueTask<SimulationText?> Scenario(string id);

    /// <summary>Ends a run that is queued or running as cancelled; removes one that has ended. Null: there is none of that id.</summary>
    [Alias("End")] ValueTask<SimulationRow?> End(string id);

    /// <summary>Wakes it, so that what is queued or was interrupted goes on. Every silo calls now and then.</summary>
    [Alias("Watch")] ValueTask Watch();

    /// <summary>The run itself tells that it has ended.</summary>
    [Alias("Ended")] ValueTask Ended(string id, SimulationStatus status, string? why, string? fingerprint);
}

[GenerateSerializer, Immutable, Alias("twin.SimulationReading")]
public sealed record SimulationReading([property: Id(0)] SimulationRow Row, [property: Id(1)] byte[]? Result);

[GenerateSerializer, Immutable, Alias("twin.SimulationText")]
public sealed record SimulationText([property: Id(0)] string Text, [property: Id(1)] bool Json);

public static class SimulationKeys
{
    public static ISimulationsGrain Simulations(this IGrainFactory grains) => grains.GetGrain<ISimulationsGrain>("simulations");
}
