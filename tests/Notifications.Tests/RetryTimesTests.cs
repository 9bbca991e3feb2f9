namespace Twin.Notifications.Tests;

public sealed class RetryTimesTests
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);
    private static readonly TimeSpan AskedMax = TimeSpan.FromMinutes(5);

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.75)]
    [InlineData(2, 1.125)]
    [InlineData(11, 43.248779296875)]
    [InlineData(12, 60)]
    [InlineData(1_000_000, 60)]
    public void Without_chance_waits_grow_by_half_up_to_a_minute(int attempt, double seconds) =>
        Assert.Equal(seconds, RetryTimes.Wait(attempt, chance: 0.5).TotalSeconds, 5);

    [Theory]
    [InlineData(0, 0.0, 0.375)]
    [InlineData(0, 1.0, 0.625)]
    [InlineData(50, 0.0, 45)]
    [InlineData(50, 1.0, 60)]
    public void Chance_spreads_them_and_never_past_a_minute(int attempt, double chance, double seconds) =>
        Assert.Equal(seconds, RetryTimes.Wait(attempt, chance).TotalSeconds, 5);

    [Theory]
    [InlineData(20, 3600, 20)]
    [InlineData(900, 3600, 300)]
    [InlineData(0, 3600, 0.5)]
    [InlineData(20, 5, 5)]
    [InlineData(20, 0, 0)]
    [InlineData(20, -5, 0)]
    public void What_a_receiver_asks_for_counts_within_its_bound_and_the_time_that_is_left(int asked, int left, double seconds) =>
        Assert.Equal(seconds, RetryTimes.Wait(0, 0.5, TimeSpan.FromSeconds(asked), AskedMax, TimeSpan.FromSeconds(left)).TotalSeconds, 5);

    [Fact]
    public void Nobody_asked_nothing_added() => Assert.Equal(0.5, RetryTimes.Wait(0, 0.5, null, AskedMax, Long).TotalSeconds, 5);
}
