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

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => InTurn(() => storage.ReadStateAsync(stateName, grainId, grainState));

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => InTurn(() => storage.WriteStateAsync(stateName, grainId, grainState));

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => InTurn(() => storage.ClearStateAsync(stateName, grainId, grainState));

    public void Dispose() => _turns.Dispose();

    private async Task InTurn(Func<Task> operation)
    {
        await _turns.WaitAsync();
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
