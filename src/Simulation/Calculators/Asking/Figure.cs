namespace Twin.Simulation.Calculators.Asking;

/// <summary>One result: a number, a whole number, numbers, or rows of numbers.</summary>
public sealed record Figure
{
    private Figure(string name, object value) => (Name, Value) = (name, value);

    public string Name { get; }

    /// <summary>A <c>double</c>, <c>long</c>, <c>double[]</c> or <c>double[][]</c>.</summary>
    public object Value { get; }

    internal static Figure Of(string name, double value) => new(name, value);
    internal static Figure Of(string name, long value) => new(name, value);
    internal static Figure Of(string name, double[] value) => new(name, value);
    internal static Figure Of(string name, double[][] value) => new(name, value);

    /// <summary>Every number in it.</summary>
    internal IEnumerable<double> Numbers => Value switch
    {
        double number => [number],
        double[] row => row,
        double[][] rows => rows.SelectMany(r => r),
        _ => [],
    };
}
