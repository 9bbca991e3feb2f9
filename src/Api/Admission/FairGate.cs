namespace Twin.Api.Admission;

/// <summary>
/// Lets work through so much at a time, and keys fairly among each other: who waits goes in the order of start-time fair queueing (Goyal, Vin, Cheng 1996), by which a key that has used little
/// goes before one that has used much, however many of the latter's requests wait. And no key takes the last places: it holds at most as many as are left free (dynamic thresholds, Choudhury and Hahne
/// 1998), so that one alone has half of them, two a third each, and there is always some for another, even when what is in progress hangs.
/// </summary>
/// <param name="places">What may be in progress, in units of cost.</param>
/// <param name="waitingMax">Requests that may wait; a key's share of them follows the same rule.</param>
/// <param name="waitMax">How long one may wait.</param>
/// <param name="time">Measures that.</param>
public sealed class FairGate(int places, int waitingMax, TimeSpan waitMax, TimeProvider time)
{
    /// <summary>Keys remembered while idle; some hundred bytes each.</summary>
    private const int LanesMax = 1_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Lane> _lanes = new(StringComparer.Ordinal);
    private readonly List<Lane> _queued = [];
    private long _clock;
    private int _taken;
    private int _waiting;

    /// <summary>The most that one piece of work counts: larger ones are let in as if they were of this size.</summary>
    public int CostMax { get; } = Math.Max(1, places / 4);

    public int Taken => Volatile.Read(ref _taken);
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Enters, at once or when it is the key's turn. A <see cref="Turn"/> that was refused need not be left.</summary>
    /// <param name="key">Whose work it is.</param>
    /// <param name="cost">How much it is.</param>
    /// <param name="patient">It waits elsewhere if it does not here, as on a connection that is not read on meanwhile: it is not refused for those before it.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public ValueTask<Turn> EnterAsync(string key, int cost, bool patient, CancellationToken cancellation)
    {
        Waiter waiter;
        lock (_lock)
        {
            var lane = LaneOf(key);
            cost = Math.Clamp(cost, 1, CostMax);
            if (_queued.Count == 0 && Blocked(lane, cost) == Refusal.None)
            {
                Take(lane, cost, Tag(lane, cost));
                return new(new Turn(this, lane, cost, Refusal.None));
            }
            if (!patient)
            {
                // Of the places to wait as of those to work: as many as are left free.
                if (lane.Counted > 0 && lane.Counted >= waitingMax - _waiting) return new(new Turn(this, lane, cost, Refusal.KeyFull));
                if (_waiting >= waitingMax) return new(new Turn(this, lane, cost, Refusal.NodeFull));
            }
            waiter = new(lane, cost, Tag(lane, cost), patient);
            Enqueue(waiter);
            Dispatch();
        }
        return waiter.Task.IsCompleted ? new(new Turn(this, waiter.Lane, cost, Refusal.None)) : WaitAsync(waiter, cancellation);
    }

    internal void Leave(Lane lane, int cost)
    {
        lock (_lock)
        {
            _taken -= cost;
            lane.Taken -= cost;
            Dispatch();
        }
    }

    private async ValueTask<Turn> WaitAsync(Waiter waiter, CancellationToken cancellation)
    {
        try
        {
            await waiter.Task.WaitAsync(waitMax, time, cancellation);
            return new(this, waiter.Lane, waiter.Cost, Refusal.None);
        }
        catch (TimeoutException)
        {
            return new(this, waiter.Lane, waiter.Cost, GiveUp(waiter));
        }
        catch (OperationCanceledException)
        {
            if (GiveUp(waiter) == Refusal.None) Leave(waiter.Lane, waiter.Cost);
            throw;
        }
    }

    /// <summary>Ends the waiting, or finds that it has just ended well.</summary>
    private Refusal GiveUp(Waiter waiter)
    {
        lock (_lock)
        {
            if (waiter.Node is null) return Refusal.None;
            var why = Blocked(waiter.Lane, waiter.Cost) == Refusal.KeyFull ? Refusal.KeyFull : Refusal.NodeFull;
            Dequeue(waiter);
            Dispatch();
            return why;
        }
    }

    /// <summary>Lets in whose turn it is, until the node is full or nobody waits who may have more.</summary>
    private void Dispatch()
    {
        while (true)
        {
            Waiter? next = null;
            foreach (var lane in _queued)
            {
                var first = lane.Waiters.First!.Value;
                if ((next is null || first.Tag < next.Tag) && Blocked(lane, first.Cost) != Refusal.KeyFull) next = first;
            }
            // Room is kept for a large one whose turn it is, or small ones would pass it for ever.
            if (next is null || _taken + next.Cost > places) return;
            Dequeue(next);
            Take(next.Lane, next.Cost, next.Tag);
            next.SetResult();
        }
    }

    private Refusal Blocked(Lane lane, int cost) =>
        lane.Taken > 0 && lane.Taken + cost > places - _taken ? Refusal.KeyFull
        : _taken + cost > places ? Refusal.NodeFull
        : Refusal.None;

    private long Tag(Lane lane, int cost)
    {
        var tag = Math.Max(_clock, lane.Next);
        lane.Next = tag + cost;
        return tag;
    }

    private void Take(Lane lane, int cost, long tag)
    {
        _clock = Math.Max(_clock, tag);
        _taken += cost;
        lane.Taken += cost;
    }

    private void Enqueue(Waiter waiter)
    {
        var lane = waiter.Lane;
        if (lane.Waiters.Count == 0) _queued.Add(lane);
        waiter.Node = lane.Waiters.AddLast(waiter);
        if (waiter.Patient) return;
        lane.Counted++;
        _waiting++;
    }

    private void Dequeue(Waiter waiter)
    {
        var lane = waiter.Lane;
        lane.Waiters.Remove(waiter.Node!);
        waiter.Node = null;
        if (lane.Waiters.Count == 0) _queued.Remove(lane);
        if (waiter.Patient) return;
        lane.Counted--;
        _waiting--;
    }

    private Lane LaneOf(string key)
    {
        if (_lanes.TryGetValue(key, out var lane)) return lane;
        if (_lanes.Count >= LanesMax)
            foreach (var (idle, of) in _lanes)
                if (of.Taken == 0 && of.Waiters.Count == 0) _lanes.Remove(idle);
        return _lanes[key] = new();
    }

    /// <summary>What a key has in progress and waiting.</summary>
    internal sealed class Lane
    {
        public int Taken { get; set; }

        /// <summary>Those of <see cref="Waiters"/> that count against its share.</summary>
        public int Counted { get; set; }

        /// <summary>Tag of its next work: what it has had so far, never less than what others had.</summary>
        public long Next { get; set; }
        public LinkedList<Waiter> Waiters { get; } = [];
    }

    internal sealed class Waiter(Lane lane, int cost, long tag, bool patient) : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public Lane Lane => lane;
        public int Cost => cost;
        public long Tag => tag;
        public bool Patient => patient;

        /// <summary>Its place in the lane; null when it waits no more.</summary>
        public LinkedListNode<Waiter>? Node { get; set; }
    }
}

/// <summary>Someone's work that is in progress, or the refusal of it.</summary>
public readonly struct Turn
{
    private readonly FairGate _gate;
    private readonly FairGate.Lane _lane;
    private readonly int _cost;

    internal Turn(FairGate gate, FairGate.Lane lane, int cost, Refusal refusal) => (_gate, _lane, _cost, Refusal) = (gate, lane, cost, refusal);

    public Refusal Refusal { get; }

    /// <summary>It is done. Once, and not when it was refused.</summary>
    public void Leave() => _gate.Leave(_lane, _cost);
}
