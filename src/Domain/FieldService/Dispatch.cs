using Twin.Domain.Network;
using Twin.Domain.Teams;

namespace Twin.Domain.FieldService;

/// <summary>One leg of an incident that needs someone on site.</summary>
[GenerateSerializer, Immutable, Alias("twin.DispatchJob")]
public sealed record DispatchJob
{
    [Id(0)] public required string Incident { get; init; }
    [Id(1)] public required Side Leg { get; init; }

    /// <summary>An outlet's code or an access node's name; jobs of one place can be done by one person.</summary>
    [Id(2)] public required string Place { get; init; }

    /// <summary>Null when it is not known where that is; travel is unknown then.</summary>
    [Id(3)] public GeoPoint? Location { get; init; }

    /// <summary>The leg's area: the business district or the telecom area.</summary>
    [Id(4)] public required DivisionCode Area { get; init; }

    /// <summary>See <see cref="DispatchRules.SkillFor"/>; null: none in particular.</summary>
    [Id(5)] public string? Skill { get; init; }
    [Id(6)] public Severity Severity { get; init; }

    /// <summary>Since when it waits.</summary>
    [Id(7)] public DateTime Since { get; init; }
}

/// <summary>What speaks against a suggestion, or limits what is known of it.</summary>
public enum DispatchReason : byte
{
    /// <summary>Not on shift now.</summary>
    OffShift,

    /// <summary>Does not have the skill the job needs.</summary>
    LacksSkill,

    /// <summary>Has work at another place.</summary>
    Busy,

    /// <summary>Of another zone's team.</summary>
    Overflow,

    /// <summary>Travel is unknown: the person's document names no home.</summary>
    NoHome,

    /// <summary>Travel is unknown: it is not known where the job, or the place the person is at, lies.</summary>
    NoLocation,
}

/// <summary>A person for a job, and why they rank as they do.</summary>
[GenerateSerializer, Immutable, Alias("twin.Suggestion")]
public sealed record Suggestion
{
    [Id(0)] public required string PersonId { get; init; }
    [Id(1)] public string Name { get; init; } = "";
    [Id(2)] public required string TeamId { get; init; }
    [Id(3)] public bool OnShift { get; init; }
    [Id(4)] public bool HasSkill { get; init; }

    /// <summary>Of the team that answers for the job's area.</summary>
    [Id(5)] public bool OwnZone { get; init; }

    /// <summary>Has no work, or only at the job's own place.</summary>
    [Id(6)] public bool Free { get; init; }

    /// <summary>What the person does now; the latest of several.</summary>
    [Id(7)] public Assignment? Assignment { get; init; }

    /// <summary>Straight line, from where the person works now, else from home; null when either end is unknown.</summary>
    [Id(8)] public double? DistanceKm { get; init; }
    [Id(9)] public TimeSpan? Travel { get; init; }

    /// <summary>How many assignments the person has.</summary>
    [Id(10)] public int Load { get; init; }

    /// <summary>From 1.</summary>
    [Id(11)] public int Rank { get; init; }
    [Id(12)] public IReadOnlyList<DispatchReason> Reasons { get; init; } = [];

    /// <summary>Could be sent now.</summary>
    public bool Usable => OnShift && HasSkill && Free;
}
