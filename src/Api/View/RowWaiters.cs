using Twin.Domain.Network;

namespace Twin.Api.View;

/// <summary>Callers that wait for their own write, by outlet: a change wakes those of its outlet and nobody else.</summary>
internal sealed class RowWaiters
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, List<Waiter>> _waiting = [];
    private int _count;

    /// <summary>Completes when the outlet reaches the revision, or with 0 when it is gone. <see cref="Leave"/> it when done.</summary>
    public Waiter Join(OutletCode code, long revision)
    {
        var waiter = new Waiter(ViewRow.KeyOf(code), revision);
        lock (_gate)
        {
            if (!_waiting.TryGetValue(waiter.Key, out var others)) _waiting[waiter.Key] = others = [];
            others.Add(waiter);
            Interlocked.Increment(ref _count);
        }
        return waiter;
    }

    public void Leave(Waiter waiter)
    {
        lock (_gate)
        {
            if (!_waiting.TryGetValue(waiter.Key, out var others) || !others.Remove(waiter)) return;
            if (others.Count == 0) _waiting.Remove(waiter.Key);
            Interlocked.Decrement(ref _count);
        }
    }

    public void Tell(ViewRow row)
    {
        if (Volatile.Read(ref _count) == 0) return;
        lock (_gate)
        {
            if (!_waiting.TryGetValue(row.Key, out var waiting)) return;
            foreach (var waiter in waiting)
                if (waiter.IsMetBy(row)) waiter.Met.TrySetResult();
        }
    }

    internal sealed class Waiter(long key, long revision)
    {
        public long Key => key;
        public TaskCompletionSource Met { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsMetBy(ViewRow? row) => revision == 0 ? row?.Outlet is null : row?.Outlet?.Revision >= revision;
    }
}
