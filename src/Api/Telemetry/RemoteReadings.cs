using Orleans.Runtime;
using Twin.Api.Cluster;
using Twin.Grains.Cluster;
using Twin.Grains.Network;

namespace Twin.Api.Telemetry;

/// <summary>Sends the readings of a batch whose devices are at home on other silos there, in one message per silo (more when there are very many): a hop costs as much as several calls.</summary>
public sealed class RemoteReadings(IGrainFactory grains, SiloMap silos)
{
    /// <summary>Devices in one message.</summary>
    private const int DevicesMax = 1_000;

    /// <summary>Copies of a silo's receiving grain that are used in turn.</summary>
    private const int Copies = 8;

    private int _turn;

    /// <summary>A message under way: whose readings it holds, in order, and what comes back.</summary>
    internal sealed record Sent(SiloAddress Silo, List<DeviceGroups.Group> Groups, Task<IngestOutcome[]?[]> Answer);

    /// <summary>Sends off what is for others and marks it; null when nothing is.</summary>
    internal List<Sent>? Send(TelemetryBatch batch)
    {
        if (silos.Silos.Count == 0) return null;
        Dictionary<SiloAddress, (List<DeviceGroups.Group> Groups, List<DeviceReadings> Readings)>? parts = null;
        List<Sent>? sent = null;
        for (var i = 0; i < batch.Groups.Count; i++)
        {
            var group = batch.Groups[i];
            var device = batch.Readings[group.First].Device;
            if (silos.Elsewhere(device.Ref.Outlet.ToString()) is not { } silo) continue;
            batch.Groups.MarkElsewhere(i);
            device.Leave();
            parts ??= [];
            if (!parts.TryGetValue(silo, out var part)) parts[silo] = part = ([], []);
            part.Groups.Add(group);
            part.Readings.Add(new(device.Ref, device.Kind, batch.Groups.ReadingsOf(group, batch.Readings)));
            if (part.Readings.Count < DevicesMax) continue;
            (sent ??= []).Add(Off(silo, part.Groups, part.Readings));
            parts.Remove(silo);
        }
        if (parts is null) return sent;
        foreach (var (silo, part) in parts) (sent ??= []).Add(Off(silo, part.Groups, part.Readings));
        return sent;
    }

    private Sent Off(SiloAddress silo, List<DeviceGroups.Group> groups, List<DeviceReadings> readings)
    {
        var copy = (int)((uint)Interlocked.Increment(ref _turn) % Copies);
        return new(silo, groups, grains.Silo(silo, copy).Ingest([.. readings]).AsTask());
    }
}
