using System.Text.Json;
using Twin.Domain.Calendars;
using Twin.Domain.Devices;
using Twin.Domain.Network;
using Twin.Domain.Readings;
using Twin.Domain.Rules;
using Twin.Domain.Tests.Rules;

namespace Twin.Domain.Tests.Devices;

public class DeviceTwinTests
{
    private static readonly (string, object?) Hold60 = ("hold", "60s");

    [Fact]
    public void A_hold_that_ends_between_two_readings_of_a_batch_ends_by_device_time()
    {
        var bench = new Bench(Books.One("x > 20", Hold60), at: 1000);
        bench.ReadAt(1000, 0, ("x", 25));
        bench.ReadAt(1000, 100, ("x", 5));
        Assert.Equal(["0 r pending ConditionMet", "60 r raised ConditionHeld", "100 r clear ClearHeld"], bench.Story());
    }

    [Fact]
    public void A_backlog_sent_after_an_outage_plays_out_as_if_live()
    {
        // Heard at 0, cut off, and at 600 everything measured meanwhile arrives: true at 10, false at 40. It never held for 60 s.
        var bench = new Bench(Books.One("x > 20", Hold60)).Read(0, ("x", 5)).RunTo(600);
        bench.ReadAt(600, 10, ("x", 25));
        bench.ReadAt(600, 40, ("x", 5));
        bench.ReadAt(600, 200, ("x", 25));
        bench.ReadAt(600, 300, ("x", 5));
        bench.RunTo(2000);
        Assert.Equal(["10 r pending ConditionMet", "40 r clear ConditionBroken", "200 r pending ConditionMet", "260 r raised ConditionHeld", "300 r clear ClearHeld"], bench.Story());
    }

    [Fact]
    public void A_backlog_that_ends_bad_is_raised_at_once()
    {
        var bench = new Bench(Books.One("x > 20", Hold60)).Read(0, ("x", 5)).RunTo(600);
        bench.ReadAt(600, 10, ("x", 25));
        Assert.True(bench.Twin.NextDeadline <= Bench.At(600));
        bench.RunTo(600);
        Assert.Equal(["10 r pending ConditionMet", "70 r raised ConditionHeld"], bench.Story());
    }

    [Fact]
    public void A_hold_that_runs_while_unknown_still_completes()
    {
        var bench = new Bench(Books.One("avg(x, 30s) > 20", Hold60)).Read(0, ("x", 25)).RunTo(1000);
        Assert.Equal(["0 r pending ConditionMet", "60 r raised ConditionHeld"], bench.Story());
    }

    [Fact]
    public void Clear_needs_when_to_be_false_as_well()
    {
        var bench = new Bench(Books.One("x > 20", ("clear", "y == true"))).Read(0, ("x", 25), ("y", true)).Read(1, ("y", true));
        Assert.Equal(RulePhase.Raised, bench.Phase);
        bench.Read(2, ("x", 5));
        Assert.Equal(RulePhase.Clear, bench.Phase);
    }

    [Fact]
    public void An_explicit_false_of_clear_breaks_the_clearing_hold()
    {
        var bench = new Bench(Books.One("x > 20", ("clear", "x < 10"), ("clearHold", "60s"))).Read(0, ("x", 25)).Read(10, ("x", 5)).Read(20, ("x", 15)).RunTo(200);
        Assert.Equal(["0 r raised ConditionHeld", "10 r clearing ClearMet", "20 r raised ConditionReturned"], bench.Story());
    }

    [Fact]
    public void A_repeat_is_a_duplicate_and_changes_nothing()
    {
        var bench = new Bench(Books.One("x > 20"));
        var reading = Bench.Reading(0, ("x", 25)) with { Seq = 7 };
        Assert.Equal(ReadingOutcome.Accepted, bench.Twin.Apply(reading, Bench.Open, bench.Now(0)));
        Assert.Equal(ReadingOutcome.Duplicate, bench.Twin.Apply(reading with { At = Bench.At(5) }, Bench.Open, bench.Now(5)));
        Assert.Equal((1, 1, Bench.At(0)), (bench.Twin.AcceptedCount, bench.Twin.DuplicateCount, bench.Twin.LastSeen));
    }

