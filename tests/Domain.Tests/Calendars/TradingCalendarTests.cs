using Twin.Domain.Calendars;
using Twin.Domain.Documents;
using Twin.Domain.Tests.Documents;
using static Twin.Domain.Tests.Documents.Doc;

namespace Twin.Domain.Tests.Calendars;

public class TradingCalendarTests
{
    private static TradingCalendar Read(string json)
    {
        var faults = new List<DocFault>();
        var calendar = TradingCalendar.Read("test", Of(json), faults);
        Assert.Empty(faults);
        return calendar!;
    }

    private static void AssertInterval(TradingCalendar calendar, string at, string start, string end, TradingState state)
    {
        var interval = calendar.At(Utc(at));
        Assert.Equal(new(Utc(start), Utc(end), state), interval);
        Assert.Equal(DateTimeKind.Utc, interval.Start.Kind);
        Assert.Equal(DateTimeKind.Utc, interval.End.Kind);
    }

    [Theory]
    [InlineData("2026-11-22T20:00Z", "2026-11-22T14:00Z", "2026-11-23T00:30Z", TradingState.Closed)] // Sunday night
    [InlineData("2026-11-23T00:30Z", "2026-11-23T00:30Z", "2026-11-23T13:00Z", TradingState.Open)] // Monday, a draw day
    [InlineData("2026-11-23T13:09:59Z", "2026-11-23T13:00Z", "2026-11-23T13:10Z", TradingState.SalesStopped)]
    [InlineData("2026-11-23T13:10Z", "2026-11-23T13:10Z", "2026-11-23T13:30Z", TradingState.Open)]
    [InlineData("2026-11-24T13:05Z", "2026-11-24T00:30Z", "2026-11-24T13:30Z", TradingState.Open)] // Tuesday, no draw
    [InlineData("2026-11-28T13:30Z", "2026-11-28T13:10Z", "2026-11-28T14:00Z", TradingState.Open)] // Saturday
    public void The_standard_calendar_keeps_the_hours_of_Jiangsu(string at, string start, string end, TradingState state) =>
        AssertInterval(TradingCalendar.Standard, at, start, end, state);

    [Theory]
    [InlineData("2026-11-23T13:05Z")]
    [InlineData("0001-01-01T00:00Z")]
    [InlineData("9999-12-31T23:59Z")]
    public void The_always_calendar_never_changes(string at) =>
        Assert.Equal(new(DateTime.MinValue, DateTime.MaxValue, TradingState.Open), TradingCalendar.Always.At(Utc(at)));

    [Fact]
    public void The_built_in_calendars_have_their_ids_and_zone()
    {
        Assert.Equal(("always", "standard"), (TradingCalendar.Always.Id, TradingCalendar.Standard.Id));
        Assert.Equal("Asia/Shanghai", TradingCalendar.Standard.TimeZone);
    }

    [Fact]
    public void A_calendar_without_a_zone_means_Shanghai() => Assert.Equal("Asia/Shanghai", Read("""{"weekly":{"mon":["08:00-12:00"]}}""").TimeZone);

    [Fact]
    public void Days_that_are_not_listed_are_closed() =>
        AssertInterval(Read("""{"timeZone":"UTC","weekly":{"mon":["08:00-12:00"]}}"""), "2026-11-25T00:00Z", "2026-11-23T12:00Z", "2026-11-30T08:00Z", TradingState.Closed);

    [Fact]
    public void A_calendar_with_no_hours_at_all_is_closed_for_ever() =>
        Assert.Equal(new(DateTime.MinValue, DateTime.MaxValue, TradingState.Closed), Read("""{"weekly":{}}""").At(Utc("2026-11-23T00:00Z")));

    [Fact]
    public void Hours_that_touch_or_overlap_are_one_interval() =>
        AssertInterval(Read("""{"timeZone":"UTC","weekly":{"mon":["08:00-12:00","11:00-15:00","15:00-16:00"]}}"""),
            "2026-11-23T11:30Z", "2026-11-23T08:00Z", "2026-11-23T16:00Z", TradingState.Open);

    [Fact]
    public void Days_up_to_24_00_join_the_next_day() =>
        AssertInterval(Read("""{"timeZone":"UTC","weekly":{"mon-tue":["00:00-24:00"]}}"""), "2026-11-23T12:00Z", "2026-11-23T00:00Z", "2026-11-25T00:00Z", TradingState.Open);

