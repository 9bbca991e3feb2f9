using Twin.Domain.Calendars;
using Twin.Domain.Devices;

namespace Twin.Domain.Network;

/// <summary>Why an outlet is as it is, and since when.</summary>
public static class OutletCause
{
    /// <summary>Opening, closing and sales stops noticed within this time count from when the calendar says; a calendar that was changed counts from now.</summary>
    private static readonly TimeSpan CalendarLateMax = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Down: the out-of-service fault of a line when all lines are out, else of a terminal. Degraded: the out-of-service fault of a line, else of a terminal, else the
    /// worst fault there is. Among equals the one that began first, then the one of the device registered first. Any other status has no cause.
    /// </summary>
    public static FaultCause? Of(IReadOnlyList<(DeviceProfile Profile, DeviceSummary? Summary)> devices, OutletStatus status)
    {
        if (status is not (OutletStatus.Down or OutletStatus.Degraded)) return null;
        // A terminal's own fault made it down when a line still works.
        var linesCount = status != OutletStatus.Down || AllLinesOut(devices);
        (int Rank, FaultCause Cause)? best = null;
        foreach (var (profile, summary) in devices)
        {
            foreach (var fault in summary?.Faults ?? [])
            {
                var rank = RankOf(profile.Kind, fault, linesCount);
                if (best is { } b && (rank < b.Rank || (rank == b.Rank && fault.Since >= b.Cause.Since))) continue;
                best = (rank, new(profile.Id, fault.Rule, fault.Since));
            }
        }
        return best?.Cause;
    }

    /// <summary>
    /// When a status that was found anew at a restart began: with its cause, or with the last change of a device or of the calendar that it follows from. What lies before the
    /// stored status began cannot have ended it; then it is <paramref name="now"/>.
    /// </summary>
    public static DateTime BeganAt(
        IReadOnlyList<(DeviceProfile Profile, DeviceSummary? Summary)> devices, OutletStatus status, FaultCause? cause, TradingInterval? trading, DateTime storedSince, DateTime now)
    {
        var at = DateTime.MinValue;
        if (cause is not null) at = cause.Since;
        else if (status != OutletStatus.Closed)
            foreach (var (_, summary) in devices)
                if (summary?.Since > at) at = summary.Since;
        if (trading?.Start > at) at = trading.Start;
        return at > storedSince && at <= now ? at : now;
    }

    /// <summary>When a status that is found changed did change: now, or when the calendar says if that has only just turned.</summary>
    public static DateTime ChangedAt(TradingInterval? trading, TradingState? before, DateTime since, DateTime now) =>
        trading is not null && trading.State != before && trading.Start >= now - CalendarLateMax && trading.Start >= since ? trading.Start : now;

    private static int RankOf(DeviceKind kind, FaultSummary fault, bool linesCount) => (fault.OutOfService, kind) switch
    {
        (true, DeviceKind.Line) when linesCount => 7,
        (true, DeviceKind.Terminal) => 6,
        _ => (int)fault.Severity,
    };

    private static bool AllLinesOut(IReadOnlyList<(DeviceProfile Profile, DeviceSummary? Summary)> devices)
    {
        var (lines, linesOut) = (0, 0);
        foreach (var (profile, summary) in devices)
        {
            if (profile.Kind != DeviceKind.Line) continue;
            lines++;
            if (summary is { Status: DeviceStatus.Offline } || summary?.Faults.Any(f => f.OutOfService) == true) linesOut++;
        }
        return lines > 0 && lines == linesOut;
    }
}
