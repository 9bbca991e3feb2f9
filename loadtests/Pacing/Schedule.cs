namespace Twin.LoadTests.Pacing;

/// <summary>When requests are due, in seconds from the beginning, whatever became of those before.</summary>
public static class Schedule
{
    /// <summary>Evenly, as many devices whose phases are spread evenly.</summary>
    public static IEnumerable<double> Even(double perSecond)
    {
        for (var n = 0L; ; n++) yield return n / perSecond;
    }

    /// <summary>As of many independent senders: the times between are exponential.</summary>
    public static IEnumerable<double> Poisson(double perSecond, int seed)
    {
        var chance = new Random(seed);
        for (var at = 0.0; ; at -= Math.Log(1 - chance.NextDouble()) / perSecond) yield return at;
    }
}
