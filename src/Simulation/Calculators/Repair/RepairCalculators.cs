using Twin.Simulation.Calculators.Asking;
using Twin.Simulation.Calculators.Queues;

namespace Twin.Simulation.Calculators.Repair;

/// <summary>A fixed number of machines that fail, and a crew that repairs them.</summary>
internal static class RepairCalculators
{
    private const long MachinesMax = 10_000_000;
    private const string Source = "C. Palm 1947; D. Gross, C. M. Harris, Fundamentals of Queueing Theory, 3rd ed., 2.7";
    private static readonly Argument Machines = Argument.Count("n", "machines that are to run", max: MachinesMax);
    private static readonly Argument Lambda = Argument.Rate("lambda", "failures per time of one running machine: 1 / mean time between failures");
    private static readonly Argument Mu = Argument.Rate("mu", "repairs per time of one repairer: 1 / mean repair time");
    private static readonly Argument Spares = Argument.Count("spares", "machines beyond n that stand by and do not fail meanwhile", min: 0, max: MachinesMax).Maybe("0") with { Also = "y" };

    private static readonly ResultMeaning[] Results =
    [
        new("down", "mean number down, waiting or under repair"), new("operating", "mean number running, at most n"), new("availability", "operating / n"),
        new("pAllUp", "share of time in which n are running"), new("utilisation", "share of the repairers' time that is busy"), new("waitMean", "mean wait of a failed machine before its repair"),
        new("downTimeMean", "mean time from failure to the end of repair"), new("failures", "failures per time"),
    ];

    public static readonly Calculator[] All =
    [
        new("machine-repairman", "Machines that fail and a crew that repairs them (M/M/c//N, with spares)")
        {
            Arguments = [Machines, Argument.Count("c", "repairers", max: MachinesMax), Lambda, Mu, Spares],
            Results = Results,
            Formula = "p(k down) of the chain up lambda min(n, n+spares-k), down mu min(k, c); waitMean = mean number waiting / failures per time",
            Source = Source,
            Example = "n=200 c=4 lambda=0.01 mu=0.7",
            Compute = g => Shop(g.Whole("n"), g.Whole("c"), g.Number("lambda"), g.Number("mu"), g.Whole("spares")),
        },
        new("machine-repairman-size", "Fewest repairers that keep machines available")
        {
            Arguments = [Machines, Lambda, Mu, Argument.Chance("availability", "share of the machines that is to run on average"), Spares],
            Results = [new("c", "repairers"), .. Results],
            Formula = "the smallest c with machine-repairman's availability >= the one wanted",
            Source = Source,
            Example = "n=20000 lambda=1/26000 mu=1/3 availability=99.9%",
            Compute = g => Size(g.Whole("n"), g.Number("lambda"), g.Number("mu"), g.Number("availability"), g.Whole("spares")),
        },
    ];

    private static Figure[] Shop(long n, long c, double lambda, double mu, long spares)
    {
        var chain = BirthDeath.Solve(k => lambda * Math.Min(n, n + spares - k), k => mu * Math.Min(k, c), n + spares);
        var (down, operating, busy) = (chain.Mean(k => k), chain.Mean(k => Math.Min(n, n + spares - k)), chain.Mean(k => Math.Min(k, c)));
        var failures = lambda * operating;
        var wait = chain.Mean(k => Math.Max(0, k - c)) / failures;
        return
        [
            Figure.Of("down", down), Figure.Of("operating", operating), Figure.Of("availability", operating / n), Figure.Of("pAllUp", chain.AtMost(spares)),
            Figure.Of("utilisation", busy / c), Figure.Of("waitMean", wait), Figure.Of("downTimeMean", wait + (1 / mu)), Figure.Of("failures", failures),
        ];
    }

    private static Figure[] Size(long n, double lambda, double mu, double wanted, long spares)
    {
        double Available(long c) => (double)Shop(n, c, lambda, mu, spares).Single(f => f.Name == "availability").Value;
        var all = n + spares;
        if (Available(all) is var best && best < wanted)
            throw new NoAnswerException(FormattableString.Invariant($"out of reach: with a repairer for every machine the availability is {best:G6}; faster repair, fewer failures or more spares are needed"));
        var (low, high) = (1L, all);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = Available(middle) >= wanted ? (low, middle) : (middle + 1, high);
        }
        return [Figure.Of("c", low), .. Shop(n, low, lambda, mu, spares)];
    }
}
