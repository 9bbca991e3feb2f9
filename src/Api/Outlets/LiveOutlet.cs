using Twin.Api.Devices;
using Twin.Domain.Access;
using Twin.Domain.Network;
using Twin.Grains.Network;

namespace Twin.Api.Outlets;

/// <summary>An outlet with the live parts, read from its twin and those of its devices, which are asked at once.</summary>
internal static class LiveOutlet
{
    /// <summary>Null when there is no such outlet within the divisions. Only for a code the view knows: asking activates the twin.</summary>
    public static async Task<OutletModel?> ReadAsync(IGrainFactory grains, OutletCode code, DivisionLimit within)
    {
        if (await grains.Outlet(code).Read() is not { } row || !within.Holds(row.Profile.District)) return null;
        var live = await Task.WhenAll(row.Devices.Select(d => DeviceAsync(grains, row, d)));
        DeviceModel[] devices = [.. live.Select(d => d.Device)];
        return OutletModel.Of(row) with
        {
            Devices = devices,
            Notices = [.. live.SelectMany(d => d.Notices)],
            Freshness = new(
                devices.Max(d => d.LastSeen),
                devices.Count(d => d.Status == DeviceStatus.Unknown),
                devices.Count(d => d.Status == DeviceStatus.Offline)),
        };
    }

    private static async Task<(DeviceModel Device, NoticeModel[] Notices)> DeviceAsync(IGrainFactory grains, OutletRow outlet, DeviceRow row)
    {
        var snapshot = await grains.Device(new(outlet.Code, row.Profile.Id), row.Profile.Kind).Read();
        return (DeviceDetail.Summarise(row, snapshot, outlet.Cases), NoticeModel.Of(snapshot, row.Profile.Id.ToString()));
    }
}
