using Twin.Api.Health;
using Twin.Api.View;
using Twin.Grains.Cluster;
using Twin.Grains.Hosting;

namespace Twin.Silo.Hosting;

/// <summary>
/// Ready when the row of every outlet registered at start is in the view, so that lists, map and stream are whole, and every device is watched. A large network is not
/// kept waiting for its devices: it answers with the outlets' stored statuses while they are woken, and one that reports earlier is woken by its reading. A process that only holds twins has
/// no view. From then on it is as long as what is decided can be stored, and until it is told to stop.
/// </summary>
internal sealed class Readiness(NetworkWatch watch, IStoreHealth store, IHostApplicationLifetime host, TimeProvider time, NetworkView? view = null, NetworkFeedReader? reader = null) : BackgroundService, IReadiness
{
    /// <summary>How long the devices are waited for once every outlet is known.</summary>
    private static readonly TimeSpan DevicesWaitMax = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LookAtStoreEvery = TimeSpan.FromMilliseconds(200);

    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool Ready => Missing is null;

    public Task WhenReady => _ready.Task;

    public string Why => Missing ?? "";

    private string? Missing =>
        !watch.AllKnown.IsCompleted ? $"{watch.Seen.Known} of {watch.Seen.Outlets} outlets are known again after the start."
        : !_ready.Task.IsCompleted ? store.Fault ?? "The view of the network is still being filled."
        : host.ApplicationStopping.IsCancellationRequested ? "This node is being stopped."
        : store.Fault;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await watch.AllKnown.WaitAsync(stoppingToken);
        await Task.WhenAny(watch.AllWatched, Task.Delay(DevicesWaitMax, time, stoppingToken));
        if (view is not null) await view.FirstSync.WaitAsync(stoppingToken);
        if (reader is not null) await reader.SyncAll();
        while (store.Fault is not null) await Task.Delay(LookAtStoreEvery, time, stoppingToken);
        _ready.TrySetResult();
    }
}
