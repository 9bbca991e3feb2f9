using Twin.Domain.Devices;
using Twin.Domain.Explanation;
using Twin.Domain.Incidents;
using Twin.Domain.Network;
using Twin.Domain.Snapshots;
using Twin.Grains.Incidents;

namespace Twin.Grains.Network;

/// <summary>
/// The outlet for whoever goes on with it elsewhere. In one turn: while its devices and incidents are looked at, it tells none of them anything, and what they tell it waits.
/// </summary>
public sealed partial class OutletGrain
{
    public async ValueTask<OutletSnapshot?> Fork(bool evenAtRest)
    {
        if (_row is not { } row)
        {
            DeactivateOnIdle();
            return null;
        }
        var rests = !evenAtRest && _causes is { Cases.Count: 0, Incidents.Count: 0, LinesDown: false };
        var found = await Devices(row, evenAtRest);
        if (rests && found.All(d => d is null)) return null;
        if (found.Any(d => d is null)) found = await Devices(row, evenAtRest: true);
        var incidents = new List<Incident>();
        foreach (var known in _causes.Incidents)
            if (await GrainFactory.Incident(known.Id).Fork() is { } incident) incidents.Add(incident);
        return new()
        {
            Code = row.Code,
            Status = row.Status,
            Severity = row.Severity,
            Since = row.Since,
            Trading = row.Trading,
            Observed = row.Observed,
            Causes = _causes.Rebased(clock.Now().Offset),
            Node = _node,
            Devices = [.. found.OfType<DeviceFork>()],
            Incidents = incidents,
        };
    }

    private async ValueTask<DeviceFork?[]> Devices(OutletRow row, bool evenAtRest)
    {
        var devices = new DeviceFork?[row.Devices.Count];
        for (var i = 0; i < devices.Length; i++)
        {
            var device = row.Devices[i].Profile;
            if (Near(row.Code, device) is { } near && near.TryFork(evenAtRest, out var fork)) devices[i] = fork;
            else devices[i] = await GrainFactory.Device(new(row.Code, device.Id), device.Kind).Fork(evenAtRest);
        }
        return devices;
    }
}
