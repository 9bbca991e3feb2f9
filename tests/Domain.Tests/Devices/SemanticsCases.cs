using Twin.Domain.Devices;
using Twin.Domain.Network;
using Twin.Domain.Readings;
using Twin.Domain.Rules;
using Twin.Domain.Tests.Rules;

namespace Twin.Domain.Tests.Devices;

/// <summary>The cases C1 to C9 of the semantics.</summary>
public class SemanticsCases
{
    [Fact]
    public void C1_registered_but_never_heard_is_offline_after_one_window()
    {
        var bench = new Bench(Books.One("silent(90s) and open")).Tick(0).Tick(89);
        Assert.Empty(bench.Twin.Summary().Faults);
        Assert.Equal(DeviceStatus.Unknown, bench.Twin.Status);
        Assert.Equal(Bench.At(90), bench.Twin.NextDeadline);
        bench.Tick(92).Tick(200).Tick(2000);
        Assert.Equal(["90 r raised ConditionHeld"], bench.Story());
        Assert.Equal(DeviceStatus.Offline, bench.Twin.Status);
        Assert.True(bench.Twin.Summary().Faults[0].OutOfService);
    }

    [Fact]
    public void C2_after_a_restart_the_healthy_stay_quiet_and_the_dead_are_found_one_window_later()
    {
        var healthy = new Bench(Books.One("silent(90s) and open")).Read(0).Restart(600).RunTo(650).Read(650).RunTo(700);
        Assert.Empty(healthy.Story());
        Assert.Equal(DeviceStatus.Online, healthy.Twin.Status);
        var dead = new Bench(Books.One("silent(90s) and open")).Read(0).Restart(600).RunTo(689.9);
        Assert.Empty(dead.Story());
        dead.RunTo(3000);
        Assert.Equal(["690 r raised ConditionHeld"], dead.Story());
    }

    [Fact]
    public void C3_an_older_heartbeat_is_late_and_changes_nothing()
    {
        var bench = new Bench(Books.One("x > 20")).Read(30, ("x", 5));
        Assert.Equal(ReadingOutcome.Late, bench.ReadAt(31, 0, ("x", 25)));
        Assert.Equal(1, bench.Twin.LateCount);
        Assert.Equal(Bench.At(30), bench.Twin.LastSeen);
        Assert.Empty(bench.Story());
        Assert.Equal([Bench.At(0), Bench.At(30)], bench.Snapshot.History[0].Samples.Select(s => s.At));
        Assert.Equal(5, bench.Snapshot.Values[0].Value.Number);
    }

    [Fact]
    public void C4_a_clock_a_day_ahead_is_clamped_with_one_notice_and_later_right_readings_count()
    {
        var bench = new Bench(Books.One("silent(90s)")).Tick(0);
        Assert.Equal(ReadingOutcome.Accepted, bench.ReadAt(10, 86_400 + 10));
        Assert.Equal(Bench.At(10), bench.Twin.LastSeen);
        Assert.Equal(ReadingOutcome.Accepted, bench.ReadAt(10.1, 9.9));
        bench.ReadAt(40, 86_400 + 40);
        bench.Read(70).Read(100);
        Assert.Equal(["10 clock-skew raised ClockAhead"], bench.Story());
        Assert.Equal((DeviceStatus.Online, Severity.Info), (bench.Twin.Status, bench.Twin.Severity));
        Assert.Equal("clock-skew", Assert.Single(bench.Twin.Summary().Faults).Rule);
        bench.RunTo(189.9);
        Assert.Single(bench.Story());
        bench.RunTo(800);
        Assert.Equal(["10 clock-skew raised ClockAhead", "190 r raised ConditionHeld", "640 clock-skew clear ClockRight"], bench.Story());
    }

