using Twin.Simulation.Calculators.Asking;

namespace Twin.Simulation.Calculators.Queues;

/// <summary>Who finds all servers busy waits: for ever, with limited patience or in limited room.</summary>
internal static class DelayCalculators
{
    private static readonly Argument Lambda = Argument.Rate("lambda", "arrivals per time");
    private static readonly Argument Mu = Argument.Rate("mu", "services per time of one server: 1 / mean service time");
    private static readonly Argument Servers = Argument.Count("c", "servers", max: Erlang.ServersMax);
    private static readonly Argument T = Argument.Delay("t", "a waiting time");
    private static readonly ResultMeaning PWait = new("pWait", "share of arrivals that has to wait");
    private static readonly ResultMeaning Wq = new("Wq", "mean wait before service, over all arrivals");
    private static readonly ResultMeaning W = new("W", "mean time from arrival to the end of service");
    private static readonly ResultMeaning Lq = new("Lq", "mean number waiting");
    private static readonly ResultMeaning L = new("L", "mean number waiting or served");
    private static readonly ResultMeaning Utilisation = new("utilisation", "share of the servers' time that is busy");

    public static readonly Calculator[] All =
    [
        new("erlang-c", "Waiting for one of several servers (M/M/c)")
        {
            Arguments = [Lambda, Mu, Servers, T.Maybe()],
            Results = [PWait, Wq, W, Lq, L, Utilisation, new("waitP95", "the wait that 95 % of arrivals do not exceed; 0 if pWait <= 0.05"), new("pWaitOver", "share that waits longer than t")],
            Formula = "C = c B / (c - a + a B), a = lambda/mu; Wq = C / (c mu - lambda); P(wait > t) = C exp(-(c mu - lambda) t)",
            Source = "A. K. Erlang 1917; D. Gross, C. M. Harris, Fundamentals of Queueing Theory, 3rd ed., 2.3",
            Example = "lambda=20 mu=2/3 c=37 t=0.25",
            Compute = ErlangC,
        },
        new("erlang-c-size", "Fewest servers so that few wait long")
        {
            Arguments = [Lambda, Argument.Time("service", "mean service time") with { Also = "mean" }, T, Argument.Chance("p", "share that may wait longer than t")],
            Results = [new("c", "servers"), new("pWaitOver", "share that waits longer than t with so many"), PWait, Wq, Utilisation],
            Formula = "the smallest c > lambda service with C exp(-(c mu - lambda) t) <= p",
            Source = "as erlang-c",
            Example = "lambda=20 service=1.5 t=0.25 p=5%",
            Compute = g =>
            {
                var (lambda, service, t) = (g.Number("lambda"), g.Number("service"), g.Number("t"));
                var c = Erlang.DelaySize(lambda, service, t, g.Number("p"));
                var queue = new DelayQueue(lambda, 1 / service, c);
                return [Figure.Of("c", c), Figure.Of("pWaitOver", queue.PWaitOver(t)), Figure.Of("pWait", queue.PWait), Figure.Of("Wq", queue.Wq), Figure.Of("utilisation", queue.Load / c)];
            },
        },
        new("erlang-a", "Waiting with limited patience: who waits too long leaves (M/M/c+M)")
        {
            Arguments = [Lambda, Mu, Argument.Delay("theta", "1 / mean patience; 0: patience without end") with { Unit = "1/time" }, Servers],
            Results = [PWait, new("pAbandon", "share that leaves unserved"), Wq, Lq, L, Utilisation],
            Formula = "p(n) of the chain up lambda, down min(n,c) mu + max(0,n-c) theta; Lq = sum (n-c) p(n); pAbandon = theta Lq / lambda; Wq = Lq / lambda",
            Source = "C. Palm 1946; O. Garnett, A. Mandelbaum, M. Reiman, M&SOM 4 (2002) 208",
            Example = "lambda=10 mu=1 theta=0.5 c=10",
            Compute = g => Abandonment(g.Number("lambda"), g.Number("mu"), g.Number("theta"), g.Whole("c")),
        },
        new("mmck", "Several servers and a limited number of places in all (M/M/c/K)")
        {
            Arguments = [Lambda, Mu, Servers, Argument.Count("k", "places, waiting and served together; at least c", max: Erlang.ServersMax)],
            Results = [new("pBlock", "share of arrivals that finds no place"), new("Wq", "mean wait of those let in"), new("W", "mean time of those let in"), Lq, L, new("throughput", "served per time"), Utilisation],
            Formula = "p(n) of the chain up lambda (n < K), down min(n,c) mu; pBlock = p(K); Wq = Lq / (lambda (1 - pBlock))",
            Source = "D. Gross, C. M. Harris, Fundamentals of Queueing Theory, 3rd ed., 2.4",
            Example = "lambda=5 mu=1 c=4 k=10",
            Compute = g => LimitedRoom(g.Number("lambda"), g.Number("mu"), g.Whole("c"), g.Whole("k")),
        },
        new("mg1", "One server, any distribution of service (M/G/1)")
        {
            Arguments = [Lambda, Argument.Time("mean", "mean service time") with { Also = "service" }, Argument.Number("cv2", "ratio", "squared coefficient of variation of service: 0 fixed, 1 exponential, 1/k Erlang-k") with { Min = 0 }],
            Results = [Wq, W, Lq, L, Utilisation],
            Formula = "Wq = rho E[S] (1 + cv2) / (2 (1 - rho)), rho = lambda E[S]",
            Source = "F. Pollaczek 1930, A. Khinchine 1932; D. Gross, C. M. Harris, 5.1",
            Example = "lambda=0.8 mean=1 cv2=4",
            Compute = g =>
            {
                var (lambda, mean) = (g.Number("lambda"), g.Number("mean"));
                var rho = lambda * mean;
                Stability.Check(rho, 1);
                var wq = rho * mean * (1 + g.Number("cv2")) / (2 * (1 - rho));
                return [Figure.Of("Wq", wq), Figure.Of("W", wq + mean), Figure.Of("Lq", lambda * wq), Figure.Of("L", (lambda * wq) + rho), Figure.Of("utilisation", rho)];
            },
        },
    ];

