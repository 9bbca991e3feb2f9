using Twin.Domain.Calendars;
using Twin.Domain.Network;
using Twin.Domain.Readings;
using Twin.Domain.Rules;
using Twin.Domain.Time;

namespace Twin.Domain.Devices;

/// <summary>
/// One device, live: its values, where every rule stands on it, its status. Mutable, deterministic, single-threaded; its grain holds it, passes the clock in,
/// calls <see cref="Tick"/> no later than <see cref="NextDeadline"/> and stores <see cref="ToRecord"/> when <see cref="Changed"/>.
/// <para>
/// Two clocks. Silence runs on steady time. Values run on the device's own time line, which each reading places and elapsed time carries on; so
/// readings sent in one batch play out as if they had come one by one.
/// </para>
/// </summary>
public sealed partial class DeviceTwin
{
    /// <summary>A device not heard for this long, with no rule to call it offline, has nothing to say for itself.</summary>
    public static readonly TimeSpan StaleAfter = TimeSpan.FromMinutes(15);

    /// <summary>How long a device clock must have been right before its notice goes away.</summary>
    public static readonly TimeSpan ClockSkewFor = TimeSpan.FromMinutes(10);

    private const long Never = RuleState.Never;

    private TransitionLog _log = new();
    private SeqWindow _seqs;
    private FloodMeter _meter;
    private DeviceRules _rules;
    private RuleStates _states;
    private ValueTable _table;

    /// <summary>A newly registered device: its silence window starts now.</summary>
    public DeviceTwin(DeviceKind kind, RuleBook book, Moment now) : this(book, kind, now)
    {
        EvaluateAll();
        _untold = _rules.UsesTrading;
        PlanNext(null, now);
    }

    /// <summary>A twin that has not judged anything yet.</summary>
    private DeviceTwin(RuleBook book, DeviceKind kind, Moment now)
    {
        Kind = kind;
        _rules = book.For(kind);
        _states = new(_rules.Count);
        _table = new(_rules);
        StatusSince = now.Wall;
        (_steady, _silentSince, _wallOffset) = (now.Steady.Ticks, now.Steady.Ticks, now.Wall.Ticks - now.Steady.Ticks);
        (_deviceOffset, _device) = (_wallOffset, now.Wall.Ticks);
    }

    public DeviceKind Kind { get; }
    public long AcceptedCount { get; private set; }
    public long DuplicateCount { get; private set; }
    public long LateCount { get; private set; }

    /// <summary>Device time of the newest applied reading.</summary>
    public DateTime? LastSeen
    {
        get => _lastSeen == 0 ? null : Utc(_lastSeen);
        private set => _lastSeen = value?.Ticks ?? 0;
    }

    private long _lastSeen;

    /// <summary>What it sends is a flood. Not stored, and no transition: it says nothing of what the device is for.</summary>
    public Flood? Flood => _meter.Flood;

    /// <summary>Whether anything worth storing happened since <see cref="AcceptChanges"/>: a change of a rule's phase, of status, of flapping, a notice.</summary>
    public bool Changed { get; private set; }

    public void AcceptChanges() => Changed = false;

    /// <summary>Whether a reading would take the device past the names it may report; the shell refuses it then.</summary>
    public bool WouldExceedNames(Reading reading)
    {
        var (count, hint) = (_table.Reported, 0);
        foreach (var value in reading.Values)
        {
            var slot = _table.Find(value.Name, hint);
            if (slot < 0 || _table.Values[slot] is null) count++;
            hint = slot + 1;
        }
        return count > ReadingLimits.NamesPerDeviceMax && count > _table.Reported;
    }

    /// <summary>Applies a reading; whatever fell due before it, by its own time, happens first.</summary>
    public ReadingOutcome Apply(Reading reading, TradingInterval? trading, Moment now)
    {
        _meter.Count(now);
        if (reading.Seq is { } seq && !_seqs.TryAdd(seq))
        {
            DuplicateCount++;
            return ReadingOutcome.Duplicate;
        }
        var at = reading.At.Ticks;
        if (at < _newestTrue)
        {
            LateCount++;
            Remember(reading);
            HearLate(trading, now);
            return ReadingOutcome.Late;
        }
        ReadClocks(now);
        var skewed = at - now.Wall.Ticks > ReadingLimits.AheadClamped.Ticks;
        if (skewed) at = now.Wall.Ticks;
        else _newestTrue = at;
        // A time that cannot be trusted, or one a little older than a clamped one before it, counts as now on the device's time line: a reading is
        // not late for it, and a hold neither shrinks nor grows, not even when it is our own clock that stepped.
        if (LastSeen is { } seen && (skewed || at < seen.Ticks)) at = Math.Max(skewed ? at : seen.Ticks, _callSteady + _deviceOffset);
        AdvanceToReading(at, trading);
        if (skewed) NoticeClockSkew();
        Take(reading, new(at, DateTimeKind.Utc));
        PlanNext(trading, now);
        return ReadingOutcome.Accepted;
    }

    private void Take(Reading reading, DateTime at)
    {
        AcceptedCount++;
        LastSeen = at;
        (_heard, _silentSince) = (true, _steady);
        if (Status == DeviceStatus.Unknown) _statusDue = true;
        Span<ulong> concerned = stackalloc ulong[_rules.Words];
        _rules.BySilence.CopyTo(concerned);
        var hint = 0;
        foreach (var (name, value) in reading.Values)
        {
            var slot = _table.FindOrAdd(name, hint);
            if (slot < 0) continue;
            _table.Set(slot, new(at, value));
            if (slot < _rules.Names.Length)
            {
                var rules = _rules.ByName(slot);
                for (var word = 0; word < concerned.Length; word++) concerned[word] |= rules[word];
            }
            hint = slot + 1;
        }
        Evaluate(concerned, byReading: true);
        if (_statusDue) RefreshStatus();
    }

    /// <summary>A late reading is history and nothing else.</summary>
    private void Remember(Reading reading)
    {
        var hint = 0;
        foreach (var (name, value) in reading.Values)
        {
            var slot = _table.FindOrAdd(name, hint);
            if (slot >= 0) _table.Values[slot]!.Insert(new(reading.At, value));
            hint = slot + 1;
        }
    }

    /// <summary>
    /// Silence is judged by receipt: a device whose clock was set back keeps talking, if of times gone by, and is not silent. But a late reading ends no
    /// fault: it proves that something was heard, not that the device is well.
    /// </summary>
    private void HearLate(TradingInterval? trading, Moment now)
    {
        Tick(trading, now);
        for (var i = _states.Next(-1); i >= 0; i = _states.Next(i))
            if (_states[i].Active && _rules.Compiled[i].UsesSilence) return;
        _silentSince = _steady;
        Evaluate(_rules.BySilence, byReading: false);
        if (_statusDue) RefreshStatus();
        PlanNext(trading, now);
    }
}
