using Twin.Api;
using Twin.Api.Access;
using Twin.Api.Cluster;
using Twin.Api.Health;
using Twin.Api.Mqtt;
using Twin.Grains.Cluster;
using Twin.Grains.Hosting;
using Twin.Grains.Incidents;
using Twin.Grains.Simulations;
using Twin.Notifications;
using Twin.Silo.Demo;
using Twin.Silo.Observability;
using Twin.Silo.Storage;

namespace Twin.Silo.Hosting;

/// <summary>Puts a process together by its role: silo, store, API and MQTT in one, or a part of that in a cluster.</summary>
public static class TwinHost
{
    /// <param name="options">Checked settings.</param>
    /// <param name="storage">The caller disposes it after the host.</param>
    /// <param name="adminKey">The admin's key.</param>
    /// <param name="configure">What a test wants different.</param>
    public static WebApplication Build(ServeOptions options, IStorageProfile storage, string adminKey, Action<WebApplicationBuilder>? configure = null)
    {
        // Settings are read once, at start: no file is watched for changes.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, Args = ["--hostBuilder:reloadConfigOnChange=false"] });
        Settings.AddTo(builder.Configuration);
        builder.WebHost.UseUrls(options.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        builder.AddLogs(options.LogFormat);

        // Orleans first, so that it starts first: what follows calls grains as soon as it starts.
        if (options.Role == Role.Api) SiloHosting.AddClient(builder, options, storage);
        else AddSilo(builder, options, storage);
        builder.Services.AddSingleton<IKeyring>(new AdminKeyring(adminKey));
        if (options.Role == Role.Silo) builder.Services.AddSiloApi();
        else AddApi(builder, options);
        builder.Services.AddSingleton<Readiness>();
        builder.Services.AddSingleton<IReadiness>(s => s.GetRequiredService<Readiness>());
        builder.Services.AddHostedService(s => s.GetRequiredService<Readiness>());
        builder.AddMetrics(options);
        builder.AddExport(options);
        builder.Services.Configure<HostOptions>(h => h.ShutdownTimeout = TimeSpan.FromSeconds(30));
        configure?.Invoke(builder);

        var app = builder.Build();
        // First, so that nothing is counted before anybody listens.
        app.MapMetrics();
        app.UseExport();
        if (options.Role == Role.Silo) app.MapSiloApi();
        else app.MapTwinApi();
        if (options.Dashboard && options.Role != Role.Silo) app.MapDashboard();
        return app;
    }

    private static void AddSilo(WebApplicationBuilder builder, ServeOptions options, IStorageProfile storage)
    {
        SiloHosting.AddSilo(builder, options, storage);
        builder.Services.AddTwinGrains();
        builder.Services.AddTwinWatch();
        builder.Services.AddTwinSimulations();
        builder.Services.AddTwinNotifications();
        builder.Services.AddHostedService(s => s.GetRequiredService<StoreWatch>());
        builder.Services.Configure<IncidentOptions>(i => i.LinkBase = $"{(options.PublicUrl ?? options.Urls.Split(';')[0]).TrimEnd('/')}/v1/incidents/");
    }

    private static void AddApi(WebApplicationBuilder builder, ServeOptions options)
    {
        if (options.Role == Role.Api)
        {
            // What a silo has of its own accord.
            builder.Services.AddSingleton<NetworkWatch>();
            builder.Services.AddHostedService(s => s.GetRequiredService<NetworkWatch>());
            builder.Services.AddSingleton<SilosHealth>();
            builder.Services.AddSingleton<IStoreHealth>(s => s.GetRequiredService<SilosHealth>());
            builder.Services.AddHostedService(s => s.GetRequiredService<SilosHealth>());
        }
        builder.Services.AddTwinApi();
        builder.Services.Configure<MqttOptions>(m => (m.Endpoint, m.TlsEndpoint) = (options.Mqtt, options.Mqtts));
        if (options.Demo > 0) builder.Services.AddDemo(options.Demo);
    }
}
