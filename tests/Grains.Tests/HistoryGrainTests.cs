using Twin.Domain.Calendars;
using Twin.Domain.History;
using Twin.Domain.Network;
using Twin.Domain.Readings;
using Twin.Grains.History;
using Twin.Grains.Network;

namespace Twin.Grains.Tests;

public sealed class HistoryGrainTests : IAsyncLifetime
{
    private const string Today = "y-320812-20261123";

    private static readonly DateOnly Date = new(2026, 11, 23);

    private Network _network = null!;

    private IDistrictGrain District => _network.Grains.District(Network.District);
    private IDistrictHistoryGrain History => _network.Grains.History(Network.District);
    private DateTime Now => _network.Time.GetUtcNow().UtcDateTime;

    public async ValueTask InitializeAsync()
    {
        _network = await Network.Build();
        await _network.Rules("version: 1\nrules:\n  - {id: broken, device: terminal, when: x > 1, severity: critical}\n  - {id: worn, device: terminal, when: y > 1, severity: minor}\n");
    }

    public async ValueTask DisposeAsync() => await _network.DisposeAsync();

    [Fact]
    public async Task A_change_is_recorded_with_its_time_and_cause_and_stored_within_a_second_or_so()
    {
        await Healthy();
        var at = Now;
        await Report("x", 2);
        await Until(day => day.Last(Network.Code) is { Status: OutletStatus.Down });
        var state = (await Read()).StateAt(Network.Code, at)!;
        Assert.Equal((OutletStatus.Down, at, TradingState.Open, new RecordedCause(DeviceId.Parse("t1"), "broken")), (state.Status, state.Since, state.Trading!.Value, state.Cause));
        Assert.Equal("broken", Assert.Single(state.Devices).Rule);
        Assert.Equal(OutletStatus.Ok, (await Read()).StateAt(Network.Code, at.AddMilliseconds(-1))!.Status);

        var writes = _network.Storage.Writes(Today);
        await Pass(TimeSpan.FromSeconds(2));
        Assert.InRange(_network.Storage.Writes(Today), writes, writes + 2);
        await Pass(TimeSpan.FromSeconds(5));
        Assert.InRange(_network.Storage.Writes(Today), writes, writes + 2);
    }

    [Fact]
    public async Task What_cannot_be_stored_is_stored_with_the_next_attempt()
    {
        await Healthy();
        await Pass(TimeSpan.FromSeconds(2));
        _network.Storage.Refuse(Today, 2);
        var at = Now;
        await Report("x", 2);
        await Pass(TimeSpan.FromSeconds(5));
        await _network.Crash(History);
        Assert.Equal(OutletStatus.Down, (await Read()).StateAt(Network.Code, at)!.Status);
    }

    [Fact]
    public async Task What_a_crash_kept_from_being_stored_is_found_again_with_its_time()
    {
        await Healthy();
        await Pass(TimeSpan.FromSeconds(2));
        _network.Storage.Refuse(Today, int.MaxValue);
        var at = Now;
        await Report("x", 2);
        await Pass(TimeSpan.FromSeconds(5));
        await Crash();
        _network.Storage.Refuse(Today, 0);
        await Pass(TimeSpan.FromSeconds(30));
        await Until(day => day.Last(Network.Code) is { Status: OutletStatus.Down });
        var day = await Read();
        Assert.Equal((OutletStatus.Ok, OutletStatus.Down), (day.StateAt(Network.Code, at.AddMilliseconds(-1))!.Status, day.StateAt(Network.Code, at)!.Status));
        Assert.All(day.Steps(Network.Code), s => Assert.True(s.State!.Observed));
    }

