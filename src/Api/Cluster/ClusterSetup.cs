using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Twin.Grains.Muting;
using Twin.Grains.Notifications;

namespace Twin.Api.Cluster;

public static class ClusterSetup
{
    /// <summary>What is asked of every silo. Needs Orleans' <c>IGrainFactory</c>, of a silo or of a client.</summary>
    public static IServiceCollection AddCluster(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<SiloMap>();
        services.AddHostedService(s => s.GetRequiredService<SiloMap>());
        services.AddSingleton<IMutesInForce, MutesEverywhere>();
        services.AddSingleton<IBacklogs, BacklogsEverywhere>();
        return services;
    }
}
