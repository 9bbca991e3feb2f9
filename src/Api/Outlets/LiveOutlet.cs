using Twin.Api.Devices;
using Twin.Domain.Access;
using Twin.Domain.Network;
using Twin.Grains.Network;

namespace Twin.Api.Outlets;

/// <summary>An outlet with the live parts, read from its twin and those of its devices.</summary>
internal static class LiveOutlet
{
    /// <summary>Null when there is no such outlet within the divisions. Only for a code the view knows: asking activates the twin.</summary>
    public static async Task<OutletModel?> ReadAsync(IGrainFactory grains, OutletCode code, DivisionLimit within)
    {
        if (await grains.Outlet(code).ReadPresent() is not { } present || !within.Holds(present.Row.Profile.District)) return null;
        var row = present.Row;
        var devices = new DeviceModel[present.Devices.Length];
        List<NoticeModel>? notices = null;
        var (lastSeen, unknown, offline) = ((DateTime?)null, 0, 0);
        for (var i = 0; i < devices.Length; i++)
        {
            var snapshot = present.Devices[i];
            var device = devices[i] = DeviceDetail.Summarise(row.Devices[i], snapshot, row.Cases);
            if (NoticeModel.Of(snapshot, device.Id) is { Length: > 0 } some) (notices ??= []).AddRange(some);
            if (lastSeen is null || device.LastSeen > lastSeen) lastSeen = device.LastSeen;
            if (device.Status == DeviceStatus.Unknown) unknown++;
            else if (device.Status == DeviceStatus.Offline) offline++;
        }
        return OutletModel.Of(row, devices) with { Notices = notices ?? [], Freshness = new(lastSeen, unknown, offline) };
    }
}
