using Twin.Domain.Devices;
using Twin.Domain.History;
using Twin.Domain.Network;
using Twin.Grains.Network;

namespace Twin.Grains.History;

/// <summary>What the ledger takes of an outlet's row.</summary>
internal static class RowRecord
{
    public static RecordedOutlet Of(OutletRow row) => new()
    {
        Status = row.Status,
        Severity = row.Severity,
        Since = LedgerDay.Whole(row.Since),
        Trading = row.Trading,
        Cause = row.Cause is { } cause ? new(cause.Device, cause.Rule) : null,
        Calendar = row.Profile.Calendar,
        Devices = [.. row.Devices.Select(d => new RecordedDevice(d.Profile.Id, d.Profile.Kind, d.Status, RuleOf(d)))],
    };

    private static string? RuleOf(DeviceRow device) => device.Status is DeviceStatus.Faulty or DeviceStatus.Offline
        ? device.Summary!.Faults.OrderByDescending(f => device.Status == DeviceStatus.Offline && f.OutOfService).ThenByDescending(f => f.Severity).ThenBy(f => f.Since).FirstOrDefault()?.Rule
        : null;
}
