using Twin.Simulation.Calculators.Asking;

namespace Twin.Simulation.Calculators.Queues;

/// <summary>Erlang's loss and delay formulas by recursion over the servers.</summary>
public static class Erlang
{
    internal const long ServersMax = 10_000_000;

    /// <summary>P(blocked) of a load on c servers without a queue.</summary>
    public static double B(double load, long servers)
    {
        var b = 1.0;
        for (var n = 1L; n <= servers; n++) b = load * b / (n + (load * b));
        return b;
    }

    /// <summary>The load at which a share p is blocked. B grows with the load, and the servers never carry more than themselves, so the load is below c / (1 - p).</summary>
    internal static double LoadAt(long servers, double p)
    {
        var high = Math.Log(servers / (1 - p));
        var low = high - 1;
        while (B(Math.Exp(low), servers) >= p) low = high - (2 * (high - low));
        return Math.Exp(Bisection.Root(x => B(Math.Exp(x), servers) - p, low, high));
    }

    /// <summary>The least number of servers that blocks at most a share p.</summary>
    internal static long LossSize(double load, double p)
    {
        if (load > ServersMax) throw new NoAnswerException($"a load above {ServersMax} erlang is not sized");
        var b = 1.0;
        var n = 0L;
        while (b > p) b = load * b / (++n + (load * b));
        return n;
    }

    /// <summary>P(wait) of a load on c servers with an endless queue; the load is below c.</summary>
    public static double C(double load, long servers) => Delayed(B(load, servers), load, servers);

    /// <summary>
    /// How many more wait, on the average, when the load grows from one value to another: the difference of two of them, and of two that lie close together the mean slope between them, which keeps its digits.
    /// </summary>
    internal static double MoreWaiting(double load, double more, long servers)
    {
        var with = load + more;
        if (load > 0 && more < 0.01 * Math.Min(load, servers - with))
            // Gauss and Legendre's three points.
            return more * ((5 * Slope(load + (more * (0.5 - Math.Sqrt(0.15))))) + (8 * Slope(load + (more / 2))) + (5 * Slope(load + (more * (0.5 + Math.Sqrt(0.15)))))) / 18;
        return Waiting(with) - (load > 0 ? Waiting(load) : 0);

        double Waiting(double a) => C(a, servers) * a / (servers - a);

        // Of a C / (c - a), by B' = B (c / a - 1 + B) and C = c B / (c - a + a B).
        double Slope(double a)
        {
            var (b, c, idle) = (B(a, servers), (double)servers, servers - a);
            var (slopeOfB, below) = (b * ((c / a) - 1 + b), idle + (a * b));
            var (delayed, slopeOfC) = (c * b / below, c * ((slopeOfB * below) - (b * (-1 + b + (a * slopeOfB)))) / (below * below));
            return (((slopeOfC * a) + delayed) / idle) + (delayed * a / (idle * idle));
        }
    }

    /// <summary>The least number of servers with P(wait > t) &lt;= p.</summary>
    internal static long DelaySize(double lambda, double service, double t, double p)
    {
        var load = lambda * service;
        if (load > ServersMax) throw new NoAnswerException($"a load above {ServersMax} erlang is not sized");
        var b = 1.0;
        for (var n = 1L; ; n++)
        {
            b = load * b / (n + (load * b));
            if (n > load && Delayed(b, load, n) * Math.Exp(-(n - load) * t / service) <= p) return n;
        }
    }

    private static double Delayed(double b, double load, long servers) => servers * b / (servers - load + (load * b));
}

/// <summary>An M/M/c queue that settles.</summary>
internal sealed record DelayQueue(double Lambda, double Mu, long Servers)
{
    public double Load { get; } = Lambda / Mu;
    public double PWait { get; } = Erlang.C(Lambda / Mu, Servers);
    private double Spare => (Servers * Mu) - Lambda;
    public double Wq => PWait / Spare;
    public double W => Wq + (1 / Mu);
    public double PWaitOver(double t) => PWait * Math.Exp(-Spare * t);

    /// <summary>The wait that a share 1 - p of all keeps below; none when fewer than p wait at all.</summary>
    public double WaitQuantile(double p) => PWait <= p ? 0 : Math.Log(PWait / p) / Spare;

    /// <exception cref="NoAnswerException">It grows for ever.</exception>
    public static DelayQueue Settled(double lambda, double mu, long servers)
    {
        Stability.Check(lambda / mu, servers);
        return new(lambda, mu, servers);
    }
}
