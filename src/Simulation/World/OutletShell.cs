using Twin.Domain.Calendars;
using Twin.Domain.Devices;
using Twin.Domain.Explanation;
using Twin.Domain.Incidents;
using Twin.Domain.Network;
using Twin.Domain.Snapshots;

namespace Twin.Simulation.World;

/// <summary>The shell of an outlet in virtual time: rolls its devices up, lets their faults be explained, and tells its incidents and its access node.</summary>
internal sealed class OutletShell : IShell, IIncidentOwner
{
    private readonly NetworkWorld _world;
    private readonly Deadline _deadline;
    private readonly Dictionary<DeviceId, DeviceShell> _devices = [];
    private readonly Dictionary<DeviceId, DeviceSummary> _summaries = [];
    private readonly Dictionary<string, CauseReport> _told = new(StringComparer.Ordinal);
    private (DeviceProfile Profile, DeviceSummary? Summary)[]? _facts;
    private OutletCauses _causes = OutletCauses.None;
    private NodeVerdict? _node;
    private OutletLines? _toldNode;
    private TradingState? _trading;
    private bool _observed;
    private readonly DeviceSummary? _well;
    private IReadOnlyList<FaultCase> _shown = [];

    public OutletShell(NetworkWorld world, OutletProfile profile)
    {
        (_world, Profile) = (world, profile);
        _deadline = new(world.Agenda, this, Turn.Outlet);
        Since = world.Now.Wall;
    }

    /// <summary>An outlet that has been well until now: its devices are watched one by one when something befalls them.</summary>
    public OutletShell(NetworkWorld world, OutletProfile profile, DeviceSummary well) : this(world, profile)
    {
        foreach (var device in profile.Devices) _summaries[device.Id] = well;
        _well = well;
        _toldNode = NetworkRegistry.HealthyLines(profile);
        _trading = world.Setting.Trading(profile.Calendar, world.Now.Wall)?.State;
        (Status, Severity) = OutletRollUp.Of(Facts(), world.Setting.Trading(profile.Calendar, world.Now.Wall));
        _observed = true;
    }

    public OutletProfile Profile { get; private set; }
    public OutletStatus Status { get; private set; }
    public Severity Severity { get; private set; }
    public DateTime Since { get; private set; }
    public FaultCause? Cause { get; private set; }

    /// <summary>Incidents it has to do with.</summary>
    public IReadOnlyList<OutletIncident> Incidents => _causes.Incidents;

    public IEnumerable<(DeviceKind Kind, DeviceSummary? Summary)> Devices => Profile.Devices.Select(d => (d.Kind, _summaries.GetValueOrDefault(d.Id)));

    public DeviceShell Device(DeviceId id) => _devices[id];

    /// <summary>The device, woken if need be: it was last heard when it says.</summary>
    public DeviceShell Wake(DeviceProfile profile, DateTime heard)
    {
        if (_devices.TryGetValue(profile.Id, out var device)) return device;
        _devices[profile.Id] = device = new(_world, this, profile, heard);
        Summarise(profile.Id, device.Summary);
        return device;
    }

    public DeviceShell? Awake(DeviceId id) => _devices.GetValueOrDefault(id);

    /// <summary>A device that is well again need not be watched any more.</summary>
    public void Calm(DeviceId id)
    {
        if (_well is null || _devices.GetValueOrDefault(id) is not { IsCalm: true } device) return;
        device.Forget();
        _devices.Remove(id);
        Summarise(id, _well);
        RestIfWell();
    }

    private void RestIfWell()
    {
        if (_well is null || _devices.Count > 0 || _causes.Cases.Count > 0 || _causes.Incidents.Count > 0) return;
        _deadline.Cancel();
        _world.Rest(this);
    }

    /// <summary>It has all its devices awake, stands where its live one stood, and has told what that had told.</summary>
    public void Restore(OutletSnapshot it)
    {
        foreach (var fork in it.Devices)
            if (Profile.Devices.FirstOrDefault(d => d.Id == fork.Id) is { } device)
            {
                _devices[device.Id] = new(_world, this, device, fork);
                Summarise(device.Id, _devices[device.Id].Summary);
            }
        (Status, Severity, Since) = (it.Status, it.Severity, it.Since);
        (_trading, _observed, _causes, _shown, _node) = (it.Trading, it.Observed, it.Causes, it.Causes.Cases, it.Node);
        if (Profile.AccessNode is { } node) _toldNode = _world.Node(node).LinesOf(Profile.Code);
        foreach (var incident in it.Incidents) _told[incident.Id] = incident.Report;
    }

    public void Put(OutletProfile profile)
    {
        foreach (var gone in Profile.Devices.Where(old => !profile.Devices.Any(d => d.Id == old.Id && d.Kind == old.Kind)))
        {
            if (_devices.Remove(gone.Id, out var device)) device.Forget();
            _summaries.Remove(gone.Id);
        }
        var before = Profile;
        Profile = profile;
        foreach (var device in profile.Devices)
            if (!_devices.ContainsKey(device.Id)) _devices[device.Id] = new(_world, this, device);
        foreach (var device in profile.Devices) Summarise(device.Id, _devices[device.Id].Watch());
        _facts = null;
        RollUp();
        if (before.AccessNode is { } node && node != profile.AccessNode)
        {
            TellNode(node, new() { Outlet = profile.Code, District = profile.District });
            (_node, _toldNode) = (null, null);
        }
        Explain();
        _world.CountSilenceSoon(profile.District);
    }

