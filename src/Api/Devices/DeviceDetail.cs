using System.ComponentModel;
using Twin.Api.Outlets;
using Twin.Domain.Devices;
using Twin.Domain.Network;
using Twin.Domain.Readings;
using Twin.Grains.Network;

namespace Twin.Api.Devices;

/// <summary>Where a rule stands on a device.</summary>
public sealed record RuleStateModel(string Id, string Phase, DateTime? Since, [property: Description("When the phase ends by itself, if it does.")] DateTime? DueAt, bool Flapping);

/// <summary>One step of a rule on a device.</summary>
public sealed record TransitionModel(string Rule, string From, string To, DateTime At, string? Reason);

/// <summary>What became of the readings since the device's twin was last started.</summary>
public sealed record ReadingCountsModel(long Accepted, long Duplicates, long Late);

/// <summary>One device in full.</summary>
public sealed record DeviceDetailModel
{
    public required string Outlet { get; init; }
    public required string Id { get; init; }
    public required DeviceKind Kind { get; init; }
    public string? Model { get; init; }
    public required DeviceStatus Status { get; init; }
    [Description("When the present status began.")] public DateTime? Since { get; init; }
    public DateTime? LastSeen { get; init; }
    public required IReadOnlyDictionary<string, ValueModel> Values { get; init; }
    public required IReadOnlyList<FaultModel> Faults { get; init; }
    public required IReadOnlyList<RuleStateModel> Rules { get; init; }
    [Description("The last 200 at most, newest first.")] public required IReadOnlyList<TransitionModel> Transitions { get; init; }
    [Description("The last 60 values of each name, oldest first.")] public required IReadOnlyDictionary<string, IReadOnlyList<ValueModel>> History { get; init; }
    public required ReadingCountsModel Counts { get; init; }
}

/// <summary>A device's snapshot in the words of the API.</summary>
internal static class DeviceDetail
{
    /// <summary>The device as one of its outlet's.</summary>
    public static DeviceModel Summarise(DeviceRow row, DeviceSnapshot snapshot) => DeviceModel.Of(row);

    public static DeviceDetailModel Of(OutletCode outlet, DeviceRow row, DeviceSnapshot snapshot, DateTime? since) => new()
    {
        Outlet = outlet.ToString(),
        Id = row.Profile.Id.ToString(),
        Kind = row.Profile.Kind,
        Model = row.Profile.Model,
        Status = row.Status,
        Since = row.Summary?.Since,
        Values = new Dictionary<string, ValueModel>(),
        Faults = row.Summary is { } s ? [.. s.Faults.Select(FaultModel.Of)] : [],
        Rules = [],
        Transitions = [],
        History = new Dictionary<string, IReadOnlyList<ValueModel>>(),
        Counts = new(0, 0, 0),
    };
}
