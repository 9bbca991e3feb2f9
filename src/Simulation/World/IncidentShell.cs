using Twin.Domain.FieldService;
using Twin.Domain.Incidents;
using Twin.Domain.Notifications;
using Twin.Domain.Teams;

namespace Twin.Simulation.World;

/// <summary>What owns a cause: an outlet, an access node, the network.</summary>
internal interface IIncidentOwner
{
    void IncidentMoved(string incident, IncidentPhase phase, TimeSpan reopenWithin);
}

/// <summary>The shell of an incident in virtual time: lets <see cref="IncidentRules"/> decide, then tells the owner, the roster and the receivers.</summary>
internal sealed class IncidentShell(NetworkWorld world, string id, IIncidentOwner owner) : IShell
{
    private static readonly IncidentInput.Tick Tick = new();

    private readonly HashSet<string> _offered = new(StringComparer.Ordinal);
    private IReadOnlyList<Notification>? _offeredFrom;
    private readonly SortedDictionary<string, IncidentInput.Receipt> _receipts = new(StringComparer.Ordinal);
    private Deadline? _deadline;
    private IncidentPhase? _toldPhase;

    /// <summary>The incident as everyone has been told of it, and when time alone would change it.</summary>
    private Incident? _told;
    private DateTime? _nextDue;
    private string? _toldRoster;

    /// <summary>When the roster, which looks for someone for it, is asked again; null: it looks for nobody.</summary>
    private DateTime? _askAgainAt;

    public string Id => id;

    /// <summary>Null until its owner has told of it.</summary>
    public Incident? Incident { get; private set; }

    private Deadline Deadline => _deadline ??= new(world.Agenda, this, Turn.Incident);

    /// <summary>Closed, and nothing of it left to be done.</summary>
    public bool IsDone => Incident is { } it && IncidentRules.IsDone(it);

    public IncidentPhase Observe(CauseReport report)
    {
        if (Incident is null)
        {
            var around = Surroundings(report.Place.Calendar);
            Replace(IncidentRules.Open(report, world.Setting.Policy, around, world.Now));
            Tell(around);
        }
        else
        {
            Decide(IncidentRules.Heard(Incident, report));
        }
        return Incident!.Phase;
    }

    public IncidentReason Do(IncidentInput.Command command)
    {
        if (DispatchJobs.Planned(Incident!, command, Surroundings(Incident!.Report.Place.Calendar), world.Now) is { } planned)
        {
            _toldRoster = Unknown;
            if (world.Roster.Assign(planned) is not null) return IncidentReason.Busy;
        }
        return Decide(command);
    }

    /// <summary>The roster found someone for a leg.</summary>
    public void Dispatched(Side leg, string person)
    {
        _toldRoster = Unknown;
        if (Incident!.Leg(leg) is { Assignee: null } && world.Roster.Assign(DispatchJobs.AssignmentOf(Incident, leg, person, world.Now)) is null)
            Decide(new IncidentInput.AutoAssign(leg, person));
        else
            Decide(Tick);
    }

    public void Reconsider()
    {
        if (_receipts.Count == 0 && NothingIsDue())
        {
            Deadline.Set(_nextDue);
            AskForPeople(Incident!);
            return;
        }
        while (_receipts.Count > 0)
        {
            var (key, receipt) = _receipts.First();
            Decide(receipt);
            _receipts.Remove(key);
        }
        // A decision does what is due before and after its input; looking again at once finds nothing.
        if (!NothingIsDue()) Decide(Tick);
    }

    /// <summary>What surrounds it has changed: mutes, calendars.</summary>
    public void LookAgain()
    {
        _told = null;
        Reconsider();
    }

    /// <summary>Everything of it has been told, and its time has not come: it was woken to ask for people again, or a message has arrived.</summary>
    private bool NothingIsDue() => Incident is not null && ReferenceEquals(Incident, _told) && _toldRoster != Unknown && !(_nextDue <= world.Now.Steady);

    public void Forget() => _deadline?.Cancel();

    public void Restore(Incident incident) => Incident = incident;

    /// <summary>What it was when it was restored is told to its owner, which may not have heard; what was due meanwhile happens.</summary>
    public void GoOn()
    {
        _askAgainAt = world.Roster.AskAgainAt(id);
        if (!IsDone) Decide(Tick);
        else owner.IncidentMoved(id, Incident!.Phase, Incident.Policy.ReopenWithin);
    }

