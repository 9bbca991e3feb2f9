using Twin.LoadTests.Cli;

namespace Twin.LoadTests.Scenarios;

/// <summary>A scenario is a plain function of what it is given; any runner could call it.</summary>
public sealed record Scenario(string Name, string What, Func<Bench, Task> Run)
{
    public LoadOptions Defaults { get; init; } = new();

    public static readonly IReadOnlyList<Scenario> All =
    [
        new("steady", "Readings over HTTP that change nothing, against the floor (P1), what they cost the server (P9), and how soon changes and pages are seen beside half of that (P5, P8).", Steady.Run),
        new("query", "Reads: one outlet, against the floor (P2), lists (P3) and maps (P4).", Query.Run),
        new("silence", "Devices that fall silent, and how late that is found (P7).", Silence.Run) { Defaults = new() { Runs = 1 } },
        new("storm", "A lost access node, total silence, and recovery (P10).", Storm.Run),
        new("memory", "The heap of a device (P6).", Memory.Run) { Defaults = new() { Outlets = 40_000, Runs = 1 } },
        new("start", "Cold start (P12), and kill -9 under load (P11).", Start.Run) { Defaults = new() { DevicesPerOutlet = 10 } },
        new("floor", "The floor alone: readings and reads with nothing behind them; with --serve, only its server.", FloorOnly.Run),
    ];
}
