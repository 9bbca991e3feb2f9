using Twin.Domain.Calendars;
using Twin.Domain.Devices;

namespace Twin.Domain.Network;

/// <summary>What the devices of an outlet add up to.</summary>
public static class OutletRollUp
{
    /// <summary>
    /// Closed by its calendar; else down when all its terminals, or all its lines, are out of service; else degraded by any fault that matters; else
    /// unknown as long as one device is: never green because silent. A device without a summary has not spoken yet.
    /// </summary>
    public static (OutletStatus Status, Severity Severity) Of(IReadOnlyList<(DeviceProfile Profile, DeviceSummary? Summary)> devices, TradingInterval? trading)
    {
        var severity = Severity.None;
        var (terminals, terminalsOut, lines, linesOut) = (0, 0, 0, 0);
        var (degraded, unknown) = (false, devices.Count == 0);
        for (var i = 0; i < devices.Count; i++)
        {
            var (profile, summary) = devices[i];
            var outOfService = IsOutOfService(summary);
            if (profile.Kind == DeviceKind.Terminal) (terminals, terminalsOut) = (terminals + 1, terminalsOut + (outOfService ? 1 : 0));
            if (profile.Kind == DeviceKind.Line) (lines, linesOut) = (lines + 1, linesOut + (outOfService ? 1 : 0));
            unknown |= summary is null or { Status: DeviceStatus.Unknown };
            if (summary is null) continue;
            if (summary.Severity > severity) severity = summary.Severity;
            degraded |= summary.Severity >= Severity.Minor;
        }
        var down = (terminals > 0 && terminalsOut == terminals) || (lines > 0 && linesOut == lines);
        var status = trading?.State == TradingState.Closed ? OutletStatus.Closed
            : down ? OutletStatus.Down
            : degraded ? OutletStatus.Degraded
            : unknown ? OutletStatus.Unknown
            : OutletStatus.Ok;
        return (status, severity);
    }

    private static bool IsOutOfService(DeviceSummary? summary)
    {
        if (summary is null) return false;
        if (summary.Status == DeviceStatus.Offline) return true;
        for (var i = 0; i < summary.Faults.Count; i++)
            if (summary.Faults[i].OutOfService)
                return true;
        return false;
    }
}
