using System.Globalization;
using Twin.Domain.Escalation;
using Twin.Domain.FieldService;
using Twin.Domain.Notifications;
using Twin.Domain.Teams;

namespace Twin.Domain.Incidents;

/// <summary>
/// A leg's ladder: steps by the leg's own clock, then repeats, then who hears that nobody answered. What fell due while Twin was down runs once, marked late.
/// </summary>
internal static class LadderRules
{
    /// <summary>A step this much overdue while Twin was up slipped through something; it is run, and said.</summary>
    private static readonly TimeSpan SlippedAfter = TimeSpan.FromSeconds(30);

    public static void Run(IncidentWork work, Side side)
    {
        var leg = work.Incident.Leg(side)!;
        if (!leg.Required)
        {
            Inform(work, leg);
            return;
        }
        ExpireAcknowledgement(work, ref leg);
        MissResponse(work, ref leg);
        while (Due(work.Incident, leg) is { } due && leg.RunsFrom is not null && leg.Clock(work.Now.Steady) >= due)
        {
            leg = RunNext(work, leg, due);
            work.Set(leg);
        }
    }

    /// <summary>The next moment on a leg's clock at which something is due; null: nothing.</summary>
    public static TimeSpan? NextOnClock(Incident incident, Leg leg)
    {
        if (!leg.Active) return null;
        var next = Due(incident, leg);
        if (leg.AckExpires is { } expires && (next is null || expires < next)) next = expires;
        if (leg.RespondedAt is null && !leg.ResponseMissed && (next is null || incident.Policy.FirstResponse < next)) next = incident.Policy.FirstResponse;
        return next;
    }

    /// <summary>As <see cref="NextOnClock"/>, but steps only.</summary>
    public static TimeSpan? NextStepOnClock(Incident incident, Leg leg) => Due(incident, leg);

    public static string StepName(Incident incident, Leg leg)
    {
        var steps = Steps(incident.Policy, leg.Side).Count;
        return leg.NextStep < steps ? Number(leg.NextStep) : leg.Repeats < incident.Policy.RepeatTimes ? "repeat" : "unattended";
    }

    public static List<EscalationStep> Steps(EscalationPolicy policy, Side side) => [.. policy.Steps.Where(s => s.Side is not { } only || only == side)];

    /// <summary>When on the leg's clock its next rung is due; null when it has been taken on or every rung has run.</summary>
    private static TimeSpan? Due(Incident incident, Leg leg)
    {
        if (!leg.Active || leg.Attended || leg.Unattended || incident.Phase >= IncidentPhase.Resolved) return null;
        var policy = incident.Policy;
        // Asked at every input of every incident: without a list.
        var (steps, last) = (0, TimeSpan.Zero);
        for (var i = 0; i < policy.Steps.Count; i++)
        {
            if (policy.Steps[i] is not { } step || (step.Side is { } only && only != leg.Side)) continue;
            if (steps++ == leg.NextStep) return leg.Hurried ? TimeSpan.Zero : leg.RoundBegan + step.After;
            last = step.After;
        }
        if (leg.Hurried && leg.Repeats == 0 && policy.RepeatTimes == 0) return TimeSpan.Zero;
        return leg.RoundBegan + last + policy.RepeatEvery * (leg.Repeats + 1);
    }

    private static Leg RunNext(IncidentWork work, Leg leg, TimeSpan due)
    {
        var steps = Steps(work.Incident.Policy, leg.Side);
        var late = IsLate(work, leg, due);
        if (leg.NextStep < steps.Count) return RunStep(work, leg, steps[leg.NextStep], late);
        return leg.Repeats < work.Incident.Policy.RepeatTimes ? Repeat(work, leg, steps, late) : Unattended(work, leg, late);
    }

    private static Leg RunStep(IncidentWork work, Leg leg, EscalationStep step, bool late)
    {
        var (number, first) = (leg.NextStep, leg.NextStep == 0);
        var reason = leg.Hurried ? leg.CapacityJudged && number == 1 && !leg.ReachedNobody ? IncidentReason.NoCapacity : IncidentReason.PreviousReachedNobody
            : first ? leg.RoundReason : IncidentReason.StepDue;
        leg = leg with { NextStep = number + 1, Hurried = false };
        if (IsMet(step.Unless, leg))
        {
            work.Record(new() { At = work.Now.Wall, Leg = leg.Side, Step = Number(number), Round = leg.Round, Sent = false, Reason = IncidentWork.Word(IncidentReason.UnlessMet), Detail = $"the leg is {IncidentWork.Word(leg.Phase)}" });
            return leg;
        }
        var team = Team(work, leg);
        var people = work.World.Teams.Resolve(step.Notify, team, work.Now.Wall);
        if (first) people = [.. people, .. leg.AlsoPage.Where(id => people.All(p => p.Person.Id != id)).Select(work.World.Teams.Person).OfType<(Team, Person)>()];
        var sent = 0;
        foreach (var (_, person) in people)
        {
            (leg, var paged) = PagingRules.Page(work, leg, person, NotificationKind.Page, Number(number), reason, late, step.Channels);
            if (paged) sent++;
        }
        work.Note("stepRan", reason, detail: $"step {number}{(late ? ", late" : "")}: {(sent == 0 ? "nobody" : string.Join(' ', people.Select(p => p.Person.Id)))}", leg: leg.Side);
        if (sent == 0)
        {
            RecordNobody(work, leg, Number(number), team, step.Notify);
            leg = leg with { Hurried = true };
        }
        return first ? JudgeCapacity(work, leg, team) : leg;
    }

