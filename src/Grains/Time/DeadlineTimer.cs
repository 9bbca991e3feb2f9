using Twin.Domain.Time;

namespace Twin.Grains.Time;

/// <summary>
/// The one timer of a grain, set to its next deadline. It is moved only to fire earlier: a deadline that recedes with every heartbeat would
/// otherwise cost a timer change per reading. Firing early finds nothing to do and sets itself again. The runtime disposes of it with the grain.
/// </summary>
public sealed class DeadlineTimer(IGrainBase grain, Func<Task> due)
{
    /// <summary>Long waits are cut, so that a stepped wall clock moves a calendar's deadline by no more than this.</summary>
    private static readonly TimeSpan WaitMax = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Once = Timeout.InfiniteTimeSpan;

    private IGrainTimer? _timer;
    private DateTime _setFor = DateTime.MaxValue;

    /// <param name="deadline">Steady time; null: nothing to wait for.</param>
    public void Set(DateTime? deadline, Moment now)
    {
        if (deadline is not { } at || at >= _setFor) return;
        var wait = at - now.Steady;
        wait = wait < TimeSpan.Zero ? TimeSpan.Zero : wait > WaitMax ? WaitMax : wait;
        _setFor = now.Steady + wait;
        if (_timer is null) _timer = grain.RegisterGrainTimer(static (self, _) => self.Fire(), this, new GrainTimerCreationOptions(wait, Once) { KeepAlive = true });
        else _timer.Change(wait, Once);
    }

    private Task Fire()
    {
        _setFor = DateTime.MaxValue;
        return due();
    }
}
