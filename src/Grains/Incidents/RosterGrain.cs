using Microsoft.Extensions.Logging;
using Twin.Domain.Escalation;
using Twin.Domain.FieldService;
using Twin.Domain.Teams;
using Twin.Grains.Documents;
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
    [PersistentState("roster")] IPersistentState<RosterState> storage, TwinClock clock, ActiveDocuments documents, ILogger<RosterGrain> log) : Grain, IRosterGrain
{
    /// <summary>People come on shift without anything being said.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    private readonly Dictionary<(string Incident, Side Leg), (DispatchJob Job, DispatchPolicy Policy)> _waiting = [];
    private Roster _roster = Roster.Empty;
    private IGrainTimer? _looking;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _roster = Roster.Of(storage.State.Assignments);
        return Task.CompletedTask;
    }

    public async ValueTask<Assignment?> Assign(Assignment assignment)
    {
        _waiting.Remove((assignment.Incident, assignment.Leg));
        if (_roster.On(assignment.Incident, assignment.Leg) is { } held && held.PersonId == assignment.PersonId) return null;
        if (!_roster.TryAssign(assignment, out var roster)) return _roster.Of(assignment.PersonId)[0];
        await Store(roster);
        return null;
    }

    public async ValueTask Hold(string incident, Assignment[] assignments, bool over)
    {
        foreach (var key in _waiting.Keys.Where(k => k.Incident == incident && (over || assignments.Any(a => a.Leg == k.Leg))).ToArray()) _waiting.Remove(key);
        var roster = _roster;
        foreach (var held in _roster.Assignments.Where(a => a.Incident == incident && !assignments.Any(k => k.Leg == a.Leg && k.PersonId == a.PersonId)).ToArray())
            roster = roster.Release(incident, held.Leg);
        // One that is somewhere else by now stays there: a person's own place is the truth.
        foreach (var wanted in assignments)
            if (roster.On(incident, wanted.Leg)?.PersonId != wanted.PersonId) roster.TryAssign(wanted, out roster);
        if (ReferenceEquals(roster, _roster)) return;
        await Store(roster);
        await Match();
    }

    public async ValueTask Request(DispatchJob job, DispatchPolicy policy)
    {
        if (_roster.On(job.Incident, job.Leg) is { } held)
        {
            _ = GrainFactory.Incident(job.Incident).Dispatched(job.Leg, held.PersonId);
            return;
        }
        _waiting[(job.Incident, job.Leg)] = (job, policy);
        await Match();
    }

    public ValueTask<RosterChanges> Since(long version) =>
        new(version == storage.State.Version ? new(version, null) : new RosterChanges(storage.State.Version, [.. _roster.Assignments]));

    /// <summary>Gives whoever is free to the jobs that wait, in the order their policy wants.</summary>
    private async Task Match()
    {
        if (_waiting.Count == 0) return;
        _looking ??= this.RegisterGrainTimer(Look, new GrainTimerCreationOptions(LookEvery, LookEvery));
        var (roster, found) = (_roster, new List<Assignment>());
        foreach (var policy in _waiting.Values.Select(w => w.Policy).Distinct().Order().ToArray())
            foreach (var job in DispatchRules.Next(_waiting.Values.Where(w => w.Policy == policy).Select(w => w.Job), policy))
            {
                var now = clock.Now().Wall;
                if (DispatchRules.Suggest(job, documents.Teams, roster, policy, now).FirstOrDefault(s => s.Usable) is not { } suggested) continue;
                var assignment = new Assignment(suggested.PersonId, job.Incident, job.Leg, job.Place, job.Location, now);
                if (!roster.TryAssign(assignment, out roster)) continue;
                found.Add(assignment);
            }
        if (found.Count == 0) return;
        await Store(roster);
        foreach (var assignment in found)
        {
            _waiting.Remove((assignment.Incident, assignment.Leg));
            _ = GrainFactory.Incident(assignment.Incident).Dispatched(assignment.Leg, assignment.PersonId);
        }
    }

    private async Task Look()
    {
        try
        {
            await Match();
        }
        catch (Exception failure)
        {
            LogNotMatched(log, failure);
        }
        if (_waiting.Count > 0) return;
        _looking?.Dispose();
        _looking = null;
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
