using Twin.Api.Health;
using Twin.Api.View;
using Twin.Grains.Hosting;

namespace Twin.Silo.Hosting;

/// <summary>Ready when every outlet known at start is watched again and the view holds them all: from then on every answer is true.</summary>
internal sealed class Readiness(NetworkWatch watch, NetworkView view) : IReadiness
{
    public bool Ready => watch.AllAwake && view.Ready;

    public string Why => !watch.AllAwake
        ? $"{watch.Seen.Awake} of {watch.Seen.Outlets} outlets are watched again after the start."
        : "The view of the network is still being filled.";

    public async Task WhenReady(CancellationToken cancellation)
    {
        await watch.WhenAllAwake.WaitAsync(cancellation);
        await view.FirstSync.WaitAsync(cancellation);
    }
}
