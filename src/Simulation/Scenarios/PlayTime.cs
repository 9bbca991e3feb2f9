using NodaTime;
using NodaTime.Text;
using Twin.Domain.Calendars;
using Twin.Domain.Documents;

namespace Twin.Simulation.Scenarios;

/// <summary>
/// When a scenario plays: for so long, or from one local time to another (<c>2026-11-22T18:00/23:00</c>; an end that is not after the beginning is the next day's). The latter begins and ends by itself: nothing is cut off as warm-up.
/// </summary>
internal sealed record PlayTime(double? Seconds, DateTime? StartUtc)
{
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb[TradingCalendar.DefaultTimeZone];
    private static readonly LocalDateTimePattern Local = LocalDateTimePattern.CreateWithInvariantCulture("yyyy-MM-dd'T'HH:mm");
    private static readonly LocalTimePattern Clock = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    public static PlayTime Read(DocReader reader)
    {
        if (reader.Node("horizon") is not DocText { Value: var text } node || !text.Contains('/', StringComparison.Ordinal)) return new(reader.Node("horizon") is null ? null : reader.Seconds("horizon"), null);
        if (text.Split('/') is [var from, var to] && Local.Parse(from) is { Success: true, Value: { Year: >= 1970 and < 5000 } begins } && End(begins, to) is { Year: < 5000 } ends && ends > begins)
        {
            var (start, end) = (Zone.AtLeniently(begins).ToDateTimeUtc(), Zone.AtLeniently(ends).ToDateTimeUtc());
            return new((end - start).TotalSeconds, start);
        }
        reader.Fault("horizon", node, "invalidValue", $"expected a duration such as {QuantityText.DurationExamples}, or local times such as \"2026-11-22T18:00/23:00\", found {node.Described}");
        return new(null, null);
    }

    private static LocalDateTime? End(LocalDateTime begins, string text) =>
        Local.Parse(text) is { Success: true, Value: var whole } ? whole
        : Clock.Parse(text) is not { Success: true, Value: var clock } ? null
        : begins.Date.At(clock) is var same && same > begins ? same : begins.Date.PlusDays(1).At(clock);
}
