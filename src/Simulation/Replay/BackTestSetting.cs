using Twin.Domain.Calendars;
using Twin.Domain.Escalation;
using Twin.Domain.Network;
using Twin.Domain.Rules;
using Twin.Domain.Teams;

namespace Twin.Simulation.Replay;

/// <summary>A rule book and a policy that go by together, and what people call them.</summary>
public sealed record Regime(string RuleBookName, RuleBook RuleBook, string PolicyName, EscalationPolicy Policy);

/// <summary>What is replayed to: the network a recording was made in, and the two regimes held against each other.</summary>
public sealed record BackTestSetting
{
    public required string Recording { get; init; }
    public required IReadOnlyList<OutletProfile> Outlets { get; init; }
    public IReadOnlyList<TradingCalendar> Calendars { get; init; } = [];
    public IReadOnlyList<Team> Teams { get; init; } = [];

    /// <summary>What is thought of.</summary>
    public required Regime New { get; init; }

    /// <summary>What it is held against.</summary>
    public required Regime Old { get; init; }

    /// <summary>Whoever is paged takes the job on after this; null: nobody ever answers.</summary>
    public TimeSpan? Answer { get; init; }

    /// <summary>Devices that the recording has nothing of are taken for silent; otherwise they are left out, since a recording may be of a part of the network.</summary>
    public bool WatchUnheard { get; init; }
}

/// <summary>What a recording holds: found by reading it through once before anything is played.</summary>
public sealed record RecordingSummary
{
    /// <summary>Readings of devices of the network.</summary>
    public required long Readings { get; init; }
    public required IReadOnlySet<DeviceRef> Heard { get; init; }

    /// <summary>Readings of devices that are not in the network.</summary>
    public long Unknown { get; init; }

    /// <summary>Some of these devices, as they are written.</summary>
    public IReadOnlyList<string> UnknownSample { get; init; } = [];
}
