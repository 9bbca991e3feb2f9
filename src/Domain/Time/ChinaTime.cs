namespace Twin.Domain.Time;

/// <summary>The time of day by which the network lives: that of Shanghai, which has had one offset since 1992, and no daylight saving: the dates of a contract are its dates.</summary>
public static class ChinaTime
{
    /// <summary>Ahead of UTC.</summary>
    public static readonly TimeSpan Offset = TimeSpan.FromHours(8);
}
