using Twin.Domain.FieldService;

namespace Twin.Domain.Incidents;

/// <summary>An incident's leg as a job for someone to drive to.</summary>
public static class DispatchJobs
{
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
}
