using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Twin.Domain.Network;
using Twin.Grains.Documents;
using Twin.Grains.Network;

namespace Twin.Grains.Hosting;

/// <summary>
/// Brings the network to life when a silo starts, and looks again for ever: loads the documents in force, then wakes every district, which wakes
/// its outlets, which wake their devices. Nobody has to call anything for a device to be watched after a restart.
/// </summary>
public sealed partial class NetworkWatch(IGrainFactory grains, ActiveDocuments documents, TimeProvider time, ILogger<NetworkWatch> log) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LookWhileWaking = TimeSpan.FromMilliseconds(200);

    /// <summary>Outlets registered and outlets awake, at the last look.</summary>
    public DistrictWatch Seen { get; private set; }

    private readonly TaskCompletionSource _allAwake = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Every outlet known at start is awake, and so are its devices.</summary>
    public bool AllAwake => _allAwake.Task.IsCompleted;

    /// <summary>Completes when <see cref="AllAwake"/>.</summary>
    public Task WhenAllAwake => _allAwake.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var following = documents.Follow(stoppingToken);
            await documents.Loaded.WaitAsync(stoppingToken);
            var started = time.GetTimestamp();
            while (!stoppingToken.IsCancellationRequested)
            {
                await Look(started);
                await Task.Delay(AllAwake ? LookEvery : LookWhileWaking, time, stoppingToken);
            }
            await following;
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task Look(long started)
    {
        try
        {
            var seen = await Task.WhenAll(Divisions.CountyLevel.Select(county => grains.District(county.Code).Watch().AsTask()));
            Seen = new(seen.Sum(s => s.Outlets), seen.Sum(s => s.Awake));
            if (AllAwake || Seen.Awake < Seen.Outlets) return;
            _allAwake.TrySetResult();
            var elapsed = time.GetElapsedTime(started).TotalSeconds;
            LogAllAwake(log, Seen.Outlets, elapsed);
        }
        catch (Exception failure)
        {
            LogLookFailed(log, failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Outlets} outlets and their devices are watched, {Seconds:0.0} s after the documents were loaded")]
    private static partial void LogAllAwake(ILogger log, int outlets, double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Not every district could be woken; looking again")]
    private static partial void LogLookFailed(ILogger log, Exception failure);
}
