using Twin.Domain.Notifications;
using Twin.Domain.Teams;

namespace Twin.Domain.Incidents;

/// <summary>What people do to an incident. Doing it again changes nothing; what cannot be is refused with its reason.</summary>
internal static class CommandRules
{
    private const int KeysKept = 50;

    /// <summary>Nothing is taken out of a timeline, and it is stored whole with every change.</summary>
    private const int NotesMax = 200;
    private const int TimelineMax = 2_000;
    private const string NoteEvent = "note";

    public static IncidentReason Do(IncidentWork work, IncidentInput.Command command)
    {
        if (command.Key is { } key && work.Incident.CommandKeys.Contains(key)) return IncidentReason.NothingToDo;
        if (IsFull(work.Incident.Timeline, command.Verb)) return IncidentReason.TooMuch;
        var reason = command.Verb switch
        {
            IncidentVerb.Note => Note(work, command),
            IncidentVerb.Reopen => Reopen(work, command),
            IncidentVerb.Close => Close(work, command),
            IncidentVerb.Resolve => Resolve(work, command),
            _ => OnLegs(work, command),
        };
        if (command.Key is { } done && reason < IncidentReason.WrongPhase) work.Incident = work.Incident with { CommandKeys = [.. work.Incident.CommandKeys.TakeLast(KeysKept - 1), done] };
        return reason;
    }

    // However long it is, it can be taken note of and brought to its end.
    private static bool IsFull(IReadOnlyList<TimelineEntry> timeline, IncidentVerb verb) =>
        (verb == IncidentVerb.Note && timeline.Count(e => e.Event == NoteEvent) >= NotesMax)
        || (timeline.Count >= TimelineMax && verb is not (IncidentVerb.Acknowledge or IncidentVerb.Resolve or IncidentVerb.Close));

    /// <summary>Twin chose someone; the ladder goes on until a person responds.</summary>
    public static IncidentReason AutoAssign(IncidentWork work, IncidentInput.AutoAssign assign)
    {
        if (work.Incident.Phase >= IncidentPhase.Resolved || work.Incident.Leg(assign.Leg) is not { Active: true } leg || leg.Phase >= IncidentPhase.Assigned) return IncidentReason.WrongPhase;
        leg = leg with { Phase = IncidentPhase.Assigned, Assignee = assign.Person, AssignedByTwin = leg.Phase < IncidentPhase.Acknowledged, AckExpires = null, Round = leg.Round + 1 };
        work.Note("assigned", IncidentReason.AssignedByTwin, "twin", assign.Person, leg.Side);
        work.Set(TellAssignee(work, leg, assign.Person));
        return IncidentReason.AssignedByTwin;
    }

    private static IncidentReason Note(IncidentWork work, IncidentInput.Command command)
    {
        work.Note(NoteEvent, IncidentReason.Noted, command.By, command.Note, command.Leg);
        return IncidentReason.Noted;
    }

    private static IncidentReason Reopen(IncidentWork work, IncidentInput.Command command)
    {
        if (work.Incident.Phase < IncidentPhase.Resolved) return IncidentReason.NothingToDo;
        if (work.Incident.MergedInto is not null) return IncidentReason.WrongPhase;
        CauseRules.Reopen(work, IncidentReason.ReopenedByHand, command.By, command.Note);
        return IncidentReason.ReopenedByHand;
    }

    private static IncidentReason Close(IncidentWork work, IncidentInput.Command command)
    {
        if (work.Incident.Phase == IncidentPhase.Closed) return IncidentReason.NothingToDo;
        CauseRules.Close(work, IncidentReason.ClosedByHand, command.By, command.Note);
        return IncidentReason.ClosedByHand;
    }

