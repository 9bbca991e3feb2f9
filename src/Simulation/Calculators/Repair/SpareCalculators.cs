using Twin.Simulation.Calculators.Asking;
using Twin.Simulation.Calculators.Queues;

namespace Twin.Simulation.Calculators.Repair;

/// <summary>A shelf of spares, each replaced one for one.</summary>
internal static class SpareCalculators
{
    private const long StockMax = 10_000_000;
    private const string Source = "C. Palm 1938; G. J. Feeney, C. C. Sherbrooke, Management Science 12 (1966) 391";
    private static readonly Argument Demand = Argument.Rate("demand", "spares wanted per time");
    private static readonly Argument LeadTime = Argument.Time("leadTime", "mean time until a spare is replaced; any distribution") with { Also = "resupply" };
    private static readonly Argument Stock = Argument.Count("stock", "spares on the shelf when none is out (order up to)", min: 0, max: StockMax) with { Also = "s" };

    private static readonly ResultMeaning[] Results =
    [
        new("fillRate", "share of wants served from the shelf at once: P(X <= stock - 1)"), new("backorders", "mean number of wants that are waiting"), new("onHand", "mean number on the shelf"),
        new("waitMean", "mean wait of a want"),
    ];

    public static readonly Calculator[] All =
    [
        new("spares-palm", "How well a stock of spares serves when wants wait for the next one")
        {
            Arguments = [Demand, LeadTime, Stock],
            Results = Results,
            Formula = "on order X ~ Poisson(demand leadTime); fillRate = P(X <= stock - 1); backorders = E max(0, X - stock); waitMean = backorders / demand",
            Source = Source,
            Example = "demand=1.5 leadTime=3 stock=8",
            Compute = g => Shelf(g.Number("demand"), g.Number("leadTime"), g.Whole("stock")),
        },
        new("spares-size", "Smallest stock that serves a given share at once")
        {
            Arguments = [Demand, LeadTime, Argument.Chance("fill", "share of wants to serve at once")],
            Results = [new("stock", "spares"), .. Results],
            Formula = "the smallest stock with P(X <= stock - 1) >= fill, X ~ Poisson(demand leadTime)",
            Source = Source,
            Example = "demand=20000*0.33/365 leadTime=3 fill=99%",
            Compute = g => Size(g.Number("demand"), g.Number("leadTime"), g.Number("fill")),
        },
        new("spares-lost", "How often a shelf is empty when wants do not wait")
        {
            Arguments = [Demand, LeadTime, Stock],
            Results = [new("pLost", "share of wants that finds the shelf empty and is met elsewhere"), new("onHand", "mean number on the shelf")],
            Formula = "pLost = B(stock, demand leadTime), Erlang's loss formula; any distribution of the lead time",
            Source = "S. Karlin, H. Scarf 1958; A. K. Erlang 1917",
            Example = "demand=1.5 leadTime=3 stock=8",
            Compute = g =>
            {
                var (onOrder, stock) = (g.Number("demand") * g.Number("leadTime"), g.Whole("stock"));
                var lost = Erlang.B(onOrder, stock);
                return [Figure.Of("pLost", lost), Figure.Of("onHand", stock - (onOrder * (1 - lost)))];
            },
        },
    ];

    private static Figure[] Shelf(double demand, double leadTime, long stock) => Shelf(Counts.Poisson(demand * leadTime), demand, stock);

    private static Figure[] Shelf(BirthDeath onOrder, double demand, long stock)
    {
        var backorders = onOrder.Mean(x => Math.Max(0, x - stock));
        return
        [
            Figure.Of("fillRate", onOrder.AtMost(stock - 1)), Figure.Of("backorders", backorders), Figure.Of("onHand", onOrder.Mean(x => Math.Max(0, stock - x))), Figure.Of("waitMean", backorders / demand),
        ];
    }

    private static Figure[] Size(double demand, double leadTime, double fill)
    {
        var onOrder = Counts.Poisson(demand * leadTime);
        // What is on order and more than the shelf holds: added up from the far end, where it is small.
        var (stock, empty) = (onOrder.Last + 1, 0.0);
        while (stock > 0 && empty + onOrder[stock - 1] <= 1 - fill) empty += onOrder[--stock];
        // With stock s, P(X >= s) of the wants find it empty.
        return [Figure.Of("stock", stock), .. Shelf(onOrder, demand, stock)];
    }
}
