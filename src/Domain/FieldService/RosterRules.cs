using Twin.Domain.Escalation;
using Twin.Domain.Teams;

namespace Twin.Domain.FieldService;

/// <summary>A leg that waits for someone, the policy by which that is chosen, and when it was asked for last (steady).</summary>
[GenerateSerializer, Immutable, Alias("twin.WaitingJob")]
public readonly record struct WaitingJob([property: Id(0)] DispatchJob Job, [property: Id(1)] DispatchPolicy Policy, [property: Id(2)] DateTime AskedAt);

/// <summary>How assignments are kept and given out: pure functions over a snapshot, the same for the live network and for a simulated one.</summary>
public static class RosterRules
{
    /// <summary>
    /// Requests and releases are gathered this long and then matched together, in the order the policy wants: who asks a moment earlier does not get the person whom a graver job
    /// needs.
    /// </summary>
    public static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(100);

    /// <summary>People come on shift without anything being said: while jobs wait, they are matched again this often.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    /// <summary>An incident's assignees are these and no others. One that is somewhere else by now stays there: a person's own place is the truth.</summary>
    public static Roster Hold(Roster roster, string incident, IReadOnlyList<Assignment> assignments)
    {
        var held = roster;
        foreach (var before in roster.Assignments.Where(a => a.Incident == incident && !assignments.Any(k => k.Leg == a.Leg && k.PersonId == a.PersonId)).ToArray())
            held = held.Release(incident, before.Leg);
        foreach (var wanted in assignments)
            if (held.On(incident, wanted.Leg)?.PersonId != wanted.PersonId) held.TryAssign(wanted, out held);
        return held;
    }

    /// <summary>Gives whoever is free to the jobs that wait, in the order their policy wants.</summary>
    public static (Roster Roster, IReadOnlyList<Assignment> Found) Match(IReadOnlyCollection<WaitingJob> waiting, TeamDirectory teams, Roster roster, DateTime utc)
    {
        var found = new List<Assignment>();
        foreach (var policy in waiting.Select(w => w.Policy).Distinct().Order().ToArray())
            foreach (var job in DispatchRules.Next(waiting.Where(w => w.Policy == policy).Select(w => w.Job), policy))
            {
                if (DispatchRules.Best(job, teams, roster, policy, utc) is not { } suggested) continue;
                var assignment = new Assignment(suggested.PersonId, job.Incident, job.Leg, job.Place, job.Location, utc);
                if (roster.TryAssign(assignment, out roster)) found.Add(assignment);
            }
        return (roster, found);
    }
}
