namespace Twin.Notifications;

/// <summary>0.5 s, growing by half each time, up to 60 s; each spread by up to a quarter either way, so that receivers are not met in step.</summary>
internal static class RetryTimes
{
    public static readonly TimeSpan First = TimeSpan.FromSeconds(0.5);
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    public const double Growth = 1.5;
    public const double Spread = 0.25;

    /// <param name="attempt">0 before the first retry.</param>
    /// <param name="chance">From 0 to 1.</param>
    public static TimeSpan Wait(int attempt, double chance)
    {
        var steady = Math.Min(First.TotalSeconds * Math.Pow(Growth, Math.Min(attempt, 100)), Longest.TotalSeconds);
        return TimeSpan.FromSeconds(Math.Min(steady * (1 - Spread + 2 * Spread * chance), Longest.TotalSeconds));
    }

    /// <summary>As long as the receiver asked for, within <paramref name="askedMax"/>; and never past the end, where the last try is made.</summary>
    public static TimeSpan Wait(int attempt, double chance, TimeSpan? asked, TimeSpan askedMax, TimeSpan left)
    {
        var wait = Wait(attempt, chance);
        var wanted = asked is { } after ? TimeSpan.FromTicks(Math.Min(after.Ticks, askedMax.Ticks)) : TimeSpan.Zero;
        return TimeSpan.FromTicks(Math.Clamp(Math.Max(wait.Ticks, wanted.Ticks), 0, Math.Max(left.Ticks, 0)));
    }
}
