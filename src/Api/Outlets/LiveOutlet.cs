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
        var devices = await Task.WhenAll(row.Devices.Select(d => DeviceAsync(grains, row, d)));
        return OutletModel.Of(row) with
        {
            Devices = devices,
            Freshness = new(
                devices.Max(d => d.LastSeen),
                devices.Count(d => d.Status == DeviceStatus.Unknown),
                devices.Count(d => d.Status == DeviceStatus.Offline)),
        };
    }

    private static async Task<DeviceModel> DeviceAsync(IGrainFactory grains, OutletRow outlet, DeviceRow row)
    {
        var snapshot = await grains.Device(new(outlet.Code, row.Profile.Id), row.Profile.Kind).Read();
        return DeviceDetail.Summarise(row, snapshot, outlet.Cases);
    }
}
