using Twin.Domain.Calendars;
using Twin.Domain.Network;

namespace Twin.Silo.Demo;

/// <summary>
/// All simulated devices and what happens to them: each reports once a minute, now and then one breaks and is repaired, a shop loses its power, an access node
/// fails with every line behind it, somebody walks into a closed shop. Deterministic in its seed and the times it is asked.
/// </summary>
internal sealed class DemoFleet
{
    private const int HeartbeatSlots = 120;

    /// <summary>How often things go wrong in a network of 20,000 outlets; others in proportion.</summary>
    private const double DeviceFaultsPerMinute = 30;
    private const double NodeFailuresPerMinute = 0.2;
    private const double IntrusionsPerMinute = 0.2;

    /// <summary>How long one step is; a minute has <see cref="HeartbeatSlots"/> of them.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromMinutes(1) / HeartbeatSlots;

    private readonly Random _chance;
    private readonly double _size;
    private readonly DemoDevice[][] _slots;
    private readonly DemoDevice[] _all;
    private readonly Dictionary<OutletCode, DemoDevice[]> _byOutlet;
    private readonly OutletProfile[][] _nodes;
    private readonly OutletProfile[] _closing;
    private readonly PriorityQueue<DemoDevice, DateTime> _repairs = new();
    private int _slot;

    public DemoFleet(IReadOnlyList<OutletProfile> outlets, int seed = 1)
    {
        _chance = new(seed);
        _size = outlets.Count / 20_000.0;
        _byOutlet = outlets.ToDictionary(o => o.Code, o => o.Devices.Select(d => new DemoDevice(new(o.Code, d.Id), d.Kind, HashCode(o.Code, d.Id))).ToArray());
        _all = [.. outlets.SelectMany(o => _byOutlet[o.Code])];
        _slots = [.. Enumerable.Range(0, HeartbeatSlots).Select(slot => _all.Where((_, i) => i * 37L % HeartbeatSlots == slot).ToArray())];
        _nodes = [.. outlets.Where(o => o.AccessNode is not null).GroupBy(o => o.AccessNode).Select(g => g.ToArray()).Where(g => g.Length >= 3)];
        _closing = [.. outlets.Where(o => o.Calendar == TradingCalendar.Standard.Id)];
    }

    public int Devices => _all.Length;

    /// <summary>Every device, as they report when they are switched on: a newcomer should not wait a minute for the first heartbeat.</summary>
    public IReadOnlyCollection<DemoDevice> All => _all;

    /// <summary>Moves on by one <see cref="Step"/> and returns the devices that report now, each at most once.</summary>
    public IReadOnlyCollection<DemoDevice> Next(DateTime now)
    {
        var reporting = new HashSet<DemoDevice>();
        Repair(now, reporting);
        reporting.UnionWith(_mended);
        _mended.Clear();
        if (Happens(DeviceFaultsPerMinute)) Break(_all[_chance.Next(_all.Length)], now, reporting);
        if (_nodes.Length > 0 && Happens(NodeFailuresPerMinute)) FailNode(_nodes[_chance.Next(_nodes.Length)], now, reporting);
        if (_closing.Length > 0 && Happens(IntrusionsPerMinute)) Intrude(_closing[_chance.Next(_closing.Length)], now);
        foreach (var device in _slots[_slot]) reporting.Add(device);
        foreach (var device in _intruded.Where(d => d.Fault == DemoFault.Intrusion)) reporting.Add(device);
        _intruded.RemoveAll(d => d.Fault != DemoFault.Intrusion);
        _slot = (_slot + 1) % HeartbeatSlots;
        reporting.RemoveWhere(d => !d.Speaks(now));
        return reporting;
    }

    /// <summary>Somebody mended a device; one cut off by its line's fault comes back with it. It reports at the next step.</summary>
    public void Mend(DeviceRef mended)
    {
        if (!_byOutlet.TryGetValue(mended.Outlet, out var devices) || Array.Find(devices, d => d.Id == mended.Id) is not { } device) return;
        device.Repair();
        _mended.Add(device);
        if (device.Kind != DeviceKind.Line) return;
        foreach (var other in devices)
        {
            other.CutOffUntil = default;
            _mended.Add(other);
        }
    }

    /// <summary>Somebody mended an access node: the lines behind it are up.</summary>
    public void MendNode(string name)
    {
        foreach (var outlet in _nodes.FirstOrDefault(n => n[0].AccessNode == name) ?? [])
            foreach (var device in _byOutlet[outlet.Code])
                if (device.Kind == DeviceKind.Line && device.Fault == DemoFault.SignalLost) Mend(new(outlet.Code, device.Id));
    }

    private readonly List<DemoDevice> _mended = [];
    private readonly List<DemoDevice> _intruded = [];

    private bool Happens(double perMinute) => _chance.NextDouble() < perMinute * _size / HeartbeatSlots;

    private void Repair(DateTime now, HashSet<DemoDevice> reporting)
    {
        while (_repairs.TryPeek(out var device, out var due) && due <= now)
        {
            _repairs.Dequeue();
            if (device.Until > now) continue;
            device.Repair();
            reporting.Add(device);
        }
    }

    private void Break(DemoDevice device, DateTime now, HashSet<DemoDevice> reporting)
    {
        if (device.Fault != DemoFault.None) return;
        var fault = device.AnyFault(_chance);
        // Most are mended within minutes, a few take an hour.
        Break(device, fault, now + TimeSpan.FromMinutes(3 + 9 * -Math.Log(1 - _chance.NextDouble())), reporting);
        if (fault is not (DemoFault.SignalLost or DemoFault.PowerLost)) return;
        foreach (var other in _byOutlet[device.Outlet].Where(d => d.Kind != DeviceKind.Line)) other.CutOffUntil = device.Until;
    }

    private void FailNode(OutletProfile[] behind, DateTime now, HashSet<DemoDevice> reporting)
    {
        var until = now + TimeSpan.FromMinutes(3 + 4 * _chance.NextDouble());
        foreach (var device in behind.SelectMany(o => _byOutlet[o.Code]))
        {
            if (device.Kind == DeviceKind.Line) Break(device, DemoFault.SignalLost, until, reporting);
            else device.CutOffUntil = until;
        }
    }

    /// <summary>People seen twice a second for half a minute. Nobody is alarmed while the shop is open.</summary>
    private void Intrude(OutletProfile outlet, DateTime now)
    {
        var camera = Array.Find(_byOutlet[outlet.Code], d => d.Kind == DeviceKind.Camera && d.Fault == DemoFault.None);
        if (camera is null || TradingCalendar.Standard.At(now).State != TradingState.Closed) return;
        Break(camera, DemoFault.Intrusion, now + TimeSpan.FromSeconds(30), []);
        _intruded.Add(camera);
    }

    private void Break(DemoDevice device, DemoFault fault, DateTime until, HashSet<DemoDevice> reporting)
    {
        device.Break(fault, until);
        _repairs.Enqueue(device, until);
        reporting.Add(device);
    }

    private static int HashCode(OutletCode code, DeviceId id)
    {
        // string.GetHashCode differs from run to run; this does not.
        var hash = 17;
        foreach (var c in $"{code}/{id}") hash = unchecked(hash * 31 + c);
        return hash;
    }
}
