using Twin.Domain.Devices;
using Twin.Domain.Explanation;
using Twin.Domain.Incidents;
using Twin.Domain.Network;
using Twin.Domain.Readings;
using Twin.Domain.Snapshots;
using Twin.Domain.Teams;
using Twin.Simulation.Randomness;

namespace Twin.Simulation.World;

/// <summary>
/// What a fork of the live network begins with. The twins know what they were told; what is really broken, how long it takes to mend, and where those who were sent are by now is concluded from that: a device is
/// broken that says so, or is silent though its outlet can be heard; work that has begun takes what the distribution of repairs leaves after the time it has taken already; people set out from home when they took the job on.
/// </summary>
internal sealed class Inherited(NetworkWorld world, NetworkRegistry registry, RandomStreams streams, FaultyDevices faults, Visits visits, LiveSnapshot live)
{
    /// <summary>Of what the scenario gives no distribution for.</summary>
    private static readonly TimeSpan RepairOtherwise = TimeSpan.FromHours(1);
    private const int DrawsMax = 1_000;

    private readonly Dictionary<string, NodeSnapshot> _nodes = live.Nodes.Where(n => n.Outage.Down || n.Outage.SuspectedUntil is not null).ToDictionary(n => n.Name, StringComparer.Ordinal);

    public void Begin()
    {
        OutletSnapshot[] outlets = [.. live.Outlets.Where(o => world.Find(o.Code) is not null)];
        foreach (var outlet in outlets) Lines(registry.Outlet(outlet.Code), world.Find(outlet.Code)!);
        foreach (var (_, node) in _nodes.OrderBy(n => n.Key, StringComparer.Ordinal))
            if (_lines.TryGetValue(node.Name, out var lines)) faults.Take(new() { Began = node.Outage.Began, Repair = Left(null, RandomStreams.EntityOf(node.Name), node.Incident), Says = null, Node = node.Name, Lines = lines, IsInherited = true });
        foreach (var outlet in outlets) Devices(registry.Outlet(outlet.Code), outlet, world.Find(outlet.Code)!);
        foreach (var outlet in outlets) faults.Tell(registry.Outlet(outlet.Code));
        foreach (var incident in live.Incidents.OrderBy(i => i.Id, StringComparer.Ordinal))
            if (incident.Phase < IncidentPhase.Resolved)
                foreach (var leg in incident.Legs.Where(l => l is { Active: true, Assignee: not null, Phase: < IncidentPhase.Resolved }))
                    visits.Resume(incident, leg, world.Roster.Roster.On(incident.Id, leg.Side)?.Since ?? incident.UpdatedAt);
    }

    private readonly Dictionary<string, Dictionary<DeviceRef, NamedValue[]?>> _lines = new(StringComparer.Ordinal);

    /// <summary>Lines that are down with their node.</summary>
    private void Lines(OutletProfile outlet, OutletShell shell)
    {
        if (outlet.AccessNode is not { } name || !_nodes.ContainsKey(name)) return;
        foreach (var profile in outlet.Devices)
        {
            if (profile.Kind != DeviceKind.Line || shell.Awake(profile.Id) is not { } line || !IsDown(line)) continue;
            if (!_lines.TryGetValue(name, out var lines)) _lines[name] = lines = [];
            lines[new(outlet.Code, profile.Id)] = line.Complaint() is { Length: > 0 } says ? says : null;
        }
    }

    private void Devices(OutletProfile outlet, OutletSnapshot snapshot, OutletShell shell)
    {
        DeviceProfile[] lines = [.. outlet.Devices.Where(d => d.Kind == DeviceKind.Line)];
        var heard = live.Silence.State != NetworkState.Lost;
        var connected = heard && (lines.Length == 0 || lines.Any(l => shell.Awake(l.Id) is not { } line || !IsDown(line)));
        foreach (var profile in outlet.Devices)
        {
            var device = new DeviceRef(outlet.Code, profile.Id);
            if (shell.Awake(profile.Id) is not { } it || (outlet.AccessNode is { } node && _lines.GetValueOrDefault(node)?.ContainsKey(device) == true)) continue;
            var says = it.Complaint();
            var silence = it.Summary.Faults.FirstOrDefault(f => f is { MeansSilence: true, Severity: > Severity.Info });
            var silent = silence is not null && (profile.Kind == DeviceKind.Line ? heard : connected)
                && snapshot.Causes.Case(profile.Id, silence.Rule) is not { Standing: FaultStanding.Waiting, Reason: FaultReason.FreshSilenceWindow };
            if (says.Length == 0 && !silent) continue;
            var incident = snapshot.Incidents.FirstOrDefault(i => i.Report.Cause.Device == device && i.Phase < IncidentPhase.Resolved);
            faults.Take(new()
            {
                Began = it.Summary.Faults.Select(f => f.Began).DefaultIfEmpty(live.At).Min(),
                Repair = Left(profile.Kind, registry.EntityOf(device), incident),
                Says = silent ? null : says,
                Outlet = outlet,
                Device = profile,
                IsInherited = true,
            });
        }
    }

    private static bool IsDown(DeviceShell line) => ExplanationRules.Principal(line.Summary) is not null;

    /// <summary>How long the work on site still takes.</summary>
    private TimeSpan Left(DeviceKind? kind, long entity, Incident? incident)
    {
        var failures = kind is { } of ? registry.Scenario.Devices.GetValueOrDefault(of) : registry.Scenario.AccessNodes;
        var done = incident is null ? TimeSpan.Zero : WorkedOn(incident);
        if (failures is null) return RepairOtherwise > done ? RepairOtherwise - done : TimeSpan.Zero;
        var random = streams.Stream("inherited", entity);
        for (var draw = 0; draw < DrawsMax; draw++)
            if (failures.DrawRepair(random) is var takes && takes > done) return takes - done;
        return TimeSpan.Zero;
    }

    /// <summary>Since everyone whom the job needs is there.</summary>
    private TimeSpan WorkedOn(Incident incident)
    {
        Leg[] legs = [.. incident.Legs.Where(l => l.Active)];
        if (legs.Length == 0 || legs.Any(l => l.Phase != IncidentPhase.OnSite)) return TimeSpan.Zero;
        var began = legs.Max(l => incident.Timeline.LastOrDefault(t => t.Event == "arrived" && t.Leg == l.Side)?.At ?? live.At);
        return live.At > began ? live.At - began : TimeSpan.Zero;
    }
}
