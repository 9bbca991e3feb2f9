using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Twin.Domain.Escalation;
using Twin.Domain.Explanation;
using Twin.Domain.FieldService;
using Twin.Domain.Incidents;
using Twin.Domain.Network;
using Twin.Domain.Notifications;
using Twin.Domain.Teams;
using Twin.Domain.Time;
using Twin.Grains.Cluster;
using Twin.Grains.Documents;
using Twin.Grains.Explanation;
using Twin.Grains.Hosting;
using Twin.Grains.Network;
using Twin.Grains.Time;
using Twin.Grains.Tracing;
using Twin.Notifications;

namespace Twin.Grains.Incidents;

/// <summary>What an incident stores: itself and its outbox, in one write. <see cref="ClockOffset"/> is wall minus steady time when it was written.</summary>
public sealed class IncidentState
{
    public Incident? Incident { get; set; }
    public TimeSpan ClockOffset { get; set; }

    /// <summary>What opened it, as W3C trace context writes it, so that pages hours later and after restarts belong to the same trace; null: nobody recorded it.</summary>
    public string? Trace { get; set; }
}

/// <summary>What every incident needs of its silo, in one argument.</summary>
public sealed class IncidentServices(
    TwinClock clock, DeadlineWheel deadlines, ActiveDocuments documents, SharedFacts facts, LocalTwins twins, Courier courier, IOptions<IncidentOptions> options, ILogger<IncidentGrain> log)
{
    public TwinClock Clock => clock;
    public DeadlineWheel Deadlines => deadlines;
    public ActiveDocuments Documents => documents;
    public SharedFacts Facts => facts;
    public LocalTwins Twins => twins;
    public Courier Courier => courier;
    public IncidentOptions Options => options.Value;
    public ILogger Log => log;
}

/// <summary>Settings of incidents.</summary>
public sealed class IncidentOptions
{
    /// <summary>What an incident's id is put behind in messages; null: no link.</summary>
    public string? LinkBase { get; set; }
}

