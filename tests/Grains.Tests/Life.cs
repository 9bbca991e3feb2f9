using System.Collections.Concurrent;
using Orleans.Runtime;
using Twin.Grains.Incidents;

namespace Twin.Grains.Tests;

/// <summary>
/// One run of the process. It can be told to die at a point it comes by: a write (before or after), a call from grain to grain, a try at a channel. From then on nothing
/// of it reaches storage, another grain or a receiver, as when the power fails.
/// </summary>
public sealed class Life
{
    internal const string CallKey = "call";

    /// <summary>What a twin is told when it is to look again.</summary>
    internal const string Look = nameof(IRosterGrain.Reconsider);

    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _died = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _point;
    private int _left;
    private readonly ConcurrentDictionary<long, string> _pending = new();
    private long _calls;

    /// <summary>Twins that are held back, by their kind, with those that are about to look again.</summary>
    private readonly Dictionary<string, List<TaskCompletionSource<long>>> _heldBack = new(StringComparer.Ordinal);

    public bool Dead { get; private set; }

    /// <summary>Completes when it has died at the point it was told.</summary>
    public Task Died => _died.Task;

    /// <summary>Messages whose last try found nobody.</summary>
    public ConcurrentDictionary<string, byte> ToTryAgain { get; } = new();

    /// <summary>Calls between grains that have not ended.</summary>
    public int Pending => _pending.Count;

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

    /// <summary>Twins of these kinds do not look again until they are let go.</summary>
    public void HoldBack(params IEnumerable<string> kinds)
    {
        lock (_gate)
            foreach (var kind in kinds) _heldBack[kind] = [];
    }

    /// <summary>Whether one of them was about to look.</summary>
    public bool LetGo(IReadOnlyList<string> kinds)
    {
        var waiting = new List<TaskCompletionSource<long>>();
        lock (_gate)
            foreach (var kind in kinds)
                if (_heldBack.Remove(kind, out var looks)) waiting.AddRange(looks);
        // All of them are under way from now on, wherever each goes on.
        var begun = waiting.ConvertAll(_ => Sent("let go"));
        for (var i = 0; i < begun.Count; i++) waiting[i].SetResult(begun[i]);
        return begun.Count > 0;
    }

    /// <summary>The number under which it is under way since it was let go; null: it was not held back.</summary>
    internal async Task<long?> MayLook(string kind)
    {
        var look = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (!_heldBack.TryGetValue(kind, out var waiting)) return null;
            waiting.Add(look);
        }
        return await look.Task.ConfigureAwait(false);
    }

    /// <summary>A number for the call, which goes with it.</summary>
    public long Sent(string what)
    {
        var call = Interlocked.Increment(ref _calls);
        _pending[call] = what;
        return call;
    }

    /// <summary>Calls between grains so far.</summary>
    public long Made => Interlocked.Read(ref _calls);

    /// <summary>What has not ended, for a test that waits in vain.</summary>
    public IEnumerable<string> Unended => _pending.Values;

    public void Done(long call) => _pending.TryRemove(call, out _);

    public void ForgetPending() => _pending.Clear();

    /// <summary>What was meant for a grain that is no more may be lost with it.</summary>
    public void ForgetPending(string target)
    {
        foreach (var (call, what) in _pending)
            if (what.StartsWith(target, StringComparison.Ordinal)) _pending.TryRemove(call, out _);
    }
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
        var heldBack = context.MethodName == Life.Look ? await life.MayLook(target).ConfigureAwait(false) : null;
        life.Reach($"call {target}.{context.MethodName}");
        RequestContext.Set(Life.CallKey, life.Sent($"{context.TargetId.Key} {context.MethodName}"));
        if (heldBack is { } ended) life.Done(ended);
        await context.Invoke();
    }
}

internal sealed class CallsDone(Life life) : IIncomingGrainCallFilter
{
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        // A timer's tick comes with the number of the call that set it, which has ended.
        var call = RequestContext.Get(Life.CallKey) as long?;
        try
        {
            await context.Invoke();
        }
        finally
        {
            if (call is { } ended) life.Done(ended);
        }
    }
}
