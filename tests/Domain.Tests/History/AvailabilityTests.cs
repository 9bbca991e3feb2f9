using CsCheck;
using Twin.Domain.Calendars;
using Twin.Domain.History;
using Twin.Domain.Muting;
using Twin.Domain.Network;

namespace Twin.Domain.Tests.History;

public class AvailabilityTests
{
    private static readonly OutletCode Code = Ledgers.Codes[1];
    private static readonly OutletProfile Profile = Ledgers.Profile(Code);
    private static readonly DateTime T0 = Ledgers.Start;
    private static readonly RecordedOutlet Ok = new() { Status = OutletStatus.Ok, Since = T0, Trading = TradingState.Open };
    private static readonly RecordedOutlet Down = Ok with { Status = OutletStatus.Down, Cause = new(DeviceId.Parse("l1"), "line-down") };

    [Fact]
    public void The_parts_add_up_to_the_open_time_whatever_happened_and_whatever_was_excused() =>
        Gen.Select(Ledgers.Script(3), Gen.Int[0, 3 * 86_400_000].Array[2], Gen.Select(Gen.Int[0, 3 * 86_400_000], Gen.Int[0, 40_000_000], Gen.Int[0, 4]).Array[0, 6]).Sample((script, ends, windows) =>
        {
            var (from, to) = (T0.AddMilliseconds(ends.Min()), T0.AddMilliseconds(ends.Max()));
            var mutes = windows.Select(w => Ledgers.Window(T0.AddMilliseconds(w.Item1), T0.AddMilliseconds(w.Item1 + w.Item2), Match(w.Item3))).ToArray();
            var days = Ledgers.Play(script, 3);
            for (var outlet = 0; outlet < Ledgers.Codes.Length; outlet++)
            {
                var intervals = OutletInterval.Of(days, Ledgers.Codes[outlet], from, to).ToArray();
                foreach (var (one, next) in intervals.Zip(intervals.Skip(1))) Assert.True(one.To <= next.From);
                Assert.All(intervals, i => Assert.True(from <= i.From && i.From < i.To && i.To <= to));
                var sum = Availability.Of(intervals, Ledgers.Profile(Ledgers.Codes[outlet]), mutes);
                Assert.Equal(OpenOf(script, outlet, ends.Min(), ends.Max()), sum.Open);
                Assert.Equal(sum.Open, sum.Up + sum.Down + sum.Unknown + sum.Excused);
                Assert.True(sum.Degraded <= sum.Up && sum.Excused >= TimeSpan.Zero && sum.Unknown >= TimeSpan.Zero && sum.DownByCause.Values.All(d => d > TimeSpan.Zero));
                Assert.True(sum.Excused <= Availability.Of(intervals, Ledgers.Profile(Ledgers.Codes[outlet]), [.. mutes.Select(m => m with { Match = new() { Outlet = Ledgers.Codes[outlet] } })]).Excused);
            }
        });

    [Fact]
    public void A_month_is_the_sum_of_its_days() => Gen.Select(Ledgers.Script(4), Gen.Int[0, 86_400_000]).Sample((script, offset) =>
    {
        var (days, whole, pieces) = (Ledgers.Play(script, 4), new Availability(), new Availability());
        var from = T0.AddMilliseconds(offset);
        Mute[] windows = [Ledgers.Window(T0.AddHours(20), T0.AddHours(30))];
        whole.Add(Availability.Of(OutletInterval.Of(days, Code, from, from.AddDays(3)), Profile, windows));
        for (var i = 0; i < 3; i++) pieces.Add(Availability.Of(OutletInterval.Of(days, Code, from.AddDays(i), from.AddDays(i + 1)), Profile, windows));
        Assert.Equal(
            (whole.Open, whole.Up, whole.Degraded, whole.Down, whole.Unknown, whole.Excused),
            (pieces.Open, pieces.Up, pieces.Degraded, pieces.Down, pieces.Unknown, pieces.Excused));
    });