    /// <summary>If no free, skilled person can be there in time, waiting for the timer helps nobody.</summary>
    private static Leg JudgeCapacity(IncidentWork work, Leg leg, Team? team)
    {
        if (leg.CapacityJudged || team is null || work.Incident.Report.Scope == IncidentScope.Network || team.People.All(p => p.Role != Role.Engineer)) return leg;
        var policy = work.Incident.Policy;
        leg = leg with { CapacityJudged = true, ReachedNobody = leg.Hurried };
        if (leg.Hurried || DispatchRules.CanArriveWithin(DispatchJobs.Of(work.Incident, leg), work.World.Teams, work.World.Roster, policy.ArriveWithin, work.Now.Wall)) return leg;
        work.Note("noCapacity", IncidentReason.NoCapacity, detail: $"no free, skilled person of {team.Id} can be there within {policy.ArriveWithin.TotalMinutes:0} min", leg: leg.Side);
        return leg with { Hurried = true };
    }

    private static Leg Repeat(IncidentWork work, Leg leg, List<EscalationStep> steps, bool late)
    {
        leg = leg with { Repeats = leg.Repeats + 1, Round = leg.Round + 1, Hurried = false };
        var told = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < steps.Count; i++)
        {
            if (IsMet(steps[i].Unless, leg)) continue;
            foreach (var (_, person) in work.World.Teams.Resolve(steps[i].Notify, Team(work, leg), work.Now.Wall))
                if (told.Add(person.Id)) (leg, _) = PagingRules.Page(work, leg, person, NotificationKind.Page, Number(i), IncidentReason.Repeat, late, steps[i].Channels);
        }
        work.Note("repeated", IncidentReason.Repeat, detail: $"{leg.Repeats} of {work.Incident.Policy.RepeatTimes}{(late ? ", late" : "")}: {(told.Count == 0 ? "nobody" : string.Join(' ', told.Order(StringComparer.Ordinal)))}", leg: leg.Side);
        return leg;
    }

    /// <summary>
    /// The ladder of a leg that others have got, on its clock as it was: what is past is past, and what is still to come is for them. If nothing is, it begins anew, for it never goes silent.
    /// </summary>
    public static Leg StillToCome(IncidentWork work, Leg leg)
    {
        var (policy, clock) = (work.Incident.Policy, leg.Clock(work.Now.Steady));
        var steps = Steps(policy, leg.Side);
        var next = steps.FindIndex(s => leg.RoundBegan + s.After > clock);
        if (next >= 0) return leg with { NextStep = next };
        var over = clock - leg.RoundBegan - (steps.Count == 0 ? TimeSpan.Zero : steps[^1].After);
        var past = policy.RepeatEvery > TimeSpan.Zero ? (long)(over / policy.RepeatEvery) : long.MaxValue;
        if (!leg.Unattended && past <= policy.RepeatTimes) return leg with { NextStep = steps.Count, Repeats = Math.Max(leg.Repeats, (int)past) };
        next = steps.FindIndex(s => s.After > TimeSpan.Zero);
        return leg with { RoundBegan = clock, NextStep = next < 0 ? steps.Count : next, Repeats = 0, Unattended = false };
    }

    /// <summary>Pages, at once, whom the first step would have; while paused, the ladder does so when it goes on.</summary>
    public static Leg RunReassigned(IncidentWork work, Leg leg)
    {
        const string Step = "reassigned";
        var steps = Steps(work.Incident.Policy, leg.Side);
        if (steps.Count == 0) return leg;
        if (work.Incident.Paused is [var pause, ..])
        {
            work.RecordUnsent(leg, Step, pause);
            return leg with { NextStep = 0 };
        }
        var sent = 0;
        foreach (var (_, person) in work.World.Teams.Resolve(steps[0].Notify, Team(work, leg), work.Now.Wall))
        {
            (leg, var paged) = PagingRules.Page(work, leg, person, NotificationKind.Page, Step, IncidentReason.Reassigned, false, steps[0].Channels);
            if (paged) sent++;
        }
        if (sent > 0) return leg;
        RecordNobody(work, leg, Step, Team(work, leg), steps[0].Notify);
        return leg with { Hurried = true };
    }

    private static void RecordNobody(IncidentWork work, Leg leg, string step, Team? team, IReadOnlyList<string> names) => work.Record(new()
    {
        At = work.Now.Wall,
        Leg = leg.Side,
        Step = step,
        Round = leg.Round,
        Sent = false,
        Reason = IncidentWork.Word(IncidentReason.Nobody),
        Detail = team is null ? "no team covers the area" : $"nobody of team {team.Id} is meant by {string.Join(' ', names)} now",
    });

    private static Leg Unattended(IncidentWork work, Leg leg, bool late)
    {
        leg = leg with { Unattended = true, Hurried = false };
        var sent = 0;
        foreach (var (_, person) in work.World.Teams.Resolve(work.Incident.Policy.ThenUnattended, Team(work, leg), work.Now.Wall))
        {
            (leg, var told) = PagingRules.Page(work, leg, person, NotificationKind.Unattended, "unattended", IncidentReason.Unattended, late, []);
            if (told) sent++;
        }
        if (sent == 0) RecordNobody(work, leg, "unattended", Team(work, leg), work.Incident.Policy.ThenUnattended);
        work.Note("unattended", IncidentReason.Unattended, detail: $"nobody answered{(late ? ", late" : "")}; told {sent}", leg: leg.Side);
        return leg;
    }

    /// <summary>Who need not respond is told once, when the first page goes out.</summary>
    private static void Inform(IncidentWork work, Leg leg)
    {
        if (leg.Informed || work.Incident.Paused.Count > 0 || !work.Incident.Legs.Any(l => l.Active && (l.NextStep > 0 || l.Attended))) return;
        leg = leg with { Informed = true };
        foreach (var (_, person) in work.World.Teams.Resolve([Recipients.OnShift], Team(work, leg), work.Now.Wall))
            (leg, _) = PagingRules.Page(work, leg, person, NotificationKind.Update, "update", IncidentReason.Informed, false, []);
        work.Set(leg);
    }

    private static void ExpireAcknowledgement(IncidentWork work, ref Leg leg)
    {
        if (leg.AckExpires is not { } at || leg.RunsFrom is null || leg.Clock(work.Now.Steady) < at) return;
        work.Note("acknowledgementExpired", IncidentReason.AckExpired, leg.AcknowledgedBy, leg: leg.Side);
        IReadOnlyList<string> also = leg.AcknowledgedBy is { } by && !leg.AlsoPage.Contains(by) ? [.. leg.AlsoPage, by] : leg.AlsoPage;
        // The new round begins when the old acknowledgement ended, not when that was noticed.
        work.Set(leg = work.Restarted(leg, IncidentReason.AckExpired) with { RoundBegan = at, AlsoPage = also });
    }

    private static void MissResponse(IncidentWork work, ref Leg leg)
    {
        if (leg.RespondedAt is not null || leg.ResponseMissed || leg.RunsFrom is null || leg.Clock(work.Now.Steady) < work.Incident.Policy.FirstResponse) return;
        work.Set(leg = leg with { ResponseMissed = true });
        work.Note("responseMissed", IncidentReason.ResponseMissed, detail: $"no response within {work.Incident.Policy.FirstResponse.TotalMinutes:0.##} min of open time", leg: leg.Side);
    }

    private static bool IsLate(IncidentWork work, Leg leg, TimeSpan due)
    {
        // A hurried step is due since the one before it, whose lateness has been told.
        if (due == TimeSpan.Zero && leg.Hurried || leg.RunsFrom is not { } from) return false;
        var at = from + (due - leg.Ran);
        if (at < work.World.BackAt) return true;
        if (work.Now.Steady - at > SlippedAfter) work.Note("slipped", IncidentReason.Slipped, detail: $"due {(work.Now.Steady - at).TotalSeconds:0} s ago", leg: leg.Side);
        return false;
    }

    private static bool IsMet(Unless unless, Leg leg) => unless switch
    {
        // Whom Twin assigned has not answered yet.
        Unless.Acknowledged => leg.Attended,
        Unless.Assigned => leg.Phase >= IncidentPhase.Assigned,
        Unless.OnSite => leg.Phase >= IncidentPhase.OnSite,
        _ => false,
    };

    private static Team? Team(IncidentWork work, Leg leg) => leg.Team is { } id ? work.World.Teams.Team(id) : null;

    private static string Number(int step) => step.ToString(CultureInfo.InvariantCulture);
}
