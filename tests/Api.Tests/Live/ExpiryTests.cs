using Microsoft.Extensions.Time.Testing;
using Twin.Api.Live;

namespace Twin.Api.Tests.Live;

public sealed class ExpiryTests
{
    private static readonly DateTime At = new(2026, 11, 25, 10, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task A_timer_that_fires_early_ends_nothing_until_its_time_has_come()
    {
        var time = new SlowDay(At.AddSeconds(-8));
        await using var expiry = new Expiry(At, time);
        time.Behind = TimeSpan.FromMilliseconds(20);
        time.Advance(TimeSpan.FromSeconds(8) + TimeSpan.FromMilliseconds(2));
        Assert.True(time.GetUtcNow().UtcDateTime < At);
        Assert.False(expiry.Token.IsCancellationRequested);
        time.Advance(TimeSpan.FromMilliseconds(20));
        Assert.True(expiry.Token.IsCancellationRequested);
    }

    [Fact]
    public async Task What_is_over_is_over_at_once_and_what_never_ends_does_not()
    {
        var time = new SlowDay(At);
        await using var past = new Expiry(At, time);
        await using var never = new Expiry(null, time);
        Assert.True(past.Token.IsCancellationRequested);
        time.Advance(TimeSpan.FromDays(5000));
        Assert.False(never.Token.IsCancellationRequested);
    }

    [Fact]
    public async Task An_end_further_off_than_timers_reach_comes_all_the_same()
    {
        var time = new SlowDay(At.AddDays(-100));
        await using var expiry = new Expiry(At, time);
        for (var day = 0; day < 99; day++) time.Advance(TimeSpan.FromDays(1));
        Assert.False(expiry.Token.IsCancellationRequested);
        time.Advance(TimeSpan.FromDays(1));
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(expiry.Token.IsCancellationRequested);
    }

    /// <summary>Its time of day runs behind its timers.</summary>
    private sealed class SlowDay(DateTime start) : FakeTimeProvider(new DateTimeOffset(start))
    {
        public TimeSpan Behind { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() - Behind;
    }
}
