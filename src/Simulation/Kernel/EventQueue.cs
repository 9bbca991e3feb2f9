namespace Twin.Simulation.Kernel;

/// <summary>
/// The pending events of one replication and its clock. Events are small values the model defines and acts on itself; once the queue has grown to its size,
/// scheduling, running and cancelling allocate nothing. Not for several threads: a replication is single-threaded.
/// </summary>
/// <remarks>
/// A slot holds an event and a generation; the heap holds (slot, generation). Whoever frees a slot, by running or cancelling, raises its generation, so that a
/// heap entry or a handle of an earlier use is known for stale. When stale entries outnumber the live ones the heap is rebuilt; the order of keys is total, so that changes nothing.
/// </remarks>
public sealed class EventQueue<TEvent> where TEvent : struct
{
    private const int StaleMin = 1024;

    private readonly PriorityQueue<EventHandle, EventKey> _heap = new();
    private Slot[] _slots = new Slot[64];
    private int _used;
    private int _free = -1;
    private int _stale;
    private long _sequence;

    private struct Slot
    {
        public TEvent Event;
        public uint Generation;
        public int NextFree;
    }

    /// <summary>The clock: the time of the event that ran last. It never goes back.</summary>
    public long NowUs { get; private set; }

    /// <summary>Events that will still run.</summary>
    public int Pending => _heap.Count - _stale;

    /// <summary>Events that have run.</summary>
    public long Ran { get; private set; }

    /// <exception cref="ArgumentOutOfRangeException">The time is before now.</exception>
    public EventHandle Schedule(long atUs, in TEvent @event, byte eventClass = 0)
    {
        if (atUs < NowUs) throw new ArgumentOutOfRangeException(nameof(atUs), atUs, $"an event in the past: it is {NowUs} us");
        var index = Take();
        ref var slot = ref _slots[index];
        slot.Event = @event;
        var handle = new EventHandle(index, slot.Generation);
        _heap.Enqueue(handle, new(atUs, eventClass, _sequence++));
        return handle;
    }

    /// <summary>Takes an event back. False when it has run or was cancelled before.</summary>
    public bool Cancel(EventHandle handle)
    {
        if (!IsPending(handle)) return false;
        Release(handle.Slot);
        _stale++;
        if (_stale > StaleMin && _stale > _heap.Count / 2) DropStale();
        return true;
    }

    public bool IsPending(EventHandle handle) => handle.Generation != 0 && _slots[handle.Slot].Generation == handle.Generation;

    /// <summary>The next event before an end, with the clock moved to it; false, with the clock at the end, when there is none.</summary>
    public bool TryNext(long endUs, out TEvent next)
    {
        while (_heap.TryPeek(out var handle, out var key))
        {
            if (_slots[handle.Slot].Generation != handle.Generation)
            {
                _heap.Dequeue();
                _stale--;
                continue;
            }
            if (key.TimeUs >= endUs) break;
            _heap.Dequeue();
            NowUs = key.TimeUs;
            Ran++;
            next = _slots[handle.Slot].Event;
            Release(handle.Slot);
            return true;
        }
        next = default;
        NowUs = Math.Max(NowUs, endUs == VirtualTime.Never ? NowUs : endUs);
        return false;
    }

    /// <summary>When the next event is; <see cref="VirtualTime.Never"/> when there is none.</summary>
    public long NextUs()
    {
        while (_heap.TryPeek(out var handle, out var key))
        {
            if (_slots[handle.Slot].Generation == handle.Generation) return key.TimeUs;
            _heap.Dequeue();
            _stale--;
        }
        return VirtualTime.Never;
    }

    private int Take()
    {
        if (_free >= 0)
        {
            var index = _free;
            _free = _slots[index].NextFree;
            return index;
        }
        if (_used == _slots.Length) Array.Resize(ref _slots, _slots.Length * 2);
        _slots[_used].Generation = 1;
        return _used++;
    }

    private void Release(int index)
    {
        ref var slot = ref _slots[index];
        slot.Event = default;
        // Past four billion uses of one slot generation 0 would stand for "never an event".
        if (++slot.Generation == 0) slot.Generation = 1;
        slot.NextFree = _free;
        _free = index;
    }

    private void DropStale()
    {
        var live = new (EventHandle, EventKey)[_heap.Count - _stale];
        var count = 0;
        foreach (var (handle, key) in _heap.UnorderedItems)
            if (_slots[handle.Slot].Generation == handle.Generation) live[count++] = (handle, key);
        _heap.Clear();
        _heap.EnqueueRange(live);
        _stale = 0;
    }
}