    [Theory]
    [InlineData(-30)]
    [InlineData(30)]
    public void A_step_of_the_wall_clock_shifts_no_hold_and_no_silence(int days)
    {
        var bench = new Bench(Books.Of(Books.Rule("hot", "x > 20", Hold60), Books.Rule("off", "silent(90s)"))).Read(0, ("x", 25)).Tick(10);
        bench.WallStep = TimeSpan.FromDays(days);
        bench.RunTo(59.9);
        Assert.Equal(RulePhase.Pending, bench.Phase);
        bench.RunTo(89.9);
        Assert.Equal((RulePhase.Raised, RulePhase.Clear), (bench.Phase, bench.Snapshot.Rules[1].Phase));
        bench.RunTo(90);
        Assert.Equal(RulePhase.Raised, bench.Snapshot.Rules[1].Phase);
    }

    [Fact]
    public void Holds_stay_right_while_our_own_clock_is_an_hour_behind_and_every_reading_looks_ahead()
    {
        var bench = new Bench(Books.One("x > 20", Hold60)).Read(0, ("x", 5));
        bench.WallStep = TimeSpan.FromHours(-1);
        bench.RunTo(1000).Read(1000, ("x", 25)).RunTo(1030).Read(1030, ("x", 5)).RunTo(1040).Read(1040, ("x", 25)).RunTo(1099);
        Assert.Equal(RulePhase.Pending, bench.Phase);
        bench.RunTo(1100);
        Assert.Equal(RulePhase.Raised, bench.Phase);
    }

    [Fact]
    public void A_slow_clock_after_a_clamped_reading_keeps_its_holds()
    {
        var bench = new Bench(Books.One("x > 20", Hold60)).Tick(0);
        bench.ReadAt(10, 86_400, ("x", 5));
        Assert.Equal(ReadingOutcome.Accepted, bench.ReadAt(100, 100 - 600, ("x", 25)));
        bench.RunTo(159);
        Assert.Equal(RulePhase.Pending, bench.Phase);
        bench.RunTo(160);
        Assert.Equal(RulePhase.Raised, bench.Phase);
    }

    [Fact]
    public void Status_follows_faults_and_silence()
    {
        var bench = new Bench(Books.Of(Books.Rule("note", "a", ("severity", "info")), Books.Rule("bad", "b", ("severity", "minor")), Books.Rule("off", "silent(20m)", ("severity", "critical"))));
        Assert.Equal((DeviceStatus.Unknown, Bench.At(0)), (bench.Twin.Status, bench.Twin.StatusSince));
        bench.Read(1, ("a", true));
        Assert.Equal((DeviceStatus.Online, Severity.Info), (bench.Twin.Status, bench.Twin.Severity));
        bench.Read(2, ("b", true));
        Assert.Equal((DeviceStatus.Faulty, Severity.Minor), (bench.Twin.Status, bench.Twin.Severity));
        bench.Read(3, ("b", false)).RunTo(5000);
        Assert.Equal(DeviceStatus.Offline, bench.Twin.Status);
        bench.Read(5000);
        Assert.Equal(
            ["1 status online FirstHeard", "2 status faulty FaultRaised", "3 status online FaultCleared", "903 status unknown Silent", "1203 status offline FaultRaised", "5000 status online FaultCleared"],
            bench.Story("status"));
    }

    [Fact]
    public void The_summary_is_the_same_instance_until_it_changes()
    {
        var bench = new Bench(Books.One("x > 20", Hold60)).Read(0, ("x", 25));
        var summary = bench.Twin.Summary();
        bench.Read(30, ("x", 26));
        Assert.Same(summary, bench.Twin.Summary());
        bench.Read(60, ("x", 26));
        Assert.NotSame(summary, bench.Twin.Summary());
    }

