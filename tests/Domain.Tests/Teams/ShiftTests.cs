using CsCheck;
using NodaTime;
using Twin.Domain.Teams;
using static Twin.Domain.Tests.Documents.Doc;

namespace Twin.Domain.Tests.Teams;

public class ShiftTests
{
    private const string DayAndNight = """[{"people":["a"],"days":"mon-sun","from":"21:00","to":"09:00"},{"people":["b"],"days":"mon-sun","from":"09:00","to":"21:00"}]""";

    private static string On(Team team, string utc) => string.Concat(team.People.Where(p => team.IsOnShift(p, Utc(utc))).Select(p => p.Id));

    [Fact]
    public void Without_shifts_everyone_is_on_always()
    {
        var team = Crew.Of("[]");
        Assert.Equal("abc", On(team, "2026-11-23T19:00Z"));
        Assert.Null(team.NextShiftChange(Utc("2026-11-23T19:00Z")));
    }

    [Theory]
    [InlineData("2026-11-23T00:59:59Z", "a")] // 08:59:59 in Shanghai
    [InlineData("2026-11-23T01:00Z", "b")] // the hand-over belongs to whoever comes
    [InlineData("2026-11-23T12:59:59Z", "b")]
    [InlineData("2026-11-23T13:00Z", "a")]
    [InlineData("2026-11-23T16:30Z", "a")] // past midnight
    public void Someone_no_shift_names_is_never_on_while_others_have_shifts(string utc, string expected) => Assert.Equal(expected, On(Crew.Of(DayAndNight), utc));

    [Theory]
    [InlineData("2026-11-27T12:59Z", "")] // Friday 20:59
    [InlineData("2026-11-27T13:00Z", "a")]
    [InlineData("2026-11-27T20:00Z", "a")] // Saturday 04:00 is still Friday's shift
    [InlineData("2026-11-28T01:00Z", "")] // Saturday 09:00
    [InlineData("2026-11-28T20:00Z", "")] // Sunday 04:00: Saturday has none
    public void A_shift_across_midnight_belongs_to_the_day_it_starts_on(string utc, string expected) =>
        Assert.Equal(expected, On(Crew.Of("""[{"people":["a"],"days":"fri","from":"21:00","to":"09:00"}]"""), utc));

    [Theory]
    [InlineData("Europe/Berlin", "2027-03-27T07:59:59Z", "a", "2027-03-27T08:00Z")] // the day before: 09:00 is 08:00 UTC
    [InlineData("Europe/Berlin", "2027-03-28T06:59:59Z", "a", "2027-03-28T07:00Z")] // clocks went forward at 01:00 UTC: 09:00 is 07:00 UTC
    [InlineData("Europe/Berlin", "2027-03-28T07:00Z", "b", "2027-03-28T19:00Z")]
    [InlineData("Europe/Berlin", "2027-10-31T07:59:59Z", "a", "2027-10-31T08:00Z")] // and back
    [InlineData("Asia/Shanghai", "2027-03-28T00:59:59Z", "a", "2027-03-28T01:00Z")]
    public void A_hand_over_at_nine_stays_at_nine_when_the_clocks_change(string zone, string utc, string on, string next)
    {
        var team = Crew.Of(DayAndNight, zone);
        Assert.Equal(on, On(team, utc));
        Assert.Equal(Utc(next), team.NextShiftChange(Utc(utc)));
    }

    [Theory]
    [InlineData("2027-03-28T01:29Z", "a")] // 02:30 is skipped; the hand-over is moved to 03:30, for both
    [InlineData("2027-03-28T01:30Z", "b")]
    [InlineData("2027-10-31T00:29Z", "a")]
    [InlineData("2027-10-31T00:30Z", "ab")] // 02:30 happens twice: both are on until the second
    [InlineData("2027-10-31T01:29Z", "ab")]
    [InlineData("2027-10-31T01:30Z", "b")]
    public void A_hand_over_the_clocks_skip_or_repeat_leaves_no_gap(string utc, string expected) => Assert.Equal(expected, On(Crew.Of(
        """[{"people":["a"],"days":"mon-sun","from":"14:30","to":"02:30"},{"people":["b"],"days":"mon-sun","from":"02:30","to":"14:30"}]""", "Europe/Berlin"), utc));

    [Fact]
    public void A_shift_that_goes_on_with_the_next_is_no_change()
    {
        var team = Crew.Of("""[{"people":["a"],"days":"mon","from":"00:00","to":"24:00"},{"people":["a"],"days":"tue","from":"00:00","to":"12:00"}]""");
        Assert.Equal(Utc("2026-11-24T04:00Z"), team.NextShiftChange(Utc("2026-11-22T20:00Z")));
        Assert.Null(Crew.Of("""[{"people":["a"],"days":"mon-sun","from":"00:00","to":"24:00"}]""").NextShiftChange(Utc("2026-11-22T20:00Z")));
    }

    // The local clock alone says who is on, but for the hours in which it jumps.
    [Fact]
    public void Whoever_the_local_clock_names_is_on_and_changes_come_when_they_are_said_to() =>
        Gen.Select(Gen.Int[0, 23], Gen.Int[1, 23], Gen.Int[0, 6], Gen.Int[0, 24 * 60]).Sample((from, hours, day, minute) =>
        {
            var to = (from + hours) % 24;
            var name = new[] { "mon", "tue", "wed", "thu", "fri", "sat", "sun" }[day];
            var team = Crew.Of($$"""[{"people":["a"],"days":"{{name}}","from":"{{from:D2}}:00","to":"{{to:D2}}:00"}]""", "Europe/Berlin");
            var start = Instant.FromUtc(2027, 1, 4, 0, 0).Plus(Duration.FromMinutes(minute * 7));
            var local = start.InZone(DateTimeZoneProviders.Tzdb["Europe/Berlin"]).LocalDateTime;
            var intoWeek = (((int)local.DayOfWeek - 1 - day) * 24 * 60 + local.Hour * 60 + local.Minute - from * 60 + 14 * 24 * 60) % (7 * 24 * 60);
            var utc = start.ToDateTimeUtc();
            Assert.Equal(intoWeek < hours * 60, team.IsOnShift("a", utc));
            var next = team.NextShiftChange(utc)!.Value;
            Assert.Equal(team.IsOnShift("a", utc), team.IsOnShift("a", next.AddTicks(-1)));
            Assert.NotEqual(team.IsOnShift("a", utc), team.IsOnShift("a", next));
        }, iter: 300);
}
