using Twin.Domain.Time;

namespace Twin.Grains.Time;

/// <summary>Reads both clocks of a <see cref="Moment"/> from one <see cref="TimeProvider"/>: civil time, and elapsed time since the process started.</summary>
public sealed class TwinClock(TimeProvider time)
{
    private readonly DateTime _start = time.GetUtcNow().UtcDateTime;
    private readonly long _startStamp = time.GetTimestamp();

    public TimeProvider Provider => time;

    /// <summary>When this process began to look, steady time: what fell due before fell due while nobody did.</summary>
    public DateTime StartedAt => _start;

    public Moment Now() => new(time.GetUtcNow().UtcDateTime, _start + time.GetElapsedTime(_startStamp));
}
