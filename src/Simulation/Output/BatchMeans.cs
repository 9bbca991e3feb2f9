namespace Twin.Simulation.Output;

/// <summary>
/// One long run cut into batches of even length, whose means stand for replications if they are long enough to be independent (Schmeiser 1982: ten to thirty are enough, more narrow the interval by little).
/// Neighbours that go up and down together give intervals that are too narrow: that is looked for.
/// </summary>
public static class BatchMeans
{
    public const int CountMin = 5;
    public const int CountMax = 1000;

    /// <summary>What <c>auto</c> tries, the most first.</summary>
    internal static readonly int[] Tried = [40, 20, 10];

    // One in twenty independent series looks correlated by chance.
    private const double Z = 1.6448536269514722;

    /// <summary>The correlation of each value with the next; not a number for a series that does not vary.</summary>
    public static double Lag1(IReadOnlyList<double> values)
    {
        var mean = values.Average();
        var (with, square) = (0.0, 0.0);
        for (var i = 0; i < values.Count; i++)
        {
            square += (values[i] - mean) * (values[i] - mean);
            if (i > 0) with += (values[i] - mean) * (values[i - 1] - mean);
        }
        return square > 0 ? with / square : double.NaN;
    }

    /// <summary>Whether so many independent values would hardly go up and down together as much: their correlation is about normal, with mean -1/n and variance 1/n.</summary>
    public static bool Correlated(double lag1, int count) => lag1 > (-1.0 / count) + (Z / Math.Sqrt(count));
}