/// <summary>
/// The shell of an incident: reads the clock, lets <see cref="IncidentRules"/> decide, stores decision and outbox in one write, then tells: the owner of the cause, the district that lists
/// it, the dispatcher, the courier. If the write fails, memory stays as storage has it. What was not told before a crash is told again after it.
/// </summary>
[GrainType("incident"), HomePlacement, KeepAlive]
public sealed partial class IncidentGrain([PersistentState("incident")] IPersistentState<IncidentState> storage, IncidentServices services) : Grain, IIncidentGrain, ITwin
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    /// <summary>Whom the roster holds for it is not known.</summary>
    private const string Unknown = "?";

    private Incident? _incident;
    private Deadline _deadline = null!;
    private IncidentPhase? _toldPhase;
    private string? _toldRoster;

    /// <summary>For the courier, which calls from no grain's thread.</summary>
    private IIncidentGrain _self = null!;

    /// <summary>Receipts that could not be stored yet: what was delivered is not sent again for that.</summary>
    private readonly Dictionary<string, IncidentInput.Receipt> _receipts = new(StringComparer.Ordinal);

    /// <summary>The roster could not be told who is held.</summary>
    private bool _rosterWaits;

    /// <summary>When the roster, which looks for someone for it, is asked again; null: it looks for nobody.</summary>
    private DateTime? _askAgainAt;

    private string Id => IncidentKeys.IncidentOf(this.GetPrimaryKeyString());

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await services.Documents.Loaded.WaitAsync(cancellationToken);
        await services.Facts.Loaded.WaitAsync(cancellationToken);
        _deadline = new(services.Deadlines, this);
        _self = GrainFactory.Incident(Id);
        services.Twins.Add(this);
        if (storage.State.Incident is not { } stored) return;
        var now = services.Clock.Now();
        _incident = stored.Rebased(storage.State.ClockOffset - now.Offset);
        if (!IsDone) _deadline.Set(now.Steady, now.Steady);
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        services.Twins.Remove(this);
        _deadline.Cancel();
        return Task.CompletedTask;
    }

    public async ValueTask<IncidentPhase> Observe(CauseReport report)
    {
        var now = services.Clock.Now();
        using var step = Traces.Step("incident.observe")?.SetTag("twin.incident", Id);
        if (_incident is null)
        {
            storage.State.Trace = Traces.Carried;
            var policy = services.Documents.Policy(EscalationPolicy.DefaultId);
            await Store(IncidentRules.Open(report, policy, World(report.Place.Calendar, now), now), now);
            await Tell(now);
        }
        else
        {
            await Decide(IncidentRules.Heard(_incident, report), now);
        }
        return _incident!.Phase;
    }

    public async ValueTask<IncidentAnswer?> Do(IncidentInput.Command command)
    {
        if (_incident is null)
        {
            Rest();
            return null;
        }
        var now = services.Clock.Now();
        using var step = Traces.Step("incident.command")?.SetTag("twin.incident", Id);
        if (await Reserve(command, now) is { } busy) return new(IncidentReason.Busy, View(now), busy.Incident);
        try
        {
            var reason = await Decide(command, now);
            return new(reason, View(now));
        }
        catch (Exception failure) when (failure is not Orleans.Storage.InconsistentStateException)
        {
            // Whoever was reserved for it is let go.
            if (_toldRoster == Unknown) TryLater(failure);
            throw;
        }
    }

    public ValueTask<IncidentView?> Read()
    {
        Rest();
        return new(_incident is null ? null : View(services.Clock.Now()));
    }

    public ValueTask<Incident?> Fork()
    {
        Rest();
        return new(_incident?.Rebased(services.Clock.Now().Offset));
    }

    public ValueTask<Suggestion[]?> Suggest(Side? leg)
    {
        var found = leg is { } s ? _incident?.Leg(s) : _incident?.Legs.FirstOrDefault(l => l.Active);
        Rest();
        if (_incident is null || found is null) return new((Suggestion[]?)null);
        return new([.. DispatchRules.Suggest(DispatchJobs.Of(_incident, found), services.Documents.Teams, services.Facts.Roster, _incident.Policy.Dispatch, services.Clock.Now().Wall)]);
    }

    public async Task Delivered(IncidentInput.Receipt receipt)
    {
        if (_incident is not null)
        {
            _receipts[receipt.Key] = receipt;
            await Reconsider();
        }
        else
        {
            Rest();
        }
    }

    public async Task Dispatched(Side leg, string person)
    {
        if (_incident is null)
        {
            Rest();
            return;
        }
        try
        {
            var now = services.Clock.Now();
            // The message may be old, and the person somewhere else by now.
            _toldRoster = Unknown;
            if (_incident.Leg(leg) is { Assignee: null } && await GrainFactory.Roster().Assign(DispatchJobs.AssignmentOf(_incident, leg, person, now)) is null)
                await Decide(new IncidentInput.AutoAssign(leg, person), now);
            else
                await Decide(new IncidentInput.Tick(), now);
        }
        catch (Exception failure) when (failure is not Orleans.Storage.InconsistentStateException)
        {
            TryLater(failure);
        }
    }

    public async Task Reconsider()
    {
        if (_incident is null)
        {
            Rest();
            return;
        }
        try
        {
            var now = services.Clock.Now();
            foreach (var (key, receipt) in _receipts.ToArray())
            {
                await Decide(receipt, now);
                _receipts.Remove(key);
            }
            await Decide(new IncidentInput.Tick(), now);
        }
        catch (Exception failure) when (failure is not Orleans.Storage.InconsistentStateException)
        {
            TryLater(failure);
        }
    }

    public void AskToReconsider() => _ = this.AsReference<IIncidentGrain>().Reconsider();

    private async Task<IncidentReason> Decide(IncidentInput input, Moment now)
    {
        var (reason, next) = IncidentRules.Decide(_incident!, input, World(_incident!.Report.Place.Calendar, now), now);
        if (!ReferenceEquals(next, _incident)) await Store(next, now);
        await Tell(now);
        Rest();
        return reason;
    }

    private async Task Store(Incident next, Moment now)
    {
        storage.State.Incident = next;
        storage.State.ClockOffset = now.Offset;
        try
        {
            await storage.WriteStateAsync();
        }
        catch
        {
            storage.State.Incident = _incident;
            throw;
        }
        _incident = next;
    }

    /// <summary>Everything that follows from what is stored. Each of these may be repeated without harm.</summary>
    private async Task Tell(Moment now)
    {
        var incident = _incident!;
        if (_toldPhase != incident.Phase)
        {
            _toldPhase = incident.Phase;
            _ = Owner(incident.Report).IncidentMoved(incident.Id, incident.Phase, incident.Policy.ReopenWithin);
        }
        var row = IncidentRows.Of(incident, Due(incident, now));
        _ = GrainFactory.District(row.Home).ReportIncident(row);
        var waits = Offer(incident);
        _deadline.Set(IncidentRules.NextDeadline(incident, World(incident.Report.Place.Calendar, now), now), now.Steady);
        if (waits) _deadline.Set(now.Steady + RetryAfter, now.Steady);
        try
        {
            await TellRoster(incident, now);
            _rosterWaits = false;
        }
        catch (Exception failure)
        {
            // The decision stands; whoever asked for it need not hear of this.
            _rosterWaits = true;
            TryLater(failure);
        }
    }

    /// <summary>Closed, and nothing of it left to be done: it can be read again when somebody asks.</summary>
    private bool IsDone => !_rosterWaits && _incident is { } it && IncidentRules.IsDone(it);

    /// <summary>What does not exist, or is done, takes no memory.</summary>
    private void Rest()
    {
        if (_incident is null || IsDone) DeactivateOnIdle();
    }

    /// <summary>Gives the courier the first message each person has not had yet: in order, and a failed one makes room for its successor over another channel.</summary>
    private bool Offer(Incident incident)
    {
        var waits = false;
        HashSet<string>? seen = null;
        foreach (var message in incident.Outbox)
        {
            if (message.Outcome != NotificationOutcome.Pending || !(seen ??= new(StringComparer.Ordinal)).Add(message.Recipient) || _receipts.ContainsKey(message.Key)) continue;
            var channel = services.Documents.Teams.Person(message.Recipient)?.Person.Channels.FirstOrDefault(c => c.Id == message.Channel);
            if (channel is null) _ = this.AsReference<IIncidentGrain>().Delivered(new(message.Key, NotificationOutcome.Failed, services.Clock.Now().Wall, 0, "the person, or the channel, is no longer in any team"));
            else if (!services.Courier.Offer(new(message, channel) { Trace = Traces.Carried ?? storage.State.Trace }, Receive)) waits = true;
        }
        return waits;
    }

    private Task Receive(DeliveryReceipt receipt) =>
        _self.Delivered(new(receipt.Key, receipt.Outcome, receipt.At, receipt.Attempts, receipt.Detail));

    /// <summary>Before someone is assigned, the roster must agree: nobody is at two places.</summary>
    private async Task<Assignment?> Reserve(IncidentInput.Command command, Moment now)
    {
        if (DispatchJobs.Planned(_incident!, command, World(_incident!.Report.Place.Calendar, now), now) is not { } planned) return null;
        // If the decision cannot be stored, the roster must hear that nothing came of it.
        _toldRoster = Unknown;
        return await GrainFactory.Roster().Assign(planned);
    }

    /// <summary>The roster holds whom the legs hold, no longer than they need them; and looks for someone where the policy says so.</summary>
    private async Task TellRoster(Incident incident, Moment now)
    {
        var wanting = DispatchJobs.Wanting(incident);
        var needsNobody = !wanting.Any();
        var held = DispatchJobs.Held(incident, now);
        var told = string.Join(' ', held.Select(a => $"{a.Leg}={a.PersonId}"));
        // Most incidents never hold anyone: the roster hears nothing of them, unless it has someone of theirs from before a crash.
        if ((needsNobody && _askAgainAt is not null) || (told != _toldRoster && (told.Length > 0 || _toldRoster is not null || incident.Policy.AutoAssign || incident.Legs.Any(l => l.Assignee is not null) || services.Facts.Roster.Assignments.Any(a => a.Incident == incident.Id))))
        {
            await GrainFactory.Roster().Hold(incident.Id, held, needsNobody);
            _toldRoster = told;
        }
        if (needsNobody) _askAgainAt = null;
        if (!(now.Steady < _askAgainAt))
            foreach (var leg in wanting)
            {
                await GrainFactory.Roster().Request(DispatchJobs.Of(incident, leg), incident.Policy.Dispatch);
                _askAgainAt = now.Steady + DispatchJobs.AskAgainAfter;
            }
        _deadline.Set(_askAgainAt, now.Steady);
    }

    private IIncidentOwner Owner(CauseReport report) => report.Scope switch
    {
        IncidentScope.AccessNode => GrainFactory.AccessNode(report.Place.AccessNode!),
        IncidentScope.Network => GrainFactory.Network(),
        _ => GrainFactory.Outlet(report.Place.Outlet!.Value),
    };

    private IncidentWorld World(string? calendar, Moment now) => new()
    {
        Teams = services.Documents.Teams,
        Roster = services.Facts.Roster,
        Mutes = services.Facts.Mutes,
        Trading = services.Documents.Trading(calendar, now.Wall),
        BackAt = services.Clock.StartedAt,
        LinkBase = services.Options.LinkBase,
    };

    private IncidentView View(Moment now) => new(_incident!, Due(_incident!, now));

    private static LegDue[] Due(Incident incident, Moment now) => [.. incident.Legs.Where(l => !l.Withdrawn).Select(l => LegClock.Due(incident, l, now) is var due ? new LegDue(l.Side, due.RespondBy, due.Step, due.StepAt) : null!)];

    private void TryLater(Exception failure)
    {
        LogNotStored(services.Log, failure, Id);
        var now = services.Clock.Now();
        _deadline.Set(now.Steady + RetryAfter, now.Steady);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Incident {Incident} could not store a decision, or tell of it; it will be tried again")]
    private static partial void LogNotStored(ILogger log, Exception failure, string incident);
}
