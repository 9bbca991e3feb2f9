using System.Globalization;

namespace Twin.Simulation.Tests.Calculators;

/// <summary>
/// The edges of what a calculator takes: ten thousand servers, 200,000 machines, a load of 0.999999, hardly any arrivals, one server, no spares, vectors of one. Data/extremes.csv was worked out apart from this code with sixty
/// digits, by Data/extremes.py.
/// </summary>
public sealed class ExtremesTests
{
    // A load of 0.999999 leaves 1e-6 of a server, which numbers of sixteen digits know to 1e-10.
    private const double Relative = 1e-8;

    [Fact]
    public void A_figure_has_its_digits_at_the_edges()
    {
        var misses = new List<string>();
        var cases = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", "extremes.csv")).Where(line => line[0] != '#').Select(line => line.Split(';')).ToArray();
        Assert.True(cases.Length > 300, $"only {cases.Length} cases");
        foreach (var line in cases)
        {
            var (exact, figure) = (double.Parse(line[2], CultureInfo.InvariantCulture), Asked.Figure(line[0], line[1]));
            if (!(Math.Abs(figure - exact) <= Relative * Math.Abs(exact))) misses.Add(FormattableString.Invariant($"plan {line[0]}: {line[1]} is {figure:R}, exactly {exact:R}"));
        }
        Assert.True(misses.Count == 0, string.Join('\n', misses));
    }
}