    [Fact]
    public void C5_between_raise_and_clear_thresholds_nothing_happens()
    {
        var bench = new Bench(Books.One("x > 20", ("clear", "x < 10")));
        foreach (var (x, i) in new[] { 25, 15, 12, 21, 9 }.Select((x, i) => (x, i))) bench.Read(i, ("x", x));
        Assert.Equal(["0 r raised ConditionHeld", "4 r clear ClearHeld"], bench.Story());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void C6_a_missing_sample_does_not_break_a_hold(bool atOnce)
    {
        var bench = new Bench(Books.One("x > 20", ("hold", "60s")), at: atOnce ? 1000 : 0);
        foreach (var s in new[] { 0, 30, 60 }) bench.ReadAt(atOnce ? 1000 : s, s, ("x", 25));
        Assert.Equal(["0 r pending ConditionMet", "60 r raised ConditionHeld"], bench.Story());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void C6_an_explicit_false_does(bool atOnce)
    {
        var bench = new Bench(Books.One("x > 20", ("hold", "60s")), at: atOnce ? 1000 : 0);
        foreach (var (s, x) in new[] { (0, 25), (30, 25), (45, 5), (60, 25), (90, 25), (119, 25) }) bench.ReadAt(atOnce ? 1000 : s, s, ("x", x));
        Assert.Equal(RulePhase.Pending, bench.Phase);
        bench.ReadAt(atOnce ? 1000 : 120, 120, ("x", 25));
        Assert.Equal(["0 r pending ConditionMet", "45 r clear ConditionBroken", "60 r pending ConditionMet", "120 r raised ConditionHeld"], bench.Story());
    }

    [Fact]
    public void C7_back_during_the_clearing_hold_is_the_same_fault()
    {
        var bench = new Bench(Books.One("x > 20", ("clearHold", "60s"))).Read(0, ("x", 25)).Read(100, ("x", 5)).RunTo(140).Read(140, ("x", 25)).RunTo(1000);
        Assert.Equal(["0 r raised ConditionHeld", "100 r clearing ClearMet", "140 r raised ConditionReturned"], bench.Story());
        Assert.Equal(Bench.At(0), bench.Twin.Summary().Faults[0].Since);
        bench.Read(1000, ("x", 5)).RunTo(1059);
        Assert.Equal(FaultState.Clearing, bench.Twin.Summary().Faults[0].State);
        bench.RunTo(1060);
        Assert.Empty(bench.Twin.Summary().Faults);
    }

    [Fact]
    public void C8_flapping_starts_at_the_sixth_result_and_ends_at_the_fifteenth_good_one_after()
    {
        var bench = new Bench(Books.One("x > 20"));
        for (var i = 0; i < 30; i++) bench.Read(i, ("x", 5));
        for (var i = 0; i < 6; i++) bench.Read(100 + i, ("x", i % 2 == 0 ? 25 : 5));
        for (var i = 1; i <= 20; i++) bench.Read(200 + i, ("x", 5));
        Assert.Equal(["105 r flapping FlappingStarted", "215 r steady FlappingEnded"], bench.Story().Where(t => t.Contains("Flapping", StringComparison.Ordinal)));
    }

    [Fact]
    public void C8_one_bad_in_every_nine_never_flaps()
    {
        var bench = new Bench(Books.One("x > 20"));
        for (var i = 0; i < 900; i++) bench.Read(i, ("x", i % 9 == 0 ? 25 : 5));
        Assert.DoesNotContain(bench.Story(), t => t.Contains("Flapping", StringComparison.Ordinal));
    }

    [Fact]
    public void C8_a_rule_may_refuse_to_flap()
    {
        var bench = new Bench(Books.One("x > 20", ("flapping", false)));
        for (var i = 0; i < 40; i++) bench.Read(i, ("x", i % 2 == 0 ? 25 : 5));
        Assert.DoesNotContain(bench.Story(), t => t.Contains("Flapping", StringComparison.Ordinal));
    }

    [Fact]
    public void C9_more_than_three_intrusions_is_four()
    {
        var bench = new Bench(Books.One("count(intrusion, 10m) > 3", ("device", "camera")), DeviceKind.Camera);
        for (var i = 1; i <= 3; i++) bench.Read(i * 60, ("intrusion", true)).Read((i * 60) + 1, ("intrusion", false));
        Assert.Empty(bench.Story());
        bench.Read(240, ("intrusion", true)).RunTo(2000);
        // The first leaves the window (now - 10m, now] ten minutes after it came.
        Assert.Equal(["240 r raised ConditionHeld", "660 r clear ClearHeld"], bench.Story());
    }

    [Fact]
    public void A_hold_survives_a_restart_and_what_fell_due_meanwhile_happens_once_and_late()
    {
        var running = new Bench(Books.One("x > 20", ("hold", "60s"))).Read(0, ("x", 25)).Restart(30).RunTo(59.9);
        Assert.Equal(RulePhase.Pending, running.Phase);
        running.RunTo(500);
        Assert.Equal(["0 r pending ConditionMet", "60 r raised ConditionHeld"], running.Story());
        var missed = new Bench(Books.One("x > 20", ("hold", "60s"))).Read(0, ("x", 25)).Restart(300);
        Assert.True(missed.Twin.NextDeadline <= Bench.At(300));
        missed.RunTo(1000);
        Assert.Equal(["0 r pending ConditionMet", "300 r raised ConditionHeld late"], missed.Story());
    }
}
