using Twin.Domain.Explanation;
using Twin.Domain.Network;
using Twin.Simulation.Randomness;

namespace Twin.Simulation.World;

/// <summary>What is the same in all replications of a network: who hangs where, how many there are, when shops are open.</summary>
internal sealed class NetworkRegistry
{
    private readonly Dictionary<OutletCode, OutletProfile> _byCode;
    private readonly Dictionary<string, OpenHours> _hours;
    private readonly Dictionary<DeviceRef, long> _entities = [];

    public NetworkRegistry(NetworkScenario scenario)
    {
        Scenario = scenario;
        End = scenario.Start + scenario.Horizon;
        _byCode = scenario.Outlets.ToDictionary(o => o.Code);
        _hours = scenario.Calendars.ToDictionary(c => c.Id, c => new OpenHours(c, scenario.Start, End + TimeSpan.FromDays(1)), StringComparer.Ordinal);
        foreach (var outlet in scenario.Outlets)
        {
            DevicesOf[outlet.District] = DevicesOf.GetValueOrDefault(outlet.District) + outlet.Devices.Count;
            if (outlet.AccessNode is not { } node) continue;
            if (!Nodes.TryGetValue(node, out var members)) Nodes[node] = members = [];
            members.Add(outlet);
        }
        NodeNames = [.. Nodes.Keys];
        foreach (var outlet in scenario.Outlets)
            foreach (var device in outlet.Devices) _entities[new(outlet.Code, device.Id)] = RandomStreams.EntityOf($"{outlet.Code}/{device.Id}");
        foreach (var kind in Enum.GetValues<DeviceKind>())
            ByKind[kind] = [.. scenario.Outlets.SelectMany(o => o.Devices.Where(d => d.Kind == kind).Select(d => (o, d)))];
    }

    public NetworkScenario Scenario { get; }
    public DateTime End { get; }
    public SortedDictionary<string, List<OutletProfile>> Nodes { get; } = new(StringComparer.Ordinal);
    public IReadOnlyList<string> NodeNames { get; }
    public Dictionary<DeviceKind, (OutletProfile Outlet, DeviceProfile Device)[]> ByKind { get; } = [];
    public SortedDictionary<DivisionCode, int> DevicesOf { get; } = [];

    public OutletProfile Outlet(OutletCode code) => _byCode[code];

    public bool Knows(OutletCode code) => _byCode.ContainsKey(code);

    /// <summary>What a device draws its chance by: its name, so that it is the same in networks of any size.</summary>
    public long EntityOf(DeviceRef device) => _entities[device];

    public double Open(OutletProfile outlet, DateTime from, DateTime to) =>
        _hours.TryGetValue(outlet.Calendar, out var hours) ? hours.Between(from, to) : Math.Max(0, (to - from).TotalSeconds);

    /// <summary>The middle of its outlets; null when it is not known where they are.</summary>
    public GeoPoint? Middle(string node)
    {
        var places = Nodes.GetValueOrDefault(node, []).Where(o => o.Location is not null).Select(o => o.Location!.Value).ToArray();
        return places.Length == 0 ? null : new(places.Average(p => p.Lon), places.Average(p => p.Lat));
    }

    public static OutletLines HealthyLines(OutletProfile outlet) => new()
    {
        Outlet = outlet.Code,
        Count = outlet.Devices.Count(d => d.Kind == DeviceKind.Line),
        District = outlet.District,
        TelecomArea = outlet.TelecomArea,
    };
}
