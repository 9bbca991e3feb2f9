using Microsoft.Extensions.Logging;
using Twin.Domain.Escalation;
using Twin.Domain.FieldService;
using Twin.Domain.Teams;
using Twin.Grains.Documents;
using Twin.Grains.Network;
using Twin.Grains.Time;

namespace Twin.Grains.Incidents;

public sealed class RosterState
{
    public List<Assignment> Assignments { get; set; } = [];
    public long Version { get; set; }
}

/// <summary>
/// The one place where people are assigned, so that nobody is at two. Who waits for someone is not stored: incidents ask again.
/// </summary>
[GrainType("roster"), KeepAlive]
public sealed partial class RosterGrain(
    [PersistentState("roster")] IPersistentState<RosterState> storage, TwinClock clock, DeadlineWheel deadlines, ActiveDocuments documents, ILogger<RosterGrain> log)
    : Grain, IRosterGrain, ITwin
{
    private readonly WaitingJobs _waiting = new();
    private Roster _roster = Roster.Empty;
    private Deadline _deadline = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _roster = Roster.Of(storage.State.Assignments);
        _deadline = new(deadlines, this);
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _deadline.Cancel();
        return Task.CompletedTask;
    }

    public async ValueTask<Assignment?> Assign(Assignment assignment)
    {
        _waiting.Remove(assignment);
        if (_roster.On(assignment.Incident, assignment.Leg) is { } held && held.PersonId == assignment.PersonId) return null;
        if (!_roster.TryAssign(assignment, out var roster)) return _roster.Of(assignment.PersonId)[0];
        await Store(roster);
        // Whoever had the leg is free.
        MatchWithin(RosterRules.Gather);
        return null;
    }

    public async ValueTask Hold(string incident, Assignment[] assignments, bool over)
    {
        _waiting.Remove(incident, assignments, over);
        var roster = RosterRules.Hold(_roster, incident, assignments);
        if (ReferenceEquals(roster, _roster)) return;
        await Store(roster);
        MatchWithin(RosterRules.Gather);
    }

    public ValueTask Request(DispatchJob job, DispatchPolicy policy)
    {
        if (_roster.On(job.Incident, job.Leg) is { } held)
        {
            _ = GrainFactory.Incident(job.Incident).Dispatched(job.Leg, held.PersonId);
            return default;
        }
        _waiting.Add(new(job, policy, clock.Now().Steady));
        MatchWithin(RosterRules.Gather);
        return default;
    }

    public ValueTask<RosterChanges> Since(long version) =>
        new(version == storage.State.Version ? new(version, null) : new RosterChanges(storage.State.Version, [.. _roster.Assignments]));

    public ValueTask<RosterFork> Fork()
    {
        var offset = clock.Now().Offset;
        return new(new RosterFork([.. _roster.Assignments], [.. _waiting.All.Select(w => w with { AskedAt = w.AskedAt + offset })], _deadline.Due + offset));
    }

    public async Task Reconsider()
    {
        if (_waiting.Count == 0) return;
        try
        {
            var (roster, found) = RosterRules.Match(_waiting.All, documents.Teams, _roster, clock.Now().Wall);
            if (found.Count > 0) await Store(roster);
            foreach (var assignment in found)
            {
                _waiting.Remove(assignment);
                _ = GrainFactory.Incident(assignment.Incident).Dispatched(assignment.Leg, assignment.PersonId);
            }
        }
        catch (Exception failure) when (failure is not Orleans.Storage.InconsistentStateException)
        {
            LogNotMatched(log, failure);
        }
        if (_waiting.Count > 0) MatchWithin(RosterRules.LookEvery);
    }

    public void AskToReconsider() => _ = this.AsReference<IRosterGrain>().Reconsider();

    private void MatchWithin(TimeSpan time)
    {
        var now = clock.Now().Steady;
        if (_waiting.Count > 0) _deadline.Set(now + time, now);
    }

    private async Task Store(Roster roster)
    {
        var before = (storage.State.Assignments, storage.State.Version);
        (storage.State.Assignments, storage.State.Version) = ([.. roster.Assignments], storage.State.Version + 1);
        try
        {
            await storage.WriteStateAsync();
        }
        catch
        {
            (storage.State.Assignments, storage.State.Version) = before;
            throw;
        }
        _roster = roster;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Jobs that wait could not be matched with people; trying again")]
    private static partial void LogNotMatched(ILogger log, Exception failure);
}
