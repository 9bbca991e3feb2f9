using Twin.Domain.Time;

namespace Twin.Domain.Incidents;

/// <summary>What is due next of a leg, for people: wall times.</summary>
public static class LegClock
{
    /// <summary>By when a first response is wanted (null once there is one, or while nobody knows when the clock will run), and the next step with its time.</summary>
    public static (DateTime? RespondBy, string? Step, DateTime? StepAt) Due(Incident incident, Leg leg, Moment now)
    {
        if (!leg.Active || incident.Phase >= IncidentPhase.Resolved) return default;
        var resumes = leg.RunsFrom is { } from ? from : incident.Paused.Count > 0 && incident.Paused.All(p => p.Until is not null) ? now.ToSteady(incident.Paused.Max(p => p.Until!.Value)) : (DateTime?)null;
        var respondBy = leg.RespondedAt is null && resumes is { } at ? now.ToWall(at + (incident.Policy.FirstResponse - leg.Ran)) : (DateTime?)null;
        if (LadderRules.NextStepOnClock(incident, leg) is not { } due) return (respondBy, null, null);
        return (respondBy, LadderRules.StepName(incident, leg), resumes is { } runs ? now.ToWall(runs + (due - leg.Ran)) : null);
    }
}
