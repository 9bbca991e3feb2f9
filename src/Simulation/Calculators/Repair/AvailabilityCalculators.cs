using Twin.Simulation.Calculators.Asking;

namespace Twin.Simulation.Calculators.Repair;

internal static class AvailabilityCalculators
{
    private const double MinutesPerYear = 365 * 24 * 60;
    private const string Source = "R. E. Barlow, F. Proschan, Mathematical Theory of Reliability, 1965";

    public static readonly Calculator[] All =
    [
        new("availability", "Share of time something is up: alone, several in a row, side by side, or k of n")
        {
            Arguments =
            [
                Argument.Vector("mtbf", "time", "mean time between failures, from repair to failure; several values are parts that must all be up") with { Min = 0, Inclusive = false },
                Argument.Vector("mttr", "time", "mean time to repair, as many values as mtbf") with { Min = 0 },
                Argument.Delay("t", "time since all were up: the availability at that time").Maybe(),
                Argument.Vector("series", "share", "availabilities of parts that must all be up") with { Min = 0, Max = 1 },
                Argument.Vector("parallel", "share", "availabilities of parts of which one must be up") with { Min = 0, Max = 1 },
                Argument.Count("k", "how many must be up", min: 0, max: 10_000_000), Argument.Count("n", "of how many alike", max: 10_000_000), Argument.Share("a", "availability of each"),
            ],
            Forms = [["mtbf", "mttr", "t"], ["series"], ["parallel"], ["k", "n", "a"]],
            Results = [new("availability", "share of time it is up; with t the probability that it is up then"), new("minutesDownPerYear", "minutes down in 365 days, in the long run"), new("longRunAvailability", "share of time it is up in the long run")],
            Formula = "A = mtbf / (mtbf + mttr); A(t) = A + (1-A) exp(-(1/mtbf + 1/mttr) t); series: product; parallel: 1 - product (1-A); k of n: sum(i>=k) C(n,i) a^i (1-a)^(n-i)",
            Source = Source,
            Example = "mtbf=8760,17520,4380 mttr=4,2,6",
            Compute = Availability,
        },
        new("mttf", "Mean time to the failure of k of n without repair")
        {
            Arguments = [Argument.Count("k", "how many must be up"), Argument.Count("n", "of how many alike"), Argument.Rate("lambda", "failures per time of each")],
            Results = [new("mttf", "mean time until fewer than k are up")],
            Formula = "sum(i = k..n) 1 / (i lambda)",
            Source = Source,
            Example = "k=2 n=3 lambda=0.001",
            Compute = g =>
            {
                var (k, n) = (g.Whole("k"), g.Whole("n"));
                if (k > n) throw new NoAnswerException($"k={k} is above n={n}");
                var terms = 0.0;
                for (var i = n; i >= k; i--) terms += 1.0 / i;
                return [Figure.Of("mttf", terms / g.Number("lambda"))];
            },
        },
        new("poisson", "How likely a number of failures in some time is")
        {
            Arguments = [Argument.Load("mean", "mean number in that time: machines x rate x time") with { Unit = "count" }, Argument.Count("k", "a number of failures", min: 0, max: 1_000_000_000)],
            Results = [new("pAtMost", "P(X <= k)"), new("pMore", "P(X > k)"), new("pExactly", "P(X = k)")],
            Formula = "X ~ Poisson(mean): many machines that fail rarely, together",
            Source = "C. Palm 1943, A. Khinchine 1955",
            Example = "mean=20000*0.33/365 k=25",
            Compute = g =>
            {
                var (mean, k) = (g.Number("mean"), g.Whole("k"));
                var count = Counts.Poisson(mean);
                return [Figure.Of("pAtMost", count.AtMost(k)), Figure.Of("pMore", count.Above(k)), Figure.Of("pExactly", count[k])];
            },
        },
    ];

    private static Figure[] Availability(Given g)
    {
        if (g.Has("mtbf")) return Repaired(g);
        var (up, down) = g.Has("series") ? Series([.. g.Vector("series").Select(a => (a, 1 - a))])
            : g.Has("parallel") ? Swap(Series([.. g.Vector("parallel").Select(a => (1 - a, a))]))
            : KOfN(g.Whole("k"), g.Whole("n"), g.Number("a"));
        return [Figure.Of("availability", up), Figure.Of("minutesDownPerYear", down * MinutesPerYear)];
    }

    private static Figure[] Repaired(Given g)
    {
        var (mtbf, mttr) = (g.Vector("mtbf"), g.Vector("mttr"));
        if (mtbf.Length != mttr.Length) throw new NoAnswerException($"mtbf has {mtbf.Length} values and mttr {mttr.Length}: one of each for every part");
        (double Up, double Down)[] parts = [.. mtbf.Zip(mttr, (up, down) => (up / (up + down), down / (up + down)))];
        var (longRun, away) = Series(parts);
        if (!g.Has("t")) return [Figure.Of("availability", longRun), Figure.Of("minutesDownPerYear", away * MinutesPerYear)];
        var t = g.Number("t");
        double Now(int i) => parts[i].Up + (parts[i].Down == 0 ? 0 : parts[i].Down * Math.Exp(-((1 / mtbf[i]) + (1 / mttr[i])) * t));
        var now = Enumerable.Range(0, parts.Length).Aggregate(1.0, (product, i) => product * Now(i));
        return [Figure.Of("availability", now), Figure.Of("minutesDownPerYear", away * MinutesPerYear), Figure.Of("longRunAvailability", longRun)];
    }

    /// <summary>All up, and not; the second is not left to a difference of nearly equal numbers.</summary>
    private static (double Up, double Down) Series((double Up, double Down)[] parts) =>
        parts.Aggregate((Up: 1.0, Down: 0.0), (all, part) => (all.Up * part.Up, all.Down + (all.Up * part.Down)));

    private static (double, double) Swap((double Up, double Down) pair) => (pair.Down, pair.Up);

    private static (double Up, double Down) KOfN(long k, long n, double a)
    {
        if (k > n) throw new NoAnswerException($"k={k} is above n={n}");
        if (k == 0 || a is 0 or 1) return k == 0 || a == 1 ? (1, 0) : (0, 1);
        var up = Counts.Binomial(n, a);
        return (up.Above(k - 1), up.AtMost(k - 1));
    }
}
