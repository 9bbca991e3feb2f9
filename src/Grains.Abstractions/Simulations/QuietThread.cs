using System.Runtime.InteropServices;

namespace Twin.Grains.Simulations;

/// <summary>A thread of low priority for what computes without a pause: neither the grains' scheduler nor the live twin's share of the cores may go to it.</summary>
public static class QuietThread
{
    public static Task<T> Start<T>(string name, Func<T> work)
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
