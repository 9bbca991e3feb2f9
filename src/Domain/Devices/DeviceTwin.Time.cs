using Twin.Domain.Calendars;
using Twin.Domain.Time;

namespace Twin.Domain.Devices;

/// <summary>Time: what is due, in which order, and when to look again.</summary>
public sealed partial class DeviceTwin
{
    /// <summary>Steady time up to which everything due has happened.</summary>
    private long _steady;

    /// <summary>Device time at which conditions are judged. A delayed reading takes it back to its own time, and the next tick forward again.</summary>
    private long _device;

    /// <summary>Device time line minus steady time; only readings move it, and only forwards.</summary>
    private long _deviceOffset;

    /// <summary>Wall minus steady time, as of the last call.</summary>
    private long _wallOffset;

    private long _newestTrue = long.MinValue;
    private long _silentSince;
    private bool _heard;

    /// <summary>Device time before which samples were lost by a restart.</summary>
    private long _knownFrom = long.MinValue;

    /// <summary>What was due before these happened late: Twin was down.</summary>
    private long _backAtDevice = long.MinValue;
    private long _backAtSteady = long.MinValue;

    private TradingState? _trading;

    /// <summary>Nothing has been judged in the light of the trading state yet: the first call is wanted at once.</summary>
    private bool _untold;
    private long _nextDevice = Never;
    private long _nextSteady = Never;

    /// <summary>Steady time at which <see cref="Tick"/> must be called; null: never. A time that has passed means at once.</summary>
    public DateTime? NextDeadline => _deadline == Never ? null : Utc(_deadline);

    private long _deadline = Never;

    /// <summary>Time passed, or trading changed: does whatever is due.</summary>
    public void Tick(TradingInterval? trading, Moment now)
    {
        ReadClocks(now);
        AdvanceTo(Steady(now) + _deviceOffset, Steady(now));
        Trade(trading);
        PlanNext(trading, now);
    }

    private void ReadClocks(Moment now)
    {
        _wallOffset = now.Wall.Ticks - now.Steady.Ticks;
        _callSteady = Steady(now);
    }

    private long _callSteady;

    private long Steady(Moment now) => Math.Max(_steady, now.Steady.Ticks);

    private void AdvanceToReading(long at, TradingInterval? trading)
    {
        var steady = _callSteady;
        if (LastSeen is null)
        {
            AdvanceTo(steady + _deviceOffset, steady);
            PlaceTimeLine(at, steady);
        }
        else
        {
            AdvanceTo(at, steady);
            _deviceOffset = Math.Max(_deviceOffset, at - steady);
        }
        Trade(trading);
    }

    /// <summary>The first reading says where the device's time line lies; what ran on the guess before it is moved along.</summary>
    private void PlaceTimeLine(long at, long steady)
    {
        var moved = at - _device;
        for (var i = _states.Next(-1); i >= 0; i = _states.Next(i))
        {
            ref var state = ref _states.Keep(i);
            if (state.NextDevice != Never) state.NextDevice += moved;
            if (state.Due != Never && !_rules.Compiled[i].UsesSilence) state.Due += moved;
        }
        if (_knownFrom != long.MinValue) _knownFrom += moved;
        (_device, _deviceOffset) = (at, at - steady);
    }

    /// <summary>
    /// Lets steady time pass up to a time and device time up to a limit, running what is due in the order it falls due. What is due on the device's
    /// time line beyond the limit waits: a reading on its way may still change it.
    /// </summary>
    private void AdvanceTo(long deviceLimit, long steadyLimit)
    {
        while (true)
        {
            var byDevice = _nextDevice <= deviceLimit ? Math.Clamp(_nextDevice - _deviceOffset, _steady, steadyLimit) : Never;
            var bySteady = _nextSteady <= steadyLimit ? Math.Max(_nextSteady, _steady) : Never;
            if (byDevice == Never && bySteady == Never) break;
            if (byDevice <= bySteady)
            {
                _steady = byDevice;
                _device = Math.Max(_device, _nextDevice);
            }
            else
            {
                _steady = bySteady;
                _device = Math.Max(_device, Math.Min(_steady + _deviceOffset, deviceLimit));
            }
            RunDue();
        }
        (_steady, _device) = (steadyLimit, deviceLimit);
    }

    private void RunDue()
    {
        var facts = Facts();
        // Only a rule that is kept can be due, and doing what is due keeps no other.
        for (var i = _states.Next(-1); i >= 0; i = _states.Next(i))
        {
            ref readonly var state = ref _states[i];
            var silence = _rules.Compiled[i].UsesSilence;
            var completed = state.Due <= (silence ? _steady : _device);
            if (completed) CompleteHold(i, state.Due < (silence ? _backAtSteady : _backAtDevice));
            if (completed || state.NextDevice <= _device || state.NextSteady <= _steady) Evaluate(i, ref facts, byReading: false);
        }
        if (_skewUntil <= _steady) EndClockSkew();
        RefreshStatus();
        FindNext();
    }

    private void Trade(TradingInterval? trading)
    {
        var first = _untold;
        if (!first && trading?.State == _trading) return;
        (_untold, _trading) = (false, trading?.State);
        if (first) EvaluateAll();
        else Evaluate(_rules.ByTrading, byReading: false);
        if (_statusDue) RefreshStatus();
        FindNext();
    }

    private void FindNext()
    {
        var (device, steady) = (Never, _skewUntil);
        for (var i = _states.Next(-1); i >= 0; i = _states.Next(i))
        {
            ref readonly var state = ref _states[i];
            device = Math.Min(device, state.NextDevice);
            steady = Math.Min(steady, state.NextSteady);
            if (_rules.Compiled[i].UsesSilence) steady = Math.Min(steady, state.Due);
            else device = Math.Min(device, state.Due);
        }
        var stale = _silentSince + StaleAfter.Ticks;
        if (stale > _steady) steady = Math.Min(steady, stale);
        (_nextDevice, _nextSteady) = (device, steady);
    }

    private void PlanNext(TradingInterval? trading, Moment now)
    {
        FindNext();
        var next = _nextDevice == Never ? _nextSteady : Math.Min(_nextSteady, _nextDevice - _deviceOffset);
        next = Math.Min(next, NextTrade(trading, now));
        if (_untold) next = Math.Min(next, _steady);
        _deadline = next;
    }

    /// <summary>When trading changes next, if a rule looks at it.</summary>
    private long NextTrade(TradingInterval? trading, Moment now) =>
        _rules.UsesTrading && trading is not null && trading.End > now.Wall && trading.End != DateTime.MaxValue ? now.ToSteady(trading.End).Ticks : Never;
}
