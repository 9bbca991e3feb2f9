using Twin.Domain.Network;
using Twin.Domain.Readings;

namespace Twin.Simulation.World;

/// <summary>Something that is broken: one device, or an access node.</summary>
internal sealed class Fault
{
    public required DateTime Began { get; init; }

    /// <summary>Work on site.</summary>
    public required TimeSpan Repair { get; init; }
    public required NamedValue[]? Says { get; init; }
    public OutletProfile? Outlet { get; init; }
    public DeviceProfile? Device { get; init; }
    public string? Node { get; init; }
    public bool TakesSpare { get; init; }

    /// <summary>It was there when the live network was forked.</summary>
    public bool IsInherited { get; init; }

    /// <summary>Of a node: the lines that are down with it, and what each of them says; null: all of its lines are, and say what it says.</summary>
    public IReadOnlyDictionary<DeviceRef, NamedValue[]?>? Lines { get; init; }
    public DateTime? Restored { get; set; }

    /// <summary>The part it needs is on order.</summary>
    public bool AwaitsPart { get; set; }

    public string Cause => Device is { } device ? device.Kind.ToString().ToLowerInvariant() : "accessNode";
}
