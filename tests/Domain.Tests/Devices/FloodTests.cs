using Twin.Domain.Devices;
using Twin.Domain.Tests.Rules;

namespace Twin.Domain.Tests.Devices;

public class FloodTests
{
    private readonly Bench _bench = new(Books.One("x > 20"));

    private Flood? Flood(double at) => _bench.Twin.Snapshot(_bench.Now(at)).Flood;

    private void Send(double from, double until, double perSecond)
    {
        for (var i = 0; from + (i / perSecond) < until; i++) _bench.ReadAt(from + (i / perSecond), from + (i / perSecond), ("x", 1));
    }

    [Fact]
    public void A_device_that_sends_hundreds_a_second_is_said_to_flood_since_it_began()
    {
        Send(0, 21, perSecond: 100);
        Assert.Equal(new Flood(Bench.At(0), 100), Flood(21));
        Send(21, 31, perSecond: 400);
        Assert.Equal(Bench.At(0), Flood(31)!.Since);
    }

    [Fact]
    public void It_ends_when_the_device_calms_down_and_when_it_falls_silent()
    {
        Send(0, 21, perSecond: 100);
        Assert.Null(Flood(45));
        Send(21, 45, perSecond: 1);
        Assert.Null(Flood(45));
        Send(45, 80, perSecond: 30);
        Assert.InRange(Flood(80)!.Since, Bench.At(40), Bench.At(60));
    }

    [Fact]
    public void A_backlog_sent_at_once_is_no_flood()
    {
        for (var i = 0; i < 5_000; i++) _bench.ReadAt(1_000, i / 10.0, ("x", 1));
        Send(1_001, 1_060, perSecond: 1);
        Assert.Null(Flood(1_060));
    }

    [Fact]
    public void Repeats_and_late_readings_count_as_well()
    {
        for (var i = 0; i < 2_200; i++) _bench.ReadAt(i / 100.0, -1 - i, ("x", 1));
        Assert.Equal(100, Flood(22)!.Rate);
    }

    [Fact]
    public void A_step_of_the_wall_clock_neither_makes_nor_ends_one()
    {
        Send(0, 15, perSecond: 100);
        _bench.WallStep = TimeSpan.FromDays(-3);
        Send(15, 21, perSecond: 100);
        Assert.NotNull(Flood(21));
    }
}
