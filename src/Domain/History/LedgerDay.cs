using Twin.Domain.Network;

namespace Twin.Domain.History;

/// <summary>From <see cref="At"/> on an outlet was as <see cref="State"/> says; null: it was not there.</summary>
public readonly record struct LedgerStep(DateTime At, RecordedOutlet? State);

/// <summary>
/// One day (UTC) of one district: of every outlet the state it began the day with and every change since, coded as it comes in, so that a day in memory is about as large as
/// a day in the store. Its text form is <see cref="Write"/>.
/// </summary>
public sealed class LedgerDay(DateOnly date)
{
    private readonly Dictionary<OutletCode, LedgerLine> _lines = [];
    private readonly LedgerWords _words = new();
    private DateTime _until = StartOf(date);

    public DateOnly Date => date;
    public DateTime Start => StartOf(date);
    public DateTime End => StartOf(date).AddDays(1);

    /// <summary>Until when Twin was there to see: what a day says of later is not known to have held. Never moves back.</summary>
    public DateTime Until
    {
        get => _until;
        set => _until = Whole(value) is var at && at > End ? End : at > _until ? at : _until;
    }

    public IReadOnlyCollection<OutletCode> Outlets => _lines.Keys;

    public static DateTime StartOf(DateOnly date) => date.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);

    /// <summary>The time without what is less than a millisecond.</summary>
    public static DateTime Whole(DateTime at) => new(at.Ticks - (at.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);

    /// <summary>The state an outlet has at the end of what is written; null: it is not there.</summary>
    public RecordedOutlet? Last(OutletCode outlet) => _lines.GetValueOrDefault(outlet)?.Last(this, _words).State;

    /// <summary>Adds a change unless it says what is said already. A time outside the day, or before the outlet's last change, is moved to the nearest one that is not.</summary>
    public bool Add(DateTime at, OutletCode outlet, RecordedOutlet? state)
    {
        if (!_lines.TryGetValue(outlet, out var line))
        {
            if (state is null) return false;
            _lines[outlet] = line = new();
        }
        var last = line.Last(this, _words);
        if (last.State is null ? state is null : state is not null && last.State.SaysTheSameAs(state)) return false;
        at = Whole(at);
        line.Append(this, _words, new(at < last.At ? last.At : at >= End ? End.AddMilliseconds(-1) : at, state));
        return true;
    }

    /// <summary>What is written of an outlet, in order; nothing for one that is not known.</summary>
    public IEnumerable<LedgerStep> Steps(OutletCode outlet) => _lines.TryGetValue(outlet, out var line) ? line.Steps(this, _words) : [];

    /// <summary>
    /// An outlet as it was at a time of this day; null: it was not there. Later than <see cref="Until"/> it is <see cref="RecordedOutlet.Unobserved"/>.
    /// </summary>
    public RecordedOutlet? StateAt(OutletCode outlet, DateTime at) => StatesAt(outlet, [at]).Single();

    /// <summary>An outlet as <see cref="StateAt"/> has it at several times of this day, in their order: what is written of it is read once.</summary>
    public IEnumerable<RecordedOutlet?> StatesAt(OutletCode outlet, IReadOnlyList<DateTime> times)
    {
        using var steps = Steps(outlet).GetEnumerator();
        RecordedOutlet? state = null, unobserved = null;
        var more = steps.MoveNext();
        foreach (var at in times)
        {
            for (; more && steps.Current.At <= at; more = steps.MoveNext()) (state, unobserved) = (steps.Current.State, null);
            yield return at <= Until || state is not { Observed: true } ? state : unobserved ??= state.Unobserved(Until, state.Trading);
        }
    }

    /// <summary>The day after, begun with the states this one ends with.</summary>
    public LedgerDay Next()
    {
        var next = new LedgerDay(date.AddDays(1));
        foreach (var outlet in _lines.Keys.Order())
            if (Last(outlet) is { } state) next.Add(next.Start, outlet, state);
        return next;
    }

    public byte[] Write() => LedgerCodec.Write(date, (int)(_until - Start).TotalMilliseconds, _words, _lines);

    /// <exception cref="InvalidDataException">It is no day that was ever written: cut short, changed, or of another release.</exception>
    public static LedgerDay Read(ReadOnlyMemory<byte> bytes)
    {
        var (date, untilMs) = LedgerCodec.ReadHead(bytes.Span);
        var day = new LedgerDay(date);
        day._until = day.Start.AddMilliseconds(untilMs);
        LedgerCodec.ReadBody(bytes, day._words, day._lines);
        return day;
    }
}
