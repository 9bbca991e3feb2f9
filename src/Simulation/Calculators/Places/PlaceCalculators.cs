using Twin.Simulation.Calculators.Asking;

namespace Twin.Simulation.Calculators.Places;

/// <summary>Distances, and units that help each other out.</summary>
internal static class PlaceCalculators
{
    private const string Source = "R. C. Larson, A. R. Odoni, Urban Operations Research, 1981, ch. 3";
    private static readonly Argument Speed = Argument.Number("speed", "distance/time", "travel speed") with { Min = 0, Inclusive = false, Optional = true };
    private static readonly Argument Detour = Argument.Number("detour", "ratio", "length of the road per distance").Maybe("1") with { Min = 1 };
    private static readonly ResultMeaning[] Distances = [new("euclidean", "mean distance as the crow flies"), new("rectilinear", "mean distance along a grid of streets"), new("timeMean", "with speed: mean time, euclidean x detour / speed")];

    public static readonly Calculator[] All =
    [
        new("hypercube", "Who serves whom when units help each other out (hypercube model, exact)")
        {
            Arguments = [Argument.File("file", "a YAML or JSON document: queue, mu, units and atoms with rate and prefer; see docs/planning.md")],
            Results =
            [
                new("rho", "share of time each unit is busy, in the order of the file"), new("pBusyAll", "share of time all are busy: calls then wait, or are lost"), new("pLost", "share of calls that is lost"),
                new("meanDelay", "mean wait of a call in the queue, over all calls"), new("fractions", "share of all calls served that each unit (rows) serves in each atom (columns)"),
                new("interdistrict", "share of all calls served that is served by another than the first of its list"),
            ],
            Formula = "stationary probabilities of all 2^N states of busy and idle units, each call to the first idle unit of its list; the queue behind them is M/M/N",
            Source = "R. C. Larson, Computers & Operations Research 1 (1974) 67; R. C. Larson, A. R. Odoni, Urban Operations Research, 1981, ch. 5",
            Example = "file=units.yaml",
            Compute = g => Hypercube.Figures(g.Document("file", HypercubeReader.Read)),
        },
        new("nearest-unit", "How far the nearest of scattered units is")
        {
            Arguments = [Argument.Number("density", "1/area", "units per area, free and scattered at random") with { Min = 0, Inclusive = false, Also = "gamma" }, Speed, Detour],
            Results = Distances,
            Formula = "E[D] = 1 / (2 sqrt(density)) as the crow flies, sqrt(pi / (8 density)) on a grid",
            Source = Source + ", eq. 3.104",
            Example = "density=0.04 speed=30 detour=1.3",
            Compute = g => Distance(g, 1 / (2 * Math.Sqrt(g.Number("density"))), Math.Sqrt(Math.PI / (8 * g.Number("density")))),
        },
        new("square-distance", "How far two places in a square are apart")
        {
            Arguments = [Argument.Number("side", "distance", "length of the square's side") with { Min = 0, Inclusive = false }, Speed, Detour],
            Results = Distances,
            Formula = "E[D] = side (2 + sqrt 2 + 5 ln(1 + sqrt 2)) / 15 as the crow flies, side 2/3 on a grid; both places uniform and independent",
            Source = Source,
            Example = "side=10 speed=30",
            Compute = g => Distance(g, g.Number("side") * (2 + Math.Sqrt(2) + (5 * Math.Log(1 + Math.Sqrt(2)))) / 15, g.Number("side") * 2 / 3),
        },
    ];

    private static Figure[] Distance(Given g, double euclidean, double rectilinear)
    {
        Figure[] distances = [Figure.Of("euclidean", euclidean), Figure.Of("rectilinear", rectilinear)];
        return g.Has("speed") ? [.. distances, Figure.Of("timeMean", euclidean * g.Number("detour") / g.Number("speed"))] : distances;
    }
}
