using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Twin.Api.Access;
using Twin.Api.Errors;
using Twin.Api.Json;
using Twin.Api.Outlets;
using Twin.Api.Requests;
using Twin.Domain.Access;
using Twin.Domain.Network;

namespace Twin.Api.Geography;

/// <summary>An administrative division.</summary>
/// <param name="Code">Six digits of GB/T 2260.</param>
/// <param name="Parent">Code of the division it lies in; absent for the province.</param>
/// <param name="Seat">Seat of its government.</param>
/// <param name="Centroid">Absent where unknown.</param>
/// <param name="AreaKm2">Absent where unknown.</param>
public sealed record DivisionModel(
    string Code, string NameZh, string NameEn, DivisionLevel Level, string? Parent, LocationModel Seat, LocationModel? Centroid, long Population, double? AreaKm2)
{
    public static DivisionModel Of(Division d) => new(
        d.Code.ToString(), d.NameZh, d.NameEn, d.Level, d.Parent?.ToString(), new(d.Seat.Lon, d.Seat.Lat),
        d.Centroid is { } at ? new(at.Lon, at.Lat) : null, d.Population, d.AreaKm2);
}

/// <param name="Items">In the order of their codes.</param>
public sealed record DivisionListModel(IReadOnlyList<DivisionModel> Items);

/// <summary><c>GET /v1/divisions</c>: the same for as long as the process runs, so it is written once.</summary>
public static class DivisionEndpoints
{
    private static readonly byte[] Body = JsonSerializer.SerializeToUtf8Bytes(
        new DivisionListModel([.. Divisions.All.Select(DivisionModel.Of)]), ApiJson.Options);

    private static readonly string ETag = $"\"{Convert.ToHexStringLower(SHA256.HashData(Body).AsSpan(0, 8))}\"";

    public static void MapDivisions(this RouteGroupBuilder api) =>
        api.MapRead("/divisions", List).RequireScope(Scopes.Read, wholeProvince: false).RefuseUnknownQuery().WithName("listDivisions").WithTags("Divisions").WithSummary("The province, its cities and counties")
            .WithDescription("Answers 304 to an If-None-Match that names the ETag.")
            .Produces<DivisionListModel>().Produces(StatusCodes.Status304NotModified).ProducesProblems(400, 401);

    private static IResult List(HttpContext context)
    {
        context.Response.Headers.ETag = ETag;
        context.Response.Headers.CacheControl = "private, max-age=3600";
        return context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Tag == "*" || known.Tag == ETag)
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Bytes(Body, "application/json; charset=utf-8");
    }
}
