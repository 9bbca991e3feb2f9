using Microsoft.Extensions.DependencyInjection;

namespace Twin.Grains.Simulations;

public static class SimulationSetup
{
    /// <summary>What a silo needs to run simulations, besides its grains.</summary>
    public static IServiceCollection AddTwinSimulations(this IServiceCollection services)
    {
        services.AddSingleton<SimulationRows>();
        services.AddSingleton<SimulationModels>();
        services.AddSingleton<SimulationThreads>();
        services.AddSingleton<SimulationWork>();
        services.AddSingleton<SimulationRuns>();
        services.AddHostedService<SimulationWatch>();
        return services;
    }
}
