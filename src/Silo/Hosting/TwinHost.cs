using System.Net;
using System.Net.Sockets;
using Orleans.Configuration;
using Twin.Api;
using Twin.Api.Access;
using Twin.Api.Health;
using Twin.Api.Mqtt;
using Twin.Grains.Hosting;
using Twin.Grains.Incidents;
using Twin.Notifications;
using Twin.Silo.Demo;
using Twin.Silo.Storage.Sqlite;

namespace Twin.Silo.Hosting;

/// <summary>Puts one whole Twin together: silo, store, API and MQTT in one process.</summary>
public static class TwinHost
{
    /// <param name="options">Checked settings.</param>
    /// <param name="store">The caller disposes it after the host, which writes until it has stopped.</param>
    /// <param name="adminKey">The admin's key.</param>
    /// <param name="configure">What a test wants different.</param>
    public static WebApplication Build(ServeOptions options, SqliteStore store, string adminKey, Action<WebApplicationBuilder>? configure = null)
    {
        // Settings are read once, at start: no file is watched for changes.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, Args = ["--hostBuilder:reloadConfigOnChange=false"] });
        Settings.AddTo(builder.Configuration);
        builder.WebHost.UseUrls(options.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        builder.WebHost.ConfigureKestrel(k => k.AddServerHeader = false);
        // Standard output is for what a script reads: the ready line and the key.
        builder.Logging.AddConsole(c => c.LogToStandardErrorThreshold = LogLevel.Trace);

        // First, so that it starts first: what follows calls grains as soon as it starts.
        builder.UseOrleans(silo => ConfigureSilo(silo, store));
        builder.Services.AddSingleton<IKeyring>(new AdminKeyring(adminKey));
        builder.Services.AddTwinGrains();
        builder.Services.AddTwinNotifications();
        builder.Services.Configure<IncidentOptions>(i => i.LinkBase = $"{(options.PublicUrl ?? options.Urls.Split(';')[0]).TrimEnd('/')}/v1/incidents/");
        builder.Services.AddTwinApi();
        builder.Services.Configure<MqttOptions>(m => m.Endpoint = options.Mqtt);
        builder.Services.AddSingleton<Readiness>();
        builder.Services.AddSingleton<IReadiness>(s => s.GetRequiredService<Readiness>());
        builder.Services.AddHostedService(s => s.GetRequiredService<Readiness>());
        if (options.Demo > 0) builder.Services.AddDemo(options.Demo);
        builder.Services.Configure<HostOptions>(h => h.ShutdownTimeout = TimeSpan.FromSeconds(20));
        configure?.Invoke(builder);

        var app = builder.Build();
        app.MapTwinApi();
        return app;
    }

    private static void ConfigureSilo(ISiloBuilder silo, SqliteStore store)
    {
        // A single silo: no other ever joins, and it listens on a free loopback port only because a silo must listen.
        silo.UseLocalhostClustering(siloPort: FreePort(), gatewayPort: 0, serviceId: "twin", clusterId: "twin");
        silo.Configure<SiloMessagingOptions>(m => m.ResponseTimeout = TimeSpan.FromSeconds(30));
        silo.AddAdoNetGrainStorageAsDefault(storage =>
        {
            storage.Invariant = "System.Data.SQLite";
            storage.DataSource = store;
            storage.DeleteStateOnClear = true;
            storage.GrainStorageSerializer = StateSerializer.Create();
        });
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
