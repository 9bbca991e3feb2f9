using Twin.Domain.Calendars;
using Twin.Domain.Devices;
using Twin.Domain.Escalation;
using Twin.Domain.Explanation;
using Twin.Domain.FieldService;
using Twin.Domain.Incidents;
using Twin.Domain.Muting;
using Twin.Domain.Network;
using Twin.Domain.Notifications;
using Twin.Domain.Readings;
using Twin.Domain.Rules;
using Twin.Domain.Snapshots;
using Twin.Domain.Teams;
using Twin.Domain.Time;

namespace Twin.Simulation.World;

/// <summary>What becomes of messages.</summary>
public interface IPost
{
    IncidentInput.Receipt Send(Notification message, ContactChannel channel, DateTime now);
}

/// <summary>Looks on.</summary>
public interface IWorldObserver
{
    /// <param name="before">Null: it has been opened.</param>
    /// <param name="after">As it is now.</param>
    void Changed(Incident? before, Incident after);

    void Changed(OutletCode outlet, OutletStatus before, DateTime since, OutletStatus after, DateTime at)
    {
    }
}

/// <summary>What all twins of a world look at without asking: it is brought up to date at the end of each moment in which it changed.</summary>
internal sealed class SharedView
{
    public IReadOnlyList<Mute> Mutes { get; set; } = [];
    public Roster Roster { get; set; } = Roster.Empty;
    public NetworkVerdict Network { get; set; } = NetworkVerdict.Clear;
}

/// <summary>
/// An outlet network in virtual time: the second shell around Domain, beside the grains. The same functions are called on the same occasions with the same deadlines, so what happens to it comes to
/// the same incidents, pages and assignments as it would live; a differential test holds the two against each other.
/// </summary>
public sealed class NetworkWorld
{
    private readonly Dictionary<OutletCode, OutletShell> _outlets = [];
    private readonly Dictionary<string, IncidentShell> _incidents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NodeShell> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<DivisionCode, District> _districts = [];
    private readonly SilenceShell _silence;
    private readonly DeviceSummary _well;
    private List<Mute> _mutes = [];
    private bool _mutesMoved;
    private bool _sharing;

    public NetworkWorld(DateTime start, IPost? post = null)
    {
        (Start, Post, Agenda) = (start, post ?? new Taken(), new(start));
        _well = new(DeviceStatus.Online, start, Severity.None, []);
        _silence = new(this);
        Roster = new(this);
        BackAt = start;
    }

    public DateTime Start { get; }
    public Setting Setting { get; } = new();

    /// <summary>Also what is forgotten otherwise: incidents that are over.</summary>
    public bool Remembers { get; init; } = true;
    public IWorldObserver? Observer { get; set; }

    public Moment Now => Agenda.Now;

    /// <summary>Events and messages so far.</summary>
    public long Steps => Agenda.Ran + Agenda.Messages;

    /// <summary>Outlets that are watched, because something is or was wrong with them a moment ago.</summary>
    internal int Awake => _outlets.Count;

    /// <summary>Incidents that are kept: open, or over so shortly that they may be opened again.</summary>
    internal int IncidentsKept => _incidents.Count;

    /// <summary>By the time they were opened.</summary>
    public IReadOnlyList<Incident> Incidents => [.. _incidents.Values.Where(i => i.Incident is not null).Select(i => i.Incident!).OrderBy(i => i.OpenedAt).ThenBy(i => i.Id, StringComparer.Ordinal)];

    public IEnumerable<OutletView> Outlets => _outlets.Values.Select(o => new OutletView(o.Profile.Code, o.Status, o.Severity, o.Since, o.Cause)).OrderBy(o => o.Code);

    /// <summary>The lines behind a node whose outlets are not watched.</summary>
    internal Func<string, IEnumerable<OutletLines>>? NodeMembers { get; set; }

    /// <summary>What fell due before happens late. A world that goes on with another's state has not been away.</summary>
    internal DateTime BackAt { get; private set; }

    internal Agenda Agenda { get; }
    internal IPost Post { get; }
    internal SharedView Shared { get; } = new();
    internal RosterShell Roster { get; }

    /// <summary>
    /// Goes on with the live network from where it stood: each twin has the state that its live one had, and its deadlines. What one had not been told yet is told now, as after a restart. To be called first, with the documents in
    /// use; outlets that are not in the snapshot have been well.
    /// </summary>
    public void GoOn(LiveSnapshot snapshot, IReadOnlyCollection<OutletProfile> outlets)
    {
        foreach (var district in outlets.GroupBy(o => o.District)) Resting(district.Key, district.Sum(o => o.Devices.Count));
        var behind = outlets.Where(o => o.AccessNode is not null).ToLookup(o => o.AccessNode!, StringComparer.Ordinal);
        NodeMembers = node => behind[node].Select(NetworkRegistry.HealthyLines);
        var profiles = outlets.ToDictionary(o => o.Code);
        Restore(snapshot, code => profiles.GetValueOrDefault(code));
        LetGo(snapshot);
        Agenda.Deliver();
    }

