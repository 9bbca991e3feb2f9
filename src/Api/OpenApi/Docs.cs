using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Scalar.AspNetCore;

namespace Twin.Api.OpenApi;

/// <summary>The API's description and a page to read it, open to all. Nothing comes from another host: the page works where there is no internet.</summary>
public static class Docs
{
    public static void MapDocs(this IEndpointRouteBuilder app)
    {
        app.MapOpenApi($"/openapi/{OpenApiSetup.DocumentName}.json").AllowAnonymous();
        app.MapScalarApiReference("/docs", options =>
        {
            options.Title = "Twin API";
            options.OpenApiRoutePattern = "/openapi/{documentName}.json";
            options.DefaultFonts = false;
            options.Telemetry = false;
        }).AllowAnonymous();
    }
}