    public void Delete()
    {
        foreach (var device in _devices.Values) device.Forget();
        _deadline.Cancel();
        if (Profile.AccessNode is { } node) TellNode(node, new() { Outlet = Profile.Code, District = Profile.District });
        foreach (var incident in _causes.Incidents)
            if (incident.Phase != IncidentPhase.Closed && _told.GetValueOrDefault(incident.Id) is { } told)
                _world.Incident(incident.Id, this).Observe(told with { Bad = false, Removed = true });
        _devices.Clear();
        (_causes, _node) = (OutletCauses.None, null);
    }

    public void Report(DeviceId device, DeviceSummary summary)
    {
        if (!_devices.ContainsKey(device)) return;
        Summarise(device, summary);
        RollUp();
        Explain();
    }

    public void Reconsider()
    {
        RollUp();
        Explain();
    }

    /// <summary>What everyone goes by has changed: the devices that are awake look again.</summary>
    public void ReconsiderDevices()
    {
        foreach (var device in Profile.Devices) Awake(device.Id)?.Reconsider();
    }

    public void NodeJudged(string node, NodeVerdict? verdict)
    {
        if (Profile.AccessNode != node || _node == verdict) return;
        _node = verdict;
        Explain();
    }

    public void IncidentMoved(string incident, IncidentPhase phase, TimeSpan reopenWithin)
    {
        if (Took(incident, phase, reopenWithin)) Explain();
    }

    private bool Took(string incident, IncidentPhase phase, TimeSpan reopenWithin)
    {
        var told = ExplanationRules.Told(_causes, incident, phase, reopenWithin, _world.Now);
        if (told.Incidents.SequenceEqual(_causes.Incidents)) return false;
        _causes = told;
        return true;
    }

    private void RollUp()
    {
        var now = _world.Now;
        var trading = _world.Setting.Trading(Profile.Calendar, now.Wall);
        var devices = Facts();
        var (status, severity) = OutletRollUp.Of(devices, trading);
        var cause = OutletCause.Of(devices, status);
        if (trading is { } interval && interval.End < DateTime.MaxValue) _deadline.Set(now.ToSteady(interval.End));
        if (status != Status)
        {
            var before = (Status, Since);
            Since = _observed ? OutletCause.ChangedAt(trading, _trading, Since, now.Wall) : OutletCause.BeganAt(devices, status, cause, trading, Since, now.Wall);
            Status = status;
            _world.Observer?.Changed(Profile.Code, before.Status, before.Since, status, Since);
        }
        (Severity, _trading, Cause, _observed) = (severity, trading?.State, cause, true);
        _world.CountSilenceSoon(Profile.District);
    }

    private void Summarise(DeviceId device, DeviceSummary summary)
    {
        _summaries[device] = summary;
        _facts = null;
    }

    /// <summary>Never changed once it is made: whoever looks at it may keep it.</summary>
    private (DeviceProfile Profile, DeviceSummary? Summary)[] Facts()
    {
        if (_facts is not null) return _facts;
        var devices = new (DeviceProfile, DeviceSummary?)[Profile.Devices.Count];
        for (var i = 0; i < devices.Length; i++) devices[i] = (Profile.Devices[i], _summaries.GetValueOrDefault(Profile.Devices[i].Id));
        return _facts = devices;
    }

    private void Explain()
    {
        var now = _world.Now;
        var facts = new OutletFacts { Code = Profile.Code, Devices = Facts(), Node = _node, Network = _world.Shared.Network };
        var policy = _world.Setting.Policy;
        if (Profile.AccessNode is { } node)
        {
            var (lines, lookAgain) = OutletReports.Lines(Profile, facts, policy.CorrelationHold, now);
            _deadline.Set(lookAgain);
            if (lines != _toldNode && (lines.Count > 0 || _toldNode is not null)) TellNode(node, _toldNode = lines);
        }
        var again = true;
        for (var pass = 0; again && pass < OutletReports.PassesMax; pass++)
        {
            var (next, deadline) = ExplanationRules.Explain(_causes, facts, policy, now);
            _causes = next;
            _deadline.Set(deadline);
            again = false;
            foreach (var incident in next.Incidents) again |= TellIncident(incident, facts, policy.ReopenWithin);
        }
        if (_told.Count > _causes.Incidents.Count)
            foreach (var forgotten in _told.Keys.Where(id => _causes.Incident(id) is null).ToArray())
            {
                _told.Remove(forgotten);
                _world.Release(forgotten);
            }
        if (!_shown.SequenceEqual(_causes.Cases)) _world.CountSilenceSoon(Profile.District);
        _shown = _causes.Cases;
        RestIfWell();
    }

    /// <summary>Tells an incident how its cause stands, unless it knows. True: it stands elsewhere than was thought here.</summary>
    private bool TellIncident(OutletIncident incident, OutletFacts facts, TimeSpan reopenWithin)
    {
        var known = _told.GetValueOrDefault(incident.Id);
        var report = OutletReports.Of(incident, Profile, _causes, facts, _world.Setting.RuleBook, known, _world.Now);
        if (OutletReports.NeedNotHear(incident, report, known)) return false;
        var phase = _world.Incident(incident.Id, this).Observe(report);
        _told[incident.Id] = report;
        return Took(incident.Id, phase, reopenWithin);
    }

    private void TellNode(string node, OutletLines lines) => _world.Agenda.Tell(() => _world.Node(node).Report(lines));
}
