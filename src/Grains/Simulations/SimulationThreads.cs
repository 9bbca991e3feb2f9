using System.Runtime.InteropServices;
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
            return await Start("simulation", work);
        }
        finally
        {
            _free.Release();
        }
    }

    /// <summary>A thread of low priority that is counted nowhere: for what mostly waits.</summary>
    internal static Task<T> Start<T>(string name, Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            YieldToOthers();
            try
            {
                done.SetResult(work());
            }
            catch (OperationCanceledException told)
            {
                done.SetCanceled(told.CancellationToken);
            }
            catch (Exception failure)
            {
                done.SetException(failure);
            }
        })
        { IsBackground = true, Name = name, Priority = ThreadPriority.BelowNormal }.Start();
        return done.Task;
    }

    public void Dispose() => _free.Dispose();

    /// <summary>On Linux the runtime ignores a thread's priority; a niceness belongs to one thread there, and only downwards needs no right.</summary>
    private static void YieldToOthers()
    {
        const int Process = 0;
        const int ThisThread = 0;
        const int Nice = 10;
        if (OperatingSystem.IsLinux()) _ = SetPriority(Process, ThisThread, Nice);
    }

    [DllImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetPriority(int which, int who, int priority);
}
