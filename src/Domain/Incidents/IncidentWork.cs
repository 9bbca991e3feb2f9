using Twin.Domain.Escalation;
using Twin.Domain.Network;
using Twin.Domain.Notifications;
using Twin.Domain.Teams;
using Twin.Domain.Time;

namespace Twin.Domain.Incidents;

/// <summary>One decision in the making: the incident as it is so far, and what is noted on the way.</summary>
internal sealed class IncidentWork(Incident incident, IncidentWorld world, Moment now)
{
    private readonly Incident _before = incident;

    // Made when there is something to put in: most decisions note nothing.
    private List<TimelineEntry>? _notes;
    private List<PageRecord>? _pages;
    private List<Notification>? _messages;

    public Incident Incident { get; set; } = incident;
    public IncidentWorld World => world;
    public Moment Now => now;

    public void Note(string what, IncidentReason reason, string? by = null, string? detail = null, Side? leg = null) =>
        (_notes ??= []).Add(new() { At = now.Wall, Event = what, By = by, Reason = Word(reason), Detail = detail, Leg = leg });

    public void Record(PageRecord page) => (_pages ??= []).Add(page);

    /// <summary>Puts a message into the outbox.</summary>
    public void Send(Notification message) => (_messages ??= []).Add(message);

    public IEnumerable<Notification> Messages => _messages is null ? Incident.Outbox : Incident.Outbox.Concat(_messages);

    /// <summary>Whether a message with this key is in the outbox, or about to be.</summary>
    public bool HasMessage(string key)
    {
        var outbox = Incident.Outbox;
        for (var i = 0; i < outbox.Count; i++)
            if (outbox[i].Key == key) return true;
        return _messages is not null && _messages.Exists(m => m.Key == key);
    }

    public void SetOutbox(IReadOnlyList<Notification> outbox) => Incident = Incident with { Outbox = outbox };

    public void Set(Leg leg)
    {
        var legs = Incident.Legs.ToArray();
        for (var i = 0; i < legs.Length; i++)
            if (legs[i].Side == leg.Side && legs[i].Withdrawn == leg.Withdrawn) legs[i] = leg;
        Incident = Incident with { Legs = legs };
    }

    public void AddLeg(LegRules.Share share)
    {
        var team = share.Area is { } area ? world.Teams.For(share.Side, area) : world.Teams.For(share.Side, default);
        var leg = new Leg { Side = share.Side, Area = share.Area, Team = team?.Id, Required = share.Required, OpenedAt = now.Wall, RunsFrom = Incident.Paused.Count == 0 ? now.Steady : null };
        var informed = Incident.Legs.FirstOrDefault(l => l.Side == share.Side && !l.Required);
        Incident = Incident with { Legs = [.. Incident.Legs.Where(l => l != informed), leg] };
    }

    /// <summary>Every leg begins at the foot of its ladder again; nobody has it any more.</summary>
    public void RestartLadders(IncidentReason reason)
    {
        foreach (var leg in Incident.Legs.ToArray())
        {
            if (leg.Withdrawn) continue;
            Set(Restarted(leg, reason) with { Assignee = null, AcknowledgedBy = null, AssignedByTwin = false, AlsoPage = [] });
        }
    }

    public Leg Restarted(Leg leg, IncidentReason reason)
    {
        var running = Incident.Paused.Count == 0;
        return leg with
        {
            Phase = IncidentPhase.Open,
            Ran = leg.Clock(now.Steady),
            RunsFrom = running ? now.Steady : null,
            RoundBegan = leg.Clock(now.Steady),
            Round = leg.Round + 1,
            NextStep = 0,
            Repeats = 0,
            Unattended = false,
            AckExpires = null,
            Hurried = false,
            CapacityJudged = false,
            RoundReason = reason,
        };
    }

    /// <summary>The incident is resolved or closed: what was still to be sent is not, and the record says why.</summary>
    public void StopLadders(IncidentReason reason)
    {
        foreach (var leg in Incident.Legs.ToArray())
        {
            if (leg.Withdrawn) continue;
            if (Incident.Phase < IncidentPhase.Resolved) RecordUnsent(leg, reason, null);
            Set(leg with { Ran = leg.Clock(now.Steady), RunsFrom = null, AckExpires = null });
        }
    }

    /// <summary>Records that the leg's next step was not sent, if one was still to come.</summary>
    public void RecordUnsent(Leg leg, IncidentReason reason, string? detail)
    {
        if (!leg.Active || leg.Attended || leg.Unattended) return;
        Record(new() { At = now.Wall, Leg = leg.Side, Step = LadderRules.StepName(Incident, leg), Round = leg.Round, Sent = false, Reason = Word(reason), Detail = detail });
    }

