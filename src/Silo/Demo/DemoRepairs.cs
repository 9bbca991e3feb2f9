using System.Collections.Concurrent;
using Twin.Domain.Network;

namespace Twin.Silo.Demo;

/// <summary>What the demo's crews have mended, for its fleet to see to at its next step.</summary>
internal sealed class DemoRepairs
{
    public ConcurrentQueue<DeviceRef> Devices { get; } = new();

    /// <summary>Names of access nodes.</summary>
    public ConcurrentQueue<string> Nodes { get; } = new();
}
