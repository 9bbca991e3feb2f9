using Twin.LoadTests.Cli;

namespace Twin.LoadTests.Scenarios;

/// <summary>A scenario is a plain function of what it is given; any runner could call it.</summary>
public sealed record Scenario(string Name, string What, Func<Bench, Task> Run)
{
    public LoadOptions Defaults { get; init; } = new();

    public static readonly IReadOnlyList<Scenario> All =
    [
        new("steady", "Readings over HTTP that change nothing, against the floor (P1), and what they cost the server (P9).", Steady.Run),
        new("query", "Reads: one outlet, against the floor (P2).", Query.Run),
        new("floor", "The floor alone: readings and reads with nothing behind them; with --serve, only its server.", FloorOnly.Run),
    ];
}
