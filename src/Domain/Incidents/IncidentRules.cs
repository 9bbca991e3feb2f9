using Twin.Domain.Escalation;
using Twin.Domain.Network;
using Twin.Domain.Notifications;
using Twin.Domain.Time;

namespace Twin.Domain.Incidents;

/// <summary>
/// How an incident behaves: a function of the incident, an input, what surrounds it, and now. Every decision has a named reason, leaves its record in the timeline, and puts
/// the messages it causes into the outbox of the same incident, to be stored with it.
/// </summary>
public static class IncidentRules
{
    public static Incident Open(CauseReport report, EscalationPolicy policy, IncidentWorld world, Moment now)
    {
        var incident = new Incident
        {
            Id = report.Incident,
            Report = report,
            Severity = report.Severity,
            OpenedAt = now.Wall,
            UpdatedAt = now.Wall,
            Visits = 1,
            Policy = policy,
            EverMembers = report.Members,
            EverDistricts = report.MemberDistricts,
            Revision = 1,
        };
        var work = new IncidentWork(incident, world, now);
        work.Note("opened", OpeningReason(report), detail: Detail(report));
        foreach (var share in LegRules.For(report)) work.AddLeg(share);
        // Told late, it may be over already.
        if (report.MergedInto is not null || report.Removed || !report.Bad) CauseRules.Take(work, report, report);
        work.Settle();
        return work.Done();
    }

    /// <summary>Closed, and nothing of it left to be done.</summary>
    public static bool IsDone(Incident incident) =>
        incident is { Phase: IncidentPhase.Closed, VerifyAt: null } && incident.Outbox.All(m => m.Outcome != NotificationOutcome.Pending);

    /// <summary>What its owner says, for an incident that is there: of a fault that is gone nobody can say any more since when, and how bad, it was.</summary>
    public static IncidentInput.Observe Heard(Incident incident, CauseReport report) =>
        new(report is { Bad: true, FaultOver: false } ? report : report with { Since = incident.Report.Since, Severity = incident.Report.Severity });

    public static IncidentDecision Decide(Incident incident, IncidentInput input, IncidentWorld world, Moment now)
    {
        var work = new IncidentWork(incident, world, now);
        // What was due before the input happens before it: an acknowledgement a moment late does not undo a step.
        work.Settle();
        var nothingWasDue = ReferenceEquals(work.Incident, incident);
        var reason = input switch
        {
            IncidentInput.Observe observe => CauseRules.Observe(work, observe.Report),
            IncidentInput.Command command => CommandRules.Do(work, command),
            IncidentInput.AutoAssign assign => CommandRules.AutoAssign(work, assign),
            IncidentInput.Receipt receipt => PagingRules.Receive(work, receipt),
            _ => IncidentReason.NothingToDo,
        };
        // What an input that changed nothing, or no more than that a message arrived, would make due was looked at just now.
        var nothingIsNew = reason == IncidentReason.Delivered || (reason == IncidentReason.NothingToDo && ReferenceEquals(work.Incident, incident));
        if (!nothingWasDue || !nothingIsNew) work.Settle();
        return new(reason, work.Done());
    }

    /// <summary>Steady time at which time alone would change something; null: never.</summary>
    public static DateTime? NextDeadline(Incident incident, IncidentWorld world, Moment now)
    {
        var next = incident.VerifyAt;
        if (incident.Phase >= IncidentPhase.Resolved) return next;
        if (PauseRules.At(incident, world.Mutes, world.Trading, now).NextChange is { } change) next = Earlier(next, now.ToSteady(change));
        for (var i = 0; i < incident.Legs.Count; i++)
            if (incident.Legs[i] is { RunsFrom: { } from } leg && LadderRules.NextOnClock(incident, leg) is { } due)
                next = Earlier(next, from + (due - leg.Ran));
        return next;
    }

    internal static IncidentReason OpeningReason(CauseReport report) =>
        report.CommunicationsLost ? IncidentReason.CommunicationsLostDuringIntrusion
        : report.Scope switch
        {
            IncidentScope.AccessNode => IncidentReason.SharedOutage,
            IncidentScope.Network => IncidentReason.TelemetryLost,
            _ => IncidentReason.FaultRaised,
        };

    private static string Detail(CauseReport report) =>
        report.Cause.Device is { } device ? $"{report.Cause.Rule} on {device} since {report.Since:O}" : $"{report.Cause.Rule}: {report.Members.Count} outlets since {report.Since:O}";

    private static DateTime? Earlier(DateTime? a, DateTime b) => a is null || b < a ? b : a;
}
