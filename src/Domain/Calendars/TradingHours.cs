using NodaTime;
using NodaTime.TimeZones;

namespace Twin.Domain.Calendars;

/// <summary>
/// What a calendar says, and the one place where local hours become UTC. A stretch that crosses midnight belongs to the date it starts on,
/// so an exception for a date replaces what starts on it and leaves the tail of the evening before alone.
/// </summary>
/// <param name="zone">The zone the hours are meant in.</param>
/// <param name="weekly">Opening hours by the day they start on, Monday first.</param>
/// <param name="stops">Sales stops likewise.</param>
/// <param name="exceptions">The hours of single dates; none means closed.</param>
internal sealed class TradingHours(
    DateTimeZone zone, IReadOnlyList<ClockSpan>[] weekly, IReadOnlyList<ClockSpan>[] stops, IReadOnlyDictionary<LocalDate, IReadOnlyList<ClockSpan>> exceptions)
{
    // A stretch reaches at most 24 hours into the next date; a zone that skips a whole date (Samoa, 2011-12-30) moves it by one more.
    private const int MarginDays = 3;

    private static readonly ZoneLocalMappingResolver Starts = Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnForwardShifted);
    private static readonly ZoneLocalMappingResolver Ends = Resolvers.CreateMappingResolver(Resolvers.ReturnLater, Resolvers.ReturnForwardShifted);

    private readonly LocalDate[] _exceptionDates = [.. exceptions.Keys.Order()];

    public DateTimeZone Zone => zone;

    public LocalDate DateOf(DateTime utc) => Instant.FromDateTimeUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc)).InZone(zone).Date;

    public LocalDate? FirstExceptionFrom(LocalDate date) => _exceptionDates.Cast<LocalDate?>().FirstOrDefault(d => d >= date);
    public LocalDate? LastExceptionBefore(LocalDate date) => _exceptionDates.Cast<LocalDate?>().LastOrDefault(d => d < date);

    /// <summary>The days from a date on as consecutive intervals, neighbours differing in state. The first and the last are cut at midnight.</summary>
    public List<TradingInterval> Tile(LocalDate from, int days)
    {
        var (start, end) = (Utc(from.AtMidnight(), Starts), Utc(from.PlusDays(days).AtMidnight(), Starts));
        var changes = new List<(DateTime At, int Open, int Stop)>();
        foreach (var (opens, closes) in Spans(from, days, date => exceptions.TryGetValue(date, out var hours) ? hours : weekly[DayOf(date)]))
            changes.AddRange([(opens, 1, 0), (closes, -1, 0)]);
        foreach (var (stop, resume) in Spans(from, days, date => stops[DayOf(date)]))
            changes.AddRange([(stop, 0, 1), (resume, 0, -1)]);
        changes.Sort();
        return Sweep(changes, start, end);
    }

    private static List<TradingInterval> Sweep(List<(DateTime At, int Open, int Stop)> changes, DateTime start, DateTime end)
    {
        var tiles = new List<TradingInterval>();
        var (open, stop, next) = (0, 0, 0);
        for (var at = start; at < end;)
        {
            for (; next < changes.Count && changes[next].At <= at; next++)
                (open, stop) = (open + changes[next].Open, stop + changes[next].Stop);
            var until = next < changes.Count && changes[next].At < end ? changes[next].At : end;
            var state = open == 0 ? TradingState.Closed : stop > 0 ? TradingState.SalesStopped : TradingState.Open;
            if (tiles.Count > 0 && tiles[^1].State == state) tiles[^1] = tiles[^1] with { End = until };
            else tiles.Add(new(at, until, state));
            at = until;
        }
        return tiles;
    }

    // Stretches are joined on the local clock first: a shop open around the clock must not close for the hour that a change of the clocks skips.
    private List<(DateTime Start, DateTime End)> Spans(LocalDate from, int days, Func<LocalDate, IReadOnlyList<ClockSpan>> of)
    {
        var first = from.PlusDays(-MarginDays);
        var local = new List<ClockSpan>();
        for (var day = 0; day < days + 2 * MarginDays; day++)
            foreach (var span in of(first.PlusDays(day)))
                local.Add(new(day * ClockSpan.Day + span.Start, day * ClockSpan.Day + span.End));
        local.Sort((a, b) => a.Start.CompareTo(b.Start));

        var joined = new List<ClockSpan>();
        foreach (var span in local)
            if (joined.Count > 0 && span.Start <= joined[^1].End) joined[^1] = new(joined[^1].Start, Math.Max(joined[^1].End, span.End));
            else joined.Add(span);

        var midnight = first.AtMidnight();
        var spans = new List<(DateTime Start, DateTime End)>();
        foreach (var span in joined)
        {
            var (start, end) = (Utc(midnight.PlusMinutes(span.Start), Starts), Utc(midnight.PlusMinutes(span.End), Ends));
            // A stretch that starts inside a skipped hour can be moved past its own end; nothing is left of it then.
            if (start < end) spans.Add((start, end));
        }
        return spans;
    }

    private DateTime Utc(LocalDateTime local, ZoneLocalMappingResolver resolver)
    {
        var instant = zone.ResolveLocal(local, resolver).ToInstant();
        return instant < Earliest ? DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc) : instant.ToDateTimeUtc();
    }

    private static readonly Instant Earliest = Instant.FromUtc(1, 1, 1, 0, 0);

    private static int DayOf(LocalDate date) => (int)date.DayOfWeek - 1;
}
