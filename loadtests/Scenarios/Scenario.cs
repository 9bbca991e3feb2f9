using Twin.LoadTests.Cli;

namespace Twin.LoadTests.Scenarios;

/// <summary>A scenario is a plain function of what it is given; any runner could call it.</summary>
public sealed record Scenario(string Name, string What, Func<Bench, Task> Run)
{
    public LoadOptions Defaults { get; init; } = new();

    /// <summary>Whether <c>all</c> runs it.</summary>
    public bool InAll { get; init; } = true;

    /// <summary>Whether what follows an answer may run on the thread that turns the sockets. Not with a client that may block it.</summary>
    public bool OneThread { get; init; } = true;

    public static readonly IReadOnlyList<Scenario> All =
    [
        new("steady", "Readings over HTTP that change nothing, against the floor (P1), what they cost the server (P9), and how soon changes and pages are seen beside half of that (P5, P8).", Steady.Run),
        new("query", "Reads: one outlet, against the floor (P2), lists (P3) and maps (P4).", Query.Run),
        new("silence", "Devices that fall silent, and how late that is found (P7).", Silence.Run) { Defaults = new() { Runs = 1 } },
        new("storm", "A lost access node, total silence, and recovery (P10).", Storm.Run),
        new("memory", "The heap of a device (P6).", Memory.Run) { Defaults = new() { Outlets = 40_000, Runs = 1 } },
        new("start", "Cold start (P12), and kill -9 under load (P11).", Start.Run) { Defaults = new() { DevicesPerOutlet = 10 } },
        new("growth", "A tenth, a quarter and the whole of the outlets: memory, processor time, lists, maps and start (P3, P4, P6).", Growth.Run) { Defaults = new() { Outlets = 200_000, Runs = 1 } },
        new("flood", "What others notice of one device that floods (P15).", Flood.Run) { Defaults = new() { Runs = 1, Measure = TimeSpan.FromSeconds(60) } },
        new("cluster", "Three silos on PostgreSQL against one (P14).", Clusters.Run) { Defaults = new() { Outlets = 5_000 } },
        new("ramp", "More and more readings, until it no longer keeps up.", Ramp.Run) { Defaults = new() { Runs = 1, Measure = TimeSpan.FromSeconds(6), WarmUp = TimeSpan.FromSeconds(2) } },
        new("churn", "Imports, edits, removals and changed rule books beside readings.", Churn.Run) { Defaults = new() { Runs = 1, Measure = TimeSpan.FromSeconds(30) } },
        new("stream", "Thousands of readers of the live stream.", Streams.Run) { Defaults = new() { Runs = 1, Measure = TimeSpan.FromSeconds(30) } },
        new("mqtt", "Thousands of connections over MQTT.", Mqtt.Run) { Defaults = new() { Runs = 1, Measure = TimeSpan.FromSeconds(60) }, OneThread = false, InAll = false },
        new("soak", "A load for long: what memory and handles do.", Soak.Run) { Defaults = new() { Runs = 1, Duration = TimeSpan.FromMinutes(10) } },
        new("chaos", "Silos of a cluster are killed under load.", Chaos.Run) { Defaults = new() { Outlets = 2_000, Runs = 1, Duration = TimeSpan.FromMinutes(3) } },
        new("floor", "The floor alone: readings and reads with nothing behind them; with --serve, only its server.", FloorOnly.Run) { InAll = false },
        new("all", "All of these one after the other but mqtt, each with its own defaults and report, and a summary.", Everything.Run) { InAll = false },
    ];
}
