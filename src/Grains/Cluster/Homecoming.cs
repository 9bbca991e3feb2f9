using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Twin.Grains.Network;

namespace Twin.Grains.Cluster;

/// <summary>
/// When silos have come or gone and the cluster has been quiet for a moment, sends home the twins of this silo whose home is another one by now. Without it a silo that was restarted would
/// stay empty, since twins are never collected for being idle. A few at a time: they are at work.
/// </summary>
internal sealed partial class Homecoming(LocalTwins twins, ISiloStatusOracle silos, TimeProvider time, ILogger<Homecoming> log) : BackgroundService
{
    private const int AtATime = 500;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    /// <summary>Looks in a row at which the same silos must have been there.</summary>
    private const int QuietLooks = 5;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (seen, quiet, settled) = (Array.Empty<SiloAddress>(), 0, Array.Empty<SiloAddress>());
        using var looks = new PeriodicTimer(Look, time);
        while (await looks.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            var all = silos.GetApproximateSiloStatuses(onlyActive: false);
            SiloAddress[] active = [.. all.Where(s => s.Value == SiloStatus.Active).Select(s => s.Key).Order()];
            var moving = all.Values.Any(s => s is SiloStatus.Joining or SiloStatus.ShuttingDown or SiloStatus.Stopping);
            quiet = moving || !active.SequenceEqual(seen) ? 0 : quiet + 1;
            seen = active;
            if (quiet < QuietLooks || active.SequenceEqual(settled)) continue;
            settled = active;
            if (active.Length > 1) await SendHome(active, stoppingToken);
        }
    }

    private async Task SendHome(SiloAddress[] active, CancellationToken stop)
    {
        var here = silos.SiloAddress;
        var strangers = twins.Where(id => !here.Equals(Homes.Of(active, Homes.PlaceOf(id.Key.ToString()!))));
        foreach (var some in strangers.Chunk(AtATime))
        {
            twins.MoveAway(some);
            await Task.Delay(Between, time, stop);
        }
        if (strangers.Count > 0) LogSentHome(log, strangers.Count);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} twins were sent to their home on another silo")]
    private static partial void LogSentHome(ILogger log, int count);
}
