using Twin.Domain.FieldService;
using Twin.Domain.Incidents;
using Twin.Domain.Network;
using Twin.Domain.Readings;
using Twin.Domain.Snapshots;
using Twin.Simulation.Randomness;
using Twin.Simulation.Runs;

namespace Twin.Simulation.World;

/// <summary>One replication: devices break, the live rules notice, open incidents and find someone, who drives there and mends it.</summary>
internal sealed class NetworkRun : IWorldObserver
{
    private const string NoSession = "session";

    private readonly NetworkRegistry _registry;
    private readonly NetworkScenario _scenario;
    private readonly Replication _replication;
    private readonly RandomStreams _streams;
    private readonly NetworkWorld _world;
    private readonly NetworkFigures _figures;
    private readonly FaultyDevices _faults;
    private readonly Visits _visits;
    private readonly SparesDepots _spares;
    private readonly Dictionary<string, int> _waiting = new(StringComparer.Ordinal);
    private readonly double _burstMax;
    private Fingerprint _fingerprint;
    private int _waitingAll;

    public NetworkRun(NetworkRegistry registry, Replication replication)
    {
        (_registry, _scenario, _replication) = (registry, registry.Scenario, replication);
        _streams = new(replication.Seed, replication.Index);
        _figures = new(registry, _scenario.Start + replication.Warmup);
        _world = new(_scenario.Start)
        {
            Remembers = false,
            Observer = this,
            NodeMembers = node => registry.Nodes.GetValueOrDefault(node, []).Select(NetworkRegistry.HealthyLines),
        };
        foreach (var calendar in _scenario.Calendars) _world.Setting.Use(calendar);
        _world.Setting.RuleBook = _scenario.RuleBook;
        _world.Use(_scenario.Policy with { AutoAssign = true });
        _world.Use(_scenario.Teams.Select(t => t.Copy()));
        foreach (var (district, devices) in registry.DevicesOf) _world.Resting(district, devices);
        _faults = new(_world, registry, _streams, _figures);
        _spares = new(_world, registry, _figures);
        _visits = new(_world, registry, _faults, _spares, _figures);
        if (_scenario.Live is { } live) Inherit(WithPeopleSent(live));
        _burstMax = Burst.Most(_scenario.Bursts);
    }

    /// <summary>Looks on at the end of each day.</summary>
    public Action<NetworkWorld>? DayOver { get; init; }

    /// <summary>Looks on when something breaks.</summary>
    public Action<Fault>? Struck { get; init; }

    public ReplicationResult Run()
    {
        foreach (var (kind, failures) in _scenario.Devices.OrderBy(d => d.Key)) PlanFailures(kind, failures);
        if (_scenario.AccessNodes is { } nodes) PlanFailures(null, nodes);
        foreach (var fault in _scenario.Events) _world.Agenda.At(_scenario.Start + fault.At, () => Happen(fault));
        if (_scenario.Maintenance.Count > 0) new PlannedMaintenance(_world, _registry, _visits, _figures, _streams).Begin();
        for (var day = _scenario.Start; day < _registry.End;)
        {
            _replication.Stop.ThrowIfCancellationRequested();
            day = day.AddDays(1) < _registry.End ? day.AddDays(1) : _registry.End;
            _world.RunTo(day);
            DayOver?.Invoke(_world);
        }
        _faults.Finish(_registry.End);
        _figures.OpenLeft = _faults.InheritedLeft;
        _visits.Finish(_registry.End);
        _figures.Waiting(0, _registry.End);
        return _figures.Result(_fingerprint, _world.Steps, OnShift.Of(_scenario));
    }

    public void Changed(Incident? before, Incident after)
    {
        var now = _world.Now.Wall;
        _fingerprint.Add(now.Ticks);
        _fingerprint.Add(after.Id);
        _fingerprint.Add((long)after.Phase + ((long)after.Outbox.Count << 8));
        var measured = _figures.Counts(now);
        if (measured) _figures.Pages += after.Outbox.Count - (before?.Outbox.Count ?? 0);
        if (before is null && measured) Opened(after, now);
        if (after.Phase == IncidentPhase.Closed && before is { Phase: < IncidentPhase.Closed } && _figures.Counts(after.OpenedAt)) _figures.Add("close", (now - after.OpenedAt).TotalSeconds);
        CountWaiting(after, now);
        _visits.Follow(before, after);
    }

    private void Inherit(LiveSnapshot live)
    {
        _world.Restore(live, code => _registry.Knows(code) ? _registry.Outlet(code) : null);
        new Inherited(_world, _registry, _streams, _faults, _visits, live).Begin();
        foreach (var incident in _world.Incidents) CountWaiting(incident, _world.Now.Wall);
        _world.LetGo(live);
    }

    /// <summary>People are sent by Twin, to what is open already too.</summary>
    private static LiveSnapshot WithPeopleSent(LiveSnapshot live) => live with
    {
        Outlets = [.. live.Outlets.Select(o => o with { Incidents = [.. o.Incidents.Select(Sent)] })],
        Nodes = [.. live.Nodes.Select(n => n.Incident is { } incident ? n with { Incident = Sent(incident) } : n)],
        SilenceIncident = live.SilenceIncident is { } lost ? Sent(lost) : null,
    };

