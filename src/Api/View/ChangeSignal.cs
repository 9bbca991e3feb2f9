namespace Twin.Api.View;

/// <summary>
/// Wakes everybody who waits for the view to move. The writer only queues one work item, however many wait, and pulses that come before it has
/// run are one.
/// </summary>
internal sealed class ChangeSignal : IThreadPoolWorkItem
{
    private TaskCompletionSource _next = New();
    private int _queued;

    /// <summary>Completes at a pulse after this call. Take it first, look at the state second, await it third.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void Pulse()
    {
        if (Interlocked.Exchange(ref _queued, 1) == 0) ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    void IThreadPoolWorkItem.Execute()
    {
        Interlocked.Exchange(ref _queued, 0);
        Interlocked.Exchange(ref _next, New()).TrySetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