    /// <summary>Records that a pause kept a message back.</summary>
    public void RecordUnsent(Leg leg, string step, PauseCause pause) =>
        Record(new() { At = now.Wall, Leg = leg.Side, Step = step, Round = leg.Round, Sent = false, Reason = Word(ReasonOf(pause)), Detail = Described(pause) });

    /// <summary>Does whatever is due.</summary>
    public void Settle()
    {
        CauseRules.Verify(this);
        if (Incident.Phase >= IncidentPhase.Resolved) return;
        UpdatePause();
        var legs = Incident.Legs;
        for (var i = 0; i < legs.Count; i++)
            if (!legs[i].Withdrawn) LadderRules.Run(this, legs[i].Side);
        DerivePhase();
    }

    /// <summary>An incident is as far as the least advanced leg that must respond.</summary>
    private void DerivePhase()
    {
        if (Incident.Phase >= IncidentPhase.Resolved) return;
        IncidentPhase? least = null;
        for (var i = 0; i < Incident.Legs.Count; i++)
            if (Incident.Legs[i] is { Active: true } leg && !(least <= leg.Phase)) least = leg.Phase;
        if (least is not { } phase) return;
        if (phase == IncidentPhase.Resolved) CauseRules.Resolve(this, IncidentReason.ResolvedByHand, null, "every leg is resolved");
        else if (phase != Incident.Phase) Incident = Incident with { Phase = phase };
    }

    public void UpdatePause()
    {
        var (causes, _) = PauseRules.At(Incident, world.Mutes, world.Trading, now);
        var before = Incident.Paused;
        if (!causes.SequenceEqual(before))
        {
            Incident = Incident with { Paused = causes };
            if (causes.Count > 0) Note("paused", ReasonOf(causes[0]), detail: string.Join("; ", causes.Select(Described)));
            else Note("resumed", IncidentReason.PauseOver);
        }
        var legs = Incident.Legs;
        for (var i = 0; i < legs.Count; i++)
        {
            var leg = legs[i];
            if (leg.Withdrawn) continue;
            if (causes.Count > 0 && leg.RunsFrom is not null) Set(leg with { Ran = leg.Clock(now.Steady), RunsFrom = null });
            else if (causes.Count == 0 && leg.RunsFrom is null) Set(leg with { RunsFrom = now.Steady });
            if (causes.Count > 0 && before.Count == 0) RecordUnsent(leg, ReasonOf(causes[0]), Described(causes[0]));
        }
    }

    public Incident Done()
    {
        if (_notes is null && _pages is null && _messages is null && (ReferenceEquals(Incident, _before) || Incident.Equals(_before))) return _before;
        return Incident with
        {
            Timeline = _notes is null ? Incident.Timeline : [.. Incident.Timeline, .. _notes],
            Pages = _pages is null ? Incident.Pages : [.. Incident.Pages, .. _pages],
            Outbox = _messages is null ? Incident.Outbox : [.. Incident.Outbox, .. _messages],
            UpdatedAt = now.Wall,
            Revision = Math.Max(_before.Revision + 1, (now.Wall - DateTime.UnixEpoch).Ticks / 10),
        };
    }

    private static IncidentReason ReasonOf(PauseCause cause) => cause.Reason switch
    {
        PauseReason.Silence => IncidentReason.Silence,
        PauseReason.Maintenance => IncidentReason.Maintenance,
        PauseReason.Closed => IncidentReason.Closed,
        _ => IncidentReason.Flapping,
    };

    private static string Described(PauseCause cause) =>
        $"{Word(ReasonOf(cause))}{(cause.Id is { } id ? $" {id}" : "")}{(cause.Until is { } until ? $" until {until:O}" : "")}{(cause.Detail is { } detail ? $": {detail}" : "")}";

    /// <summary>A name in camel case, as it is stored and shown.</summary>
    public static string Word<T>(T value) where T : struct, Enum => Words<T>.All.GetValueOrDefault(value) ?? Spelled(value);

    private static string Spelled<T>(T value) where T : struct, Enum
    {
        var name = value.ToString();
        return string.Concat(char.ToLowerInvariant(name[0]).ToString(), name.AsSpan(1));
    }

    /// <summary>Spelled once: every record and message has some.</summary>
    private static class Words<T> where T : struct, Enum
    {
        public static readonly Dictionary<T, string> All = Enum.GetValues<T>().Distinct().ToDictionary(v => v, Spelled);
    }
}