    private static Incident Sent(Incident incident) => incident with { Policy = incident.Policy with { AutoAssign = true } };

    private void Opened(Incident incident, DateTime now)
    {
        var fault = _visits.FaultOf(incident);
        if (fault is not null) _figures.Add("detect", (now - fault.Began).TotalSeconds);
        var free = incident.Legs.Where(l => l.Active).All(l =>
            DispatchRules.AnyoneCan(DispatchJobs.Of(incident, l), _world.Setting.Teams, _world.Roster.Roster, now));
        _figures.Opened(free);
    }

    private void CountWaiting(Incident incident, DateTime now)
    {
        var before = _waiting.GetValueOrDefault(incident.Id);
        var waiting = 0;
        for (var i = 0; incident.Phase < IncidentPhase.Resolved && i < incident.Legs.Count; i++)
            if (incident.Legs[i] is { Active: true, Assignee: null, Phase: < IncidentPhase.Resolved }) waiting++;
        if (waiting == before) return;
        if (waiting == 0) _waiting.Remove(incident.Id);
        else _waiting[incident.Id] = waiting;
        _waitingAll += waiting - before;
        _figures.Waiting(_waitingAll, now);
    }

    private void PlanFailures(DeviceKind? kind, Failures failures)
    {
        if (failures.RatePerSecond <= 0) return;
        var count = kind is { } of ? _registry.ByKind[of].Length : _registry.NodeNames.Count;
        for (var i = 0; i < count; i++) PlanFailures(kind, i, failures);
    }

    /// <summary>
    /// A Poisson process of each device or node, thinned where no burst is on, with draws of its own for each of its failures: what befalls it depends on nobody else, so that growth, another rate of
    /// others or another distribution of repairs moves no failure.
    /// </summary>
    private void PlanFailures(DeviceKind? kind, int index, Failures failures)
    {
        var entity = kind is { } of ? EntityOf(_registry.ByKind[of][index]) : RandomStreams.EntityOf(_registry.NodeNames[index]);
        var times = _streams.Stream("failure", entity);
        var (mean, failure) = (1 / (failures.RatePerSecond * _burstMax), 0);
        Next(_scenario.Start);

        void Next(DateTime from)
        {
            var at = from.AddSeconds(Math.Min(times.Exponential(mean), 1e10));
            if (at < _registry.End) _world.Agenda.At(at, () => Strike(at));
        }

        void Strike(DateTime at)
        {
            var strikes = times.Happens(Burst.At(_scenario.Bursts, at - _scenario.Start) / _burstMax);
            if (strikes)
            {
                var one = entity + (++failure * 0x5851F42D4C957F2D);
                var (repair, symptom) = (_streams.Stream("repair", one), _streams.Stream("symptom", one));
                Break(kind, index, failures, failures.DrawRepair(repair), symptom.Happens(failures.Joint), symptom.Uniform());
            }
            Next(at);
        }
    }

    private long EntityOf((OutletProfile Outlet, DeviceProfile Device) it) => _registry.EntityOf(new(it.Outlet.Code, it.Device.Id));

    private void Break(DeviceKind? kind, int index, Failures failures, TimeSpan repair, bool joint, double spare)
    {
        var says = joint ? [new NamedValue(NoSession, Value.Of(false))] : failures.Says?.ToArray();
        if (kind is not { } of)
        {
            var node = _registry.NodeNames[index];
            if (_faults.Of(node) is null) Begin(new() { Began = _world.Now.Wall, Repair = repair, Says = says, Node = node });
            return;
        }
        var (outlet, device) = _registry.ByKind[of][index];
        if (_faults.Of(new DeviceRef(outlet.Code, device.Id)) is not null) return;
        Begin(new() { Began = _world.Now.Wall, Repair = repair, Says = says, Outlet = outlet, Device = device, TakesSpare = _scenario.Spares.TryGetValue(of, out var plan) && spare < plan.Use });
    }

    private void Begin(Fault fault)
    {
        Struck?.Invoke(fault);
        _faults.Begin(fault);
    }

    private void Happen(ScheduledFault it)
    {
        var kind = it.Device is { } device ? _registry.Outlet(device.Outlet).Devices.First(d => d.Id == device.Id).Kind : (DeviceKind?)null;
        var failures = kind is { } of ? _scenario.Devices.GetValueOrDefault(of) : _scenario.AccessNodes;
        var repair = it.For ?? TimeSpan.FromSeconds(failures?.Repair.Mean ?? 3600);
        var fault = it.Device is { } d
            ? new Fault { Began = _world.Now.Wall, Repair = repair, Says = failures?.Says?.ToArray(), Outlet = _registry.Outlet(d.Outlet), Device = _registry.Outlet(d.Outlet).Devices.First(x => x.Id == d.Id) }
            : new Fault { Began = _world.Now.Wall, Repair = repair, Says = failures?.Says?.ToArray(), Node = it.AccessNode };
        if ((it.AccessNode is { } node ? _faults.Of(node) : _faults.Of(it.Device!.Value)) is not null) return;
        _faults.Begin(fault);
        if (it.For is { } time) _world.Agenda.At(_world.Now.Wall + time, () => _visits.Mend(fault));
    }
}
