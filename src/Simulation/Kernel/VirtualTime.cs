namespace Twin.Simulation.Kernel;

/// <summary>
/// Virtual time: whole microseconds since the scenario began. Integers, so that the order of events never hangs on the rounding of a sum; 292,000 years fit.
/// </summary>
public static class VirtualTime
{
    public const long Second = 1_000_000;
    public const long Minute = 60 * Second;
    public const long Hour = 60 * Minute;
    public const long Day = 24 * Hour;

    /// <summary>Never: later than every event.</summary>
    public const long Never = long.MaxValue;

    public static long FromSeconds(double seconds) => seconds >= 9e12 ? Never : (long)Math.Round(seconds * Second);

    public static long From(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMicrosecond;

    public static double Seconds(long us) => (double)us / Second;

    public static TimeSpan Span(long us) => TimeSpan.FromMicroseconds(us);
}
