namespace Twin.Domain.Time;

/// <summary>
/// One reading of the clocks, taken once per decision and passed down.
/// <see cref="Wall"/> is the server's civil time (UTC): it stamps what people read and drives calendars; an operator or NTP may step it.
/// <see cref="Steady"/> never steps: it starts equal to the wall clock when the process starts and from then on only counts elapsed time.
/// Every hold, silence window and timeout is measured on it. Both are UTC.
/// </summary>
public readonly record struct Moment(DateTime Wall, DateTime Steady)
{
    /// <summary>A moment at which both clocks agree, as at process start and in tests.</summary>
    public static Moment At(DateTime utc) => new(utc, utc);

    /// <summary>How far the wall clock is ahead of the steady one: what carries steady times to another process.</summary>
    public TimeSpan Offset => Wall - Steady;

    /// <summary>The wall time that corresponds to a steady time, under the present difference of the two clocks.</summary>
    public DateTime ToWall(DateTime steady) => steady + Offset;

    /// <summary>The steady time that corresponds to a wall time, under the present difference of the two clocks.</summary>
    public DateTime ToSteady(DateTime wall) => wall - Offset;

    public Moment Plus(TimeSpan elapsed) => new(Wall + elapsed, Steady + elapsed);
}
