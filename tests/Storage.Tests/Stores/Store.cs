using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Storage;
using Twin.Servers;

namespace Twin.Storage.Tests.Stores;

/// <summary>A store under test: a silo with nothing in it but storage providers, set up as <c>serve</c> sets them up.</summary>
public abstract class Store : IAsyncLifetime
{
    /// <summary>As the silos of a Twin are called.</summary>
    protected const string ServiceId = "twin";

    private IHost? _silo;
    private int _grains;

    public IGrainStorage Storage { get; private set; } = null!;

    /// <summary>The stretch of network before it; null for a store inside the process, which has none.</summary>
    public FaultyNetwork? Network { get; protected set; }

    public IGrainStorage Named(string name) => _silo!.Services.GetRequiredKeyedService<IGrainStorage>(name);

    /// <summary>A grain nobody else has.</summary>
    public GrainId NewGrain() => GrainId.Create("tested", $"x-{Interlocked.Increment(ref _grains)}");

    public async ValueTask InitializeAsync()
    {
        var configure = await Prepare();
        _silo = await Start(ServiceId, configure);
        Storage = _silo.Services.GetRequiredService<IGrainStorage>();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_silo is not null) await Stop(_silo);
        if (Network is not null) await Network.DisposeAsync();
        await Close();
    }

    /// <summary>Makes the store ready; what it returns adds the providers.</summary>
    protected abstract Task<Action<ISiloBuilder>> Prepare();

    protected virtual ValueTask Close() => ValueTask.CompletedTask;

    public static async Task<IHost> Start(string serviceId, Action<ISiloBuilder> configure)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(FreePort.Next(), 0, serviceId: serviceId, clusterId: serviceId);
            silo.Configure<EndpointOptions>(e => e.AdvertisedIPAddress = IPAddress.Loopback);
            configure(silo);
        });
        var silo = builder.Build();
        await silo.StartAsync();
        return silo;
    }

    public static async Task Stop(IHost silo)
    {
        await silo.StopAsync();
        silo.Dispose();
    }
}
