using Twin.Simulation.Calculators.Asking;

namespace Twin.Simulation.Calculators.Queues;

/// <summary>As many servers as are wanted, and stations one after another.</summary>
internal static class StationCalculators
{
    private static readonly Argument Lambda = Argument.Rate("lambda", "arrivals per time");

    public static readonly Calculator[] All =
    [
        new("infinite-server", "How many are busy when nobody ever waits (M/G/inf)")
        {
            Arguments =
            [
                Lambda, Argument.Time("mean", "mean service time") with { Also = "service" },
                Argument.Delay("t", "time since it began empty; exponential service").Maybe(),
                Argument.Number("amplitude", "1/time", "arrivals swing by so much about lambda: lambda + amplitude sin(2 pi t / period); with t, in the periodic steady state") with { Min = 0, Optional = true },
                Argument.Time("period", "length of one swing") with { Optional = true },
            ],
            Results = [new("L", "mean number busy: in the long run, with t at that time"), new("variance", "variance of the number busy: it is Poisson"), new("longRunL", "mean number busy in the long run")],
            Formula = "L = lambda E[S], whatever the distribution; from empty L(t) = lambda E[S] (1 - exp(-t/E[S])); swinging L(t) = lambda E[S] + amplitude (mu sin wt - w cos wt) / (mu^2 + w^2), w = 2 pi / period",
            Source = "C. Palm 1938; S. G. Eick, W. A. Massey, W. Whitt, Management Science 39 (1993) 241",
            Example = "lambda=6 mean=2.5",
            Compute = InfiniteServer,
        },
        new("tandem", "Travel, then repair by one of several servers: a call's whole time")
        {
            Arguments = [Lambda, Argument.Delay("travel", "mean travel time, nobody waits for it"), Argument.Rate("mu", "repairs per time of one server"), Argument.Count("c", "servers", max: Erlang.ServersMax)],
            Results = [new("timeMean", "mean time from call to the end of repair"), new("Wq", "mean wait between arrival and repair"), new("L", "mean number of calls under way")],
            Formula = "product form: travel + 1/mu + C(c, lambda/mu) / (c mu - lambda)",
            Source = "J. R. Jackson, Operations Research 5 (1957) 518",
            Example = "lambda=4 travel=0.5 mu=1 c=6",
            Compute = g =>
            {
                var (lambda, travel) = (g.Number("lambda"), g.Number("travel"));
                var repair = DelayQueue.Settled(lambda, g.Number("mu"), g.Whole("c"));
                return [Figure.Of("timeMean", travel + repair.W), Figure.Of("Wq", repair.Wq), Figure.Of("L", lambda * (travel + repair.W))];
            },
        },
        new("mm1-run-length", "How long a simulation must be to know the mean wait of a queue (M/M/1)")
        {
            Arguments =
            [
                Lambda, Argument.Rate("mu", "services per time"), Argument.Chance("halfWidth", "half-width of the interval wanted, as a share of the mean wait").Maybe("1%"),
                Argument.Chance("confidence", "confidence of the interval").Maybe("95%"),
            ],
            Results = [new("variance", "asymptotic variance of the mean wait, per customer"), new("customers", "customers to simulate"), new("Wq", "the mean wait itself")],
            Formula = "variance = rho (2 + 5 rho - 4 rho^2 + rho^3) / ((1-rho)^4 mu^2); customers = z^2 variance / (halfWidth Wq)^2",
            Source = "D. J. Daley, Journal of the Australian Mathematical Society 8 (1968) 683; W. Whitt, Management Science 35 (1989) 1341",
            Example = "lambda=0.8 mu=1 halfWidth=1%",
            Compute = RunLength,
        },
    ];

    private static Figure[] InfiniteServer(Given g)
    {
        var (lambda, mean) = (g.Number("lambda"), g.Number("mean"));
        if (!g.Has("t")) return g.Has("amplitude") || g.Has("period") ? throw new NoAnswerException("amplitude and period need t: the time asked for") : [Figure.Of("L", lambda * mean), Figure.Of("variance", lambda * mean)];
        if (g.Has("amplitude") != g.Has("period")) throw new NoAnswerException("amplitude and period go together");
        var t = g.Number("t");
        var now = g.Has("amplitude") ? (lambda * mean) + Swing(g.Number("amplitude"), 2 * Math.PI / g.Number("period"), 1 / mean, t) : lambda * mean * Filled(t / mean);
        if (g.Has("amplitude") && g.Number("amplitude") > lambda) throw new NoAnswerException("amplitude must not be above lambda: there would be fewer than no arrivals");
        return [Figure.Of("L", now), Figure.Of("variance", now), Figure.Of("longRunL", lambda * mean)];
    }

    /// <summary>1 - exp(-x), with all its digits for small x.</summary>
    private static double Filled(double x)
    {
        var half = Math.Tanh(x / 2);
        return 2 * half / (1 + half);
    }

    private static double Swing(double amplitude, double w, double mu, double t) =>
        amplitude * ((mu * Math.Sin(w * t)) - (w * Math.Cos(w * t))) / ((mu * mu) + (w * w));

    private static Figure[] RunLength(Given g)
    {
        var (mu, rho) = (g.Number("mu"), g.Number("lambda") / g.Number("mu"));
        Stability.Check(rho, 1);
        var variance = rho * (2 + (5 * rho) - (4 * rho * rho) + (rho * rho * rho)) / (Math.Pow(1 - rho, 4) * mu * mu);
        var wq = rho / (mu * (1 - rho));
        var z = Mathematics.NormalQuantile.Of(0.5 + (g.Number("confidence") / 2));
        var customers = Math.Ceiling(Math.Pow(z / (g.Number("halfWidth") * wq), 2) * variance);
        if (customers > 1e15) throw new NoAnswerException("more than 1e15 customers: a wider interval, or less load");
        return [Figure.Of("variance", variance), Figure.Of("customers", (long)customers), Figure.Of("Wq", wq)];
    }
}
