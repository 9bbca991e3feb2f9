using Orleans.Runtime;

namespace Twin.Grains.Tests;

/// <summary>
/// One run of the process. It can be told to die at a point it comes by: a write (before or after), a call from grain to grain, a try at a channel. From then on nothing
/// of it reaches storage, another grain or a receiver, as when the power fails.
/// </summary>
public sealed class Life
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _died = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _point;
    private int _left;
    private int _pending;

    public bool Dead { get; private set; }

    /// <summary>Completes when it has died at the point it was told.</summary>
    public Task Died => _died.Task;

    /// <summary>Calls between grains that have not ended.</summary>
    public int Pending => Volatile.Read(ref _pending);

    public void DieAt(string point, int time = 1)
    {
        lock (_gate) (_point, _left) = (point, time);
    }

    public void Die()
    {
        lock (_gate) Dead = true;
    }

    public void Reach(string point)
    {
        lock (_gate)
        {
            if (!Dead && _point is not null && point.StartsWith(_point, StringComparison.Ordinal) && --_left == 0)
            {
                Dead = true;
                _died.TrySetResult();
            }
            if (Dead) throw new IOException($"This process died ({point}).");
        }
    }

    public void Sent() => Interlocked.Increment(ref _pending);

    public void Done() => Interlocked.Decrement(ref _pending);

    public void ForgetPending() => Volatile.Write(ref _pending, 0);
}

internal sealed class CallsSent(Life life) : IOutgoingGrainCallFilter
{
    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        var target = context.TargetId.Type.ToString()!;
        if (target.StartsWith("sys", StringComparison.Ordinal))
        {
            await context.Invoke();
            return;
        }
        life.Reach($"call {target}.{context.MethodName}");
        RequestContext.Set("counted", true);
        life.Sent();
        await context.Invoke();
    }
}

internal sealed class CallsDone(Life life) : IIncomingGrainCallFilter
{
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        var counted = RequestContext.Get("counted") is true;
        try
        {
            await context.Invoke();
        }
        finally
        {
            if (counted) life.Done();
        }
    }
}