    [Fact]
    public void Changed_means_there_is_something_to_store()
    {
        var bench = new Bench(Books.One("x > 20", Hold60));
        Assert.False(bench.Twin.Changed);
        bench.Read(0, ("x", 5));
        Assert.True(bench.Twin.Changed); // first heard
        bench.Twin.AcceptChanges();
        bench.Read(1, ("x", 6)).Tick(2);
        bench.ReadAt(3, 0.5, ("x", 25));
        Assert.False(bench.Twin.Changed);
        bench.Read(4, ("x", 25));
        Assert.True(bench.Twin.Changed);
    }

    [Fact]
    public void A_new_book_keeps_the_state_of_rules_that_read_the_same()
    {
        var bench = new Bench(Books.Of(Books.Rule("same", "x > 20"), Books.Rule("changed", "x > 20"), Books.Rule("gone", "x > 20"), Books.Rule("held", "x > 20", Hold60))).Read(0, ("x", 25));
        bench.Twin.UseRules(Books.Of(Books.Rule("new", "y > 1 or x > 24"), Books.Rule("held", "x > 20", Hold60, ("runbook", "other words")), Books.Rule("changed", "x > 30"), Books.Rule("same", "x > 20")), Bench.Open, bench.Now(30));
        Assert.Equal(["30 changed clear RuleChanged", "30 gone clear RuleRemoved", "30 new raised ConditionHeld"], bench.Story()[^3..]);
        Assert.Equal(["new", "same"], bench.Twin.Summary().Faults.Select(f => f.Rule));
        Assert.Equal(Bench.At(0), bench.Twin.Summary().Faults[1].Since);
        bench.RunTo(60);
        Assert.Equal("60 held raised ConditionHeld", bench.Story()[^1]);
    }

    [Fact]
    public void A_restart_with_another_book_does_the_same()
    {
        var bench = new Bench(Books.Of(Books.Rule("same", "x > 20"), Books.Rule("changed", "x > 20"), Books.Rule("gone", "x > 20"))).Read(0, ("x", 25));
        bench.Restart(30, Books.Of(Books.Rule("changed", "x > 30"), Books.Rule("same", "x > 20"))).RunTo(40);
        Assert.Equal(["30 changed clear RuleChanged", "30 gone clear RuleRemoved"], bench.Story()[^2..]);
        Assert.Equal("same", Assert.Single(bench.Twin.Summary().Faults).Rule);
    }

    [Fact]
    public void After_a_restart_a_raised_offline_fault_stays_until_the_device_is_heard()
    {
        var bench = new Bench(Books.One("silent(90s)")).Read(0).RunTo(100).Restart(1000).RunTo(1085);
        Assert.Equal((DeviceStatus.Offline, RulePhase.Raised), (bench.Twin.Status, bench.Phase));
        bench.Read(1086);
        Assert.Equal(["90 r raised ConditionHeld", "1086 r clear ClearHeld"], bench.Story());
        Assert.Equal(DeviceStatus.Online, bench.Twin.Status);
    }

    [Fact]
    public void After_a_restart_the_recorded_status_holds_until_stale()
    {
        var bench = new Bench(Books.One("x > 20")).Read(0, ("x", 5)).Restart(600).RunTo(1499);
        Assert.Equal(DeviceStatus.Online, bench.Twin.Status);
        bench.RunTo(1500);
        Assert.Equal(DeviceStatus.Unknown, bench.Twin.Status);
    }

    [Fact]
    public void A_window_lost_in_a_restart_is_unknown_until_a_sample_or_a_full_window()
    {
        var full = new Bench(Books.One("count(x, 60s) == 0")).Read(0, ("x", 1)).Restart(10).RunTo(69.9);
        Assert.Equal(RulePhase.Clear, full.Phase);
        full.RunTo(70);
        Assert.Equal(RulePhase.Raised, full.Phase);
        var sample = new Bench(Books.One("count(x, 60s) >= 1")).Read(0, ("x", 0)).Restart(10).RunTo(11).Read(12, ("x", 1));
        Assert.Equal(RulePhase.Raised, sample.Phase);
    }

