using Twin.Simulation.Tests.Scenarios;

namespace Twin.Simulation.Tests.ServiceDays;

public sealed class ServiceDayTests
{
    [Fact]
    public void A_day_that_can_be_worked_out_by_hand()
    {
        // 3 at 0 and 3 at 30 min, 2 windows, 20 min each: 0-20 0-20 20-40 | waits 0, 0, 20; 30-50 (waits 0), 40-60 (10), 50-70 (20).
        var day = Run("serviceDay: {windows: 2, slots: 2, slot: 30m, perSlot: 3, service: 20m}");
        Assert.Equal((20 + 10 + 20) / 6.0 * 60, day["waitMean"], 1e-9);
        Assert.Equal((70 * 60.0, 10 * 60.0, 6.0, 0.0), (day["finish"], day["overtime"], day["served"], day["noShows"]));
        Assert.Equal(((2 * 70) - 120) * 60.0, day["idle"], 1e-9);
        Assert.Equal(120.0 / 140, day["utilisation"], 1e-9);
        Assert.Equal(0.5, day["pWait"]);
    }

    [Fact]
    public void No_shows_stay_away_and_move_nobody_else()
    {
        var (all, some) = (Run("serviceDay: {windows: 8, slots: 14, slot: 30m, perSlot: 14, service: {exponential: 12m}, days: 2}"), Run("serviceDay: {windows: 8, slots: 14, slot: 30m, perSlot: 14, service: {exponential: 12m}, days: 2, noShow: 10%}"));
        Assert.Equal((392.0, 0.0), (all["served"], all["noShows"]));
        Assert.Equal(392, some["served"] + some["noShows"]);
        Assert.InRange(some["noShows"], 20, 60);
        Assert.True(some["waitMean"] < all["waitMean"]);
    }

    [Fact]
    public void Who_comes_early_waits_by_choice_and_who_comes_late_waits_from_then()
    {
        // All booked for the opening, one window: the early one is served first.
        var early = Run("serviceDay: {windows: 1, slots: 1, slot: 30m, perSlot: 2, service: 10m, unpunctual: {early: {share: 100%, by: 5m}}}");
        Assert.Equal((300.0, 1200.0), (early["waitMean"], early["finish"]));
        var late = Run("serviceDay: {windows: 1, slots: 1, slot: 30m, perSlot: 2, service: 10m, unpunctual: 5m}");
        Assert.Equal((300.0, 1500.0), (late["waitMean"], late["finish"]));
    }

    [Fact]
    public void Staff_on_call_come_when_many_wait_and_go_when_nobody_does()
    {
        const string Day = "serviceDay: {windows: 1, slots: 3, slot: 1h, perSlot: 4, service: 20m";
        var (without, with) = (Run(Day + "}"), Run(Day + ", emergencyStaff: {people: 1, whenWaiting: 3, arrive: 10m}}"));
        // Alone it takes 240 min. With help from minute 10 the first four are done at 50, and so again in each hour.
        Assert.Equal(240 * 60.0, without["finish"]);
        Assert.Equal((120 + 50) * 60.0, with["finish"]);
        Assert.Equal(3, with["emergencyCalls"]);
    }

    private static Dictionary<string, double> Run(string yaml)
    {
        var scenario = Yaml.Scenario(yaml);
        var result = scenario.Model.Run(new(1, 0, TimeSpan.Zero, CancellationToken.None));
        Assert.Equal(scenario.Model.Metrics.Select(m => m.Name), result.Metrics.Select(m => m.Name));
        return result.Metrics.ToDictionary(m => m.Name, m => m.Value);
    }
}
