using System.ComponentModel;
using Twin.Api.Devices;
using Twin.Domain.Devices;
using Twin.Domain.Explanation;
using Twin.Domain.Network;
using Twin.Domain.Readings;
using Twin.Grains.Network;

namespace Twin.Api.Outlets;

public sealed record LineModel(string Id, string? Model = null);
public sealed record TerminalModel(string Id, string? Model = null);
public sealed record CameraModel(string Id, string? Model = null);
public sealed record LocationModel(double Lon, double Lat);

/// <summary>An active fault. <c>explainedBy</c> names what it follows from, when that is known.</summary>
public sealed record FaultModel(string Rule, Severity Severity, DateTime Since, FaultState State)
{
    public bool Security { get; init; }
    public bool Flapping { get; init; }
    public string? ExplainedBy { get; init; }

    [Description("What is done about it: waiting, explained or incident.")] public FaultStanding? Standing { get; init; }
    [Description("Why it stands where it does.")] public FaultReason? Reason { get; init; }
    [Description("The incident it has, or whose cause explains it.")] public string? Incident { get; init; }

    public static FaultModel Of(FaultSummary fault, DeviceId device, IReadOnlyList<FaultCase> cases)
    {
        var known = cases.FirstOrDefault(c => c.Device == device && c.Rule == fault.Rule);
        return new(fault.Rule, fault.Severity, fault.Since, fault.State)
        {
            Security = fault.Security,
            Flapping = fault.Flapping,
            ExplainedBy = known?.ExplainedBy,
            Standing = known?.Standing,
            Reason = known?.Reason,
            Incident = known?.Incident,
        };
    }
}

public sealed record ValueModel(Value Value, DateTime At);

/// <summary>A device within its outlet. <c>lastSeen</c> and <c>values</c> are live and only given where one outlet is read.</summary>
public sealed record DeviceModel(string Id, DeviceKind Kind, DeviceStatus Status, DateTime? LastSeen, IReadOnlyDictionary<string, ValueModel>? Values, IReadOnlyList<FaultModel> Faults);

/// <summary>How fresh an outlet's state is: the newest reading of any of its devices, and how many devices have not been heard.</summary>
public sealed record FreshnessModel(DateTime? LastSeen, int DevicesUnknown, int DevicesOffline);

/// <summary>An outlet as the API shows it: what was registered, and what is known of it now. It is the shape of what <see cref="Lists.OutletJson"/> writes.</summary>
public sealed record OutletModel
{
    public required string Code { get; init; }
    public required string Name { get; init; }
    public string? Address { get; init; }
    public required string District { get; init; }
    public LocationModel? Location { get; init; }
    public string? TelecomArea { get; init; }
    public string? AccessNode { get; init; }
    public required string Calendar { get; init; }
    public required IReadOnlyList<string> Designations { get; init; }
    public required IReadOnlyList<string> Amenities { get; init; }
    public required IReadOnlyList<LineModel> Lines { get; init; }
    public required IReadOnlyList<TerminalModel> Terminals { get; init; }
    public required IReadOnlyList<CameraModel> Cameras { get; init; }

    [Description("Read-only. The profile's revision, as in the ETag.")] public long Revision { get; init; }
    [Description("Read-only. The city the district lies in.")] public required string City { get; init; }
    [Description("Read-only.")] public OutletStatus Status { get; init; }
    [Description("Read-only. The worst active fault; none when there is none.")] public Severity Severity { get; init; }
    [Description("Read-only. When the present status began.")] public DateTime Since { get; init; }
    [Description("Read-only. When anything of this last changed.")] public DateTime UpdatedAt { get; init; }
    [Description("Read-only.")] public required IReadOnlyList<DeviceModel> Devices { get; init; }
    [Description("Read-only. Ids of open incidents.")] public required IReadOnlyList<string> Incidents { get; init; }
    [Description("Read-only. Only where one outlet is read.")] public FreshnessModel? Freshness { get; init; }
    [Description("Read-only. What else there is to know of its devices: a flood of readings. Only where one outlet is read.")] public IReadOnlyList<NoticeModel>? Notices { get; init; }
    [Description("Read-only. Metres from the point of a near= query.")] public double? DistanceM { get; init; }
}
