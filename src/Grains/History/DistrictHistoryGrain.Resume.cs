using Twin.Domain.Calendars;
using Twin.Domain.History;

namespace Twin.Grains.History;

/// <summary>Going on after a restart, or after the whole process stood still.</summary>
public sealed partial class DistrictHistoryGrain
{
    private static LedgerDay Begin(DateTime now)
    {
        var day = new LedgerDay(DateOnly.FromDateTime(now));
        day.Until = now;
        return day;
    }

    // The index is written before the day it names, so the last day may never have been stored; then it is the one before.
    private async Task<LedgerDay?> LastStored()
    {
        if (State is not { First: { } first, Last: { } last }) return null;
        for (var date = last; date >= first; date = date.AddDays(-1))
        {
            if (await ledger.Read(Code, date) is not { } stored) continue;
            _tag = stored.ETag;
            return LedgerDay.Read(stored.Day);
        }
        return null;
    }

    /// <summary>Nobody looked until now: every outlet is blank until its row comes again.</summary>
    private void Blank(DateTime now)
    {
        LogGap(log, Code, _lookedAt, now);
        (_resumedAt, _known) = (now, default);
        Blank(_lookedAt, now);
    }

    /// <summary>Records for every outlet that nobody looked from a time on, and what its calendar says of that time.</summary>
    private void Blank(DateTime from, DateTime to)
    {
        var end = to < _day.End ? to : _day.End;
        foreach (var outlet in _day.Outlets)
        {
            if (_day.Last(outlet) is not { } state) continue;
            for (var at = from; at < end;)
            {
                var interval = documents.Trading(state.Calendar, at) ?? new TradingInterval(at, DateTime.MaxValue, state.Trading ?? TradingState.Closed);
                state = state.Unobserved(at, interval.State);
                _day.Add(at, outlet, state);
                at = interval.End;
            }
        }
        _changed = true;
    }
}
