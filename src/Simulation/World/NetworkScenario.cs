using Twin.Domain.Calendars;
using Twin.Domain.Escalation;
using Twin.Domain.Network;
using Twin.Domain.Readings;
using Twin.Domain.Rules;
using Twin.Domain.Snapshots;
using Twin.Domain.Teams;
using Twin.Simulation.Distributions;
using Twin.Simulation.Randomness;

namespace Twin.Simulation.World;

/// <summary>A network, what befalls it and who mends it, ready to be simulated. Immutable; shared by all replications.</summary>
public sealed record NetworkScenario
{
    public required IReadOnlyList<OutletProfile> Outlets { get; init; }
    public required TimeSpan Horizon { get; init; }

    /// <summary>UTC. A Monday, midnight in Shanghai, unless said otherwise.</summary>
    public DateTime Start { get; init; } = new(2027, 1, 3, 16, 0, 0, DateTimeKind.Utc);
    public required RuleBook RuleBook { get; init; }
    public EscalationPolicy Policy { get; init; } = EscalationPolicy.Default;
    public IReadOnlyList<TradingCalendar> Calendars { get; init; } = [TradingCalendar.Always, TradingCalendar.Standard];
    public IReadOnlyDictionary<DeviceKind, Failures> Devices { get; init; } = new Dictionary<DeviceKind, Failures>();
    public Failures? AccessNodes { get; init; }
    public IReadOnlyList<ScheduledFault> Events { get; init; } = [];
    public IReadOnlyList<Burst> Bursts { get; init; } = [];
    /// <summary>The live network as it stood, with which it begins at <see cref="Start"/>; null: all of it is well then.</summary>
    public LiveSnapshot? Live { get; init; }
    public required IReadOnlyList<Team> Teams { get; init; }
    public Crews Crews { get; init; } = new();
    public IReadOnlyList<MaintenanceLevel> Maintenance { get; init; } = [];
    public IReadOnlyDictionary<DeviceKind, SparePlan> Spares { get; init; } = new Dictionary<DeviceKind, SparePlan>();
}

/// <summary>How a kind of device, or access nodes, fail.</summary>
/// <param name="RatePerSecond">Of one device.</param>
/// <param name="Repair">Work on site.</param>
public sealed record Failures(double RatePerSecond, Distribution Repair)
{
    // Some three hundred years: what takes longer is never done.
    private const double RepairSecondsMax = 1e10;

    /// <summary>What a broken one says; null: nothing, it is silent.</summary>
    public IReadOnlyList<NamedValue>? Says { get; init; }

    /// <summary>Share of failures whose cause may be either side's: the terminal has no session while its line is up. Terminals only.</summary>
    public double Joint { get; init; }

    public TimeSpan DrawRepair(RandomStream random) => TimeSpan.FromSeconds(Math.Min(Repair.Sample(random), RepairSecondsMax));
}

/// <summary>A failure that is going to happen. <see cref="For"/> null: until it is repaired; else it ends by itself.</summary>
public sealed record ScheduledFault(TimeSpan At, string? AccessNode, DeviceRef? Device, TimeSpan? For);

/// <summary>Failures come this many times as often for a while, as in bad weather.</summary>
public sealed record Burst(TimeSpan From, TimeSpan To, double Factor)
{
    /// <summary>How many times as often failures come at a time: bursts that overlap multiply.</summary>
    public static double At(IReadOnlyList<Burst> bursts, TimeSpan time)
    {
        var factor = 1.0;
        foreach (var burst in bursts)
            if (time >= burst.From && time < burst.To) factor *= burst.Factor;
        return factor;
    }

    /// <summary>The most it ever is. It changes only where a burst begins or ends.</summary>
    public static double Most(IReadOnlyList<Burst> bursts) => Math.Max(1, bursts.SelectMany(b => new[] { b.From, b.To }).Select(time => At(bursts, time)).DefaultIfEmpty(1).Max());
}

/// <summary>How those who are sent behave.</summary>
public sealed record Crews
{
    /// <summary>Null: they are there at once.</summary>
    public double? SpeedKmPerHour { get; init; } = Domain.FieldService.Travel.SpeedKmPerHour;
    public double Detour { get; init; } = Domain.FieldService.Travel.DetourFactor;

    /// <summary>From being assigned to leaving; seconds.</summary>
    public double AcknowledgeSeconds { get; init; } = 60;
}

/// <summary>Planned work at every outlet, this often; where two levels fall on one visit, the longer is done.</summary>
public sealed record MaintenanceLevel(TimeSpan Every, TimeSpan Takes);

/// <summary>Spare parts of one kind: a depot in each city or one for the province; each one taken is ordered again at once.</summary>
/// <param name="PerCity">Else one for the province.</param>
/// <param name="Use">Share of repairs that take one.</param>
public sealed record SparePlan(bool PerCity, int Stock, TimeSpan LeadTime, double Use = 1);