    [Theory]
    [InlineData("count(x, 60s) >= 2", RulePhase.Raised)] // two more may have been lost: it is not known to be false
    [InlineData("count(x, 60s) > 1 and x < 9", RulePhase.Raised)]
    [InlineData("changes(x, 60s) >= 1", RulePhase.Raised)]
    [InlineData("max(x, 60s) >= 5", RulePhase.Raised)]
    [InlineData("not (min(x, 60s) > 4)", RulePhase.Clear)] // -1 is known, however small what was lost
    [InlineData("3 > count(x, 60s) and count(x, 60s) != 0", RulePhase.Raised)]
    public void A_fault_raised_on_a_window_outlives_a_restart_until_the_window_is_whole_again(string when, RulePhase afterSample)
    {
        var bench = new Bench(Books.One(when)).Read(0, ("x", 5)).Read(1, ("x", 4));
        Assert.Equal(RulePhase.Raised, bench.Phase);
        var sample = when.Contains("min", StringComparison.Ordinal) ? 5 : 0;
        bench.Restart(10).RunTo(20).Read(20, ("x", sample));
        Assert.Equal(when.Contains("min", StringComparison.Ordinal) ? RulePhase.Raised : afterSample, bench.Phase);
        bench.RunTo(69).Read(69, ("x", sample)).RunTo(69.9);
        Assert.Equal(RulePhase.Raised, bench.Phase);
        bench.RunTo(80.5);
        Assert.Equal(RulePhase.Clear, bench.Phase);
    }

    [Fact]
    public void A_device_that_talks_of_times_gone_by_is_not_silent()
    {
        // Its clock was two minutes ahead and was then set right: for two minutes every reading is late.
        var bench = new Bench(Books.One("silent(90s)")).Tick(0);
        Assert.Equal(ReadingOutcome.Accepted, bench.ReadAt(0, 120));
        for (var s = 30; s < 120; s += 30)
        {
            bench.RunTo(s);
            Assert.Equal(ReadingOutcome.Late, bench.ReadAt(s, s));
        }
        bench.RunTo(150).Read(150).RunTo(200);
        Assert.Empty(bench.Story());
        Assert.Equal(DeviceStatus.Online, bench.Twin.Status);
    }

    [Fact]
    public void A_late_reading_ends_no_silence_that_was_told()
    {
        var bench = new Bench(Books.One("silent(90s)")).Tick(0);
        bench.ReadAt(0, 120);
        bench.RunTo(95);
        Assert.Equal(ReadingOutcome.Late, bench.ReadAt(95, 95));
        bench.RunTo(119);
        Assert.Equal(["90 r raised ConditionHeld"], bench.Story());
        Assert.Equal(DeviceStatus.Offline, bench.Twin.Status);
        Assert.Equal(RulePhase.Clear, bench.Read(121).Phase);
    }

    [Theory]
    [InlineData("not silent(90s) and x > 5", DeviceStatus.Faulty)]
    [InlineData("silent(90s) == false and x > 5", DeviceStatus.Faulty)]
    [InlineData("not (silent(90s) or x < 5)", DeviceStatus.Faulty)]
    [InlineData("silent(90s) and x > 5", DeviceStatus.Offline)]
    [InlineData("not (not silent(90s))", DeviceStatus.Offline)]
    public void Only_a_fault_that_silence_makes_takes_a_device_offline(string when, DeviceStatus status)
    {
        var bench = new Bench(Books.One(when)).Read(0, ("x", 9)).RunTo(status == DeviceStatus.Offline ? 95 : 1);
        Assert.Equal(status, bench.Twin.Status);
        Assert.Equal(status == DeviceStatus.Offline, bench.Twin.Summary().Faults[0].OutOfService);
    }

    [Fact]
    public void A_window_made_longer_by_a_new_book_reaches_back_into_the_history()
    {
        var bench = new Bench(Books.One("count(x, 5s) >= 3")).Read(0, ("x", 1)).Read(10, ("x", 1)).Read(20, ("x", 1));
        bench.Twin.UseRules(Books.One("count(x, 60s) >= 3"), bench.Trading, bench.Now(21));
        Assert.Equal(RulePhase.Raised, bench.Phase);
    }

