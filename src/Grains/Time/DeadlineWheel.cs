using Twin.Grains.Network;

namespace Twin.Grains.Time;

/// <summary>
/// The deadlines of every twin of this silo, in slots of a tenth of a second, turned by one timer. A hundred thousand timers of the runtime would do the same, but it
/// walks all of them three times a second to see which are near.
/// </summary>
public sealed class DeadlineWheel : IDisposable
{
    internal const long Nowhere = long.MaxValue;

    private static readonly TimeSpan Slot = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly Dictionary<long, List<Deadline>> _slots = [];
    private readonly TwinClock _clock;
    private readonly ITimer _timer;
    private long _turned;

    public DeadlineWheel(TwinClock clock)
    {
        _clock = clock;
        _turned = SlotBefore(clock.Now().Steady);
        // It is made by the first twin that wakes; whatever woke that one has nothing to do with the deadlines of the others.
        using var none = ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow();
        _timer = clock.Provider.CreateTimer(static wheel => ((DeadlineWheel)wheel!).Turn(), this, Slot, Slot);
    }

    /// <summary>The slot that is turned when this steady time has come.</summary>
    internal static long SlotAfter(DateTime steady) => (steady.Ticks + Slot.Ticks - 1) / Slot.Ticks;

    internal static DateTime TimeOf(long slot) => new(slot * Slot.Ticks, DateTimeKind.Utc);

    internal void Move(Deadline deadline, long slot)
    {
        lock (_gate)
        {
            // What is already due is due at the next turn.
            deadline.At = slot = Math.Max(slot, _turned + 1);
            if (!_slots.TryGetValue(slot, out var deadlines)) _slots[slot] = deadlines = [];
            deadlines.Add(deadline);
        }
    }

    public void Dispose() => _timer.Dispose();

    private static long SlotBefore(DateTime steady) => steady.Ticks / Slot.Ticks;

    private void Turn()
    {
        var due = new List<Deadline>();
        lock (_gate)
        {
            for (var now = SlotBefore(_clock.Now().Steady); _turned < now;)
            {
                if (!_slots.Remove(++_turned, out var deadlines)) continue;
                foreach (var deadline in deadlines)
                {
                    // It was moved or cancelled since it was put here.
                    if (deadline.At != _turned) continue;
                    deadline.At = Nowhere;
                    due.Add(deadline);
                }
            }
        }
        foreach (var deadline in due) deadline.Twin.AskToReconsider();
    }
}

/// <summary>
/// The next deadline of one twin. It is moved only to come earlier: one that recedes with every heartbeat would otherwise be moved with every reading. Coming early finds
/// nothing to do and is set again.
/// </summary>
public sealed class Deadline(DeadlineWheel wheel, ITwin twin)
{
    /// <summary>Long waits are cut, so that a stepped wall clock moves a calendar's deadline by no more than this.</summary>
    private static readonly TimeSpan WaitMax = TimeSpan.FromMinutes(10);

    internal ITwin Twin => twin;

    /// <summary>The wheel's slot it is in.</summary>
    internal long At { get; set; } = DeadlineWheel.Nowhere;

    /// <summary>Steady time; null: it waits for none, or its time has come and its twin is about to look.</summary>
    public DateTime? Due => At is var slot && slot == DeadlineWheel.Nowhere ? null : DeadlineWheel.TimeOf(slot);

    /// <param name="deadline">Steady time; null: nothing to wait for.</param>
    /// <param name="now">Steady time.</param>
    public void Set(DateTime? deadline, DateTime now)
    {
        if (deadline is not { } at) return;
        var slot = DeadlineWheel.SlotAfter(at - now > WaitMax ? now + WaitMax : at);
        if (slot < At) wheel.Move(this, slot);
    }

    public void Cancel() => At = DeadlineWheel.Nowhere;
}