    private static Figure[] ErlangC(Given g)
    {
        var queue = DelayQueue.Settled(g.Number("lambda"), g.Number("mu"), g.Whole("c"));
        Figure[] figures =
        [
            Figure.Of("pWait", queue.PWait), Figure.Of("Wq", queue.Wq), Figure.Of("W", queue.W), Figure.Of("Lq", queue.Lambda * queue.Wq),
            Figure.Of("L", (queue.Lambda * queue.Wq) + queue.Load), Figure.Of("utilisation", queue.Load / queue.Servers), Figure.Of("waitP95", queue.WaitQuantile(0.05)),
        ];
        return g.Has("t") ? [.. figures, Figure.Of("pWaitOver", queue.PWaitOver(g.Number("t")))] : figures;
    }

    private static Figure[] Abandonment(double lambda, double mu, double theta, long c)
    {
        if (theta == 0)
        {
            var patient = DelayQueue.Settled(lambda, mu, c);
            return
            [
                Figure.Of("pWait", patient.PWait), Figure.Of("pAbandon", 0.0), Figure.Of("Wq", patient.Wq), Figure.Of("Lq", lambda * patient.Wq),
                Figure.Of("L", (lambda * patient.Wq) + patient.Load), Figure.Of("utilisation", patient.Load / c),
            ];
        }
        var chain = BirthDeath.Solve(_ => lambda, n => (Math.Min(n, c) * mu) + (Math.Max(0, n - c) * theta), long.MaxValue);
        var lq = chain.Mean(n => Math.Max(0, n - c));
        var busy = chain.Mean(n => Math.Min(n, c));
        return
        [
            Figure.Of("pWait", chain.Above(c - 1)), Figure.Of("pAbandon", theta * lq / lambda), Figure.Of("Wq", lq / lambda), Figure.Of("Lq", lq), Figure.Of("L", lq + busy), Figure.Of("utilisation", busy / c),
        ];
    }

    private static Figure[] LimitedRoom(double lambda, double mu, long c, long k)
    {
        if (k < c) throw new NoAnswerException($"k={k} is below c={c}: k counts all places, those being served too");
        var chain = BirthDeath.Solve(_ => lambda, n => Math.Min(n, c) * mu, k);
        var (lq, busy) = (chain.Mean(n => Math.Max(0, n - c)), chain.Mean(n => Math.Min(n, c)));
        // What is served is what was let in; taken from the busy servers it keeps its digits when nearly all are turned away.
        var through = busy * mu;
        return
        [
            Figure.Of("pBlock", chain[k]), Figure.Of("Wq", lq / through), Figure.Of("W", (lq / through) + (1 / mu)), Figure.Of("Lq", lq), Figure.Of("L", lq + busy), Figure.Of("throughput", through), Figure.Of("utilisation", busy / c),
        ];
    }
}