    /// <summary>Puts every twin where its live one was. Nobody is told anything yet.</summary>
    /// <param name="snapshot">The live network.</param>
    /// <param name="profile">Null: there is no such outlet any more.</param>
    internal void Restore(LiveSnapshot snapshot, Func<OutletCode, OutletProfile?> profile)
    {
        BackAt = DateTime.MinValue;
        _mutes = [.. snapshot.Mutes];
        Shared.Mutes = [.. _mutes.Where(m => m.Until > Now.Wall)];
        _silence.Restore(snapshot.Silence, snapshot.SilenceIncident);
        Shared.Network = _silence.Verdict;
        Roster.Restore(snapshot);
        Shared.Roster = Roster.Roster;
        if (snapshot.SilenceIncident is { } lost) Incident(lost.Id, _silence).Restore(lost);
        foreach (var it in snapshot.Nodes)
        {
            var node = Node(it.Name);
            node.Restore(it);
            if (it.Incident is { } incident) Incident(incident.Id, node).Restore(incident);
        }
        foreach (var it in snapshot.Outlets)
        {
            if (profile(it.Code) is not { } known) continue;
            var outlet = Wake(known);
            outlet.Restore(it);
            foreach (var incident in it.Incidents) Incident(incident.Id, outlet).Restore(incident);
        }
    }

    /// <summary>Everyone looks at where they stand, and says so.</summary>
    internal void LetGo(LiveSnapshot snapshot)
    {
        foreach (var it in snapshot.Nodes) Node(it.Name).LookSoon();
        _silence.LookSoon();
        foreach (var it in snapshot.Outlets)
            if (Find(it.Code) is { } outlet)
            {
                CountSilenceSoon(outlet.Profile.District);
                Agenda.Tell(outlet.Reconsider);
            }
        foreach (var incident in InOrder(_incidents)) Agenda.Tell(incident.GoOn);
    }

    /// <summary>Lets time pass, and everything happen that is due in it.</summary>
    public void RunTo(DateTime time) => Agenda.RunTo(time);

    public void Put(OutletProfile profile)
    {
        if (!_outlets.TryGetValue(profile.Code, out var outlet)) _outlets[profile.Code] = outlet = new(this, profile);
        else if (outlet.Profile.District != profile.District) DistrictOf(outlet.Profile.District).Outlets.Remove(profile.Code);
        DistrictOf(profile.District).Outlets[profile.Code] = outlet;
        outlet.Put(profile);
        Agenda.Deliver();
    }

    /// <summary>Takes an outlet out; its incidents are closed.</summary>
    public void Delete(OutletCode code)
    {
        if (!_outlets.Remove(code, out var outlet)) return;
        DistrictOf(outlet.Profile.District).Outlets.Remove(code);
        outlet.Delete();
        CountSilenceSoon(outlet.Profile.District);
        Agenda.Deliver();
    }

    /// <summary>Null: the device may not report so many names.</summary>
    public ReadingOutcome? Apply(DeviceRef device, Reading reading)
    {
        var taken = _outlets[device.Outlet].Device(device.Id).Apply(reading);
        Agenda.Deliver();
        return taken;
    }

    public IncidentReason Do(string incident, IncidentInput.Command command)
    {
        var reason = _incidents[incident].Do(command);
        Agenda.Deliver();
        return reason;
    }

    public Incident? Read(string incident) => _incidents.GetValueOrDefault(incident)?.Incident;

    /// <summary>A new rule book: every twin looks again.</summary>
    public void Use(RuleBook book)
    {
        Setting.RuleBook = book;
        ReconsiderAll();
    }

    public void Use(TradingCalendar calendar)
    {
        Setting.Use(calendar);
        ReconsiderAll();
    }

    /// <summary>For incidents opened from now on.</summary>
    public void Use(EscalationPolicy policy) => Setting.Policy = policy;

    public void Use(IEnumerable<Team> teams) => Setting.Teams = TeamDirectory.Of(teams);

    public void Add(Mute mute) => Replace([.. _mutes, mute with { CreatedAt = Now.Wall }]);

    /// <summary>Ends a silence or window before its time; one that has not begun never holds.</summary>
    public void EndMute(string id, string by) => Replace([.. _mutes.Select(m => m.Id == id ? m with { Until = m.From > Now.Wall ? m.From : Now.Wall, EndedAt = Now.Wall, EndedBy = by } : m)]);

    /// <summary>An outlet that has been well until now; its node and its district know that already.</summary>
    internal OutletShell Wake(OutletProfile profile)
    {
        if (_outlets.TryGetValue(profile.Code, out var outlet)) return outlet;
        _outlets[profile.Code] = outlet = new(this, profile, _well);
        var district = DistrictOf(profile.District);
        district.Outlets[profile.Code] = outlet;
        district.Resting -= profile.Devices.Count;
        return outlet;
    }

    /// <summary>Nothing is left of what befell an outlet.</summary>
    internal void Rest(OutletShell outlet)
    {
        if (!_outlets.Remove(outlet.Profile.Code)) return;
        var district = DistrictOf(outlet.Profile.District);
        district.Outlets.Remove(outlet.Profile.Code);
        district.Resting += outlet.Profile.Devices.Count;
    }

