using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Twin.Api.Access;
using Twin.Api.Errors;
using Twin.Api.Json;
using Twin.Api.Requests;
using Twin.Domain.Access;

namespace Twin.Api.Cockpit;

/// <summary>What the cockpit is to show as whoever runs Twin has set it.</summary>
/// <param name="MapApproval">Number under which the map was approved (审图号); absent: it has none and is a sketch.</param>
/// <param name="MapTiles">Address of the pictures under the map, with <c>{z}</c>, <c>{x}</c> and <c>{y}</c>; absent: none.</param>
/// <param name="MapTilesBy">Whose they are.</param>
public sealed record CockpitModel(string? MapApproval, string? MapTiles, string? MapTilesBy);

/// <summary><c>GET /v1/cockpit</c>.</summary>
internal static class CockpitEndpoint
{
    public static void MapCockpit(this RouteGroupBuilder api) =>
        api.MapRead("/cockpit", Read).RequireScope(Scopes.Read, wholeProvince: false).RefuseUnknownQuery().WithName("getCockpit").WithTags("Cockpit").WithSummary("How the cockpit is set")
            .Produces<CockpitModel>().ProducesProblems(400);

    private static IResult Read([FromServices] IOptions<CockpitOptions> options) =>
        Results.Json(new CockpitModel(Said(options.Value.MapApproval), Said(options.Value.MapTiles), Said(options.Value.MapTilesBy)), ApiJson.Options);

    private static string? Said(string setting) => setting.Trim() is { Length: > 0 } text ? text : null;
}
