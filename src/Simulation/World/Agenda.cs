using Twin.Domain.Time;
using Twin.Simulation.Kernel;

namespace Twin.Simulation.World;

/// <summary>Something that is looked at again when its time has come: the simulated counterpart of a grain with a deadline.</summary>
internal interface IShell
{
    void Reconsider();
}

/// <summary>What a world does at one time, in this order: those that tell look again before those that are told.</summary>
internal enum Turn : byte
{
    /// <summary>Districts count who is heard.</summary>
    Count,
    Device,
    Outlet,

    /// <summary>Access nodes, and the network as a whole.</summary>
    Shared,
    Incident,

    /// <summary>People are given out, when everything else of this tenth of a second has been decided: nobody is sent to what is over by then.</summary>
    Match,

    /// <summary>What happens to the network: readings, commands, faults, journeys.</summary>
    Happening,

    /// <summary>What everyone may look at is brought up to date.</summary>
    Share,
}

/// <summary>
/// A world's clock, what is due when, and the messages its parts have sent each other. Both clocks of a <see cref="Moment"/> are the same: nobody steps a simulated one. Deadlines
/// fall on the tenths of a second on which the live network's wheel turns.
/// </summary>
internal sealed class Agenda(DateTime start)
{
    private static readonly long SlotTicks = TimeSpan.FromMilliseconds(100).Ticks;

    private readonly EventQueue<Entry> _queue = new();
    private readonly Queue<Action> _messages = new();

    private readonly record struct Entry(object Subject);

    public Moment Now { get; private set; } = Moment.At(start);

    public long Ran => _queue.Ran;

    public int Pending => _queue.Pending;

    public long Messages { get; private set; }

    /// <summary>Said to someone, who hears it as soon as whoever speaks has finished.</summary>
    public void Tell(Action message) => _messages.Enqueue(message);

    public EventHandle At(DateTime time, Action happening, Turn turn = Turn.Happening) => _queue.Schedule(Us(time), new(happening), (byte)turn);

    public bool Cancel(EventHandle handle) => _queue.Cancel(handle);

    /// <summary>Does everything up to a time, which then is now.</summary>
    /// <param name="end">Included.</param>
    public void RunTo(DateTime end)
    {
        Deliver();
        while (_queue.NextUs() <= Us(end) && _queue.TryNext(VirtualTime.Never, out var entry))
        {
            Now = Moment.At(start.AddTicks(_queue.NowUs * TimeSpan.TicksPerMicrosecond));
            if (entry.Subject is Deadline deadline) deadline.Come();
            else ((Action)entry.Subject)();
            Deliver();
        }
        Now = Moment.At(end);
    }

    /// <summary>The first slot in which a deadline can come, as a time.</summary>
    internal DateTime SlotOf(DateTime time) => new(Math.Max((time.Ticks + SlotTicks - 1) / SlotTicks, (Now.Steady.Ticks / SlotTicks) + 1) * SlotTicks, DateTimeKind.Utc);

    internal EventHandle AtSlot(DateTime slot, Deadline deadline) => _queue.Schedule(Us(slot), new(deadline), (byte)deadline.Turn);

    /// <summary>Lets everyone hear what they were told.</summary>
    public void Deliver()
    {
        while (_messages.TryDequeue(out var message))
        {
            Messages++;
            message();
        }
    }

    private long Us(DateTime time) => (time - start).Ticks / TimeSpan.TicksPerMicrosecond;
}

/// <summary>
/// The next deadline of one shell. As on the live wheel it is moved only to come earlier: coming early finds nothing to do and is set again. One whose time it is has left the wheel: what is set before its shell has had its turn comes
/// besides.
/// </summary>
internal sealed class Deadline(Agenda agenda, IShell shell, Turn turn)
{
    private DateTime _at = DateTime.MaxValue;
    private EventHandle _handle;
    private EventHandle? _due;

    public Turn Turn => turn;

    /// <param name="deadline">Null: nothing to wait for.</param>
    public void Set(DateTime? deadline)
    {
        if (deadline is not { } at) return;
        if (_at <= agenda.Now.Steady) (_due, _at) = (_handle, DateTime.MaxValue);
        if (at >= _at) return;
        var slot = agenda.SlotOf(at);
        if (slot >= _at) return;
        if (_at != DateTime.MaxValue) agenda.Cancel(_handle);
        _handle = agenda.AtSlot(slot, this);
        _at = slot;
    }

    public void Cancel()
    {
        if (_due is { } due) agenda.Cancel(due);
        if (_at != DateTime.MaxValue) agenda.Cancel(_handle);
        (_due, _at) = (null, DateTime.MaxValue);
    }

    internal void Come()
    {
        if (_due is not null) _due = null;
        else _at = DateTime.MaxValue;
        shell.Reconsider();
    }
}
