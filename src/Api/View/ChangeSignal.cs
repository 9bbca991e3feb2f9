namespace Twin.Api.View;

/// <summary>
/// Wakes everybody who waits for the view to move. The writer only queues one work item, however many wait. A change after a pause is told at once;
/// during a burst a round is told every few milliseconds, since waking a thousand readers for every change costs more than the changes.
/// </summary>
internal sealed class ChangeSignal : IThreadPoolWorkItem
{
    private static readonly TimeSpan BetweenRounds = TimeSpan.FromMilliseconds(2);

    private TaskCompletionSource _next = New();
    private int _moved;
    private int _busy;

    /// <summary>Completes at a pulse after this call. Take it first, look at the state second, await it third.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void Pulse()
    {
        Interlocked.Exchange(ref _moved, 1);
        if (Interlocked.Exchange(ref _busy, 1) == 0) ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    void IThreadPoolWorkItem.Execute()
    {
        Interlocked.Exchange(ref _moved, 0);
        Interlocked.Exchange(ref _next, New()).TrySetResult();
        _ = Pause();
    }

    private async Task Pause()
    {
        await Task.Delay(BetweenRounds);
        Interlocked.Exchange(ref _busy, 0);
        if (Volatile.Read(ref _moved) == 1) Pulse();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
