using Twin.LoadTests.Cli;

namespace Twin.LoadTests.Scenarios;

/// <summary>A scenario is a plain function of what it is given; any runner could call it.</summary>
public sealed record Scenario(string Name, string What, Func<Bench, Task> Run)
{
    public LoadOptions Defaults { get; init; } = new();

    /// <summary>Whether <c>all</c> runs it.</summary>
    public bool InAll { get; init; } = true;

    /// <summary>How <c>all</c> runs it, so that all of it takes half an hour; null: by its defaults, once.</summary>
    public LoadOptions? Brief { get; init; }

    /// <summary>Whether it has no measured stretches, but one length.</summary>
    public bool OnlyLasts { get; init; }

    /// <summary>Whether what follows an answer may run on the thread that turns the sockets. Not with a client that may block it.</summary>
    public bool OneThread { get; init; } = true;

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);

    public static readonly IReadOnlyList<Scenario> All =
    [
        new("steady", "Readings over HTTP that change nothing, against the floor (P1), what they cost the server (P9), and how soon changes and pages are seen beside half of that (P5, P8).", Steady.Run) { Brief = new() { Runs = 1, Measure = Seconds(8) } },
        new("query", "Reads: one outlet, against the floor (P2), lists (P3) and maps (P4).", Query.Run) { Brief = new() { Runs = 1, Measure = Seconds(4), WarmUp = Seconds(2) } },
        new("silence", "Devices that fall silent, and how late that is found (P7).", Silence.Run) { Defaults = new() { Runs = 1 }, Brief = new() { Runs = 1 } },
        new("storm", "A lost access node, total silence, and recovery (P10).", Storm.Run) { Brief = new() { Runs = 1 } },
        new("memory", "The heap of a device (P6).", Memory.Run) { Defaults = new() { Outlets = 40_000, Runs = 1 }, Brief = new() { Runs = 1, Measure = Seconds(5) } },
        new("start", "Cold start (P12), and kill -9 under load (P11).", Start.Run) { Defaults = new() { DevicesPerOutlet = 10 }, Brief = new() { Runs = 1, DevicesPerOutlet = 10, Measure = Seconds(5), WarmUp = Seconds(2) } },
        new("growth", "A tenth, a quarter and the whole of the outlets: memory, processor time, lists, maps and start (P3, P4, P6).", Growth.Run) { Defaults = new() { Outlets = 200_000, Runs = 1 }, Brief = new() { Runs = 1, Outlets = 20_000, Measure = Seconds(3), WarmUp = Seconds(1) } },
        new("flood", "What others notice of one device that floods (P15).", Flood.Run) { Defaults = new() { Runs = 1, Measure = TimeSpan.FromSeconds(60) }, Brief = new() { Runs = 1, Outlets = 5_000, Measure = Seconds(20), Duration = Seconds(60) } },
        new("cluster", "Three silos on PostgreSQL against one (P14).", Clusters.Run) { Defaults = new() { Outlets = 5_000 }, Brief = new() { Runs = 1, Outlets = 2_000, Measure = Seconds(6) } },
        new("ramp", "More and more readings, until it no longer keeps up.", Ramp.Run) { Defaults = new() { Runs = 1, Measure = TimeSpan.FromSeconds(6), WarmUp = TimeSpan.FromSeconds(2) }, Brief = new() { Runs = 1, Measure = Seconds(3), WarmUp = Seconds(1) } },
        new("churn", "Imports, edits, removals and changed rule books beside readings.", Churn.Run) { Defaults = new() { Runs = 1, Measure = TimeSpan.FromSeconds(30) }, Brief = new() { Runs = 1, Outlets = 10_000, Measure = Seconds(15) } },
        new("stream", "Thousands of readers of the live stream.", Streams.Run) { Defaults = new() { Runs = 1, Measure = TimeSpan.FromSeconds(30) }, Brief = new() { Runs = 1, Outlets = 5_000, Connections = 1_000, Measure = Seconds(15) } },
        new("mqtt", "Thousands of connections over MQTT.", Mqtt.Run) { Defaults = new() { Runs = 1, Measure = TimeSpan.FromSeconds(60) }, OneThread = false, Brief = new() { Runs = 1, Outlets = 2_000, Connections = 1_000, Measure = Seconds(20) } },
        new("field", "Devices with clocks of their own, faults by rate, and a server that is away: what was made beside what was found.", FieldDevices.Run) { Defaults = new() { Outlets = 5_000, Runs = 1, Duration = TimeSpan.FromMinutes(4) }, Brief = new() { Runs = 1, Outlets = 2_000, Duration = Seconds(120) }, OnlyLasts = true },
        new("soak", "A load for long: what memory and handles do.", Soak.Run) { Defaults = new() { Runs = 1, Duration = TimeSpan.FromMinutes(10) }, Brief = new() { Runs = 1, Outlets = 5_000, Duration = Seconds(90) }, OnlyLasts = true },
        new("chaos", "Silos of a cluster are killed under load.", Chaos.Run) { Defaults = new() { Outlets = 2_000, Runs = 1, Duration = TimeSpan.FromMinutes(3) }, Brief = new() { Runs = 1, Outlets = 1_000, Duration = Seconds(90) }, OnlyLasts = true },
        new("floor", "The floor alone: readings and reads with nothing behind them; with --serve, only its server.", FloorOnly.Run) { InAll = false },
        new("all", "All of these one after the other in half an hour, each with its own report, and a summary of all bars.", Everything.Run) { InAll = false },
    ];
}
