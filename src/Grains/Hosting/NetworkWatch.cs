using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Twin.Domain.Network;
using Twin.Grains.Network;

namespace Twin.Grains.Hosting;

/// <summary>
/// Brings the network to life and looks again for ever: wakes every district, which wakes its outlets; when all of them are known, they wake their devices. Nobody has to call anything
/// for a device to be watched after a restart, nor after a silo was lost: when the cluster has changed, the districts look after all their outlets at once.
/// </summary>
/// <param name="membership">Null in a process that is no silo.</param>
public sealed partial class NetworkWatch(IGrainFactory grains, TimeProvider time, ILogger<NetworkWatch> log, IMeterFactory meters, IClusterMembershipService? membership = null) : BackgroundService
{
    public const string MeterName = "Twin.Watch";

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LookAtCluster = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookWhileWaking = TimeSpan.FromMilliseconds(200);

    /// <summary>All districts together, at the last look.</summary>
    public DistrictWatch Seen { get; private set; }

    private readonly TaskCompletionSource _allKnown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _allWatched = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the row of every outlet registered at start is known.</summary>
    public Task AllKnown => _allKnown.Task;

    /// <summary>Completes when every device registered at start is watched.</summary>
    public Task AllWatched => _allWatched.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        meters.Create(MeterName).CreateObservableGauge("twin.watch.outlets", Outlets, "{outlet}", "Outlets registered; those whose row is known; those whose devices are watched.");
        try
        {
            var started = time.GetTimestamp();
            while (!stoppingToken.IsCancellationRequested)
            {
                var cluster = Cluster;
                await Look(started, cluster);
                var looked = time.GetTimestamp();
                do await Task.Delay(AllWatched.IsCompleted ? LookAtCluster : LookWhileWaking, time, stoppingToken);
                while (AllWatched.IsCompleted && Cluster == cluster && time.GetElapsedTime(looked) < LookEvery);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    /// <summary>Grows with every silo that comes or goes; 0 where it is not known.</summary>
    private long Cluster => membership?.CurrentSnapshot.Version.Value ?? 0;

    private IEnumerable<Measurement<long>> Outlets() =>
        [new(Seen.Outlets, Tag("registered")), new(Seen.Known, Tag("known")), new(Seen.Watched, Tag("watched"))];

    private static KeyValuePair<string, object?> Tag(string state) => new("state", state);

    private async Task Look(long started, long cluster)
    {
        try
        {
            var seen = await Task.WhenAll(Divisions.Indexes.Select(index => grains.District(index).Watch(devices: AllKnown.IsCompleted, cluster).AsTask()));
            Seen = new(seen.Sum(s => s.Outlets), seen.Sum(s => s.Known), seen.Sum(s => s.Watched));
            var elapsed = time.GetElapsedTime(started).TotalSeconds;
            if (Seen.Known >= Seen.Outlets && _allKnown.TrySetResult()) LogAllKnown(log, Seen.Outlets, elapsed);
            if (Seen.Watched >= Seen.Outlets && _allWatched.TrySetResult()) LogAllWatched(log, Seen.Outlets, elapsed);
        }
        catch (Exception failure)
        {
            LogLookFailed(log, failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Outlets} outlets are known, {Seconds:0.0} s after the start")]
    private static partial void LogAllKnown(ILogger log, int outlets, double seconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "the devices of {Outlets} outlets are watched, {Seconds:0.0} s after the start")]
    private static partial void LogAllWatched(ILogger log, int outlets, double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Not every district could be woken; looking again")]
    private static partial void LogLookFailed(ILogger log, Exception failure);
}
