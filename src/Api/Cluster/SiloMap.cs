using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Twin.Grains.Cluster;

namespace Twin.Api.Cluster;

/// <summary>
/// The silos of the cluster as this API node knows them, asked for every second; a node that is no silo learns of them like this only. Who looks a device's silo up in a map that is behind
/// sends its readings to a silo that passes them on: slower, not wrong.
/// </summary>
public sealed partial class SiloMap(IGrainFactory grains, IServiceProvider services, TimeProvider time, ILogger<SiloMap> log) : BackgroundService
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(1);

    /// <summary>The silo in this process, if it is one. Looked up late: while services are made, it is not.</summary>
    private readonly Lazy<SiloAddress?> _here = new(() => services.GetService<ILocalSiloDetails>()?.SiloAddress);
    private volatile SiloAddress[] _silos = [];
    private bool _failing;

    /// <summary>All active silos; none while they are not known.</summary>
    public IReadOnlyList<SiloAddress> Silos => _silos;

    /// <summary>The other silo that a place is at home on; null: this one, or it is not known.</summary>
    public SiloAddress? Elsewhere(ReadOnlySpan<char> place)
    {
        var silos = _silos;
        if (silos.Length == 0) return null;
        var home = Homes.Of(silos, place);
        return home!.Equals(_here.Value) ? null : home;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var ticks = new PeriodicTimer(AskEvery, time);
        do
        {
            try
            {
                var hosts = await grains.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true, stoppingToken);
                _silos = [.. hosts.Keys.Order()];
                _failing = false;
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                if (!_failing) LogNotAsked(log, failure);
                _failing = true;
            }
        }
        while (await ticks.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The silos of the cluster could not be asked for; those known are used")]
    private static partial void LogNotAsked(ILogger log, Exception failure);
}
