using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Twin.Notifications.Tests;

/// <summary>
/// A clock that stands still, and says who has begun to wait for it and for how long. A test moves it on by exactly that, when it is waited for:
/// however slow the machine, nothing is due early. Waits of <see cref="Timeout"/> and <see cref="Stop"/> are told apart by their length.
/// </summary>
internal sealed class TestClock() : FakeTimeProvider(new DateTimeOffset(2026, 7, 1, 8, 0, 0, TimeSpan.Zero))
{
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    public static readonly TimeSpan Stop = TimeSpan.FromSeconds(5);

    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();
    private readonly Channel<TimeSpan> _stops = Channel.CreateUnbounded<TimeSpan>();

    /// <summary>Waits for a next try, in the order in which they began.</summary>
    public ChannelReader<TimeSpan> Waits => _waits.Reader;
    public ChannelReader<TimeSpan> Stops => _stops.Reader;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime == Stop) _stops.Writer.TryWrite(dueTime);
        else if (dueTime != Timeout) _waits.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>Moves on by each wait as it begins, until the task is done. Returns the waits.</summary>
    public async Task<IReadOnlyList<TimeSpan>> RunUntilAsync(Task done)
    {
        List<TimeSpan> waits = [];
        while (!done.IsCompleted)
        {
            await Task.WhenAny(_waits.Reader.WaitToReadAsync().AsTask(), done).Soon();
            while (_waits.Reader.TryRead(out var wait))
            {
                waits.Add(wait);
                Advance(wait);
            }
        }
        await done;
        return waits;
    }
}

internal static class Guard
{
    /// <summary>Only so that a test that would hang fails instead; no outcome depends on it.</summary>
    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(TimeSpan.FromSeconds(60));
    public static Task Soon(this Task task) => task.WaitAsync(TimeSpan.FromSeconds(60));
}