    [Fact]
    public void After_a_restart_a_stale_stored_value_does_not_look_old()
    {
        // Stored at 0 and heard every minute since, which storage does not know.
        var bench = new Bench(Books.One("age(x) > 5m")).Read(0, ("x", 1)).Restart(3600).RunTo(3899);
        Assert.Equal(RulePhase.Clear, bench.Phase);
        bench.RunTo(3901);
        Assert.Equal(RulePhase.Raised, bench.Phase);
    }

    [Fact]
    public void Names_are_bounded()
    {
        var bench = new Bench(Books.One("x > 20"));
        for (var i = 0; i < 2; i++) bench.Read(i, [.. Enumerable.Range(0, 64).Select(n => ($"v{i}-{n}", (object)n))]);
        Assert.True(bench.Twin.WouldExceedNames(Bench.Reading(3, ("one-more", 1))));
        Assert.False(bench.Twin.WouldExceedNames(Bench.Reading(3, ("v1-5", 1))));
        bench.Read(4, ("one-more", 1), ("v1-5", 77));
        Assert.Equal(128, bench.Snapshot.Values.Count);
        Assert.Equal(77, bench.Snapshot.Values.Single(v => v.Name == "v1-5").Value.Number);
    }

    [Fact]
    public void The_last_two_hundred_transitions_are_kept()
    {
        var bench = new Bench(Books.One("x > 20", ("flapping", false)));
        for (var i = 0; i < 500; i++) bench.Read(i, ("x", i % 2 == 0 ? 5 : 25));
        Assert.Equal(200, bench.Snapshot.Transitions.Count);
        Assert.Equal(Bench.At(499), bench.Snapshot.Transitions[^1].At);
        Assert.Equal(Bench.At(499), Assert.Single(bench.Twin.Snapshot(bench.Now(500), since: Bench.At(499), history: false).Transitions, t => t.Subject == "r").At);
    }

    [Fact]
    public void Records_survive_json()
    {
        var bench = new Bench(Books.Of(Books.Rule("hot", "x > 20", Hold60), Books.Rule("out", "p == 'out'"))).Read(0, ("x", 25), ("p", "out"), ("b", true), ("extra", 1.25));
        var record = bench.Twin.ToRecord(bench.Now(5));
        var back = JsonSerializer.Deserialize<DeviceRecord>(JsonSerializer.Serialize(record))!;
        Assert.Equal(JsonSerializer.Serialize(record), JsonSerializer.Serialize(DeviceTwin.Restore(bench.Kind, back, bench.Book, bench.Now(5)).ToRecord(bench.Now(5))));
    }

    [Fact]
    public void A_reading_that_changes_nothing_allocates_nothing()
    {
        var bench = new Bench(DefaultLikeBook());
        var readings = new Reading[22_000];
        for (var i = 0; i < readings.Length; i++)
            readings[i] = Bench.Reading(i, ("temperatureC", 40 + (i % 7)), ("session", true), ("paper", "ok"), ("extra", i)) with { Seq = i };
        long before = 0;
        for (var i = 0; i < readings.Length; i++)
        {
            // The first readings fill the value series, the window and the remembered numbers to their full size; those grow and then stay.
            if (i == 12_000) before = GC.GetAllocatedBytesForCurrentThread();
            bench.Twin.Apply(readings[i], Bench.Open, bench.Now(i));
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(readings.Length, bench.Twin.AcceptedCount);
    }

    internal static RuleBook DefaultLikeBook() => Books.Of(
        Books.Rule("terminal-offline", "silent(90s) and open"),
        Books.Rule("no-session", "session == false and open", ("hold", "2m")),
        Books.Rule("terminal-hot", "temperatureC > 70", Hold60, ("clear", "temperatureC < 65"), ("clearHold", "60s")),
        Books.Rule("printer-paper", "paper == \"out\"", Hold60),
        Books.Rule("busy", "avg(temperatureC, 5m) > 60"),
        Books.Rule("terminal-clock", "clockOffsetS > 60 or clockOffsetS < -60", Hold60));
}
