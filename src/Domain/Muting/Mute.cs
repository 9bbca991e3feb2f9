using Twin.Domain.Network;

namespace Twin.Domain.Muting;

/// <summary><c>Silence</c>: we know, do not page. <c>Maintenance</c>: planned work; downtime in it is excused.</summary>
public enum MuteKind : byte { Silence, Maintenance }

/// <summary>What a mute covers: whatever meets every field that is given. At least one is.</summary>
[GenerateSerializer, Immutable, Alias("twin.MuteMatch")]
public sealed record MuteMatch
{
    [Id(0)] public OutletCode? Outlet { get; init; }
    [Id(1)] public DivisionCode? District { get; init; }
    [Id(2)] public DivisionCode? City { get; init; }
    [Id(3)] public DivisionCode? TelecomArea { get; init; }
    [Id(4)] public string? AccessNode { get; init; }
    [Id(5)] public string? Rule { get; init; }
    [Id(6)] public DeviceRef? Device { get; init; }

    /// <summary>Whether it covers an outlet as a whole: it names no device and no rule.</summary>
    public bool IsWholeOutlet => Rule is null && Device is null;

    /// <summary>Whether an outlet lies in the scope; what is said of rule and device is left aside.</summary>
    public bool CoversPlace(OutletProfile outlet) =>
        (Outlet is not { } code || code == outlet.Code)
        && (District is not { } district || district == outlet.District)
        && (City is not { } city || city == outlet.City)
        && (TelecomArea is not { } area || area == outlet.TelecomArea)
        && (AccessNode is null || AccessNode == outlet.AccessNode)
        && (Device is not { } device || device.Outlet == outlet.Code);
}

/// <summary>
/// A silence or a maintenance window, from <see cref="From"/> (included) to <see cref="Until"/> (excluded), UTC. Ending one early moves its end; it is kept
/// for the record.
/// </summary>
[GenerateSerializer, Immutable, Alias("twin.Mute")]
public sealed record Mute
{
    [Id(0)] public required string Id { get; init; }
    [Id(1)] public required MuteKind Kind { get; init; }
    [Id(2)] public required MuteMatch Match { get; init; }
    [Id(3)] public required DateTime From { get; init; }
    [Id(4)] public required DateTime Until { get; init; }
    [Id(5)] public string Reason { get; init; } = "";
    [Id(6)] public string By { get; init; } = "";
    [Id(7)] public DateTime CreatedAt { get; init; }

    /// <summary>When it was ended before its time; null: it was not.</summary>
    [Id(8)] public DateTime? EndedAt { get; init; }
    [Id(9)] public string? EndedBy { get; init; }

    public bool IsActive(DateTime utc) => From <= utc && utc < Until;
}
