using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Twin.Api.Access;
using Twin.Api.Geography;
using Twin.Api.Json;
using Twin.Api.Live;
using Twin.Api.Map;
using Twin.Api.Outlets.Lists;
using Twin.Api.View;

namespace Twin.Api;

/// <summary>The whole HTTP and MQTT face of Twin in two calls. The host provides Orleans' <c>IGrainFactory</c> and an <see cref="IKeyring"/>.</summary>
public static class ApiSetup
{
    public static IServiceCollection AddTwinApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(o => ApiJson.Configure(o.SerializerOptions));
        services.AddAuthentication(KeyAuthentication.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, KeyAuthentication>(KeyAuthentication.SchemeName, null);
        services.AddAuthorization();
        services.AddNetworkView();
        services.AddNetworkStream();
        return services;
    }

    public static WebApplication MapTwinApi(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapGet("/healthz/live", () => Results.Text("live")).AllowAnonymous();
        var api = app.MapGroup("/v1").RequireAuthorization();
        api.MapOutletLists();
        api.MapMap();
        api.MapDivisions();
        api.MapStream();
        return app;
    }
}
