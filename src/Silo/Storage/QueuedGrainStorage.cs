using Orleans.Runtime;
using Orleans.Storage;

namespace Twin.Silo.Storage;

/// <summary>
/// Grain storage that so many operations use at a time; the others wait their turn, in order and for as long as it takes. A storm writes from a hundred thousand grains at once, and a connection
/// pool fails those who have waited some seconds. At most one operation of each grain waits, so the queue is as long as there are grains.
/// </summary>
internal sealed class QueuedGrainStorage(IGrainStorage storage, int atOnce) : IGrainStorage, IDisposable
{
    private readonly SemaphoreSlim _turns = new(atOnce);

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => ReadStateAsync(stateName, grainId, grainState, CancellationToken.None);

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => WriteStateAsync(stateName, grainId, grainState, CancellationToken.None);

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => ClearStateAsync(stateName, grainId, grainState, CancellationToken.None);

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken) =>
        InTurn(() => storage.ReadStateAsync(stateName, grainId, grainState, cancellationToken), cancellationToken);

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken) =>
        InTurn(() => storage.WriteStateAsync(stateName, grainId, grainState, cancellationToken), cancellationToken);

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken) =>
        InTurn(() => storage.ClearStateAsync(stateName, grainId, grainState, cancellationToken), cancellationToken);

    public void Dispose() => _turns.Dispose();

    private async Task InTurn(Func<Task> operation, CancellationToken cancellation)
    {
        await _turns.WaitAsync(cancellation);
        try
        {
            await operation();
        }
        finally
        {
            _turns.Release();
        }
    }
}