    [Fact]
    public void A_sales_stop_that_ends_at_24_00_meets_one_that_starts_the_next_day() =>
        AssertInterval(Read("""{"timeZone":"UTC","weekly":{"mon-sun":["00:00-24:00"]},"salesStops":[{"days":["mon"],"from":"23:00","to":"24:00"},{"days":"tue","from":"00:00","to":"01:00"}]}"""),
            "2026-11-24T00:00Z", "2026-11-23T23:00Z", "2026-11-24T01:00Z", TradingState.SalesStopped);

    [Fact]
    public void A_sales_stop_crosses_midnight_and_never_opens_a_closed_shop()
    {
        var calendar = Read("""{"timeZone":"UTC","weekly":{"mon":["18:00-02:00"]},"salesStops":[{"days":["mon"],"from":"23:00","to":"03:00"}]}""");
        AssertInterval(calendar, "2026-11-23T22:00Z", "2026-11-23T18:00Z", "2026-11-23T23:00Z", TradingState.Open);
        AssertInterval(calendar, "2026-11-24T01:59Z", "2026-11-23T23:00Z", "2026-11-24T02:00Z", TradingState.SalesStopped);
        AssertInterval(calendar, "2026-11-24T02:30Z", "2026-11-24T02:00Z", "2026-11-30T18:00Z", TradingState.Closed);
    }

    private const string Nights = """
        {"timeZone":"UTC","weekly":{"mon-sun":["18:00-02:00"]},
         "exceptions":[{"date":"2026-11-24","closed":true},{"date":"2026-11-26","hours":["10:00-12:00"]}]}
        """;

    [Fact]
    public void A_closed_date_keeps_the_tail_of_the_evening_before()
    {
        AssertInterval(Read(Nights), "2026-11-24T01:00Z", "2026-11-23T18:00Z", "2026-11-24T02:00Z", TradingState.Open);
        AssertInterval(Read(Nights), "2026-11-24T20:00Z", "2026-11-24T02:00Z", "2026-11-25T18:00Z", TradingState.Closed);
    }

    [Fact]
    public void Hours_of_a_date_replace_those_that_start_on_it()
    {
        AssertInterval(Read(Nights), "2026-11-26T01:00Z", "2026-11-25T18:00Z", "2026-11-26T02:00Z", TradingState.Open);
        AssertInterval(Read(Nights), "2026-11-26T11:00Z", "2026-11-26T10:00Z", "2026-11-26T12:00Z", TradingState.Open);
        AssertInterval(Read(Nights), "2026-11-27T01:00Z", "2026-11-26T12:00Z", "2026-11-27T18:00Z", TradingState.Closed);
    }

    [Fact]
    public void A_shop_closed_for_ten_weeks_is_closed_in_one_interval()
    {
        var dates = string.Join(',', Enumerable.Range(0, 70).Select(day => $$"""{"date":"{{Utc("2026-11-23").AddDays(day):yyyy-MM-dd}}","closed":true}"""));
        AssertInterval(Read($$"""{"timeZone":"UTC","weekly":{"mon-sun":["08:00-20:00"]},"exceptions":[{{dates}}]}"""),
            "2026-12-24T12:00Z", "2026-11-22T20:00Z", "2027-02-01T08:00Z", TradingState.Closed);
    }

    [Fact]
    public void A_single_date_is_found_from_decades_away_on_both_sides()
    {
        var calendar = Read("""{"timeZone":"UTC","weekly":{},"exceptions":[{"date":"2026-11-24","hours":["23:00-23:30"]},{"date":"2099-01-01","hours":["08:00-09:00"]}]}""");
        AssertInterval(calendar, "2050-01-01T00:00Z", "2026-11-24T23:30Z", "2099-01-01T08:00Z", TradingState.Closed);
        Assert.Equal(new(DateTime.MinValue, Utc("2026-11-24T23:00Z"), TradingState.Closed), calendar.At(Utc("1950-01-01")));
        Assert.Equal(new(Utc("2099-01-01T09:00Z"), DateTime.MaxValue, TradingState.Closed), calendar.At(Utc("9000-01-01")));
    }