    /// <summary>So many devices of a district are well, without being watched one by one.</summary>
    internal void Resting(DivisionCode district, int devices)
    {
        var it = DistrictOf(district);
        it.Resting = devices;
        it.Census = new() { Heard = devices };
        _silence.Know(district, it.Census);
    }

    /// <summary>Someone leaves a job that goes on without them.</summary>
    internal void Leave(string incident) => Roster.Hold(incident, [], over: false);

    internal OutletShell? Find(OutletCode code) => _outlets.GetValueOrDefault(code);

    internal IncidentShell Incident(string id) => _incidents[id];

    internal IncidentShell Incident(string id, IIncidentOwner owner)
    {
        if (!_incidents.TryGetValue(id, out var incident)) _incidents[id] = incident = new(this, id, owner);
        return incident;
    }

    /// <summary>The owner has no more to do with an incident.</summary>
    internal void Release(string id)
    {
        if (Remembers || !_incidents.Remove(id, out var incident)) return;
        incident.Forget();
    }

    internal NodeShell Node(string name)
    {
        if (_nodes.TryGetValue(name, out var node)) return node;
        _nodes[name] = node = new(this, name);
        foreach (var lines in NodeMembers?.Invoke(name) ?? []) node.Know(lines);
        return node;
    }

    internal void CountSilenceSoon(DivisionCode district)
    {
        var it = DistrictOf(district);
        if (it.Counting) return;
        it.Counting = true;
        Agenda.At(Now.Wall + SilenceCounter.CountAfter, () => CountSilence(it), Turn.Count);
    }

    internal void ShareSoon()
    {
        if (_sharing) return;
        _sharing = true;
        Agenda.At(Now.Wall, Share, Turn.Share);
    }

    private void Replace(List<Mute> mutes)
    {
        (_mutes, _mutesMoved) = (mutes, true);
        ShareSoon();
    }

    private void Share()
    {
        _sharing = false;
        Shared.Roster = Roster.Roster;
        var networkMoved = Shared.Network != _silence.Verdict;
        Shared.Network = _silence.Verdict;
        var mutesMoved = _mutesMoved;
        if (mutesMoved) (_mutesMoved, Shared.Mutes) = (false, [.. _mutes.Where(m => m.Until > Now.Wall)]);
        if (networkMoved) Ask(OutletsInOrder(), outlet => outlet.Reconsider());
        if (mutesMoved) AskIncidents();
    }

    private void CountSilence(District district)
    {
        district.Counting = false;
        var counter = new SilenceCounter(Shared.Network, Now.Wall);
        foreach (var (code, outlet) in district.Outlets) counter.Add(code, outlet.Profile.AccessNode, outlet.Devices);
        counter.AddHeard(district.Resting);
        var census = counter.Census();
        if (district.Census is { } told && told.Heard == census.Heard && told.Silent.SequenceEqual(census.Silent)) return;
        district.Census = census;
        Agenda.Tell(() => _silence.Report(district.Code, census));
    }

    private void ReconsiderAll()
    {
        var outlets = OutletsInOrder();
        Ask(outlets, outlet => outlet.ReconsiderDevices());
        Ask(outlets, outlet => outlet.Reconsider());
        Ask<IShell>([.. InOrder(_nodes), _silence], shared => shared.Reconsider());
        AskIncidents();
    }

    private void AskIncidents() => Ask(InOrder(_incidents).Where(i => !i.IsDone), incident => incident.LookAgain());

    /// <summary>Has those of one kind look again, and everyone hear what they say, before those of the next do.</summary>
    private void Ask<T>(IEnumerable<T> shells, Action<T> look)
    {
        foreach (var shell in shells) Agenda.Tell(() => look(shell));
        Agenda.Deliver();
    }

    private OutletShell[] OutletsInOrder() => [.. _outlets.Values.OrderBy(o => o.Profile.Code)];

    private static T[] InOrder<T>(Dictionary<string, T> shells) => [.. shells.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => s.Value)];

    private District DistrictOf(DivisionCode code)
    {
        if (!_districts.TryGetValue(code, out var district)) _districts[code] = district = new(code);
        return district;
    }

    private sealed class District(DivisionCode code)
    {
        public DivisionCode Code => code;
        public SortedDictionary<OutletCode, OutletShell> Outlets { get; } = [];
        public bool Counting { get; set; }

        /// <summary>Devices of outlets that are not watched, since they are well.</summary>
        public int Resting { get; set; }
        public SilenceCensus? Census { get; set; }
    }

    private sealed class Taken : IPost
    {
        public IncidentInput.Receipt Send(Notification message, ContactChannel channel, DateTime now) => new(message.Key, NotificationOutcome.Delivered, now, 1, null);
    }
}

/// <summary>How an outlet of a world stands.</summary>
public sealed record OutletView(OutletCode Code, OutletStatus Status, Severity Severity, DateTime Since, FaultCause? Cause);
