using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Twin.Domain.Network;

namespace Twin.Api.View;

public static class NetworkViewSetup
{
    /// <summary>The view, its feed and the device directory. Needs Orleans' <c>IGrainFactory</c>.</summary>
    public static IServiceCollection AddNetworkView(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ => new ViewState());
        services.AddSingleton<NetworkView>();
        services.AddSingleton<INetworkView>(s => s.GetRequiredService<NetworkView>());
        services.AddSingleton<IDeviceDirectory>(s => s.GetRequiredService<NetworkView>());
        IReadOnlyList<DivisionCode> districts = Divisions.Indexes;
        services.AddSingleton(s => ActivatorUtilities.CreateInstance<NetworkFeedReader>(s, districts));
        services.AddHostedService(s => s.GetRequiredService<NetworkFeedReader>());
        services.AddMetrics();
        services.AddHostedService<ViewInstruments>();
        return services;
    }
}
