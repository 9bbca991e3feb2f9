using Twin.Api.View;
using Twin.Domain.Access;
using Twin.Domain.Network;

namespace Twin.Api.Incidents;

/// <summary>Which model a device is, as it is registered now.</summary>
internal static class DeviceModels
{
    /// <summary>Null for what is no device, is not registered any more, or has no model.</summary>
    public static string? Of(ViewState network, DeviceRef? device)
    {
        if (device is not { } asked || network.Find(asked.Outlet, DivisionLimit.Whole) is not { Outlet: { } outlet }) return null;
        foreach (var known in outlet.Profile.Devices)
            if (known.Id == asked.Id) return known.Model;
        return null;
    }
}