    private static IncidentReason Resolve(IncidentWork work, IncidentInput.Command command)
    {
        if (work.Incident.Phase == IncidentPhase.Closed) return IncidentReason.WrongPhase;
        if (work.Incident.Phase == IncidentPhase.Resolved) return IncidentReason.NothingToDo;
        if (command.Leg is { } side)
        {
            if (work.Incident.Leg(side) is not { } leg) return IncidentReason.UnknownLeg;
            if (leg.Phase == IncidentPhase.Resolved) return IncidentReason.NothingToDo;
            Finish(work, leg, command);
            work.Note("legResolved", IncidentReason.ResolvedByHand, command.By, command.Note, side);
            if (work.Incident.Legs.Any(l => l.Active && l.Phase < IncidentPhase.Resolved)) return IncidentReason.ResolvedByHand;
        }
        else
        {
            foreach (var leg in work.Incident.Legs.Where(l => l.Active).ToArray()) Finish(work, leg, command);
        }
        CauseRules.Resolve(work, IncidentReason.ResolvedByHand, command.By, command.Note);
        return IncidentReason.ResolvedByHand;
    }

    private static void Finish(IncidentWork work, Leg leg, IncidentInput.Command command)
    {
        work.RecordUnsent(leg, IncidentReason.ResolvedByHand, $"by {command.By}");
        work.Set(Responded(work, leg) with { Phase = IncidentPhase.Resolved, AckExpires = null });
    }

    private static IncidentReason OnLegs(IncidentWork work, IncidentInput.Command command)
    {
        if (work.Incident.Phase >= IncidentPhase.Resolved) return IncidentReason.WrongPhase;
        if (LegsMeant(work, command) is not { Length: > 0 } legs) return IncidentReason.UnknownLeg;
        var result = IncidentReason.NothingToDo;
        foreach (var leg in legs)
        {
            var reason = command.Verb switch
            {
                IncidentVerb.Acknowledge => Acknowledge(work, leg, command),
                IncidentVerb.Assign => Assign(work, leg, command),
                IncidentVerb.Arrive => Arrive(work, leg, command),
                _ => Reassign(work, leg, command),
            };
            if (reason != IncidentReason.NothingToDo) result = reason;
        }
        return result;
    }

    /// <summary>The leg named; else that of the person it concerns; else every leg that must respond. Only an acknowledgement or an arrival can be meant for several.</summary>
    private static Leg[] LegsMeant(IncidentWork work, IncidentInput.Command command)
    {
        if (command.Leg is { } side) return work.Incident.Leg(side) is { } named ? [named] : [];
        var active = work.Incident.Legs.Where(l => l.Active).ToArray();
        if (active.Length <= 1) return active;
        foreach (var person in new[] { command.To, command.By })
        {
            if (person is null || work.World.Teams.Person(person) is not { } known) continue;
            var own = Array.Find(active, l => l.Team == known.Team.Id) ?? Array.Find(active, l => l.Side == known.Team.Side);
            if (own is not null) return [own];
        }
        return command.Verb is IncidentVerb.Acknowledge or IncidentVerb.Arrive ? active : [];
    }

    private static IncidentReason Acknowledge(IncidentWork work, Leg leg, IncidentInput.Command command)
    {
        if (leg.Attended) return IncidentReason.NothingToDo;
        work.RecordUnsent(leg, IncidentReason.Acknowledged, $"by {command.By}");
        leg = Responded(work, leg);
        work.Set(leg with
        {
            Phase = leg.Phase > IncidentPhase.Acknowledged ? leg.Phase : IncidentPhase.Acknowledged,
            AcknowledgedBy = command.By,
            AckExpires = leg.Phase >= IncidentPhase.Assigned ? null : leg.Clock(work.Now.Steady) + work.Incident.Policy.AckTimeout,
        });
        work.Note("acknowledged", IncidentReason.Acknowledged, command.By, command.Note, leg.Side);
        return IncidentReason.Acknowledged;
    }

    private static IncidentReason Assign(IncidentWork work, Leg leg, IncidentInput.Command command)
    {
        if (command.To is not { } to || work.World.Teams.Person(to) is null) return IncidentReason.UnknownPerson;
        if (leg.Assignee == to && leg.Attended) return IncidentReason.NothingToDo;
        work.RecordUnsent(leg, IncidentReason.Assigned, $"to {to} by {command.By}");
        leg = Responded(work, leg) with { Phase = IncidentPhase.Assigned, Assignee = to, AckExpires = null, Round = leg.Round + 1 };
        work.Note("assigned", IncidentReason.Assigned, command.By, command.Note is { } note ? $"{to}: {note}" : to, leg.Side);
        work.Set(TellAssignee(work, leg, to));
        return IncidentReason.Assigned;
    }

