using Twin.Domain.Calendars;

namespace Twin.Simulation.World;

/// <summary>How long a calendar is open between two times: a table of its intervals over the horizon, built once for all replications.</summary>
internal sealed class OpenHours
{
    private readonly long[] _from;
    private readonly long[] _openBefore;
    private readonly bool[] _open;

    public OpenHours(TradingCalendar calendar, DateTime start, DateTime end)
    {
        var (from, before, open) = (new List<long>(), new List<long>(), new List<bool>());
        var total = 0L;
        for (var at = start; at < end;)
        {
            var interval = calendar.At(at);
            var until = interval.End < end ? interval.End : end;
            from.Add(at.Ticks);
            before.Add(total);
            open.Add(interval.State == TradingState.Open);
            if (interval.State == TradingState.Open) total += (until - at).Ticks;
            at = until;
        }
        (_from, _openBefore, _open) = ([.. from], [.. before], [.. open]);
    }

    /// <summary>Seconds.</summary>
    public double Between(DateTime from, DateTime to) => to <= from ? 0 : (double)(Until(to.Ticks) - Until(from.Ticks)) / TimeSpan.TicksPerSecond;

    private long Until(long ticks)
    {
        var at = Array.BinarySearch(_from, ticks);
        if (at < 0) at = Math.Max(0, ~at - 1);
        return _openBefore[at] + (_open[at] ? ticks - _from[at] : 0);
    }
}
