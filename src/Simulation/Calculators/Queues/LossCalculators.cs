using Twin.Simulation.Calculators.Asking;

namespace Twin.Simulation.Calculators.Queues;

/// <summary>No queue: who finds all servers busy is lost.</summary>
internal static class LossCalculators
{
    private const string Source = "A. K. Erlang 1917; tables in R. B. Cooper, Introduction to Queueing Theory, 1981, app. A";
    private static readonly Argument Load = Argument.Load("a", "offered load: arrivals per time x mean service time");
    private static readonly Argument Blocked = Argument.Chance("p", "share that is blocked");

    public static readonly Calculator[] All =
    [
        new("erlang-b", "Share of arrivals that find all servers busy and are lost (M/G/c/c)")
        {
            Arguments = [Load, Argument.Count("c", "servers", min: 0, max: Erlang.ServersMax)],
            Results = [new("pBlock", "share of arrivals that is lost"), new("carried", "load that is carried, erlang"), new("utilisation", "share of the servers' time that is busy")],
            Formula = "B(0) = 1, B(n) = a B(n-1) / (n + a B(n-1)); any distribution of service",
            Source = Source,
            Example = "a=15 c=20",
            Compute = g =>
            {
                var (a, c) = (g.Number("a"), g.Whole("c"));
                var b = Erlang.B(a, c);
                return [Figure.Of("pBlock", b), Figure.Of("carried", a * (1 - b)), Figure.Of("utilisation", c == 0 ? 0 : a * (1 - b) / c)];
            },
        },
        new("erlang-b-inverse", "Greatest load of which at most a given share is lost")
        {
            Arguments = [Argument.Count("c", "servers", max: 100_000), Blocked],
            Results = [new("a", "offered load, erlang")],
            Formula = "the root a of B(c, a) = p",
            Source = Source,
            Example = "c=10 p=1%",
            Compute = g => [Figure.Of("a", Erlang.LoadAt(g.Whole("c"), g.Number("p")))],
        },
        new("erlang-b-size", "Fewest servers that lose at most a given share")
        {
            Arguments = [Load, Blocked],
            Results = [new("c", "servers"), new("pBlock", "share that is lost with so many")],
            Formula = "the smallest c with B(c, a) <= p",
            Source = Source,
            Example = "a=12 p=1%",
            Compute = g =>
            {
                var c = Erlang.LossSize(g.Number("a"), g.Number("p"));
                return [Figure.Of("c", c), Figure.Of("pBlock", Erlang.B(g.Number("a"), c))];
            },
        },
    ];
}
