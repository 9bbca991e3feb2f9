using Twin.Domain.Devices;
using Twin.Domain.Network;
using Twin.Grains.Network;

namespace Twin.Bench;

/// <summary>An outlet as districts tell it: a line, a terminal and a camera; one in twenty is down, one degraded.</summary>
internal static class SampleRow
{
    private static readonly DateTime Noon = new(2027, 1, 1, 12, 0, 0, DateTimeKind.Utc);

    public static OutletRow Of(DivisionCode district, int i)
    {
        var status = (i % 20) switch { 0 => OutletStatus.Down, 1 => OutletStatus.Degraded, _ => OutletStatus.Ok };
        var severity = status == OutletStatus.Ok ? Severity.None : Severity.Major;
        DeviceProfile[] devices = [.. new[] { ("l1", DeviceKind.Line), ("t1", DeviceKind.Terminal), ("c1", DeviceKind.Camera) }.Select(d => DeviceProfile.Of(DeviceId.Parse(d.Item1), d.Item2, null))];
        var online = new DeviceSummary(DeviceStatus.Online, Noon, Severity.None, []);
        return new()
        {
            Profile = new() { Code = OutletCode.Parse($"{district.ToString()[..4]}{i:D6}"), Name = $"网点{i}", District = district, Devices = devices },
            Status = status,
            Severity = severity,
            Since = Noon,
            UpdatedAt = Noon,
            Revision = i + 1,
            RowRevision = i + 1,
            Devices = [.. devices.Select(d => new DeviceRow(d, online))],
            Observed = true,
        };
    }
}