    [Theory]
    [InlineData("2026-03-28T12:00Z", "2026-03-28T08:00Z", "2026-03-28T17:00Z")] // Saturday, CET: 09:00 to 18:00
    [InlineData("2026-03-29T12:00Z", "2026-03-29T07:00Z", "2026-03-29T16:00Z")] // Sunday, CEST
    [InlineData("2026-10-24T12:00Z", "2026-10-24T07:00Z", "2026-10-24T16:00Z")]
    [InlineData("2026-10-25T12:00Z", "2026-10-25T08:00Z", "2026-10-25T17:00Z")]
    public void Hours_follow_the_clocks_of_Berlin(string at, string start, string end) =>
        AssertInterval(Read("""{"timeZone":"Europe/Berlin","weekly":{"mon-sun":["09:00-18:00"]}}"""), at, start, end, TradingState.Open);

    [Theory]
    [InlineData("2026-03-08T06:00Z", "2026-03-08T01:00Z", "2026-03-08T08:00Z")] // 20:00 EST to 04:00 EDT: seven hours
    [InlineData("2026-11-01T06:00Z", "2026-11-01T00:00Z", "2026-11-01T09:00Z")] // 20:00 EDT to 04:00 EST: nine hours
    public void A_night_in_New_York_is_an_hour_shorter_in_March_and_longer_in_November(string at, string start, string end) =>
        AssertInterval(Read("""{"timeZone":"America/New_York","weekly":{"mon-sun":["20:00-04:00"]}}"""), at, start, end, TradingState.Open);

