using Microsoft.Extensions.Time.Testing;

namespace Twin.Grains.Tests;

/// <summary>A clock the test moves, whose wall clock can also be stepped as an operator or NTP steps it: timers and elapsed time do not notice.</summary>
public sealed class SteppableTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    public TimeSpan Step { get; set; }

    /// <summary>
    /// Moves the clock and returns when all that is due has been called. <see cref="FakeTimeProvider.Advance"/> alone leaves that to another thread which is calling something just then, as one does that sets a timer, and
    /// returns at once.
    /// </summary>
    public async Task Pass(TimeSpan time)
    {
        Advance(time);
        var called = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // Of what is due at one time, what was set last is called last.
        using var last = CreateTimer(_ => called.TrySetResult(), null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        while (!called.Task.IsCompleted)
        {
            await Task.Yield();
            Advance(TimeSpan.Zero);
        }
    }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Step;

    // The base takes its timestamps from the wall clock.
    public override long GetTimestamp() => base.GetUtcNow().Ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;
}
