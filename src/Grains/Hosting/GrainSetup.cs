using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Serialization;
using Twin.Domain.Readings;
using Twin.Grains.Audit;
using Twin.Grains.Cluster;
using Twin.Grains.Documents;
using Twin.Grains.History;
using Twin.Grains.Incidents;
using Twin.Grains.Muting;
using Twin.Grains.Network;
using Twin.Grains.Notifications;
using Twin.Grains.Time;

namespace Twin.Grains.Hosting;

/// <summary>What the grains need from their silo.</summary>
public static class GrainSetup
{
    /// <summary>What grains use. Nothing happens by itself before <see cref="AddTwinWatch"/>: the documents and what is shared are not asked for, and no district is watched.</summary>
    public static IServiceCollection AddTwinGrains(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<TwinClock>();
        services.AddSingleton<DeadlineWheel>();
        services.AddSingleton<LocalTwins>();
        services.AddSingleton<INearTwins>(s => s.GetRequiredService<LocalTwins>());
        services.AddSingleton<TextCache>();
        services.AddSingleton<ActiveDocuments>();
        services.AddSingleton<SharedFacts>();
        services.AddMetrics();
        services.AddSingleton<DeviceInstruments>();
        services.AddHostedService(s => s.GetRequiredService<DeviceInstruments>());
        services.AddSingleton<DeviceServices>();
        services.AddSingleton<IncidentServices>();
        services.AddSingleton<LedgerStore>();
        services.AddSingleton<StoreWatch>();
        services.AddSingleton<IStoreHealth>(s => s.GetRequiredService<StoreWatch>());
        services.AddSingleton<AuditPages>();
        services.AddSingleton<NetworkWatch>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, Handover>();
        services.AddPlacementDirector<HomePlacement, HomePlacementDirector>();
        services.AddPlacementDirector<SiloPlacement, SiloPlacementDirector>();
        // A twin that moves takes along what it has stored, in the form it is stored in.
        services.AddSerializer(s => s.AddJsonSerializer(type => type.Assembly == typeof(GrainSetup).Assembly && type.Name.EndsWith("State", StringComparison.Ordinal), StateSerializer.Options));
        return services;
    }

    /// <summary>What a silo does by itself: it follows documents and what is shared, has its districts watched, and calls home the twins that live elsewhere.</summary>
    public static IServiceCollection AddTwinWatch(this IServiceCollection services)
    {
        services.AddHostedService<FactsFollower>();
        services.AddHostedService(s => s.GetRequiredService<NetworkWatch>());
        services.AddHostedService<Homecoming>();
        return services;
    }
}
