using NodaTime;
using Twin.Domain.Documents;

namespace Twin.Domain.Calendars;

/// <summary>
/// When an outlet trades: weekly opening hours, sales stops and exceptions for single dates, in one time zone. Immutable; safe to share
/// between any number of outlets and threads.
/// </summary>
public sealed class TradingCalendar
{
    /// <summary>The zone of a calendar that names none: the whole network lies in it.</summary>
    public const string DefaultTimeZone = "Asia/Shanghai";

    private const int IdLengthMax = 64;
    private const int ChunkDays = 16;

    // The week repeats. What has not changed in six weeks without an exception never will: one quiet week would not do, because the only
    // change of a week may fall into the hour that a change of the clocks skips.
    private const int QuietDays = 48;

    // Dates near the ends of DateTime have no neighbours to look at, so the first and the last interval stretch to the end of time.
    private static readonly DateTime First = new(1, 3, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime Last = new(9999, 11, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime Never = DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc);
    private static readonly DateTime Ever = DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc);

    private readonly TradingHours _hours;

    // The last two, because at opening and closing time the clocks of a thousand devices disagree about which it is. Threads may overwrite
    // each other's; every one of them is right, and an object reference is written whole.
    private volatile TradingInterval _latest;
    private volatile TradingInterval _previous;

    private TradingCalendar(string id, TradingHours hours)
    {
        (Id, _hours) = (id, hours);
        _latest = _previous = new(Ever, Ever, TradingState.Closed);
    }

    public string Id { get; }

    /// <summary>The tzdb id, e.g. <c>Asia/Shanghai</c>.</summary>
    public string TimeZone => _hours.Zone.Id;

    /// <summary>Never closed.</summary>
    public static TradingCalendar Always { get; } = Builtin("always", [.. Enumerable.Repeat(new ClockSpan(0, ClockSpan.Day), WeekDays.Count)], []);

    /// <summary>The one shipped: 08:30 to 21:30, 08:00 to 22:00 at weekends; sales stop from 21:00 to 21:10 on the draw days Monday, Wednesday and Saturday.</summary>
    public static TradingCalendar Standard { get; } = Builtin("standard",
        [.. Enumerable.Range(0, WeekDays.Count).Select(day => day < 5 ? new ClockSpan(8 * 60 + 30, 21 * 60 + 30) : new ClockSpan(8 * 60, 22 * 60))],
        [0, 2, 5]);

    /// <summary>Whether a text can be a calendar's id: 1 to 64 of <c>a-z 0-9 -</c>.</summary>
    public static bool IsId(string? text) =>
        text is { Length: > 0 and <= IdLengthMax } && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    /// <summary>Reads <c>{timeZone, weekly, salesStops, exceptions}</c>; null, with every fault noted, when anything is wrong.</summary>
    public static TradingCalendar? Read(string id, DocNode document, List<DocFault> faults) =>
        CalendarDocument.Read(document, faults) is { } hours ? new(id, hours) : null;

    /// <summary>The same hours every week: what a rota needs of a calendar.</summary>
    internal static TradingCalendar Weekly(string id, DateTimeZone zone, IReadOnlyList<ClockSpan>[] weekly) => new(id, new(
        zone, weekly, [.. Enumerable.Repeat<IReadOnlyList<ClockSpan>>([], WeekDays.Count)], new Dictionary<LocalDate, IReadOnlyList<ClockSpan>>()));

    /// <summary>
    /// The whole interval of one state that a time (UTC) lies in; neighbouring intervals differ in state. Asking again within
    /// either of the two intervals found last costs nothing; another takes some tens of microseconds.
    /// </summary>
    public TradingInterval At(DateTime utc)
    {
        var latest = _latest;
        if (latest.Contains(utc)) return latest;
        var previous = _previous;
        if (previous.Contains(utc)) return previous;
        _previous = latest;
        return _latest = Find(utc < First ? First : utc > Last ? Last : utc);
    }

    private TradingInterval Find(DateTime utc)
    {
        var date = _hours.DateOf(utc);
        // A day on either side: the zone's midnight need not be exactly where the date of a UTC time says.
        var (from, to) = (date.PlusDays(-1), date.PlusDays(2));
        var tiles = _hours.Tile(from, Period.DaysBetween(from, to));
        var i = tiles.FindIndex(t => t.Contains(utc));
        var (start, end) = (i > 0 ? tiles[i].Start : StartBefore(from, tiles[i].State), i < tiles.Count - 1 ? tiles[i].End : EndAfter(to, tiles[i].State));
        return new(start <= First ? Ever : start, end > Last ? Never : end, tiles[i].State);
    }

    private DateTime EndAfter(LocalDate date, TradingState state)
    {
        var horizon = _hours.DateOf(Last);
        for (var quiet = 0; date <= horizon;)
        {
            if (_hours.Tile(date, ChunkDays).Find(t => t.State != state) is { } other) return other.Start;
            var next = _hours.FirstExceptionFrom(date.PlusDays(-2));
            date = date.PlusDays(ChunkDays);
            quiet = next < date ? 0 : quiet + ChunkDays;
            if (quiet < QuietDays) continue;
            if (next is null) return Never;
            (date, quiet) = (LocalDate.Max(date, next.Value.PlusDays(-2)), 0);
        }
        return Never;
    }

    private DateTime StartBefore(LocalDate date, TradingState state)
    {
        var horizon = _hours.DateOf(First);
        for (var quiet = 0; date >= horizon;)
        {
            var first = date.PlusDays(-ChunkDays);
            if (_hours.Tile(first, ChunkDays).FindLast(t => t.State != state) is { } other) return other.End;
            // An exception's hours reach into the next date, and replace hours that would have.
            var previous = _hours.LastExceptionBefore(date);
            date = first;
            quiet = previous >= date.PlusDays(-2) ? 0 : quiet + ChunkDays;
            if (quiet < QuietDays) continue;
            if (previous is null) return Ever;
            (date, quiet) = (LocalDate.Min(date, previous.Value.PlusDays(4)), 0);
        }
        return Ever;
    }

    private static TradingCalendar Builtin(string id, ClockSpan[] weekly, int[] drawDays)
    {
        ClockSpan[] drawStop = [new(21 * 60, 21 * 60 + 10)];
        return new(id, new(
            DateTimeZoneProviders.Tzdb[DefaultTimeZone],
            [.. weekly.Select(span => (IReadOnlyList<ClockSpan>)[span])],
            [.. Enumerable.Range(0, WeekDays.Count).Select(day => (IReadOnlyList<ClockSpan>)(drawDays.Contains(day) ? drawStop : []))],
            new Dictionary<LocalDate, IReadOnlyList<ClockSpan>>()));
    }
}
