using CsCheck;
using Twin.Domain.Calendars;
using Twin.Domain.History;
using Twin.Domain.Network;

namespace Twin.Domain.Tests.History;

public class LedgerDayTests
{
    private static readonly OutletCode Code = Ledgers.Codes[1];
    private static readonly RecordedOutlet Ok = new() { Status = OutletStatus.Ok, Since = Ledgers.Start, Trading = TradingState.Open };

    [Fact]
    public void What_is_read_says_what_was_written_and_goes_on_from_there() => Gen.Select(Ledgers.Script(), Ledgers.Script()).Sample((before, after) =>
    {
        var whole = Ledgers.Play(before, 1)[0];
        var cut = LedgerDay.Read(whole.Write());
        foreach (var (_, outlet, state) in after) Assert.Equal(whole.Add(whole.End, Ledgers.Codes[outlet], state), cut.Add(cut.End, Ledgers.Codes[outlet], state));
        Assert.Equal(whole.Write(), cut.Write());
        var read = LedgerDay.Read(cut.Write());
        Assert.Equal((whole.Date, whole.Until), (read.Date, read.Until));
        foreach (var code in Ledgers.Codes)
        {
            AssertSame(whole.Steps(code), read.Steps(code));
            Assert.True(Same(whole.Last(code), read.Last(code)));
        }
    });

    [Fact]
    public void The_state_at_any_time_is_the_last_one_told_before_it() => Gen.Select(Ledgers.Script(3), Gen.Int[0, (3 * 86_400_000) - 1]).Sample((script, ms) =>
    {
        var at = Ledgers.Start.AddMilliseconds(ms);
        var day = Ledgers.Play(script, 3).Single(d => d.Start <= at && at < d.End);
        for (var outlet = 0; outlet < Ledgers.Codes.Length; outlet++)
            Assert.True(Same(script.LastOrDefault(s => s.Outlet == outlet && s.Ms <= ms).State, day.StateAt(Ledgers.Codes[outlet], at)));
    });

    [Fact]
    public void Whatever_is_done_to_its_bytes_a_day_is_read_or_refused_and_nothing_else() => Gen.Select(Ledgers.Script(), Gen.Int[0, 10_000], Gen.Byte, Gen.Bool).Sample((script, place, with, cut) =>
    {
        var bytes = Ledgers.Play(script, 1)[0].Write();
        place %= bytes.Length;
        if (cut) bytes = bytes[..place];
        else bytes[place] = with;
        try
        {
            var day = LedgerDay.Read(bytes);
            foreach (var code in day.Outlets) _ = day.Steps(code).Count();
        }
        catch (InvalidDataException)
        {
        }
    });

    [Theory]
    [InlineData("", "empty")]
    [InlineData("02", "another version")]
    [InlineData("01FFFFFFFFFF0F", "a day beyond the end of time")]
    public void What_is_no_day_is_refused(string hex, string _) => Assert.Throws<InvalidDataException>(() => LedgerDay.Read(Convert.FromHexString(hex)));

    [Fact]
    public void Every_cut_of_a_day_is_refused()
    {
        var day = new LedgerDay(Ledgers.Date);
        day.Add(day.Start, Code, Ok);
        day.Add(day.Start.AddHours(1), Code, Ok with { Status = OutletStatus.Down, Cause = new(DeviceId.Parse("l1"), "line-down") });
        var bytes = day.Write();
        for (var length = 0; length < bytes.Length; length++) Assert.Throws<InvalidDataException>(() => LedgerDay.Read(bytes.AsMemory(0, length)));
        Assert.Throws<InvalidDataException>(() => LedgerDay.Read((byte[])[.. bytes, 0]));
    }

    [Fact]
    public void What_is_said_already_is_not_written_again()
    {
        var day = new LedgerDay(Ledgers.Date);
        Assert.True(day.Add(day.Start, Code, Ok));
        var length = day.Write().Length;
        Assert.False(day.Add(day.Start.AddHours(1), Code, Ok with { Devices = [] }));
        Assert.False(day.Add(day.Start.AddHours(1), Ledgers.Codes[0], null));
        Assert.Equal(length, day.Write().Length);
    }

    [Fact]
    public void A_change_that_comes_with_an_earlier_time_than_the_last_one_takes_the_last_ones()
    {
        var day = new LedgerDay(Ledgers.Date);
        day.Add(day.Start.AddHours(2), Code, Ok);
        day.Add(day.Start.AddHours(1), Code, Ok with { Status = OutletStatus.Down });
        Assert.Equal([day.Start.AddHours(2), day.Start.AddHours(2)], day.Steps(Code).Select(s => s.At));
    }

    [Fact]
    public void After_the_last_look_nothing_is_known_but_what_the_calendar_said()
    {
        var day = new LedgerDay(Ledgers.Date);
        day.Add(day.Start, Code, Ok);
        day.Until = day.Start.AddHours(3);
        Assert.Equal(OutletStatus.Ok, day.StateAt(Code, day.Start.AddHours(3))!.Status);
        var after = day.StateAt(Code, day.Start.AddHours(4))!;
        Assert.Equal((OutletStatus.Unknown, TradingState.Open, false, day.Start.AddHours(3)), (after.Status, after.Trading, after.Observed, after.Since));
    }

    [Fact]
    public void A_change_of_status_with_its_cause_takes_a_dozen_bytes()
    {
        var day = new LedgerDay(Ledgers.Date);
        var up = Ok with { Devices = [new(DeviceId.Parse("l1"), DeviceKind.Line, DeviceStatus.Online, null), new(DeviceId.Parse("t1"), DeviceKind.Terminal, DeviceStatus.Online, null)] };
        for (var hour = 0; hour < 23; hour++)
        {
            var at = day.Start.AddHours(hour).AddMilliseconds(hour * 977);
            day.Add(at, Code, hour % 2 == 0
                ? up with { Since = at }
                : up with { Status = OutletStatus.Down, Since = at, Cause = new(DeviceId.Parse("l1"), "line-down"), Devices = [up.Devices[0] with { Status = DeviceStatus.Offline, Rule = "line-down" }, up.Devices[1]] });
        }
        Assert.InRange(day.Write().Length, 100, 100 + (23 * 13));
    }

    private static bool Same(RecordedOutlet? a, RecordedOutlet? b) => a is null ? b is null : b is not null && a.SaysTheSameAs(b);

    private static void AssertSame(IEnumerable<LedgerStep> a, IEnumerable<LedgerStep> b)
    {
        Assert.Equal(a.Count(), b.Count());
        foreach (var (one, other) in a.Zip(b)) Assert.True(one.At == other.At && Same(one.State, other.State));
    }
}
