using Microsoft.Extensions.Logging;
using Twin.Grains.Network;

namespace Twin.Grains.Cluster;

/// <summary>
/// A silo that is told to stop hands its twins to the others before it goes, as they are in memory: nobody has to wait until they are missed. It begins when the cluster knows that this silo
/// is leaving, so that nothing new is placed here. Without other silos there is nobody to hand over to, and the twins end where they are stored.
/// </summary>
internal sealed partial class Handover(LocalTwins twins, ISiloStatusOracle silos, TimeProvider time, ILogger<Handover> log) : ILifecycleParticipant<ISiloLifecycle>
{
    private const int AtATime = 500;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(Handover), ServiceLifecycleStage.BecomeActive, _ => Task.CompletedTask, HandOver);

    private async Task HandOver(CancellationToken stop)
    {
        var leaving = twins.Where(_ => true);
        if (leaving.Count == 0 || OthersActive() == 0) return;
        try
        {
            var started = time.GetTimestamp();
            while (silos.CurrentStatus == SiloStatus.Active) await Task.Delay(Look, time, stop);
            foreach (var some in leaving.Chunk(AtATime))
            {
                if (OthersActive() == 0) break;
                twins.MoveAway(some);
                await Task.Yield();
            }
            while (leaving.Any(twins.IsAwake) && OthersActive() > 0) await Task.Delay(Look, time, stop);
            var (moved, seconds) = (leaving.Count(id => !twins.IsAwake(id)), time.GetElapsedTime(started).TotalSeconds);
            LogHandedOver(log, moved, leaving.Count, seconds);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            LogNotAll(log, leaving.Count(twins.IsAwake));
        }
    }

    private int OthersActive() => silos.GetApproximateSiloStatuses(onlyActive: true).Keys.Count(s => !s.Equals(silos.SiloAddress));

    [LoggerMessage(Level = LogLevel.Information, Message = "{Moved} of {All} twins were handed over to other silos in {Seconds:0.0} s")]
    private static partial void LogHandedOver(ILogger log, int moved, int all, double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Left} twins could not be handed over in time; they are woken elsewhere from what is stored")]
    private static partial void LogNotAll(ILogger log, int left);
}
