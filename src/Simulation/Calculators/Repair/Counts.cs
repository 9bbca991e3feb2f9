using Twin.Simulation.Calculators.Queues;

namespace Twin.Simulation.Calculators.Repair;

/// <summary>Poisson and binomial counts, as the long run of the chains that have them.</summary>
internal static class Counts
{
    public static BirthDeath Poisson(double mean) => BirthDeath.Solve(_ => mean, n => n, long.MaxValue);

    /// <summary>Of n, each with probability p strictly between 0 and 1.</summary>
    public static BirthDeath Binomial(long n, double p) => BirthDeath.Solve(i => (n - i) * p, i => i * (1 - p), n);
}
