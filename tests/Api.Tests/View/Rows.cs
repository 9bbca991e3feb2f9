using Twin.Api.Outlets;
using Twin.Api.View;
using Twin.Domain.Devices;
using Twin.Domain.Explanation;
using Twin.Domain.Incidents;
using Twin.Domain.Network;
using Twin.Grains.Incidents;
using Twin.Grains.Network;

namespace Twin.Api.Tests.View;

/// <summary>Rows and feeds for tests.</summary>
public static class Rows
{
    public static readonly DateTime Noon = new(2027, 1, 1, 12, 0, 0, DateTimeKind.Utc);

    public static OutletRow Row(
        string code, OutletStatus status = OutletStatus.Ok, string district = "320812", long revision = 1, Severity severity = Severity.None, string? name = null,
        string? rule = null, GeoPoint? at = null, string? node = null, string? area = null, int minutes = 0, string[]? designations = null, string[]? amenities = null,
        string? address = null, string calendar = "standard", string? model = null)
    {
        DeviceProfile[] devices =
        [
            new(DeviceId.Parse("l1"), DeviceKind.Line), new(DeviceId.Parse("t1"), DeviceKind.Terminal, model), new(DeviceId.Parse("c1"), DeviceKind.Camera),
        ];
        var since = Noon.AddMinutes(minutes);
        var summary = new DeviceSummary(
            rule is null ? DeviceStatus.Online : DeviceStatus.Offline, since, severity,
            rule is null ? [] : [new FaultSummary(rule, severity, since, FaultState.Raised, false, false, true)]);
        return new()
        {
            Profile = new()
            {
                Code = OutletCode.Parse(code),
                Name = name ?? $"网点{code[^4..]}",
                Address = address,
                District = DivisionCode.Parse(district),
                Location = at,
                TelecomArea = area is null ? null : DivisionCode.Parse(area),
                AccessNode = node,
                Calendar = calendar,
                Designations = designations ?? [],
                Amenities = amenities ?? [],
                Devices = devices,
            },
            Status = status,
            Severity = severity,
            Since = since,
            UpdatedAt = since,
            Revision = revision,
            RowRevision = revision,
            Cases = rule is null ? [] : [new() { Device = devices[1].Id, Rule = rule, Standing = FaultStanding.Explained, Reason = FaultReason.LineDown, ExplainedBy = $"{code}/l1", Incident = $"{code}-1" }],
            Incidents = rule is null ? [] : [$"{code}-1"],
            Devices = [new(devices[0], null), new(devices[1], summary), new(devices[2], null)],
        };
    }

    /// <summary>How the API shows a row, by its model: what a row is written as is held against it.</summary>
    public static OutletModel ModelOf(OutletRow row)
    {
        var p = row.Profile;
        IEnumerable<DeviceProfile> Of(DeviceKind kind) => p.Devices.Where(d => d.Kind == kind);
        return new()
        {
            Code = p.Code.ToString(),
            Name = p.Name,
            Address = p.Address,
            District = p.District.ToString(),
            Location = p.Location is { } at ? new(at.Lon, at.Lat) : null,
            TelecomArea = p.TelecomArea?.ToString(),
            AccessNode = p.AccessNode,
            Calendar = p.Calendar,
            Designations = p.Designations,
            Amenities = p.Amenities,
            Lines = [.. Of(DeviceKind.Line).Select(d => new LineModel(d.Id.ToString(), d.Model))],
            Terminals = [.. Of(DeviceKind.Terminal).Select(d => new TerminalModel(d.Id.ToString(), d.Model))],
            Cameras = [.. Of(DeviceKind.Camera).Select(d => new CameraModel(d.Id.ToString(), d.Model))],
            Revision = row.Revision,
            City = p.City.ToString(),
            Status = row.Status,
            Severity = row.Severity,
            Since = row.Since,
            UpdatedAt = row.UpdatedAt,
            Devices = [.. row.Devices.Select(d => new DeviceModel(d.Profile.Id.ToString(), d.Profile.Kind, d.Status, null, null, [.. (d.Summary?.Faults ?? []).Select(f => FaultModel.Of(f, d.Profile.Id, row.Cases))]))],
            Incidents = row.Incidents,
        };
    }

    public static IncidentRow Incident(
        string id, IncidentPhase phase = IncidentPhase.Open, Severity severity = Severity.Major, string? outlet = null, string district = "320812", string? area = null, string? node = null,
        string rule = "terminal-hot", long revision = 1) => new()
        {
            Id = id,
            Scope = outlet is null ? IncidentScope.AccessNode : IncidentScope.Outlet,
            Outlet = outlet is null ? null : OutletCode.Parse(outlet),
            AccessNode = node,
            Rule = rule,
            Severity = severity,
            Phase = phase,
            OpenedAt = Noon,
            UpdatedAt = Noon,
            ClosedAt = phase == IncidentPhase.Closed ? Noon : null,
            Districts = [DivisionCode.Parse(district)],
            District = DivisionCode.Parse(district),
            TelecomArea = area is null ? null : DivisionCode.Parse(area),
            Home = DivisionCode.Parse("320812"),
            Revision = revision,
        };

    /// <summary>The code of the n-th outlet of a test.</summary>
    public static string Code(int n) => $"3208{n:000000}";
}

/// <summary>Districts' feeds straight into a view, each in order.</summary>
public sealed class Feeds(ViewState view)
{
    private readonly Dictionary<string, long> _versions = [];

    public FeedOutcome Put(params IReadOnlyList<OutletRow> rows)
    {
        var outcome = FeedOutcome.Applied;
        foreach (var district in rows.GroupBy(r => r.Profile.District.ToString())) outcome = Apply(district.Key, [.. district], []);
        return outcome;
    }

    public FeedOutcome Remove(string district, params string[] codes) => Apply(district, [], [.. codes.Select(OutletCode.Parse)]);

    public FeedOutcome Whole(string district, params OutletRow[] rows) => Apply(district, rows, [], whole: true);

    public FeedOutcome Put(params IncidentRow[] incidents) => Apply("320812", [], [], incidents: incidents);

    public FeedOutcome Apply(string district, OutletRow[] rows, OutletCode[] removed, bool whole = false, IncidentRow[]? incidents = null)
    {
        var from = _versions.GetValueOrDefault(district);
        _versions[district] = from + 1;
        // The first of a district is its whole.
        return view.Apply(new(DivisionCode.Parse(district), new(7, from), new(7, from + 1), rows, removed, whole || from == 0) { Incidents = incidents ?? [] });
    }
}
