namespace Twin.LoadTests.Measures;

/// <summary>What Twin is to reach.</summary>
/// <param name="Id">By which the documents name it.</param>
/// <param name="What">What is measured.</param>
/// <param name="Limit">The figure.</param>
/// <param name="Unit">Its unit; <c>%</c> is a share of the floor, or of one silo, in the same run.</param>
/// <param name="AtLeast">Whether the figure is a floor rather than a ceiling.</param>
public sealed record Bar(string Id, string What, double Limit, string Unit, bool AtLeast = false)
{
    public static readonly IReadOnlyList<Bar> All =
    [
        new("P1", "telemetry over HTTP, batches of 100, nothing changing, against the floor", 60, "%", AtLeast: true),
        new("P2", "GET /v1/outlets/{code}, against the floor", 70, "%", AtLeast: true),
        new("P3", "list with two filters and a sort, page of 100, p99 at 20,000 outlets", 3, "ms"),
        new("P3-200k", "the same at 200,000 outlets", 15, "ms"),
        new("P4-wire", "map of the whole province, on the wire", 200, "kB"),
        new("P4-time", "map of the whole province, p99", 50, "ms"),
        new("P4-pan", "map of a small box, p99", 10, "ms"),
        new("P5-list", "a write is in the list, p99 at half of P1's load", 100, "ms"),
        new("P5-stream", "a write is in the stream, p99 at half of P1's load", 100, "ms"),
        new("P6", "heap of a device's twin, rules on", 4, "kB"),
        new("P7", "silence found after its deadline, p99", 2, "s"),
        new("P8", "fault reading in to webhook at its receiver, p99 at half of P1's load", 250, "ms"),
        new("P9", "server's processor time for a million readings", 6, "s"),
        new("P10-all", "all outlets silent at once: every transition stored, one incident", 60, "s"),
        new("P10-node", "1,500 outlets lose one node: every transition stored, one incident", 5, "s"),
        new("P11-lost", "acknowledged transitions lost by kill -9 under half of P1's load", 0, "transitions"),
        new("P11-back", "watching again after kill -9", 30, "s"),
        new("P12-ready", "cold start, ready", 10, "s"),
        new("P12-watched", "cold start, all watched", 30, "s"),
        new("P14", "three silos on PostgreSQL, against one", 40, "%", AtLeast: true),
        new("P15", "others' p99 beside a device that floods, against without it", 2, "times"),
    ];

    public static Bar Of(string id) => All.Single(b => b.Id == id);

    public bool IsMetBy(double figure) => AtLeast ? figure >= Limit : figure <= Limit;
}

/// <summary>A bar and what was measured.</summary>
/// <param name="Bar">What was to be reached.</param>
/// <param name="Figure">The median, in the bar's unit.</param>
/// <param name="Detail">Both sides of it, the least and the most.</param>
public sealed record BarLine(Bar Bar, double Figure, string Detail)
{
    public bool Met => Bar.IsMetBy(Figure);
    public double Ratio => Bar.Limit == 0 ? double.NaN : Figure / Bar.Limit;
}