    [Theory]
    [InlineData("02:30-06:00", "2026-03-29T02:00Z", "2026-03-29T01:30Z", "2026-03-29T04:00Z")] // a start that is skipped moves on an hour: 03:30 CEST
    [InlineData("00:00-02:30", "2026-03-29T00:30Z", "2026-03-28T23:00Z", "2026-03-29T01:30Z")] // and so does an end
    [InlineData("02:30-06:00", "2026-10-25T02:00Z", "2026-10-25T00:30Z", "2026-10-25T05:00Z")] // a start that comes twice is the first
    [InlineData("00:00-02:30", "2026-10-25T00:00Z", "2026-10-24T22:00Z", "2026-10-25T01:30Z")] // an end that comes twice is the second
    public void Hours_that_the_clocks_skip_or_repeat_are_read_leniently(string hours, string at, string start, string end) =>
        AssertInterval(Read("""{"timeZone":"Europe/Berlin","weekly":{"sun":["HOURS"]}}""".Replace("HOURS", hours, StringComparison.Ordinal)), at, start, end, TradingState.Open);

    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("America/New_York")]
    public void A_shop_open_around_the_clock_stays_open_when_the_clocks_change(string zone)
    {
        var calendar = Read("""{"timeZone":"ZONE","weekly":{"mon-sun":["00:00-03:10","02:50-24:00"]}}""".Replace("ZONE", zone, StringComparison.Ordinal));
        Assert.Equal(new(DateTime.MinValue, DateTime.MaxValue, TradingState.Open), calendar.At(Utc("2026-03-29T01:15Z")));
    }

    [Fact]
    public void A_weekly_closure_that_falls_into_a_skipped_hour_is_followed_by_the_next_weeks()
    {
        var calendar = Read("""{"timeZone":"Europe/Berlin","weekly":{"mon-sat":["00:00-24:00"],"sun":["00:00-02:10","02:50-24:00"]}}""");
        Assert.Equal(Utc("2026-03-22T01:50Z"), calendar.At(Utc("2026-03-22T12:00Z")).Start);
        // On the 29th the closure is 03:10 to 03:50, moved on by the hour that is skipped.
        AssertInterval(calendar, "2026-03-29T01:20Z", "2026-03-29T01:10Z", "2026-03-29T01:50Z", TradingState.Closed);
    }

    [Theory]
    [InlineData("0001-01-01T00:00Z")]
    [InlineData("0001-02-28T23:59Z")]
    [InlineData("0001-03-01T00:00Z")]
    [InlineData("9999-11-01T00:00Z")]
    [InlineData("9999-12-31T23:59Z")]
    public void The_ends_of_time_are_in_an_interval_too(string at) =>
        Assert.True(Read("""{"timeZone":"UTC","weekly":{"mon-sun":["00:00-12:00"]}}""").At(Utc(at)).Contains(Utc(at)));

    [Fact]
    public void A_date_that_a_zone_skipped_is_no_obstacle()
    {
        var calendar = Read("""{"timeZone":"Pacific/Apia","weekly":{"mon-sun":["09:00-17:00"]}}""");
        for (var at = Utc("2011-12-28"); at < Utc("2012-01-02"); at = calendar.At(at).End)
            Assert.True(calendar.At(at).Contains(at));
    }

    [Fact]
    public void Asking_again_on_either_side_of_opening_time_allocates_nothing()
    {
        // A calendar of its own: other tests ask the standard one about other times meanwhile.
        var calendar = Read("""{"weekly":{"mon":["08:30-21:30"]}}""");
        var at = Utc("2026-11-23T00:30Z");
        calendar.At(at.AddTicks(-1));
        calendar.At(at);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) calendar.At(at.AddSeconds(i % 2 == 0 ? i : -i));
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Theory]
    [InlineData("standard", true)]
    [InlineData("a-1", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("Standard", false)]
    [InlineData("a_b", false)]
    public void A_calendar_id_is_lower_case_letters_digits_and_dashes(string? id, bool valid) => Assert.Equal(valid, TradingCalendar.IsId(id));

    [Theory]
    [InlineData("""[]""", " wrongType")]
    [InlineData("""{}""", "weekly required")]
    [InlineData("""{"weekly":[]}""", "weekly wrongType")]
    [InlineData("""{"weekly":{"mo":["08:00-12:00"]}}""", "weekly.mo unknownDay")]
    [InlineData("""{"weekly":{"Mon":["08:00-12:00"]}}""", "weekly.Mon unknownDay")]
    [InlineData("""{"weekly":{"mon-":["08:00-12:00"]}}""", "weekly.mon- unknownDay")]
    [InlineData("""{"weekly":{"":["08:00-12:00"]}}""", "weekly. unknownDay")]
    [InlineData("""{"weekly":{"mon-wed":[],"tue":[]}}""", "weekly.tue duplicate")]
    [InlineData("""{"weekly":{"mon,mon":[]}}""", "weekly.mon,mon duplicate")]
    [InlineData("""{"weekly":{"mon":"08:00-12:00"}}""", "weekly.mon wrongType")]
    [InlineData("""{"weekly":{"mon":null}}""", "weekly.mon wrongType")]
    [InlineData("""{"weekly":{"mon":[8]}}""", "weekly.mon[0] wrongType")]
    [InlineData("""{"weekly":{"mon":["all day"]}}""", "weekly.mon[0] invalidValue")]
    [InlineData("""{"weekly":{"mon":[""]}}""", "weekly.mon[0] invalidValue")]
    [InlineData("""{"weekly":{"mon":["08:00-"]}}""", "weekly.mon[0] invalidValue")]
    [InlineData("""{"weekly":{"mon":["8:00-12:00"]}}""", "weekly.mon[0] invalidValue")]
    [InlineData("""{"weekly":{"mon":["24:00-12:00"]}}""", "weekly.mon[0] invalidValue")]
    [InlineData("""{"weekly":{"mon":["08:00-24:01"]}}""", "weekly.mon[0] invalidValue")]
    [InlineData("""{"weekly":{"mon":["08:60-12:00"]}}""", "weekly.mon[0] invalidValue")]
    [InlineData("""{"weekly":{},"timeZone":"Asia/Nanjing"}""", "timeZone unknownZone")]
    [InlineData("""{"weekly":{},"timeZone":"asia/shanghai"}""", "timeZone unknownZone")]
    [InlineData("""{"weekly":{},"timeZone":8}""", "timeZone wrongType")]
    [InlineData("""{"weekly":{},"salesStops":[{"days":["mon"],"from":"21:00"}]}""", "salesStops[0].to required")]
    [InlineData("""{"weekly":{},"salesStops":[{"days":["mon"],"from":"24:00","to":"21:10"}]}""", "salesStops[0].from invalidValue")]
    [InlineData("""{"weekly":{},"salesStops":[{"days":["mon"],"from":21,"to":"21:10"}]}""", "salesStops[0].from wrongType")]
    [InlineData("""{"weekly":{},"salesStops":[{"days":[],"from":"21:00","to":"21:10"}]}""", "salesStops[0].days required")]
    [InlineData("""{"weekly":{},"salesStops":[{"days":["mon","mon-tue"],"from":"21:00","to":"21:10"}]}""", "salesStops[0].days[1] duplicate")]
    [InlineData("""{"weekly":{},"salesStops":[{"days":["fun"],"from":"21:00","to":"21:10"}]}""", "salesStops[0].days[0] unknownDay")]
    [InlineData("""{"weekly":{},"salesStops":[{"days":["mon"],"from":"21:00","to":"21:10","why":"draw"}]}""", "salesStops[0].why unknownField")]
    [InlineData("""{"weekly":{},"exceptions":[{"closed":true}]}""", "exceptions[0].date required")]
    [InlineData("""{"weekly":{},"exceptions":[{"date":"2027-02-30","closed":true}]}""", "exceptions[0].date invalidValue")]
    [InlineData("""{"weekly":{},"exceptions":[{"date":"20270217","closed":true}]}""", "exceptions[0].date invalidValue")]
    [InlineData("""{"weekly":{},"exceptions":[{"date":"0207-02-17","closed":true}]}""", "exceptions[0].date invalidValue")]
    [InlineData("""{"weekly":{},"exceptions":[{"date":"2027-02-17"}]}""", "exceptions[0].hours required")]
    [InlineData("""{"weekly":{},"exceptions":[{"date":"2027-02-17","closed":false}]}""", "exceptions[0].hours required")]
    [InlineData("""{"weekly":{},"exceptions":[{"date":"2027-02-17","hours":[]}]}""", "exceptions[0].hours required")]
    [InlineData("""{"weekly":{},"exceptions":[{"date":"2027-02-17","closed":true,"hours":["08:00-09:00"]}]}""", "exceptions[0].hours conflict")]
    [InlineData("""{"weekly":{},"exceptions":[{"date":"2027-02-17","closed":true},{"date":"2027-02-17","closed":true}]}""", "exceptions[1].date duplicate")]
    [InlineData("""{"weekly":{},"weekdays":{}}""", "weekdays unknownField")]
    public void What_is_wrong_with_a_calendar_is_named(string json, string fault)
    {
        var faults = new List<DocFault>();
        Assert.Null(TradingCalendar.Read("test", Of(json), faults));
        Assert.Equal([fault], faults.Said());
    }

    [Fact]
    public void All_faults_are_reported_at_once()
    {
        var faults = new List<DocFault>();
        TradingCalendar.Read("test", Of("""{"timeZone":"Mars","weekly":{"mon":["25:00-26:00"]},"exceptions":[{"date":"x"}],"more":1}"""), faults);
        string[] expected = ["exceptions[0].date invalidValue", "exceptions[0].hours required", "more unknownField", "timeZone unknownZone", "weekly.mon[0] invalidValue", "weekly.mon[0] invalidValue"];
        Assert.Equal(expected, faults.Said().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Faults_come_in_the_order_of_the_text()
    {
        var week = new DocMap(4, 1, [new("mon", 4, 3, new DocList(4, 9, [new DocText(4, 10, "25:00-26:00")]))]);
        var faults = new List<DocFault>();
        TradingCalendar.Read("test", new DocMap(1, 1, [new("more", 1, 1, new DocNull(1, 7)), new("weekly", 3, 1, week), new("timeZone", 9, 1, new DocText(9, 11, "Mars"))]), faults);
        Assert.Equal([1, 4, 4, 9], faults.Select(f => f.Line));
    }

    [Fact]
    public void A_fault_inside_a_text_points_at_the_time_that_is_wrong()
    {
        var hours = new DocText(3, 10, "08:00-25:00") { Content = (3, 11) };
        var week = new DocMap(3, 1, [new("mon", 3, 3, new DocList(3, 9, [hours]))]);
        var faults = new List<DocFault>();
        TradingCalendar.Read("test", new DocMap(1, 1, [new("weekly", 2, 1, week)]), faults);
        Assert.Equal((3, 17), (faults[0].Line, faults[0].Column));
    }
}
