using Twin.Api.Health;
using Twin.Api.View;
using Twin.Grains.Hosting;

namespace Twin.Silo.Hosting;

/// <summary>
/// Ready when the row of every outlet registered at start is in the view: from then on lists, map and stream are whole. Devices are woken at the same time and
/// right after; one that reports earlier is woken by its reading.
/// </summary>
internal sealed class Readiness(NetworkWatch watch, NetworkView view, NetworkFeedReader reader) : BackgroundService, IReadiness
{
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool Ready => _ready.Task.IsCompleted;

    public Task WhenReady => _ready.Task;

    public string Why => watch.AllKnown.IsCompleted
        ? "The view of the network is still being filled."
        : $"{watch.Seen.Known} of {watch.Seen.Outlets} outlets are known again after the start.";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await watch.AllKnown.WaitAsync(stoppingToken);
        await view.FirstSync.WaitAsync(stoppingToken);
        await reader.SyncAll();
        _ready.TrySetResult();
    }
}
