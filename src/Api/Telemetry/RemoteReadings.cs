using Microsoft.Extensions.ObjectPool;
using Orleans.Runtime;
using Twin.Api.Cluster;
using Twin.Api.View;
using Twin.Grains.Cluster;

namespace Twin.Api.Telemetry;

/// <summary>Sends the readings of a batch whose devices are at home on other silos there, in one message per silo (more when there are very many): a hop costs as much as several calls.</summary>
public sealed class RemoteReadings(IGrainFactory grains, SiloMap silos)
{
    /// <summary>Devices in one message.</summary>
    private const int DevicesMax = 1_000;

    /// <summary>Copies of a silo's receiving grain that are used in turn.</summary>
    private const int Copies = 8;

    private readonly ObjectPool<ReadingsPacketWriter> _writers = ObjectPool.Create<ReadingsPacketWriter>();
    private int _turn;

    /// <summary>A message under way: whose readings it holds, in order, and what comes back.</summary>
    internal sealed record Sent(SiloAddress Silo, List<DeviceGroups.Group> Groups, Task<byte[]> Answer);

    /// <summary>A message being written.</summary>
    private readonly record struct Part(SiloAddress Silo, List<DeviceGroups.Group> Groups, ReadingsPacketWriter Packet);

    /// <summary>Sends off what is for others and marks it; null when nothing is.</summary>
    internal List<Sent>? Send(TelemetryBatch batch)
    {
        if (silos.Silos.Count == 0) return null;
        List<Part>? parts = null;
        List<Sent>? sent = null;
        for (var i = 0; i < batch.Groups.Count; i++)
        {
            var group = batch.Groups[i];
            var device = batch.Readings[group.First].Device;
            if (silos.Elsewhere(device.Ref.Outlet.ToString()) is not { } silo) continue;
            batch.Groups.MarkElsewhere(i);
            device.Leave();
            parts ??= [];
            // There are a handful of silos and up to ten thousand devices.
            var at = 0;
            while (at < parts.Count && !parts[at].Silo.Equals(silo)) at++;
            if (at == parts.Count) parts.Add(new(silo, [], _writers.Get()));
            var part = parts[at];
            part.Groups.Add(group);
            Write(device, group, batch, part.Packet);
            if (part.Groups.Count < DevicesMax) continue;
            (sent ??= []).Add(Off(part));
            parts.RemoveAt(at);
        }
        foreach (var part in parts ?? []) (sent ??= []).Add(Off(part));
        return sent;
    }

    private static void Write(RegisteredDevice device, DeviceGroups.Group group, TelemetryBatch batch, ReadingsPacketWriter packet)
    {
        packet.Device(device.Grain.GetGrainId().Key, group.Count);
        for (int i = 0, at = group.First; i < group.Count; i++, at = batch.Groups.Next(at)) packet.Add(batch.Readings[at].Reading);
    }

    private Sent Off(Part part)
    {
        var packet = part.Packet.Take();
        _writers.Return(part.Packet);
        var copy = (int)((uint)Interlocked.Increment(ref _turn) % Copies);
        return new(part.Silo, part.Groups, grains.Silo(part.Silo, copy).Ingest(packet).AsTask());
    }
}
