using Twin.Domain.Network;

namespace Twin.Grains.Network;

/// <summary>An outlet profile as stored: plain texts and numbers, no CLR type names, fields only ever added.</summary>
public sealed record OutletProfileRecord
{
    public required string Name { get; init; }
    public string? Address { get; init; }
    public required string District { get; init; }
    public double? Lon { get; init; }
    public double? Lat { get; init; }
    public string? TelecomArea { get; init; }
    public string? AccessNode { get; init; }
    public required string Calendar { get; init; }
    public IReadOnlyList<string> Designations { get; init; } = [];
    public IReadOnlyList<string> Amenities { get; init; } = [];
    public IReadOnlyList<DeviceProfileRecord> Devices { get; init; } = [];

    public static OutletProfileRecord Of(OutletProfile profile) => new()
    {
        Name = profile.Name,
        Address = profile.Address,
        District = profile.District.ToString(),
        Lon = profile.Location?.Lon,
        Lat = profile.Location?.Lat,
        TelecomArea = profile.TelecomArea?.ToString(),
        AccessNode = profile.AccessNode,
        Calendar = profile.Calendar,
        Designations = profile.Designations,
        Amenities = profile.Amenities,
        Devices = [.. profile.Devices.Select(d => new DeviceProfileRecord(d.Id.ToString(), d.Kind, d.Model))],
    };

    public OutletProfile ToProfile(OutletCode code) => new()
    {
        Code = code,
        Name = Name,
        Address = Address,
        District = DivisionCode.Parse(District),
        Location = Lon is { } lon && Lat is { } lat ? new(lon, lat) : null,
        TelecomArea = TelecomArea is null ? null : DivisionCode.Parse(TelecomArea),
        AccessNode = AccessNode,
        Calendar = Calendar,
        Designations = Designations,
        Amenities = Amenities,
        Devices = [.. Devices.Select(d => DeviceProfile.Of(DeviceId.Parse(d.Id), d.Kind, d.Model))],
    };
}

public sealed record DeviceProfileRecord(string Id, DeviceKind Kind, string? Model);
