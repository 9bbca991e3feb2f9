namespace Twin.Domain.Time;

/// <summary>The time of day by which the network lives: that of Shanghai, which has no daylight saving.</summary>
public static class ChinaTime
{
    /// <summary>Ahead of UTC.</summary>
    public static readonly TimeSpan Offset = TimeSpan.FromHours(8);
}
