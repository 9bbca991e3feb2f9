using Twin.Domain.Incidents;
using Twin.Domain.Network;
using Twin.Domain.Teams;

namespace Twin.Grains.Incidents;

/// <summary>What lists and streams know of an incident: a whole, immutable row, replaced at every change.</summary>
[GenerateSerializer, Immutable, Alias("twin.IncidentRow")]
public sealed record IncidentRow
{
    [Id(0)] public required string Id { get; init; }
    [Id(1)] public IncidentScope Scope { get; init; }
    [Id(2)] public OutletCode? Outlet { get; init; }
    [Id(3)] public string? AccessNode { get; init; }
    [Id(4)] public string PlaceName { get; init; } = "";
    [Id(5)] public DeviceRef? Device { get; init; }
    [Id(6)] public string Rule { get; init; } = "";
    [Id(7)] public string TitleZh { get; init; } = "";
    [Id(8)] public string TitleEn { get; init; } = "";
    [Id(9)] public Severity Severity { get; init; }
    [Id(10)] public IncidentPhase Phase { get; init; }
    [Id(11)] public DateTime OpenedAt { get; init; }
    [Id(12)] public DateTime? ResolvedAt { get; init; }
    [Id(13)] public DateTime? ClosedAt { get; init; }
    [Id(14)] public DateTime UpdatedAt { get; init; }

    /// <summary>Outlets concerned now, and the first twenty of them.</summary>
    [Id(15)] public int Members { get; init; }
    [Id(16)] public IReadOnlyList<string> MemberSample { get; init; } = [];
    [Id(17)] public IReadOnlyList<LegRow> Legs { get; init; } = [];
    [Id(18)] public int Visits { get; init; }

    /// <summary>Why its ladders stand; null: they do not.</summary>
    [Id(19)] public string? Paused { get; init; }
    [Id(20)] public string? MergedInto { get; init; }

    /// <summary>Districts and areas it has to do with: what a filter by division looks at.</summary>
    [Id(21)] public IReadOnlyList<DivisionCode> Districts { get; init; } = [];
    [Id(22)] public long Revision { get; init; }

    /// <summary>People who were sent something, and how many messages are in which outcome.</summary>
    [Id(23)] public IReadOnlyList<string> Recipients { get; init; } = [];
    [Id(24)] public int Pending { get; init; }
    [Id(25)] public int Delivered { get; init; }
    [Id(26)] public int Failed { get; init; }

    /// <summary>Codes of all outlets concerned, when they are more than the sample; else empty.</summary>
    [Id(28)] public IReadOnlyList<string> AllMembers { get; init; } = [];

    /// <summary>The district it is listed by: its outlet's, or the province for all that is larger.</summary>
    [Id(27)] public DivisionCode Home { get; init; }

    /// <summary>Nothing holds its ladders: it is about security.</summary>
    [Id(29)] public bool Security { get; init; }

    /// <summary>Where it is itself; for an access node, where most of its members are.</summary>
    [Id(30)] public DivisionCode? District { get; init; }
    [Id(31)] public DivisionCode? TelecomArea { get; init; }

    /// <summary>Districts in which there was ever an outlet concerned; empty for an incident of one outlet, which is where that is.</summary>
    [Id(32)] public IReadOnlyList<DivisionCode> MemberDistricts { get; init; } = [];
}

[GenerateSerializer, Immutable, Alias("twin.LegRow")]
public sealed record LegRow(
    [property: Id(0)] Side Side,
    [property: Id(1)] DivisionCode? Area,
    [property: Id(2)] string? Team,
    [property: Id(3)] bool Required,
    [property: Id(4)] IncidentPhase Phase,
    [property: Id(5)] string? Assignee,
    [property: Id(6)] DateTime? RespondBy,
    [property: Id(7)] bool ResponseMissed,
    [property: Id(8)] bool Unattended);