    private static IncidentReason Arrive(IncidentWork work, Leg leg, IncidentInput.Command command)
    {
        if (leg.Phase >= IncidentPhase.OnSite) return IncidentReason.NothingToDo;
        work.RecordUnsent(leg, IncidentReason.Arrived, $"{command.By} is there");
        work.Set(Responded(work, leg) with { Phase = IncidentPhase.OnSite, AckExpires = null, Assignee = leg.Assignee ?? (work.World.Teams.Person(command.By) is null ? null : command.By) });
        work.Note("arrived", IncidentReason.Arrived, command.By, command.Note, leg.Side);
        return IncidentReason.Arrived;
    }

    /// <summary>"Not ours": another side or team gets the leg. Its clock goes on; the new people are paged at once and then by the steps still to come.</summary>
    private static IncidentReason Reassign(IncidentWork work, Leg leg, IncidentInput.Command command)
    {
        var (place, teams) = (work.Incident.Report.Place, work.World.Teams);
        var to = command.To ?? IncidentWork.Word(leg.Side == Side.Business ? Side.Telecom : Side.Business);
        if (teams.Person(to) is not null && teams.Team(to) is null) return Assign(work, leg, command);
        var side = Enum.TryParse<Side>(to, ignoreCase: true, out var named) && named != Side.Province && !char.IsDigit(to[0]) ? named : (Side?)null;
        var team = side is null ? teams.Team(to) : null;
        if (side is null && team is null) return IncidentReason.UnknownTarget;
        var newSide = side ?? (team!.Side == Side.Province ? leg.Side : team.Side);
        var area = newSide == Side.Business ? place.District : place.TelecomArea ?? place.District;
        team ??= teams.For(newSide, area ?? default);
        if (newSide == leg.Side && team?.Id == leg.Team) return IncidentReason.NothingToDo;
        work.Note("reassigned", IncidentReason.Reassigned, command.By, $"{IncidentWork.Word(leg.Side)}{(leg.Team is { } old ? $" ({old})" : "")} -> {IncidentWork.Word(newSide)}{(team is null ? "" : $" ({team.Id})")}{(command.Note is { } note ? $": {note}" : "")}", leg.Side);
        var there = newSide == leg.Side ? null : work.Incident.Leg(newSide);
        if (there is { Required: true })
        {
            // The other side has a leg of its own already, with its own clock: this one is out.
            work.Incident = work.Incident with { Legs = [.. work.Incident.Legs.Select(l => l == leg ? l with { Withdrawn = true, RunsFrom = null, Ran = l.Clock(work.Now.Steady), AckExpires = null } : l)] };
            return IncidentReason.Reassigned;
        }
        var handed = LadderRules.StillToCome(work, leg with
        {
            Side = newSide,
            Area = area ?? leg.Area,
            Team = team?.Id,
            Phase = IncidentPhase.Open,
            Assignee = null,
            AcknowledgedBy = null,
            AssignedByTwin = false,
            AckExpires = null,
            // Above every round there has been, so that no key of the side's former leg comes again.
            Round = work.Incident.Legs.Max(l => l.Round) + 1,
            RoundReason = IncidentReason.Reassigned,
            Hurried = false,
            CapacityJudged = false,
            AlsoPage = [],
        });
        work.Incident = work.Incident with { Legs = [.. work.Incident.Legs.Where(l => l != there).Select(l => l == leg ? handed : l)] };
        work.Set(LadderRules.RunReassigned(work, handed));
        return IncidentReason.Reassigned;
    }

    private static Leg Responded(IncidentWork work, Leg leg) => leg with { RespondedAt = leg.RespondedAt ?? work.Now.Wall, AssignedByTwin = false };

    private static Leg TellAssignee(IncidentWork work, Leg leg, string person)
    {
        if (work.World.Teams.Person(person) is not { } known) return leg;
        (leg, _) = PagingRules.Page(work, leg, known.Person, NotificationKind.Update, "assigned", IncidentReason.Assigned, false, []);
        return leg;
    }
}
