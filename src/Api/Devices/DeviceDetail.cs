using System.ComponentModel;
using Twin.Api.Outlets;
using Twin.Domain.Devices;
using Twin.Domain.Explanation;
using Twin.Domain.Network;
using Twin.Domain.Rules;
using Twin.Grains.Network;

namespace Twin.Api.Devices;

/// <summary>Where a rule stands on a device.</summary>
public sealed record RuleStateModel(string Id, RulePhase Phase, DateTime? Since, [property: Description("When the phase ends by itself, if it does.")] DateTime? DueAt, bool Flapping);

/// <summary>One change: of a rule, of the device's <c>status</c> or of its <c>clock-skew</c>. <c>late</c>: it fell due while Twin was down.</summary>
public sealed record TransitionModel(
    DateTime At, [property: Description("A rule's id, status or clock-skew.")] string Subject, string From, string To, TransitionReason Reason, bool Late);

/// <summary>What became of the readings since the device's twin was last started.</summary>
public sealed record ReadingCountsModel(long Accepted, long Duplicates, long Late);

/// <summary>Something about a device that is neither status nor fault.</summary>
/// <param name="Code">flood: it sends far more than devices do.</param>
/// <param name="Device">Which device of the outlet; where one device is read, left out.</param>
/// <param name="Since">When it began.</param>
/// <param name="Rate">Readings a second, of late.</param>
public sealed record NoticeModel(string Code, string? Device, DateTime Since, double Rate)
{
    public static NoticeModel[] Of(DeviceSnapshot snapshot, string? device) => snapshot.Flood is { } flood ? [new("flood", device, flood.Since, flood.Rate)] : [];
}

/// <summary>One device in full.</summary>
public sealed record DeviceDetailModel
{
    public required string Outlet { get; init; }
    public required string Id { get; init; }
    public required DeviceKind Kind { get; init; }
    public string? Model { get; init; }
    public required DeviceStatus Status { get; init; }
    [Description("When the present status began.")] public required DateTime Since { get; init; }
    public DateTime? LastSeen { get; init; }
    public required IReadOnlyDictionary<string, ValueModel> Values { get; init; }
    public required IReadOnlyList<FaultModel> Faults { get; init; }
    public required IReadOnlyList<RuleStateModel> Rules { get; init; }
    [Description("The last 200 at most, newest first.")] public required IReadOnlyList<TransitionModel> Transitions { get; init; }
    [Description("The last 60 values of each name, oldest first.")] public required IReadOnlyDictionary<string, IReadOnlyList<ValueModel>> History { get; init; }
    public required ReadingCountsModel Counts { get; init; }
    [Description("What else there is to know: a flood of readings.")] public required IReadOnlyList<NoticeModel> Notices { get; init; }
}

/// <summary>A device's snapshot in the words of the API.</summary>
internal static class DeviceDetail
{
    public static DeviceDetailModel Of(OutletCode outlet, DeviceProfile profile, DeviceSnapshot snapshot, DateTime? since, IReadOnlyList<FaultCase> cases) => new()
    {
        Outlet = outlet.ToString(),
        Id = profile.Id.ToString(),
        Kind = profile.Kind,
        Model = profile.Model,
        Status = snapshot.Status,
        Since = snapshot.Since,
        LastSeen = snapshot.LastSeen,
        Values = Values(snapshot),
        Faults = [.. snapshot.Faults.Select(f => FaultModel.Of(f, profile.Id, cases))],
        Rules = [.. snapshot.Rules.Select(r => new RuleStateModel(r.Id, r.Phase, r.Since, r.DueAt, r.Flapping))],
        Transitions = [.. snapshot.Transitions.Where(t => since is null || t.At >= since).Reverse().Select(t => new TransitionModel(t.At, t.Subject, t.From, t.To, t.Reason, t.Late))],
        History = snapshot.History.ToDictionary(h => h.Name, h => (IReadOnlyList<ValueModel>)[.. h.Samples.Select(s => new ValueModel(s.Value, s.At))]),
        Notices = NoticeModel.Of(snapshot, null),
        Counts = new(snapshot.AcceptedCount, snapshot.DuplicateCount, snapshot.LateCount),
    };

    private static Dictionary<string, ValueModel> Values(DeviceSnapshot snapshot) => snapshot.Values.ToDictionary(v => v.Name, v => new ValueModel(v.Value, v.At));
}
