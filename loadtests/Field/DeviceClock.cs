namespace Twin.LoadTests.Field;

public enum ClockKind
{
    /// <summary>Half a minute off at the most.</summary>
    Good,

    /// <summary>Ahead until it is set right on the way: what it says then is late until it has caught up with itself.</summary>
    SetRight,

    /// <summary>Minutes to days behind, which is nobody's concern as long as readings are in order.</summary>
    Behind,

    /// <summary>More than five minutes ahead: its readings count as of now, and it shows one <c>clock-skew</c>.</summary>
    FarAhead,

    /// <summary>Back at the year it was made: its readings are refused.</summary>
    Wrong,
}

/// <summary>A device's own idea of the time.</summary>
/// <param name="Kind">What is the matter with it.</param>
/// <param name="Offset">How far it was ahead at the beginning.</param>
/// <param name="DriftPpm">Microseconds it gains a second.</param>
/// <param name="SetRightAfter">When somebody sets it right; null: nobody does.</param>
public sealed record DeviceClock(ClockKind Kind, TimeSpan Offset, double DriftPpm, TimeSpan? SetRightAfter = null)
{
    private const double DriftPpmMax = 100; // a bad crystal

    /// <param name="chance">The device's own.</param>
    /// <param name="beat">How often it reports.</param>
    /// <param name="length">How long it is looked at.</param>
    public static DeviceClock Of(Random chance, TimeSpan beat, TimeSpan length)
    {
        var drift = (2 * chance.NextDouble() - 1) * DriftPpmMax;
        var share = chance.NextDouble();
        return chance.NextDouble() switch
        {
            < 0.90 => new(ClockKind.Good, (2 * share - 1) * TimeSpan.FromSeconds(30), drift),
            < 0.92 => new(ClockKind.SetRight, beat * (1.5 + share), drift, length / 4),
            < 0.96 => new(ClockKind.Behind, -TimeSpan.FromMinutes(1) - share * TimeSpan.FromDays(3), drift),
            < 0.99 => new(ClockKind.FarAhead, TimeSpan.FromMinutes(10) + share * TimeSpan.FromDays(1), drift),
            _ => new(ClockKind.Wrong, -TimeSpan.FromDays(1_000 + 8_000 * share), drift),
        };
    }

    public DateTime Read(DateTime began, TimeSpan since)
    {
        var now = began + since;
        return since >= SetRightAfter ? now : now + Offset + since * (DriftPpm / 1e6);
    }
}
