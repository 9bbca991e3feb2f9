using Twin.Domain.FieldService;
using Twin.Domain.Incidents;
using Twin.Domain.Network;
using Twin.Domain.Readings;
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
        _world.Use(_scenario.Teams);
        foreach (var (district, devices) in registry.DevicesOf) _world.Resting(district, devices);
        _faults = new(_world, registry, _streams.Stream("phase"), _figures);
        _spares = new(_world, registry, _figures);
        _visits = new(_world, registry, _faults, _spares, _figures);
        _burstMax = Math.Max(1, _scenario.Bursts.Select(b => b.Factor).DefaultIfEmpty(1).Max());
    }

    public ReplicationResult Run()
    {
        foreach (var (kind, failures) in _scenario.Devices.OrderBy(d => d.Key)) PlanFailures(kind, failures);
        if (_scenario.AccessNodes is { } nodes) PlanFailures(null, nodes);
        foreach (var fault in _scenario.Events) _world.Agenda.At(_scenario.Start + fault.At, () => Happen(fault));
        if (_scenario.Maintenance.Count > 0) new PlannedMaintenance(_world, _registry, _visits, _figures, _streams.Stream("maintenance")).Begin();
        for (var day = _scenario.Start; day < _registry.End;)
        {
            _replication.Stop.ThrowIfCancellationRequested();
            day = day.AddDays(1) < _registry.End ? day.AddDays(1) : _registry.End;
            _world.RunTo(day);
        }
        _faults.Finish(_registry.End);
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

    public void Changed(OutletCode outlet, OutletStatus before, DateTime since, OutletStatus after, DateTime at)
    {
    }

    private void Opened(Incident incident, DateTime now)
    {
        var fault = _visits.FaultOf(incident);
        if (fault is not null) _figures.Add("detect", (now - fault.Began).TotalSeconds);
        var free = incident.Legs.Where(l => l.Active).All(l =>
            DispatchRules.Suggest(DispatchJobs.Of(incident, l), _world.Setting.Teams, _world.Roster.Roster, incident.Policy.Dispatch, now).Any(s => s.Usable));
        _figures.Opened(free);
    }

    private void CountWaiting(Incident incident, DateTime now)
    {
        var before = _waiting.GetValueOrDefault(incident.Id);
        var waiting = incident.Phase >= IncidentPhase.Resolved ? 0 : incident.Legs.Count(l => l is { Active: true, Assignee: null, Phase: < IncidentPhase.Resolved });
        if (waiting == before) return;
        if (waiting == 0) _waiting.Remove(incident.Id);
        else _waiting[incident.Id] = waiting;
        _waitingAll += waiting - before;
        _figures.Waiting(_waitingAll, now);
    }

    /// <summary>A Poisson process over all devices of a kind; thinned where no burst is on, with the same draws whatever comes of them.</summary>
    private void PlanFailures(DeviceKind? kind, Failures failures)
    {
        var entity = kind is { } k ? (long)k : 0;
        var (times, which, repairs, kinds) = (_streams.Stream("failure", entity), _streams.Stream("device", entity), _streams.Stream("repair", entity), _streams.Stream("symptom", entity));
        var count = kind is { } of ? _registry.ByKind[of].Length : _registry.NodeNames.Count;
        var rate = failures.RatePerSecond * count * _burstMax;
        if (rate <= 0) return;
        Next(_scenario.Start);

        void Next(DateTime from)
        {
            var at = from.AddSeconds(times.Exponential(1 / rate));
            if (at < _registry.End) _world.Agenda.At(at, () => Strike(at));
        }

        void Strike(DateTime at)
        {
            var strikes = times.Happens(Factor(at) / _burstMax);
            var (index, repair, joint, spare) = (which.Below(count), TimeSpan.FromSeconds(failures.Repair.Sample(repairs)), kinds.Happens(failures.Joint), kinds.Uniform());
            if (strikes) Break(kind, index, failures, repair, joint, spare);
            Next(at);
        }
    }

    private void Break(DeviceKind? kind, int index, Failures failures, TimeSpan repair, bool joint, double spare)
    {
        var says = joint ? [new NamedValue(NoSession, Value.Of(false))] : failures.Says?.ToArray();
        if (kind is not { } of)
        {
            var node = _registry.NodeNames[index];
            if (_faults.Of(node) is null) _faults.Begin(new() { Began = _world.Now.Wall, Repair = repair, Says = says, Node = node });
            return;
        }
        var (outlet, device) = _registry.ByKind[of][index];
        if (_faults.Of(new DeviceRef(outlet.Code, device.Id)) is not null) return;
        _faults.Begin(new() { Began = _world.Now.Wall, Repair = repair, Says = says, Outlet = outlet, Device = device, TakesSpare = _scenario.Spares.TryGetValue(of, out var plan) && spare < plan.Use });
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

    private double Factor(DateTime at)
    {
        var factor = 1.0;
        foreach (var burst in _scenario.Bursts)
            if (at >= _scenario.Start + burst.From && at < _scenario.Start + burst.To) factor *= burst.Factor;
        return Math.Min(factor, _burstMax);
    }
}
