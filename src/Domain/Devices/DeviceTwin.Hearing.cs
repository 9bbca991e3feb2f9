using Twin.Domain.Calendars;
using Twin.Domain.Readings;
using Twin.Domain.Time;

namespace Twin.Domain.Devices;

/// <summary>For those who know that a device goes on saying the same, as a simulation does: readings that change nothing need not be applied one by one.</summary>
public sealed partial class DeviceTwin
{
    /// <summary>Whether a rule looks at when one of these values was said, over a window or by its age, or counts its changes just now: none of such readings may be left out.</summary>
    public bool MustHearEach(IReadOnlyList<NamedValue> values)
    {
        if (Summary().FlappingRules is not null) return true;
        foreach (var value in values)
            if (Array.IndexOf(_rules.Names, value.Name) is var slot and >= 0 && _rules.Timed[slot]) return true;
        return false;
    }

    /// <summary>The device was heard last at this time, and never so long before that its silence mattered, and said nothing new. Call <see cref="Tick"/> then.</summary>
    public void KeepHearing(Moment last) => (_heard, _silentSince) = (true, Math.Max(_silentSince, last.Steady.Ticks));

    /// <summary>Like <see cref="NextDeadline"/>, of a device that goes on being heard: what silence alone would make due is left out.</summary>
    public DateTime? NextDeadlineWhileHeard(TradingInterval? trading, Moment now)
    {
        var next = Math.Min(_skewUntil, NextTrade(trading, now));
        for (var i = _states.Next(-1); i >= 0; i = _states.Next(i))
        {
            ref readonly var state = ref _states[i];
            var device = _rules.Compiled[i].UsesSilence ? state.NextDevice : Math.Min(state.NextDevice, state.Due);
            if (device != Never) next = Math.Min(next, device - _deviceOffset);
            if (_rules.Compiled[i].UsesSilence) next = Math.Min(next, state.Due);
        }
        return next == Never ? null : Utc(next);
    }
}