    [Fact]
    public void An_outlet_down_across_midnight_of_both_calendars_is_down_to_the_millisecond()
    {
        // 22:00 UTC to 02:00 UTC: the day of the ledger ends in it; 15:59:59.999 UTC is the last moment of a Chinese date.
        var days = Days(2, (TimeSpan.Zero, Ok), (TimeSpan.FromHours(22), Down), (TimeSpan.FromHours(26) + TimeSpan.FromMilliseconds(1), Ok));
        Assert.Equal(TimeSpan.FromHours(4) + TimeSpan.FromMilliseconds(1), Sum(days, T0, T0.AddDays(2)).Down);
        Assert.Equal(TimeSpan.FromHours(2), Sum(days, T0, T0.AddDays(1)).Down);
        var stretch = Assert.Single(OutletInterval.Of(days, Code, T0, T0.AddDays(2)), i => i.State.Status == OutletStatus.Down);
        Assert.Equal((T0.AddHours(22), T0.AddHours(26).AddMilliseconds(1)), (stretch.From, stretch.To));
    }

    [Fact]
    public void A_chinese_month_ends_at_16_o_clock_UTC()
    {
        var days = Days(2, (TimeSpan.Zero, Ok), (TimeSpan.FromHours(15), Down), (TimeSpan.FromHours(17), Ok));
        var midnight = T0.AddHours(16);
        Assert.Equal(TimeSpan.FromHours(1), Sum(days, T0, midnight).Down);
        Assert.Equal(TimeSpan.FromHours(1), Sum(days, midnight, T0.AddDays(2)).Down);
    }

    [Fact]
    public void Only_open_time_counts_and_neither_a_sales_stop_nor_closed_time_does()
    {
        var days = Days(1, (TimeSpan.Zero, Ok with { Status = OutletStatus.Closed, Trading = TradingState.Closed }), (TimeSpan.FromHours(8), Ok), (TimeSpan.FromHours(10), Down),
            (TimeSpan.FromHours(11), Down with { Trading = TradingState.SalesStopped }), (TimeSpan.FromHours(12), Down), (TimeSpan.FromHours(13), Ok with { Status = OutletStatus.Degraded }),
            (TimeSpan.FromHours(14), Ok with { Status = OutletStatus.Closed, Trading = TradingState.Closed }));
        var sum = Sum(days, T0, T0.AddDays(1));
        Assert.Equal((5d, 3d, 1d, 2d), (sum.Open.TotalHours, sum.Up.TotalHours, sum.Degraded.TotalHours, sum.Down.TotalHours));
        Assert.Equal(3d / 5, sum.Share);
    }

    [Theory]
    [InlineData("10-11", 1, "half of it")]
    [InlineData("09-15", 2, "more than all of it")]
    [InlineData("10-11 10:30-11:30", 1.5, "overlapping windows count once")]
    [InlineData("10-12 10:30-11", 2, "one within another")]
    [InlineData("12-14", 0, "they touch")]
    [InlineData("11:30-13 09-10:30", 1, "in any order")]
    public void Down_time_in_a_maintenance_window_is_excused(string windows, double hours, string _)
    {
        var days = Days(1, (TimeSpan.Zero, Ok), (TimeSpan.FromHours(10), Down), (TimeSpan.FromHours(12), Ok));
        var sum = Sum(days, T0, T0.AddDays(1), [.. windows.Split(' ').Select(w => Ledgers.Window(At(w.Split('-')[0]), At(w.Split('-')[1])))]);
        Assert.Equal((hours, 2 - hours, 22d), (sum.Excused.TotalHours, sum.Down.TotalHours, sum.Up.TotalHours));
    }

    public static TheoryData<string, MuteMatch, double, double> Scopes => new()
    {
        { "the district: down and unknown", new() { District = DivisionCode.Parse("320812") }, 1, 1 },
        { "the node", new() { AccessNode = "HA-1" }, 1, 1 },
        { "another node", new() { AccessNode = "HA-2" }, 0, 0 },
        { "the rule that made it down", new() { Rule = "line-down" }, 1, 0 },
        { "another rule", new() { Rule = "terminal-offline" }, 0, 0 },
        { "the device that made it down", new() { Device = new(Code, DeviceId.Parse("l1")) }, 1, 0 },
        { "another device", new() { Device = new(Code, DeviceId.Parse("t1")) }, 0, 0 },
        { "the same device of another outlet", new() { Device = new(Ledgers.Codes[0], DeviceId.Parse("l1")) }, 0, 0 },
        { "the rule elsewhere", new() { Rule = "line-down", District = DivisionCode.Parse("320813") }, 0, 0 },
    };