    [Fact]
    public async Task Time_in_which_nobody_looked_is_unknown_and_its_opening_hours_are_the_calendars()
    {
        await _network.Outlet.Put(Network.Profile("t1") with { Calendar = "standard" }, WriteCondition.None);
        await Report("x", 0);
        await Until(day => day.Last(Network.Code) is { Status: OutletStatus.Ok });
        await Pass(TimeSpan.FromSeconds(2));
        await Crash();
        var left = Now;
        _network.Time.Step += TimeSpan.FromHours(12); // 22:00 in Shanghai
        await Until(day => day.Last(Network.Code) is { Observed: true } && day.Until > left.AddHours(11));

        var day = await Read();
        Assert.Equal(OutletStatus.Unknown, day.StateAt(Network.Code, left.AddSeconds(5))!.Status);
        Assert.Equal((OutletStatus.Unknown, TradingState.SalesStopped), (day.StateAt(Network.Code, At("13:05"))!.Status, day.StateAt(Network.Code, At("13:05"))!.Trading));
        var closed = day.StateAt(Network.Code, At("13:30"))!;
        Assert.Equal((OutletStatus.Closed, TradingState.Closed, false), (closed.Status, closed.Trading!.Value, closed.Observed));
        Assert.True(day.Last(Network.Code)!.Observed);

        var sum = Availability.Of(OutletInterval.Of([day], Network.Code, Now.Date, Now), Network.Profile("t1"), []);
        Assert.InRange(sum.Unknown, TimeSpan.FromHours(11.2), TimeSpan.FromHours(11.34)); // 10:00 to 21:30 less ten minutes
        Assert.True(sum.Up < TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_process_that_stood_still_for_hours_saw_nothing_of_them()
    {
        await Healthy();
        await Pass(TimeSpan.FromSeconds(2));
        var left = Now;
        _network.Time.Step += TimeSpan.FromHours(3);
        await Until(day => day.Last(Network.Code) is { Observed: true } && day.Steps(Network.Code).Any(s => !s.State!.Observed));
        var day = await Read();
        Assert.False(day.StateAt(Network.Code, left.AddHours(1.5))!.Observed);
        Assert.True(day.StateAt(Network.Code, Now)!.Observed);
    }

    [Fact]
    public async Task A_restart_of_less_than_two_minutes_leaves_no_mark()
    {
        await Healthy();
        await Pass(TimeSpan.FromSeconds(2));
        await Crash();
        _network.Time.Step += TimeSpan.FromSeconds(90);
        await Pass(TimeSpan.FromSeconds(5));
        var day = await Read();
        Assert.All(day.Steps(Network.Code), s => Assert.True(s.State!.Observed));
        Assert.Equal(OutletStatus.Ok, day.Last(Network.Code)!.Status);
    }

    [Fact]
    public async Task A_new_day_begins_with_what_the_old_one_ended_with_and_both_are_kept()
    {
        await Healthy();
        await Pass(TimeSpan.FromSeconds(2));
        await Crash();
        _network.Time.Step = Date.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) - Now - TimeSpan.FromSeconds(70);
        await Until(day => day.Last(Network.Code) is { Observed: true });
        await Report("y", 2);
        await Pass(TimeSpan.FromSeconds(90));
        var past = await History.Days(Date, Date.AddDays(1));
        var days = past.Days.Select(b => LedgerDay.Read(b)).ToArray();
        Assert.Equal([Date, Date.AddDays(1)], days.Select(d => d.Date));
        Assert.Equal(days[0].End, days[0].Until);
        Assert.Equal(OutletStatus.Degraded, days[0].Last(Network.Code)!.Status);
        Assert.Equal(OutletStatus.Degraded, days[1].StateAt(Network.Code, days[1].Start)!.Status);
        Assert.Contains("\"packed\":true", _network.Storage.Stored(Today), StringComparison.Ordinal);
        Assert.NotNull(_network.Storage.Stored("y-320812-20261124"));
    }

    [Fact]
    public async Task Days_older_than_are_kept_are_deleted_and_a_long_absence_leaves_no_hole()
    {
        await Healthy();
        await Pass(TimeSpan.FromSeconds(2));
        await Crash();
        _network.Time.Step += TimeSpan.FromDays(403);
        var today = Date.AddDays(403);
        await Until(day => day.Last(Network.Code) is { Observed: true }, today);
        Assert.Equal(401, _network.Storage.Keys.Count(k => k.StartsWith("y-", StringComparison.Ordinal)));
        Assert.Null(_network.Storage.Stored(Today));
        var past = await History.Days(Date, today);
        Assert.Equal((401, LedgerDay.StartOf(today.AddDays(-400))), (past.Days.Length, past.Began));
    }

    [Fact]
    public async Task An_outlet_that_is_deleted_stays_in_the_past()
    {
        await Healthy();
        await Pass(TimeSpan.FromSeconds(2));
        var at = Now;
        await Pass(TimeSpan.FromSeconds(1));
        await _network.Outlet.Delete(WriteCondition.None);
        await Until(day => day.Last(Network.Code) is null);
        Assert.Equal(OutletStatus.Ok, (await Read()).StateAt(Network.Code, at)!.Status);
    }

    [Fact]
    public async Task An_outlet_deleted_while_its_history_slept_is_gone_from_it_when_it_wakes()
    {
        await Healthy();
        await Pass(TimeSpan.FromSeconds(2));
        _network.Storage.Refuse(Today, int.MaxValue);
        await _network.Outlet.Delete(WriteCondition.None);
        await Pass(TimeSpan.FromSeconds(2));
        await _network.Crash(History, District);
        _network.Storage.Refuse(Today, 0);
        var other = OutletCode.Parse("3208000001");
        await _network.Grains.Outlet(other).Put(Network.Profile("t1") with { Code = other }, WriteCondition.None);
        await Until(day => day.Outlets.Contains(other) && day.Last(Network.Code) is null);
    }

    [Fact]
    public async Task Opening_and_closing_count_from_when_the_calendar_says()
    {
        await _network.Outlet.Put(Network.Profile("t1") with { Calendar = "standard" }, WriteCondition.None);
        await Report("x", 0);
        await Until(day => day.Last(Network.Code) is { Status: OutletStatus.Ok });
        await Crash();
        _network.Time.Step = At("12:58:20.3") - Network.Start.UtcDateTime;
        await Until(day => day.Last(Network.Code) is { Observed: true });
        await Pass(TimeSpan.FromMinutes(4));
        Assert.Contains((await Read()).Steps(Network.Code), s => s.At == At("13:00") && s.State is { Trading: TradingState.SalesStopped, Observed: true });
    }

    private static DateTime At(string clock) => LedgerDay.StartOf(Date) + TimeSpan.Parse(clock, System.Globalization.CultureInfo.InvariantCulture);

    private async Task Healthy()
    {
        await _network.Register("t1");
        await Report("x", 0);
        await Until(day => day.Last(Network.Code) is { Status: OutletStatus.Ok });
        await Pass(TimeSpan.FromSeconds(1));
    }

    /// <summary>Returns when the outlet has been told too, before time goes on.</summary>
    private async Task Report(string name, double value)
    {
        await _network.Terminal.Apply(_network.Reading((name, Value.Of(value))));
        await _network.Quiet();
    }

    private Task Crash() => _network.Crash(History, District, _network.Outlet, _network.Terminal);

    private async Task<LedgerDay> Read(DateOnly? date = null) => LedgerDay.Read((await History.Days(date ?? Date, date ?? Date)).Days.Single());

    private async Task Until(Func<LedgerDay, bool> wanted, DateOnly? date = null)
    {
        for (var i = 0; i < 200; i++)
        {
            await Pass(TimeSpan.FromMilliseconds(50));
            var past = await History.Days(date ?? Date, date ?? Date);
            if (past.Days is [var day] && wanted(LedgerDay.Read(day))) return;
        }
        Assert.Fail("The ledger never said so.");
    }

    /// <summary>Lets time pass in small steps, with the district and its history doing what is due.</summary>
    private async Task Pass(TimeSpan time)
    {
        var step = time > TimeSpan.FromSeconds(10) ? TimeSpan.FromSeconds(1) : TimeSpan.FromMilliseconds(50);
        for (var left = time; left > TimeSpan.Zero; left -= step)
        {
            _network.Time.Advance(step);
            await District.Watch(devices: true, cluster: 0);
            await _network.Outlet.Read();
            // Not interleaved, so that it comes after what the timer began.
            await History.Watch(default);
            await History.Days(Date, Date);
        }
    }
}
