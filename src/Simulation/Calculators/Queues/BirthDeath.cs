using Twin.Simulation.Calculators.Asking;

namespace Twin.Simulation.Calculators.Queues;

/// <summary>
/// The long-run distribution of a chain that moves up and down by one, where up against down never gains with the state: queues, repair shops, Poisson and binomial counts.
/// Weights are worked out from the most likely state outwards, each relative to its neighbour, so that nothing overflows and small ones keep their digits.
/// </summary>
internal sealed class BirthDeath
{
    private const long StatesMax = 5_000_000;
    private const double Negligible = 1e-300;
    private readonly double[] _p;

    private BirthDeath(long first, double[] p) => (First, _p) = (first, p);

    /// <summary>The least state with a probability that a number can hold.</summary>
    public long First { get; }

    public long Last => First + _p.Length - 1;

    public double this[long state] => state < First || state > Last ? 0 : _p[state - First];

    /// <param name="up">The rate from a state to the next.</param>
    /// <param name="down">The rate from a state to the one before; above 0 from state 1 on.</param>
    /// <param name="last">The last state; chains without one give <see cref="long.MaxValue"/> and must fall off by themselves.</param>
    public static BirthDeath Solve(Func<long, double> up, Func<long, double> down, long last)
    {
        var mode = Mode(up, down, last);
        var below = Weights(1, (w, i) => mode - i < 0 ? 0 : w * down(mode - i + 1) / up(mode - i));
        var above = Weights(1, (w, i) => i > last - mode ? 0 : w * up(mode + i - 1) / down(mode + i));
        double[] p = [.. Enumerable.Reverse(below), 1, .. above];
        // The small ones first: they would be lost beside the large ones.
        var total = Compensated(Enumerable.Reverse(above).Concat(Enumerable.Reverse(below)).Append(1));
        for (var i = 0; i < p.Length; i++) p[i] /= total;
        return new(mode - below.Count, p);
    }

    /// <summary>The mean of a function of the state.</summary>
    public double Mean(Func<long, double> of) => Compensated(_p.Select((p, i) => p * of(First + i)));

    /// <summary>P(state &lt;= n), summed on the side that is smaller.</summary>
    public double AtMost(long n) => n < First ? 0 : n >= Last ? 1 : Compensated(_p.Take((int)(n - First + 1)));

    /// <summary>P(state > n).</summary>
    public double Above(long n) => n < First ? 1 : n >= Last ? 0 : Compensated(_p.Skip((int)(n - First + 1)));

    private static long Mode(Func<long, double> up, Func<long, double> down, long last)
    {
        bool Falls(long n) => n >= last || up(n) <= down(n + 1);
        var (low, high) = (0L, 1L);
        while (!Falls(high)) (low, high) = (high, high > long.MaxValue / 4 ? last : Math.Min(last, high * 2));
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = Falls(middle) ? (low, middle) : (middle + 1, high);
        }
        return low;
    }

    private static List<double> Weights(double first, Func<double, long, double> next)
    {
        var weights = new List<double>();
        for (var (w, i) = (next(first, 1), 1L); w > Negligible; w = next(w, ++i))
            if (weights.Count == StatesMax) throw new NoAnswerException($"these values need more than {StatesMax} states: too close to instability, or too large");
            else weights.Add(w);
        return weights;
    }

    private static double Compensated(IEnumerable<double> terms)
    {
        var (sum, lost) = (0.0, 0.0);
        foreach (var term in terms)
        {
            var next = sum + term;
            lost += Math.Abs(sum) >= Math.Abs(term) ? sum - next + term : term - next + sum;
            sum = next;
        }
        return sum + lost;
    }
}
