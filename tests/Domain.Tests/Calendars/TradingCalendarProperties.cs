using System.Text.Json.Nodes;
using CsCheck;
using NodaTime;
using Twin.Domain.Calendars;
using Twin.Domain.Documents;
using static Twin.Domain.Tests.Documents.Doc;

namespace Twin.Domain.Tests.Calendars;

/// <summary>Random calendars against an oracle that knows only the local clock and looks at one minute at a time.</summary>
public class TradingCalendarProperties
{
    private const int Day = 24 * 60;

    // Not from 01:00 to 04:00, where changes of the clocks make a local time mean none or two; those are table cases.
    private static readonly Gen<int> GenMinute = Gen.OneOf(Gen.Int[0, 59], Gen.Int[4 * 60, Day - 1]);
    private static readonly Gen<(int Start, int End)[]> GenSpans = Gen.Select(GenMinute, Gen.OneOf(GenMinute, Gen.Const(Day))).Array[0, 3];

    private sealed record Spec(string Zone, (int Start, int End)[][] Weekly, (int Day, (int Start, int End) Span)[] Stops, (int Date, (int Start, int End)[] Hours)[] Exceptions);

    private static readonly Gen<Spec> GenSpec = Gen.Select(
        Gen.OneOf(Gen.Const("Asia/Shanghai"), Gen.Const("Europe/Berlin"), Gen.Const("America/New_York")),
        GenSpans.Array[7],
        Gen.Select(Gen.Int[0, 6], Gen.Select(GenMinute, GenMinute)).Array[0, 3],
        Gen.Select(Gen.Int[-3, 20], GenSpans).Array[0, 4],
        (zone, weekly, stops, exceptions) => new Spec(zone, weekly, stops, [.. exceptions.DistinctBy(e => e.Item1)]));

    // Around the changes of the clocks of 2026: Berlin 29 March and 25 October, New York 8 March and 1 November.
    private static readonly Gen<LocalDate> GenFirst = Gen.OneOf([.. new[] { new LocalDate(2026, 3, 3), new LocalDate(2026, 3, 21), new LocalDate(2026, 10, 20), new LocalDate(2027, 2, 1) }.Select(Gen.Const)]);

    [Fact]
    public void Every_minute_is_in_the_state_the_oracle_says_and_in_its_own_interval() =>
        Gen.Select(GenSpec, GenFirst).Sample((spec, first) =>
        {
            var calendar = Read(spec, first);
            var zone = DateTimeZoneProviders.Tzdb[spec.Zone];
            var start = zone.AtStartOfDay(first.PlusDays(-2)).ToDateTimeUtc();
            for (var minute = 0; minute < 20 * Day; minute++)
            {
                var at = start.AddMinutes(minute);
                var interval = calendar.At(at);
                Assert.True(interval.Contains(at));
                var expected = Oracle(spec, first, Instant.FromDateTimeUtc(at).InZone(zone).LocalDateTime);
                Assert.True(interval.State == expected, $"{at:O}: {interval}, expected {expected}");
            }
        }, iter: 60);

    [Fact]
    public void Intervals_tile_time_and_neighbours_differ() =>
        Gen.Select(GenSpec, GenFirst).Sample((spec, first) =>
        {
            var (calendar, again) = (Read(spec, first), Read(spec, first));
            var at = first.AtMidnight().InUtc().ToDateTimeUtc();
            for (var i = 0; i < 100 && at != DateTime.MaxValue; i++)
            {
                var interval = calendar.At(at);
                Assert.True(interval.Start == at || i == 0);
                Assert.Equal(interval, again.At(new((interval.Start.Ticks + interval.End.Ticks) / 2, DateTimeKind.Utc)));
                if (interval.Start != DateTime.MinValue)
                {
                    var before = again.At(interval.Start.AddTicks(-1));
                    Assert.Equal(interval.Start, before.End);
                    Assert.NotEqual(interval.State, before.State);
                }
                if (interval.End == DateTime.MaxValue) break;
                Assert.NotEqual(interval.State, calendar.At(interval.End).State);
                at = interval.End;
            }
        }, iter: 300);

    [Fact]
    public void Asking_from_many_threads_gives_what_one_thread_gets() =>
        Parallel.For(0, 20_000, i =>
        {
            var at = Utc("2026-11-23").AddMinutes(i * 37 % 20_000);
            Assert.True(TradingCalendar.Standard.At(at).Contains(at));
        });

    private static TradingState Oracle(Spec spec, LocalDate first, LocalDateTime local)
    {
        bool Covers((int Start, int End) span, int daysAgo)
        {
            var minute = local.Hour * 60 + local.Minute + daysAgo * Day;
            return span.Start <= minute && minute < (span.End > span.Start ? span.End : span.End + Day);
        }
        (int Start, int End)[] Hours(LocalDate date) =>
            spec.Exceptions.Where(e => first.PlusDays(e.Date) == date).Select(e => e.Hours).FirstOrDefault(spec.Weekly[(int)date.DayOfWeek - 1]);
        bool Stops(LocalDate date, int daysAgo) => spec.Stops.Any(s => s.Day == (int)date.DayOfWeek - 1 && Covers(s.Span, daysAgo));

        var (today, yesterday) = (local.Date, local.Date.PlusDays(-1));
        if (!Hours(today).Any(s => Covers(s, 0)) && !Hours(yesterday).Any(s => Covers(s, 1))) return TradingState.Closed;
        return Stops(today, 0) || Stops(yesterday, 1) ? TradingState.SalesStopped : TradingState.Open;
    }

    private static readonly string[] Days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    private static TradingCalendar Read(Spec spec, LocalDate first)
    {
        var json = new JsonObject
        {
            ["timeZone"] = spec.Zone,
            ["weekly"] = new JsonObject(spec.Weekly.Select((spans, day) => KeyValuePair.Create(Days[day], (JsonNode?)Hours(spans)))),
            ["salesStops"] = new JsonArray([.. spec.Stops.Select(s => new JsonObject { ["days"] = Days[s.Day], ["from"] = Clock(s.Span.Start), ["to"] = Clock(s.Span.End) })]),
            ["exceptions"] = new JsonArray([.. spec.Exceptions.Select(e =>
            {
                var exception = new JsonObject { ["date"] = NodaTime.Text.LocalDatePattern.Iso.Format(first.PlusDays(e.Date)) };
                if (e.Hours.Length == 0) exception["closed"] = true;
                else exception["hours"] = Hours(e.Hours);
                return exception;
            })]),
        };
        var faults = new List<DocFault>();
        var calendar = TradingCalendar.Read("random", DocJson.From(json), faults);
        Assert.Empty(faults);
        return calendar!;
    }

    private static JsonArray Hours((int Start, int End)[] spans) => [.. spans.Select(s => (JsonNode)$"{Clock(s.Start)}-{Clock(s.End)}")];

    private static string Clock(int minute) => $"{minute / 60:00}:{minute % 60:00}";
}
