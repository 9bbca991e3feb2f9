using Twin.Domain.Network;
using Twin.Domain.Rules;

namespace Twin.Domain.Devices;

/// <summary>What the faults and the silence of a device add up to.</summary>
public sealed partial class DeviceTwin
{
    private DeviceSummary? _summary;
    private bool _statusDue;

    /// <summary>After a restart: storage said the device was heard, which is believed until it is stale.</summary>
    private bool _believedHeard;

    private long _skewSince;
    private long _skewUntil = Never;

    public DeviceStatus Status { get; private set; }

    /// <summary>When the status began, by the wall clock.</summary>
    public DateTime StatusSince { get; private set; }

    /// <summary>The worst of all faults, notices included.</summary>
    public Severity Severity { get; private set; }

    /// <summary>The same instance until something in it changes.</summary>
    public DeviceSummary Summary() => _summary ??= new(Status, StatusSince, Severity, Faults(), FlappingRules());

    private bool ClockSkewed => _skewUntil != Never;

    private void RefreshStatus()
    {
        _statusDue = false;
        var (offline, faulty, severity) = (false, false, WorstActive());
        for (var i = _states.Next(-1); i >= 0; i = _states.Next(i))
        {
            if (!_states[i].Active) continue;
            var rule = _rules[i];
            offline |= rule.MeansSilence;
            faulty |= rule.Severity >= Severity.Minor;
        }
        if (severity != Severity) (Severity, _summary) = (severity, null);
        var heard = (_heard || _believedHeard) && _steady - _silentSince < StaleAfter.Ticks;
        var status = offline ? DeviceStatus.Offline : faulty ? DeviceStatus.Faulty : heard ? DeviceStatus.Online : DeviceStatus.Unknown;
        if (status != Status) SetStatus(status);
    }

    private Severity WorstActive()
    {
        var worst = ClockSkewed ? Severity.Info : Severity.None;
        for (var i = _states.Next(-1); i >= 0; i = _states.Next(i))
            if (_states[i].Active && _rules[i].Severity > worst)
                worst = _rules[i].Severity;
        return worst;
    }

    private void SetStatus(DeviceStatus status)
    {
        var reason = status switch
        {
            DeviceStatus.Unknown => TransitionReason.Silent,
            DeviceStatus.Online when Status == DeviceStatus.Unknown => AcceptedCount <= 1 ? TransitionReason.FirstHeard : TransitionReason.HeardAgain,
            _ => status > Status ? TransitionReason.FaultRaised : TransitionReason.FaultCleared,
        };
        var wall = _steady + _wallOffset;
        Log(wall, DeviceTransition.StatusSubject, TransitionLog.Code(Status), TransitionLog.Code(status), reason);
        (Status, StatusSince, _summary) = (status, new(wall, DateTimeKind.Utc), null);
    }

    /// <summary>A clock far ahead: one notice, however many readings say so.</summary>
    private void NoticeClockSkew()
    {
        var open = ClockSkewed;
        _skewUntil = _steady + ClockSkewFor.Ticks;
        if (open) return;
        _skewSince = _steady + _wallOffset;
        (_summary, _statusDue) = (null, true);
        Log(_skewSince, Rule.ClockSkewId, TransitionLog.Code(RulePhase.Clear), TransitionLog.Code(RulePhase.Raised), TransitionReason.ClockAhead);
    }

    private void EndClockSkew()
    {
        (_skewUntil, _summary) = (Never, null);
        Log(_steady + _wallOffset, Rule.ClockSkewId, TransitionLog.Code(RulePhase.Raised), TransitionLog.Code(RulePhase.Clear), TransitionReason.ClockRight);
    }

    private FaultSummary[] Faults()
    {
        List<FaultSummary>? faults = null;
        for (var i = _states.Next(-1); i >= 0; i = _states.Next(i))
        {
            ref readonly var state = ref _states[i];
            if (!state.Active) continue;
            var rule = _rules[i];
            (faults ??= []).Add(new(rule.Id, rule.Severity, Utc(state.FaultSince), state.Phase == RulePhase.Raised ? FaultState.Raised : FaultState.Clearing,
                rule.Security, state.Ring.Flapping, rule.OutOfService, rule.MeansSilence ? rule.Silence : default));
        }
        if (ClockSkewed) (faults ??= []).Add(new(Rule.ClockSkewId, Severity.Info, Utc(_skewSince), FaultState.Raised, false, false, false));
        return faults is null ? [] : [.. faults];
    }

    private List<string>? FlappingRules()
    {
        List<string>? flapping = null;
        for (var i = _states.Next(-1); i >= 0; i = _states.Next(i))
            if (_states[i].Ring.Flapping)
                (flapping ??= []).Add(_rules[i].Id);
        return flapping;
    }

    private static DateTime Utc(long ticks) => new(ticks, DateTimeKind.Utc);
}
