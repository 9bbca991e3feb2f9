namespace Twin.Simulation.Output;

/// <summary>
/// Where a run has settled, by the marginal standard error rule (White 1997; in batches of five, White, Cobb, Spratt 2000): cut off as many from the beginning as make the
/// standard error of the mean of what is left smallest, at most half of it all.
/// </summary>
public static class Mser5
{
    public const int Batch = 5;

    /// <summary>How many of the values to cut off: a multiple of five.</summary>
    public static int Truncation(IReadOnlyList<double> values)
    {
        var batches = new double[values.Count / Batch];
        for (var i = 0; i < batches.Length; i++)
            for (var j = 0; j < Batch; j++)
                batches[i] += values[(i * Batch) + j] / Batch;
        return Batch * Best(batches);
    }

    /// <summary>The rule itself, without batches: the d up to half of all that makes sum((x - mean)²) / (n - d)² smallest; of equal ones the first.</summary>
    public static int Best(IReadOnlyList<double> values)
    {
        var (best, smallest) = (0, double.PositiveInfinity);
        // From the end, so that mean and squares of the rest grow by one value at a time.
        var (mean, squares, count) = (0.0, 0.0, 0);
        for (var d = values.Count - 1; d >= 0; d--)
        {
            count++;
            var delta = values[d] - mean;
            mean += delta / count;
            squares += delta * (values[d] - mean);
            if (d > values.Count / 2) continue;
            var error = squares / count / count;
            if (error <= smallest) (best, smallest) = (d, error);
        }
        return best;
    }
}
