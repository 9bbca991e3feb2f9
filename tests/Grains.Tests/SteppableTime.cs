using Microsoft.Extensions.Time.Testing;

namespace Twin.Grains.Tests;

/// <summary>A clock the test moves, whose wall clock can also be stepped as an operator or NTP steps it: timers and elapsed time do not notice.</summary>
public sealed class SteppableTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    public TimeSpan Step { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Step;

    // The base takes its timestamps from the wall clock.
    public override long GetTimestamp() => base.GetUtcNow().Ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;
}
