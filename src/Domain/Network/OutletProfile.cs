namespace Twin.Domain.Network;

/// <summary>WGS-84 degrees.</summary>
[GenerateSerializer, Immutable, Alias("twin.GeoPoint")]
public readonly record struct GeoPoint([property: Id(0)] double Lon, [property: Id(1)] double Lat);

/// <summary>A device as registered. <see cref="Model"/> is free text and may be absent.</summary>
[GenerateSerializer, Immutable, Alias("twin.DeviceProfile")]
public sealed record DeviceProfile([property: Id(0)] DeviceId Id, [property: Id(1)] DeviceKind Kind, [property: Id(2)] string? Model = null)
{
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<(DeviceId, DeviceKind), DeviceProfile> Plain = new();

    /// <summary>The same, but one instance for all plain ones with an ordinary id: most outlets have a t1 of which nothing more is known.</summary>
    public static DeviceProfile Of(DeviceId id, DeviceKind kind, string? model) =>
        model is null && id.IsOrdinary ? Plain.GetOrAdd((id, kind), static key => new(key.Item1, key.Item2)) : new(id, kind, model);
}

/// <summary>
/// What an operator registers about an outlet: everything about it that does not change by itself.
/// <see cref="TelecomArea"/> is the carrier's maintenance area and need not coincide with <see cref="District"/>, the lottery's county.
/// </summary>
[GenerateSerializer, Immutable, Alias("twin.OutletProfile")]
public sealed record OutletProfile
{
    [Id(0)] public required OutletCode Code { get; init; }
    [Id(1)] public required string Name { get; init; }
    [Id(2)] public string? Address { get; init; }
    [Id(3)] public required DivisionCode District { get; init; }
    [Id(4)] public GeoPoint? Location { get; init; }
    [Id(5)] public DivisionCode? TelecomArea { get; init; }
    [Id(6)] public string? AccessNode { get; init; }
    [Id(7)] public string Calendar { get; init; } = DefaultCalendar;
    [Id(8)] public IReadOnlyList<string> Designations { get; init; } = [];
    [Id(9)] public IReadOnlyList<string> Amenities { get; init; } = [];

    /// <summary>Lines, terminals and cameras in the order registered; ids are unique over all of them.</summary>
    [Id(10)] public IReadOnlyList<DeviceProfile> Devices { get; init; } = [];

    public const string DefaultCalendar = "standard";

    /// <summary>The city the registered district lies in.</summary>
    public DivisionCode City => District.City;

    /// <summary>Whether both say the same, item by item. (A record's own equality compares its lists by reference.)</summary>
    public bool SaysTheSameAs(OutletProfile other) =>
        this with { Designations = other.Designations, Amenities = other.Amenities, Devices = other.Devices } == other
        && Designations.SequenceEqual(other.Designations) && Amenities.SequenceEqual(other.Amenities) && Devices.SequenceEqual(other.Devices);
}
