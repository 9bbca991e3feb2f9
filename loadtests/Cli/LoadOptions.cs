namespace Twin.LoadTests.Cli;

/// <summary>What the person who runs a scenario may choose.</summary>
public sealed record LoadOptions
{
    public int Outlets { get; init; } = 20_000;

    /// <summary>Of each outlet: one line, then terminals and cameras in turn.</summary>
    public int DevicesPerOutlet { get; init; } = 5;

    /// <summary>Each measured stretch, after its warm-up.</summary>
    public TimeSpan Measure { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(5);

    public int Runs { get; init; } = 3;

    /// <summary>How long what takes long takes: field, soak, flood, chaos.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Connections of the load; 0: what suits the scenario.</summary>
    public int Connections { get; init; }

    public int ConnectionsOr(int fitting) => Connections > 0 ? Connections : fitting;

    public int Seed { get; init; } = 1;

    /// <summary>Readings/s or requests/s of an open loop; 0: half of what was found to be the most.</summary>
    public double Rate { get; init; }

    public double RateOr(double fitting) => Rate > 0 ? Rate : fitting;

    /// <summary>Faults of each device of the field.</summary>
    public double FaultsPerDay { get; init; } = 10;

    /// <summary>A Twin that runs already; null: one is started and stopped.</summary>
    public Uri? Server { get; init; }

    public string? Key { get; init; }

    /// <summary>Where <see cref="Server"/> takes MQTT.</summary>
    public int MqttPort { get; init; } = 1883;

    /// <summary>The process of <see cref="Server"/>, for its processor time and memory.</summary>
    public int? Pid { get; init; }

    /// <summary>Whether <c>all</c> takes what is already measured from its reports.</summary>
    public bool Resume { get; init; }

    /// <summary>The options that were named on the command line; for the others <c>all</c> takes what fits each scenario.</summary>
    public IReadOnlySet<string> Given { get; init; } = new HashSet<string>();

    /// <summary>Where the reports go.</summary>
    public string Out { get; init; } = "artifacts/loadtests";
}
