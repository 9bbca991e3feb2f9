using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Twin.Api.Access;
using Twin.Api.Errors;
using Twin.Api.Requests;
using Twin.Api.View;
using Twin.Domain.Access;
using Twin.Domain.Network;

namespace Twin.Api.Devices;

/// <summary>One device, read from its twin.</summary>
public static class DeviceEndpoints
{
    public static void MapDevices(this RouteGroupBuilder api) =>
        api.MapRead("/devices/{code}/{id}", Get).RequireScope(Scopes.Read, wholeProvince: false).RefuseUnknownQuery().WithTags("Devices").WithName("getDevice")
            .WithSummary("Read a device: values, faults, rule states, recent transitions")
            .Produces<DeviceDetailModel>(200).ProducesProblems(400, 404);

    private static async Task<IResult> Get(
        HttpContext http,
        [Description("The outlet's ten digits.")] string code, [Description("The device's id within the outlet, such as t1.")] string id,
        [FromServices] IDeviceDirectory directory, [FromServices] INetworkView view,
        [FromQuery, Description("Only transitions at or after this time (ISO 8601 with offset).")] DateTimeOffset? since = null)
    {
        // Asked of the directory first: an unknown id must not activate a twin.
        var reach = directory.Find(string.Create(CultureInfo.InvariantCulture, $"{code}/{id}").AsSpan(), http.Limit(), out var device);
        if (reach == Reach.Outside) return http.Caller().Outside($"Outlet {code} lies");
        if (device is null || view.Find(device.Ref.Outlet, http.Limit()) is not { } outlet || outlet.Devices.FirstOrDefault(d => d.Profile.Id == device.Ref.Id) is not { } row)
            return Problem.NotFound($"There is no device {code}/{id}.");
        var snapshot = await device.Grain.Read();
        return Results.Json(DeviceDetail.Of(device.Ref.Outlet, row.Profile, snapshot, since?.UtcDateTime, outlet.Cases), Json.ApiJson.Options);
    }
}