    /// <summary>Whom the roster holds for it is not known.</summary>
    private const string Unknown = "?";

    private IncidentReason Decide(IncidentInput input)
    {
        var around = Surroundings(Incident!.Report.Place.Calendar);
        var (reason, next) = IncidentRules.Decide(Incident, input, around, world.Now);
        if (!ReferenceEquals(next, Incident)) Replace(next);
        Tell(around);
        Rest();
        return reason;
    }

    /// <summary>What is done takes no memory live, and begins with nothing told when it is woken.</summary>
    private void Rest()
    {
        if (!IsDone) return;
        (_told, _toldPhase, _toldRoster, _askAgainAt) = (null, null, null, null);
        _deadline?.Cancel();
    }

    private void Replace(Incident next)
    {
        var before = Incident;
        Incident = next;
        world.Observer?.Changed(before, next);
    }

    private void Tell(IncidentWorld around)
    {
        var incident = Incident!;
        if (_toldPhase != incident.Phase)
        {
            _toldPhase = incident.Phase;
            var (phase, reopenWithin) = (incident.Phase, incident.Policy.ReopenWithin);
            world.Agenda.Tell(() => owner.IncidentMoved(id, phase, reopenWithin));
        }
        Offer(incident);
        (_told, _nextDue) = (incident, IncidentRules.NextDeadline(incident, around, world.Now));
        Deadline.Set(_nextDue);
        TellRoster(incident);
    }

    /// <summary>Gives away the first message each person has not had yet: in order, and a failed one makes room for its successor over another channel.</summary>
    private void Offer(Incident incident)
    {
        if (ReferenceEquals(incident.Outbox, _offeredFrom)) return;
        _offeredFrom = incident.Outbox;
        HashSet<string>? seen = null;
        for (var i = 0; i < incident.Outbox.Count; i++)
        {
            var message = incident.Outbox[i];
            if (message.Outcome != NotificationOutcome.Pending || !(seen ??= new(StringComparer.Ordinal)).Add(message.Recipient) || !_offered.Add(message.Key)) continue;
            Send(message);
        }
    }

    private void Send(Notification message)
    {
        var channel = world.Setting.Teams.Person(message.Recipient)?.Person.Channels.FirstOrDefault(c => c.Id == message.Channel);
        var receipt = channel is null
            ? new(message.Key, NotificationOutcome.Failed, world.Now.Wall, 0, "the person, or the channel, is no longer in any team")
            : world.Post.Send(message, channel, world.Now.Wall);
        world.Agenda.Tell(() =>
        {
            _receipts[receipt.Key] = receipt;
            Reconsider();
        });
    }

    private void TellRoster(Incident incident)
    {
        var needsNobody = !DispatchJobs.Wanting(incident).Any();
        var held = DispatchJobs.Held(incident, world.Now);
        var told = held.Length == 0 ? "" : string.Join(' ', held.Select(a => $"{a.Leg}={a.PersonId}"));
        if ((needsNobody && _askAgainAt is not null) || (told != _toldRoster && (told.Length > 0 || _toldRoster is not null || incident.Policy.AutoAssign || incident.Legs.Any(l => l.Assignee is not null))))
        {
            world.Roster.Hold(id, held, needsNobody);
            _toldRoster = told;
        }
        if (needsNobody) _askAgainAt = null;
        AskForPeople(incident);
    }

    private void AskForPeople(Incident incident)
    {
        if (!(world.Now.Steady < _askAgainAt))
            foreach (var leg in DispatchJobs.Wanting(incident))
            {
                world.Roster.Request(DispatchJobs.Of(incident, leg), incident.Policy.Dispatch);
                _askAgainAt = world.Now.Steady + DispatchJobs.AskAgainAfter;
            }
        Deadline.Set(_askAgainAt);
    }

    private IncidentWorld Surroundings(string? calendar) => new()
    {
        Teams = world.Setting.Teams,
        Roster = world.Shared.Roster,
        Mutes = world.Shared.Mutes,
        Trading = world.Setting.Trading(calendar, world.Now.Wall),
        BackAt = world.BackAt,
        LinkBase = world.Setting.LinkBase,
        Wordless = !world.Remembers,
    };
}
