using System.Numerics;
using Twin.Domain.Calendars;
using Twin.Domain.Network;
using Twin.Domain.Rules;
using Twin.Domain.Time;

namespace Twin.Domain.Devices;

/// <summary>Rules: what the conditions say, and the steps <c>clear -> pending -> raised -> clearing -> clear</c>.</summary>
public sealed partial class DeviceTwin
{
    /// <summary>
    /// Judges the device by another book from now on. Rules that read the same keep their state; the others begin clear, ending a fault of theirs,
    /// and are judged at once by the present values.
    /// </summary>
    public void UseRules(RuleBook book, TradingInterval? trading, Moment now)
    {
        Tick(trading, now);
        var rules = book.For(Kind);
        if (ReferenceEquals(rules, _rules)) return;
        var states = new RuleStates(rules.Count);
        for (var i = _states.Next(-1); i >= 0; i = _states.Next(i))
        {
            var rule = _rules.Compiled[i];
            var same = rules.IndexOf(rule.Rule.Id);
            if (same >= 0 && rules.Compiled[same].Fingerprint == rule.Fingerprint) states.Keep(same) = _states[i];
            else Abandon(rule.Rule.Id, _states[i].Phase, _states[i].Ring.Flapping, same < 0 ? TransitionReason.RuleRemoved : TransitionReason.RuleChanged);
        }
        (_rules, _states, _table) = (rules, states, _table.Under(rules));
        _summary = null;
        EvaluateAll();
        RefreshStatus();
        PlanNext(trading, now);
    }

    private void Abandon(string rule, RulePhase phase, bool flapping, TransitionReason reason)
    {
        if (flapping) Log(_steady + _wallOffset, rule, TransitionLog.CodeFlapping(true), TransitionLog.CodeFlapping(false), TransitionReason.FlappingEnded);
        if (phase != RulePhase.Clear) Log(_steady + _wallOffset, rule, TransitionLog.Code(phase), TransitionLog.Code(RulePhase.Clear), reason);
    }

    private Facts Facts() => new()
    {
        Values = _table.Values,
        Windows = _table.Windows,
        Device = _device,
        Steady = _steady,
        SilentSince = _silentSince,
        Heard = _heard,
        Trading = _trading,
        KnownFrom = _knownFrom,
    };

    private void EvaluateAll()
    {
        var facts = Facts();
        for (var i = 0; i < _rules.Count; i++) Evaluate(i, ref facts, byReading: false);
    }

    private void Evaluate(ReadOnlySpan<ulong> concerned, bool byReading)
    {
        var facts = Facts();
        for (var word = 0; word < concerned.Length; word++)
            for (var bits = concerned[word]; bits != 0; bits &= bits - 1)
                Evaluate((word << 6) + BitOperations.TrailingZeroCount(bits), ref facts, byReading);
    }

    private void Evaluate(int index, ref Facts facts, bool byReading)
    {
        var rule = _rules.Compiled[index];
        (facts.NextDevice, facts.NextSteady) = (Never, Never);
        var when = rule.When.Test(ref facts);
        var clear = rule.Clear is null ? when.Not() : _states[index].Active || when == Tri.True ? rule.Clear.Test(ref facts) : Tri.Unknown;
        if (facts.NextDevice != Never || facts.NextSteady != Never || _states.Keeps(index))
        {
            ref var state = ref _states.Keep(index);
            (state.NextDevice, state.NextSteady) = (facts.NextDevice, facts.NextSteady);
        }
        if (rule.Flapping) CountResult(index, when, clear, byReading);
        Step(index, when, clear);
    }

    /// <summary>An evaluation counts when a reading made it, or when time alone turned the result; between raise and clear the result stays bad.</summary>
    private void CountResult(int index, Tri when, Tri clear, bool byReading)
    {
        var active = _states[index].Active;
        var bad = when == Tri.True || (active && clear == Tri.False);
        var good = when == Tri.False && (!active || clear == Tri.True);
        // A good one more of a rule that has only been good changes nothing.
        if (!(bad || good) || !(byReading || bad != _states[index].Ring.Bad) || (good && !_states.Keeps(index))) return;
        ref var state = ref _states.Keep(index);
        if (!state.Ring.Add(bad)) return;
        var now = state.Ring.Flapping;
        Log(Stamp(index), _rules[index].Id, TransitionLog.CodeFlapping(!now), TransitionLog.CodeFlapping(now), now ? TransitionReason.FlappingStarted : TransitionReason.FlappingEnded);
        _summary = null;
    }

    private void Step(int index, Tri when, Tri clear)
    {
        var rule = _rules.Compiled[index];
        switch (_states[index].Phase)
        {
            case RulePhase.Clear when when == Tri.True:
                if (rule.Hold == 0) Enter(index, RulePhase.Raised, TransitionReason.ConditionHeld);
                else Enter(index, RulePhase.Pending, TransitionReason.ConditionMet, rule.Hold);
                break;
            case RulePhase.Pending when when == Tri.False:
                Enter(index, RulePhase.Clear, TransitionReason.ConditionBroken);
                break;
            case RulePhase.Raised when when == Tri.False && clear == Tri.True:
                if (rule.ClearHold == 0) Enter(index, RulePhase.Clear, TransitionReason.ClearHeld);
                else Enter(index, RulePhase.Clearing, TransitionReason.ClearMet, rule.ClearHold);
                break;
            case RulePhase.Clearing when when == Tri.True || clear == Tri.False:
                Enter(index, RulePhase.Raised, TransitionReason.ConditionReturned);
                break;
        }
    }

    private void CompleteHold(int index, bool late)
    {
        if (_states[index].Phase == RulePhase.Pending) Enter(index, RulePhase.Raised, TransitionReason.ConditionHeld, late: late);
        else Enter(index, RulePhase.Clear, TransitionReason.ClearHeld, late: late);
    }

    private void Enter(int index, RulePhase phase, TransitionReason reason, long hold = Never, bool late = false)
    {
        var at = Stamp(index);
        ref var state = ref _states.Keep(index);
        var from = state.Phase;
        var wasActive = state.Active;
        state.Phase = phase;
        state.PhaseSince = at;
        if (state.Active && !wasActive) state.FaultSince = at;
        state.Due = hold == Never ? Never : hold + (_rules.Compiled[index].UsesSilence ? _steady : _device);
        if (state.Active || wasActive) (_summary, _statusDue) = (null, true);
        Log(at, _rules[index].Id, TransitionLog.Code(from), TransitionLog.Code(phase), reason, late);
    }

    /// <summary>The time a change is told to have happened at: received time for silence, else the device's, never before the change that preceded it.</summary>
    private long Stamp(int index) =>
        _rules.Compiled[index].UsesSilence ? _steady + _wallOffset : Math.Max(_device, _states[index].PhaseSince);

    private void Log(long at, string subject, byte from, byte to, TransitionReason reason, bool late = false)
    {
        _log.Add(at, subject, from, to, reason, late);
        Changed = true;
    }
}
