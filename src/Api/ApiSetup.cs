using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Twin.Api.Access;
using Twin.Api.Access.Sessions;
using Twin.Api.Admission;
using Twin.Api.Audit;
using Twin.Api.BackTests;
using Twin.Api.Cluster;
using Twin.Api.Cockpit;
using Twin.Api.Devices;
using Twin.Api.Documents;
using Twin.Api.Errors;
using Twin.Api.Geography;
using Twin.Api.Health;
using Twin.Api.History;
using Twin.Api.Http;
using Twin.Api.Incidents;
using Twin.Api.Json;
using Twin.Api.Live;
using Twin.Api.Map;
using Twin.Api.Mqtt;
using Twin.Api.Muting;
using Twin.Api.Notifications;
using Twin.Api.OpenApi;
using Twin.Api.Outlets;
using Twin.Api.Outlets.Import;
using Twin.Api.Outlets.Lists;
using Twin.Api.Requests;
using Twin.Api.Simulations;
using Twin.Api.Telemetry;
using Twin.Api.View;

namespace Twin.Api;

/// <summary>The whole HTTP and MQTT face of Twin in two calls. The host provides Orleans' <c>IGrainFactory</c> and an <see cref="IKeyring"/>.</summary>
public static class ApiSetup
{
    public static IServiceCollection AddTwinApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(o => ApiJson.Configure(o.SerializerOptions));
        services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        services.AddTwinHttp();
        services.AddAccess();
        services.AddAdmission();
        services.AddAudit();
        services.AddCluster();
        services.AddTelemetry();
        services.AddNetworkView();
        services.AddNetworkStream();
        services.AddHistory();
        services.AddMqtt();
        services.AddHealth();
        services.AddSimulationOptions();
        services.AddBackTests();
        services.AddTwinOpenApi();
        services.AddCockpit();
        return services;
    }

    /// <summary>What a process that only holds twins shows of itself.</summary>
    public static IServiceCollection AddSiloApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(o => ApiJson.Configure(o.SerializerOptions));
        services.AddTwinHttp();
        services.AddAccess();
        services.AddHealth();
        // What is kept, the grains decide, which live here.
        services.AddHistoryOptions();
        services.AddAuditOptions();
        services.AddSimulationOptions();
        return services;
    }

    public static WebApplication MapSiloApi(this WebApplication app)
    {
        app.UseTrustedProxies();
        app.UseSecurityHeaders();
        app.UseTwinErrors();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapHealth();
        return app;
    }

    public static WebApplication MapTwinApi(this WebApplication app)
    {
        app.UseTrustedProxies();
        app.UseSecurityHeaders();
        app.UseTwinErrors();
        app.UseCockpit();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAudit();
        app.UseAuthorization();
        app.UseAdmission();
        app.UseBodyLimits();
        app.MapHealth();
        app.MapDocs();
        var api = app.MapGroup("/v1").RequireAuthorization().ProducesProblems(401, 403, 429, 500, 503);
        api.MapTelemetry();
        api.MapOutlets();
        api.MapOutletImport();
        api.MapOutletExport();
        api.MapOutletLists();
        api.MapMap();
        api.MapHistory();
        api.MapDivisions();
        api.MapCockpit();
        api.MapStream();
        api.MapDevices();
        api.MapIncidents();
        api.MapMutes();
        api.MapNotifications();
        api.MapRuleBook();
        api.MapBackTest();
        api.MapCalendars();
        api.MapPolicies();
        api.MapTeams();
        api.MapKeys();
        api.MapSession();
        api.MapAudit();
        api.MapSimulations();
        return app;
    }
}
