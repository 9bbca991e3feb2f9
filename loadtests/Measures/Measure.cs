namespace Twin.LoadTests.Measures;

/// <summary>One figure, once for each run.</summary>
public sealed record Measure(string Name, string Unit)
{
    public List<double> Runs { get; } = [];

    public double Median
    {
        get
        {
            if (Runs.Count == 0) return double.NaN;
            var sorted = Runs.Order().ToArray();
            return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        }
    }

    public double Min => Runs.Count == 0 ? double.NaN : Runs.Min();
    public double Max => Runs.Count == 0 ? double.NaN : Runs.Max();
}
