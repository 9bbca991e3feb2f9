using Twin.Domain.FieldService;
using Twin.Domain.Incidents;
using Twin.Domain.Teams;

namespace Twin.Grains.Incidents;

/// <summary>
/// One incident: phase, legs, clocks, timeline and the outbox of its notifications. Key <c>i-3208008351-1k9x2</c>. It waits for nobody but the dispatcher, so whoever owns the
/// cause may wait for it.
/// </summary>
[Alias("twin.IIncidentGrain")]
public interface IIncidentGrain : IGrainWithStringKey
{
    /// <summary>
    /// The owner of the cause says how it stands: the first report opens the incident, each later one may resolve, reopen or change it. Saying the same again
    /// changes nothing. When it returns, the decision is durable.
    /// </summary>
    [Alias("Observe")] ValueTask<IncidentPhase> Observe(CauseReport report);

    /// <summary>What a person does. Null: there is no such incident.</summary>
    [Alias("Do")] ValueTask<IncidentAnswer?> Do(IncidentInput.Command command);

    [Alias("Read")] ValueTask<IncidentView?> Read();

    /// <summary>The incident, its clocks carried to the wall clock, to be gone on with elsewhere. Null: there is none.</summary>
    [Alias("Fork")] ValueTask<Incident?> Fork();

    /// <summary>People for a leg, best first; without a leg, for the first that must respond. Null: there is no such incident, or leg.</summary>
    [Alias("Suggest")] ValueTask<Suggestion[]?> Suggest(Side? leg);

    /// <summary>A notification was delivered, or given up.</summary>
    [Alias("Delivered")] Task Delivered(IncidentInput.Receipt receipt);

    /// <summary>The dispatcher found someone for a leg.</summary>
    [Alias("Dispatched"), OneWay] Task Dispatched(Side leg, string person);

    /// <summary>A deadline has come, or mutes, teams, calendars or policies changed: look again.</summary>
    [Alias("Reconsider"), OneWay] Task Reconsider();
}

/// <summary>What came of a command. <see cref="BusyAt"/>: the incident a person is assigned to already.</summary>
[GenerateSerializer, Immutable, Alias("twin.IncidentAnswer")]
public sealed record IncidentAnswer([property: Id(0)] IncidentReason Reason, [property: Id(1)] IncidentView View, [property: Id(2)] string? BusyAt = null);

/// <summary>An incident with what is due next of it.</summary>
[GenerateSerializer, Immutable, Alias("twin.IncidentView")]
public sealed record IncidentView([property: Id(0)] Incident Incident, [property: Id(1)] IReadOnlyList<LegDue> Due);

/// <summary>What is due next of a leg (wall times, null while its clock stands or nothing is due).</summary>
[GenerateSerializer, Immutable, Alias("twin.LegDue")]
public sealed record LegDue([property: Id(0)] Side Side, [property: Id(1)] DateTime? RespondBy, [property: Id(2)] string? Step, [property: Id(3)] DateTime? StepAt);

/// <summary>What owns a cause: an outlet, an access node, the network.</summary>
public interface IIncidentOwner : IGrainWithStringKey
{
    /// <summary>An incident of it went to another phase.</summary>
    [Alias("IncidentMoved"), OneWay] Task IncidentMoved(string incident, IncidentPhase phase, TimeSpan reopenWithin);
}

/// <summary>
/// Who is assigned where, over the whole province, so that nobody is sent to two places at once; and, where a policy wants it, who is sent next. Key <c>roster</c>.
/// </summary>
[Alias("twin.IRosterGrain")]
public interface IRosterGrain : IGrainWithStringKey
{
    /// <summary>Assigns a person. Null when done; else what they are assigned to already.</summary>
    [Alias("Assign")] ValueTask<Assignment?> Assign(Assignment assignment);

    /// <summary>An incident's assignees are these and no others: whoever else it had is free again. With <paramref name="over"/> it no longer waits for anyone either.</summary>
    [Alias("Hold")] ValueTask Hold(string incident, Assignment[] assignments, bool over);

    /// <summary>Asks for someone as soon as there is one. Asking again changes nothing; whoever was found is told by <see cref="IIncidentGrain.Dispatched"/>.</summary>
    [Alias("Request")] ValueTask Request(DispatchJob job, Domain.Escalation.DispatchPolicy policy);

    /// <summary>The time to match people and jobs has come.</summary>
    [Alias("Reconsider"), OneWay] Task Reconsider();

    /// <summary>All assignments when they changed after a version; else an empty answer with the same version.</summary>
    [Alias("Since")] ValueTask<RosterChanges> Since(long version);

    /// <summary>For whoever goes on with it elsewhere; times are carried to the wall clock.</summary>
    [Alias("Fork")] ValueTask<RosterFork> Fork();
}

/// <param name="LooksAt">When it looks for people next; null: at once, or when somebody asks.</param>
[GenerateSerializer, Immutable, Alias("twin.RosterFork")]
public sealed record RosterFork([property: Id(0)] Assignment[] Assignments, [property: Id(1)] WaitingJob[] Waiting, [property: Id(2)] DateTime? LooksAt);

[GenerateSerializer, Immutable, Alias("twin.RosterChanges")]
public sealed record RosterChanges([property: Id(0)] long Version, [property: Id(1)] Assignment[]? Assignments);

public static class IncidentKeys
{
    public static IIncidentGrain Incident(this IGrainFactory grains, string id) => grains.GetGrain<IIncidentGrain>($"i-{id}");
    public static IRosterGrain Roster(this IGrainFactory grains) => grains.GetGrain<IRosterGrain>("roster");
    public static string IncidentOf(string key) => key[2..];
}
