namespace Twin.Simulation.Calculators.Queues;

internal static class Bisection
{
    /// <summary>Where a growing function crosses zero, as closely as numbers allow.</summary>
    public static double Root(Func<double, double> growing, double low, double high)
    {
        while (true)
        {
            var middle = low + ((high - low) / 2);
            if (middle <= low || middle >= high) return middle;
            if (growing(middle) < 0) low = middle;
            else high = middle;
        }
    }
}
