using Twin.Domain.Network;
using Twin.Domain.Readings;
using Twin.Simulation.Randomness;

namespace Twin.Simulation.World;

/// <summary>
/// What is broken, and what the world hears of it: a terminal or camera is heard if it works, one of its outlet's lines does and the access node is up. Readings come to the real twins only around a change.
/// </summary>
internal sealed class FaultyDevices(NetworkWorld world, NetworkRegistry registry, RandomStreams streams, NetworkFigures figures)
{
    private readonly Dictionary<DeviceRef, Fault> _devices = [];
    private readonly Dictionary<string, Fault> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<OutletCode, DateTime> _down = [];

    public Fault? Of(DeviceRef device) => _devices.GetValueOrDefault(device);

    public Fault? Of(string node) => _nodes.GetValueOrDefault(node);

    public void Begin(Fault fault)
    {
        if (fault.Node is { } node)
        {
            _nodes[node] = fault;
            foreach (var outlet in registry.Nodes[node]) Tell(outlet);
            return;
        }
        _devices[new(fault.Outlet!.Code, fault.Device!.Id)] = fault;
        Tell(fault.Outlet);
    }

    public void End(Fault fault)
    {
        fault.Restored = world.Now.Wall;
        if (fault.Node is { } node)
        {
            _nodes.Remove(node);
            foreach (var outlet in registry.Nodes[node]) Tell(outlet);
            return;
        }
        _devices.Remove(new(fault.Outlet!.Code, fault.Device!.Id));
        Tell(fault.Outlet);
    }

    /// <summary>Outlets that cannot sell just now are counted up to the end.</summary>
    public void Finish(DateTime end)
    {
        foreach (var (code, since) in _down.OrderBy(d => d.Key)) figures.Down(registry.Outlet(code), since, end);
    }

    private void Tell(OutletProfile outlet)
    {
        var node = outlet.AccessNode is { } name ? _nodes.GetValueOrDefault(name) : null;
        var (lines, linesUp) = (0, 0);
        foreach (var device in outlet.Devices)
            if (device.Kind == DeviceKind.Line)
            {
                lines++;
                if (node is null && !_devices.ContainsKey(new(outlet.Code, device.Id))) linesUp++;
            }
        var connected = lines == 0 || linesUp > 0;
        var (terminals, selling) = (0, 0);
        foreach (var device in outlet.Devices)
        {
            var own = _devices.GetValueOrDefault(new(outlet.Code, device.Id));
            if (device.Kind == DeviceKind.Terminal) (terminals, selling) = (terminals + 1, selling + (own is null && connected ? 1 : 0));
            var heard = device.Kind == DeviceKind.Line || connected;
            var fault = own ?? (device.Kind == DeviceKind.Line ? node : null);
            Hear(outlet, device, fault is null && heard, heard ? fault?.Says : null);
        }
        Sell(outlet, terminals == 0 || selling > 0);
    }

    private void Sell(OutletProfile outlet, bool sells)
    {
        if (!sells) _down.TryAdd(outlet.Code, world.Now.Wall);
        else if (_down.Remove(outlet.Code, out var since)) figures.Down(outlet, since, world.Now.Wall);
    }

    /// <summary>Of a device that has been well: a moment ago. Of each device and moment it is the same, whatever befalls others.</summary>
    private DateTime LastBeat(DeviceRef device) => world.Now.Wall - (DeviceShell.Heartbeat * streams.Stream("phase", registry.EntityOf(device) ^ world.Now.Wall.Ticks).Uniform());

    private void Hear(OutletProfile outlet, DeviceProfile profile, bool well, NamedValue[]? says)
    {
        var shell = world.Find(outlet.Code);
        var device = shell?.Awake(profile.Id);
        if (well)
        {
            // Of one that nobody watches nothing need be said.
            device?.Recover();
            return;
        }
        if (device is null)
        {
            shell ??= world.Wake(outlet);
            device = shell.Wake(profile, LastBeat(new(outlet.Code, profile.Id)));
        }
        device.Say(says);
    }
}
