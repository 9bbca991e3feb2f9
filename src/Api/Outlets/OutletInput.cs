using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Twin.Api.Outlets;

/// <summary>
/// The fields of an outlet that can be written, for the API's description. Bodies are read by
/// <see cref="Twin.Domain.Network.OutletProfileFormat"/>, which knows where every fault stands.
/// </summary>
public sealed record OutletInput
{
    [Description("Ten digits; the first four are the city's GB/T 2260 code. May be left out where the path names it.")]
    [RegularExpression("^[0-9]{10}$")] public string? Code { get; init; }
    [Required, MaxLength(100)] public required string Name { get; init; }
    [MaxLength(500)] public string? Address { get; init; }
    [Description("GB/T 2260 code of the county."), RegularExpression("^[0-9]{6}$")] public required string District { get; init; }
    [Description("WGS-84 degrees.")] public LocationModel? Location { get; init; }
    [Description("Division code of the carrier's maintenance area; need not be the district."), RegularExpression("^[0-9]{6}$")] public string? TelecomArea { get; init; }
    [Description("Id of the access node its lines hang on.")] public string? AccessNode { get; init; }
    [Description("Id of its trading calendar; standard when left out.")] public string? Calendar { get; init; }
    public IReadOnlyList<string>? Designations { get; init; }
    public IReadOnlyList<string>? Amenities { get; init; }
    public IReadOnlyList<LineModel>? Lines { get; init; }
    public IReadOnlyList<TerminalModel>? Terminals { get; init; }
    public IReadOnlyList<CameraModel>? Cameras { get; init; }
}

/// <summary>A merge patch (RFC 7396) of an outlet: what is given is set, null removes, what is absent stays. Lists are replaced whole.</summary>
public sealed record OutletPatch
{
    [MaxLength(100)] public string? Name { get; init; }
    public string? Address { get; init; }
    [RegularExpression("^[0-9]{6}$")] public string? District { get; init; }
    public LocationModel? Location { get; init; }
    [RegularExpression("^[0-9]{6}$")] public string? TelecomArea { get; init; }
    public string? AccessNode { get; init; }
    public string? Calendar { get; init; }
    public IReadOnlyList<string>? Designations { get; init; }
    public IReadOnlyList<string>? Amenities { get; init; }
    public IReadOnlyList<LineModel>? Lines { get; init; }
    public IReadOnlyList<TerminalModel>? Terminals { get; init; }
    public IReadOnlyList<CameraModel>? Cameras { get; init; }
}
