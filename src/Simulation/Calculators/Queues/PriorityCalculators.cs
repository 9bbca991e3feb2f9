using System.Globalization;
using Twin.Simulation.Calculators.Asking;

namespace Twin.Simulation.Calculators.Queues;

/// <summary>Classes of customers, the first one first.</summary>
internal static class PriorityCalculators
{
    private const string Nonpreemptive = "nonpreemptive";

    public static readonly Calculator[] All =
    [
        new("priority", "Waiting by class when urgent ones go first (M/M/c or M/G/1)")
        {
            Arguments =
            [
                Argument.Vector("lambda", "1/time", "arrivals per time of each class, the most urgent first") with { Min = 0, Inclusive = false },
                Argument.Vector("mu", "1/time", "services per time of one server; one for all or one a class (with c=1)") with { Min = 0, Inclusive = false },
                Argument.Count("c", "servers", max: Erlang.ServersMax).Maybe("1"),
                Argument.Word("discipline", "whether an urgent one interrupts a service, which is then resumed", Nonpreemptive, "preemptive").Maybe(Nonpreemptive),
                Argument.Vector("cv2", "ratio", "squared coefficient of variation of service, one for all or one a class; other than 1 only with c=1") with { Min = 0, Optional = true, Default = "1" },
            ],
            Results = [new("Wq", "mean wait of each class; interruptions count as waiting"), new("W", "mean time from arrival to the end, by class"), new("Lq", "mean number of each class waiting"), new("WqAll", "mean wait over all classes"), new("utilisation", "share of the servers' time that is busy")],
            Formula = "s(k) = load of classes 1..k / c; nonpreemptive: Wq(k) = R / ((1-s(k-1)) (1-s(k))), R = sum lambda E[S^2] / 2 (c = 1), C / (c mu) (c > 1); "
                + "preemptive-resume: W(k) = E[S(k)] / (1-s(k-1)) + sum(i<=k) lambda E[S^2] / 2 / ((1-s(k-1)) (1-s(k))) (c = 1), lambda(k) W(k) = L(1..k) - L(1..k-1) (c > 1); Wq = W - E[S]",
            Source = "A. Cobham, Operations Research 2 (1954) 70; O. Kella, U. Yechiali, Naval Research Logistics 32 (1985) 587; L. Kleinrock, Queueing Systems 2, 1976, ch. 3",
            Example = "lambda=0.2,0.3,0.3 mu=1",
            Compute = Compute,
        },
    ];

    private static Figure[] Compute(Given g)
    {
        var lambda = g.Vector("lambda");
        var mu = Each(g.Vector("mu"), lambda.Length, "mu");
        var cv2 = Each(g.Vector("cv2"), lambda.Length, "cv2");
        var c = g.Whole("c");
        if (c > 1 && mu.Any(m => m != mu[0])) throw new NoAnswerException("with several servers mu must be the same for all classes: no closed form is known otherwise");
        if (c > 1 && cv2.Any(v => v != 1)) throw new NoAnswerException("with several servers service is exponential (cv2=1): no closed form is known otherwise");
        CheckStable(lambda, mu, c);
        var preemptive = g.Word("discipline") != Nonpreemptive;
        var wq = (c, preemptive) switch
        {
            (1, false) => OneServer(lambda, mu, cv2),
            (1, true) => OneServerInterrupted(lambda, mu, cv2),
            (_, false) => Servers(lambda, mu[0], c),
            _ => ServersInterrupted(lambda, mu[0], c),
        };
        return
        [
            Figure.Of("Wq", wq), Figure.Of("W", [.. wq.Select((w, i) => w + (1 / mu[i]))]), Figure.Of("Lq", [.. wq.Select((w, i) => w * lambda[i])]),
            Figure.Of("WqAll", wq.Select((w, i) => w * lambda[i]).Sum() / lambda.Sum()), Figure.Of("utilisation", Loads(lambda, mu, c)[^1]),
        ];
    }

    private static double[] Each(double[] given, int classes, string name)
    {
        if (given.Length == classes) return given;
        if (given.Length == 1) return [.. Enumerable.Repeat(given[0], classes)];
        throw new NoAnswerException($"{name} has {given.Length} values for {classes} classes: give one for all or one a class");
    }

    /// <summary>Index 0: none; index k: the load of the first k classes as a share of all servers.</summary>
    private static double[] Loads(double[] lambda, double[] mu, long c)
    {
        var loads = new double[lambda.Length + 1];
        for (var i = 0; i < lambda.Length; i++) loads[i + 1] = loads[i] + (lambda[i] / mu[i] / c);
        return loads;
    }

    private static void CheckStable(double[] lambda, double[] mu, long c)
    {
        var loads = Loads(lambda, mu, c);
        if (loads[^1] < 1) return;
        var over = Array.FindIndex(loads, l => l >= 1);
        throw new NoAnswerException(string.Create(CultureInfo.InvariantCulture, $"unstable: with class {over} the utilisation is {loads[over]:G6} (in all {loads[^1]:G6}), so that class waits for ever"));
    }

    private static double SecondMoments(double[] lambda, double[] mu, double[] cv2, int classes) =>
        Enumerable.Range(0, classes).Sum(i => lambda[i] * (1 + cv2[i]) / (mu[i] * mu[i])) / 2;

    private static double[] OneServer(double[] lambda, double[] mu, double[] cv2)
    {
        var (s, residual) = (Loads(lambda, mu, 1), SecondMoments(lambda, mu, cv2, lambda.Length));
        return [.. lambda.Select((_, k) => residual / ((1 - s[k]) * (1 - s[k + 1])))];
    }

    private static double[] OneServerInterrupted(double[] lambda, double[] mu, double[] cv2)
    {
        var s = Loads(lambda, mu, 1);
        // E[S]/(1-s) - E[S] = E[S] s/(1-s): without the difference of two nearly equal numbers.
        return [.. lambda.Select((_, k) => (s[k] / (mu[k] * (1 - s[k]))) + (SecondMoments(lambda, mu, cv2, k + 1) / ((1 - s[k]) * (1 - s[k + 1]))))];
    }

    private static double[] Servers(double[] lambda, double mu, long c)
    {
        var s = Loads(lambda, [.. lambda.Select(_ => mu)], c);
        var wait = Erlang.C(lambda.Sum() / mu, c) / (c * mu);
        return [.. lambda.Select((_, k) => wait / ((1 - s[k]) * (1 - s[k + 1])))];
    }

    /// <summary>The first k classes are a queue of their own, undisturbed by the others; class k has what they have more than the first k - 1.</summary>
    private static double[] ServersInterrupted(double[] lambda, double mu, long c)
    {
        var wq = new double[lambda.Length];
        for (var (k, first) = (0, 0.0); k < lambda.Length; first += lambda[k++])
            wq[k] = Erlang.MoreWaiting(first / mu, lambda[k] / mu, c) / lambda[k];
        return wq;
    }
}