    [Theory, MemberData(nameof(Scopes))]
    public void A_window_that_names_a_rule_or_a_device_excuses_only_what_is_put_down_to_it(string _, MuteMatch match, double down, double unknown)
    {
        var days = Days(1, (TimeSpan.Zero, Ok), (TimeSpan.FromHours(1), Down), (TimeSpan.FromHours(2), Ok with { Status = OutletStatus.Unknown }), (TimeSpan.FromHours(3), Ok));
        var sum = Sum(days, T0, T0.AddDays(1), Ledgers.Window(T0, T0.AddDays(1), match));
        Assert.Equal((down + unknown, 1 - down, 1 - unknown), (sum.Excused.TotalHours, sum.Down.TotalHours, sum.Unknown.TotalHours));
    }

    [Fact]
    public void A_silence_excuses_nothing()
    {
        var days = Days(1, (TimeSpan.Zero, Down));
        Assert.Equal(TimeSpan.Zero, Sum(days, T0, T0.AddDays(1), Ledgers.Window(T0, T0.AddDays(1), kind: MuteKind.Silence)).Excused);
    }

    [Fact]
    public void Time_that_nobody_watched_is_unknown_and_counts_as_open_where_the_calendar_says_so()
    {
        var day = new LedgerDay(Ledgers.Date);
        day.Add(T0, Code, Down);
        day.Until = T0.AddHours(20);
        var sum = Sum([day], T0, T0.AddDays(1));
        Assert.Equal((24d, 20d, 4d), (sum.Open.TotalHours, sum.Down.TotalHours, sum.Unknown.TotalHours));
    }

    [Fact]
    public void Down_time_is_told_by_cause()
    {
        var days = Days(1, (TimeSpan.Zero, Down), (TimeSpan.FromHours(2), Down with { Cause = new(DeviceId.Parse("t1"), "terminal-offline") }), (TimeSpan.FromHours(5), Down), (TimeSpan.FromHours(6), Down with { Cause = null }));
        Assert.Equal([("line-down", 3d), ("none", 18d), ("terminal-offline", 3d)], Sum(days, T0, T0.AddDays(1)).DownByCause.Select(d => (d.Key, d.Value.TotalHours)));
    }

    private static MuteMatch Match(int kind) => kind switch
    {
        0 => new() { District = DivisionCode.Parse("320812") },
        1 => new() { Rule = "line-down" },
        2 => new() { Device = new(Code, DeviceId.Parse("d1")) },
        3 => new() { Outlet = Code },
        _ => new() { AccessNode = "HA-2" },
    };

    // The same from the script itself, walked by hand.
    private static TimeSpan OpenOf((int Ms, int Outlet, RecordedOutlet? State)[] script, int outlet, int from, int to)
    {
        var steps = script.Where(s => s.Outlet == outlet).ToArray();
        long open = 0;
        for (var i = 0; i < steps.Length; i++)
        {
            var end = i + 1 < steps.Length ? steps[i + 1].Ms : 3 * 86_400_000;
            if (steps[i].State?.Trading == TradingState.Open) open += Math.Max(0, Math.Min(end, to) - Math.Max(steps[i].Ms, from));
        }
        return TimeSpan.FromMilliseconds(open);
    }

    private static DateTime At(string clock) => T0 + (clock.Contains(':') ? TimeSpan.Parse(clock, System.Globalization.CultureInfo.InvariantCulture) : TimeSpan.FromHours(int.Parse(clock, System.Globalization.CultureInfo.InvariantCulture)));

    private static List<LedgerDay> Days(int days, params (TimeSpan At, RecordedOutlet State)[] steps) => Ledgers.Play([.. steps.Select(s => ((int)s.At.TotalMilliseconds, 1, (RecordedOutlet?)s.State))], days);

    private static Availability Sum(IReadOnlyList<LedgerDay> days, DateTime from, DateTime to, params Mute[] windows) => Availability.Of(OutletInterval.Of(days, Code, from, to), Profile, windows);
}
