using Twin.Domain.FieldService;
using Twin.Domain.Teams;
using Twin.Domain.Time;

namespace Twin.Domain.Incidents;

/// <summary>An incident's legs as jobs for someone to drive to.</summary>
public static class DispatchJobs
{
    /// <summary>How often someone is asked for again while a leg has nobody.</summary>
    public static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(30);

    public static DispatchJob Of(Incident incident, Leg leg) => new()
    {
        Incident = incident.Id,
        Leg = leg.Side,
        Place = incident.Report.Place.Key,
        Location = incident.Report.Place.Location,
        Area = leg.Area ?? default,
        Skill = DispatchRules.SkillFor(incident.Report.Cause.Kind),
        Severity = incident.Severity,
        Since = incident.OpenedAt,
    };

    public static Assignment AssignmentOf(Incident incident, Side leg, string person, Moment now) =>
        new(person, incident.Id, leg, incident.Report.Place.Key, incident.Report.Place.Location, now.Wall);

    /// <summary>Whom the incident's legs hold, no longer than they need them.</summary>
    public static Assignment[] Held(Incident incident, Moment now)
    {
        if (incident.Phase >= IncidentPhase.Resolved) return [];
        List<Assignment>? held = null;
        for (var i = 0; i < incident.Legs.Count; i++)
            if (incident.Legs[i] is { Active: true, Assignee: { } person, Phase: < IncidentPhase.Resolved } leg) (held ??= []).Add(AssignmentOf(incident, leg.Side, person, now));
        return held is null ? [] : [.. held];
    }

    /// <summary>Legs for which Twin itself looks for someone, where the policy says so and nothing holds the incident.</summary>
    public static IEnumerable<Leg> Wanting(Incident incident) => incident.Phase >= IncidentPhase.Resolved || !incident.Policy.AutoAssign || incident.Paused.Count > 0
        ? []
        : incident.Legs.Where(l => l is { Active: true, Assignee: null, Phase: < IncidentPhase.Assigned });

    /// <summary>The assignment a command would make, which the roster must agree to first: nobody is at two places. Null: it makes none.</summary>
    public static Assignment? Planned(Incident incident, IncidentInput.Command command, IncidentWorld world, Moment now)
    {
        if (command.Verb is not (IncidentVerb.Assign or IncidentVerb.Reassign) || command.To is not { } person || world.Teams.Person(person) is null) return null;
        var (reason, planned) = IncidentRules.Decide(incident, command, world, now);
        return reason == IncidentReason.Assigned && planned.Legs.FirstOrDefault(l => l.Assignee == person && l.Active) is { } leg ? AssignmentOf(planned, leg.Side, person, now) : null;
    }
}
