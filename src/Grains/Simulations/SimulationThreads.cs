using Microsoft.Extensions.Options;

namespace Twin.Grains.Simulations;

/// <summary>
/// Threads of their own for replications, few and of low priority: a replication computes for seconds or minutes without a pause, and neither the grains' scheduler nor the live
/// twin's share of the cores may go to it.
/// </summary>
public sealed class SimulationThreads(IOptions<SimulationOptions> options) : IDisposable
{
    private readonly SemaphoreSlim _free = new(options.Value.ThreadsOf(Environment.ProcessorCount));

    public int Count { get; } = options.Value.ThreadsOf(Environment.ProcessorCount);

    /// <summary>Runs work as soon as a thread is free.</summary>
    public async Task<T> Run<T>(Func<T> work, CancellationToken stop)
    {
        await _free.WaitAsync(stop);
        try
        {
            return await QuietThread.Start("simulation", work);
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose() => _free.Dispose();
}
