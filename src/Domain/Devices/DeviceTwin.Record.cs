using Twin.Domain.Network;
using Twin.Domain.Readings;
using Twin.Domain.Rules;
using Twin.Domain.Time;

namespace Twin.Domain.Devices;

/// <summary>What is stored and shown of a device.</summary>
public sealed partial class DeviceTwin
{
    /// <summary>
    /// A device as storage remembers it, after a restart. Silence starts afresh: until the device is heard or a full window has passed it is unknown.
    /// Holds go on to their stored due time; the first call runs those that fell due meanwhile, marked late.
    /// </summary>
    public static DeviceTwin Restore(DeviceKind kind, DeviceRecord record, RuleBook book, Moment now)
    {
        var twin = new DeviceTwin(book, kind, now);
        twin.Load(record, now);
        return twin;
    }

    /// <summary>What storage holds. Plain data, fit for System.Text.Json.</summary>
    public DeviceRecord ToRecord(Moment now)
    {
        _wallOffset = now.Wall.Ticks - now.Steady.Ticks;
        return new()
        {
            Status = Status,
            StatusSince = StatusSince,
            LastSeen = LastSeen,
            NewestTrue = _newestTrue == long.MinValue ? null : Utc(_newestTrue),
            Ahead = new(_deviceOffset - _wallOffset),
            AcceptedCount = AcceptedCount,
            DuplicateCount = DuplicateCount,
            LateCount = LateCount,
            ClockSkewSince = ClockSkewed ? Utc(_skewSince) : null,
            ClockSkewUntil = ClockSkewed ? Utc(_skewUntil + _wallOffset) : null,
            Values = Values(ValueRecord.Of),
            Rules = RuleRecords(),
            Transitions = _log.ToList(),
        };
    }

    /// <summary>The device for reading: transitions since a time, and the history of values if wanted.</summary>
    public DeviceSnapshot Snapshot(Moment now, DateTime? since = null, bool history = true)
    {
        _wallOffset = now.Wall.Ticks - now.Steady.Ticks;
        return Present(now) with
        {
            Rules = RuleStatuses(),
            Transitions = _log.ToList(since),
            History = history ? Histories() : [],
            AcceptedCount = AcceptedCount,
            DuplicateCount = DuplicateCount,
            LateCount = LateCount,
        };
    }

    /// <summary>The device as its outlet shows it: what it is and says now, not where its rules stand nor what came before.</summary>
    public DeviceSnapshot Present(Moment now) => new()
    {
        Kind = Kind,
        Status = Status,
        Since = StatusSince,
        Severity = Severity,
        LastSeen = LastSeen,
        Values = Values(static (string name, in Sample sample) => new DeviceValue(name, sample.Value, sample.At)),
        Faults = Summary().Faults,
        Flood = _meter.At(now),
    };

    private void Load(DeviceRecord record, Moment now)
    {
        _log.Restore(record.Transitions);
        (AcceptedCount, DuplicateCount, LateCount) = (record.AcceptedCount, record.DuplicateCount, record.LateCount);
        (Status, StatusSince, LastSeen) = (record.Status, record.StatusSince, record.LastSeen);
        _believedHeard = Status is DeviceStatus.Online or DeviceStatus.Faulty;
        _newestTrue = record.NewestTrue?.Ticks ?? long.MinValue;
        _deviceOffset = _wallOffset + record.Ahead.Ticks;
        _device = _steady + _deviceOffset;
        (_knownFrom, _backAtDevice, _backAtSteady) = (_device, _device, _steady);
        if (record is { ClockSkewSince: { } since, ClockSkewUntil: { } until })
            (_skewSince, _skewUntil) = (since.Ticks, until.Ticks - _wallOffset);
        foreach (var value in record.Values) _table.Restore(value.Name, value.ToSample());
        foreach (var rule in record.Rules) Load(rule);
        // Status is what storage says until the first call, which also judges every rule by what is then known.
        Severity = WorstActive();
        _untold = true;
        PlanNext(null, now);
    }

    private void Load(RuleRecord record)
    {
        var index = _rules.IndexOf(record.Id);
        if (index < 0 || _rules.Compiled[index].Fingerprint != record.Fingerprint)
        {
            Abandon(record.Id, record.Phase, record.Flapping, index < 0 ? TransitionReason.RuleRemoved : TransitionReason.RuleChanged);
            return;
        }
        ref var state = ref _states.Keep(index);
        state.Phase = record.Phase;
        state.FaultSince = record.FaultSince?.Ticks ?? 0;
        state.PhaseSince = record.PhaseSince?.Ticks ?? 0;
        if (record.DueAt is { } due) state.Due = due.Ticks - _wallOffset + (_rules.Compiled[index].UsesSilence ? 0 : _deviceOffset);
        state.Ring = new() { Changes = record.Changes, Bad = record.Bad, Flapping = record.Flapping };
    }

    private RuleRecord[] RuleRecords()
    {
        var records = new List<RuleRecord>();
        for (var i = _states.Next(-1); i >= 0; i = _states.Next(i))
        {
            ref readonly var state = ref _states[i];
            if (state.IsDefault) continue;
            records.Add(new()
            {
                Id = _rules[i].Id,
                Fingerprint = _rules.Compiled[i].Fingerprint,
                Phase = state.Phase,
                FaultSince = state.Active ? Utc(state.FaultSince) : null,
                PhaseSince = state.PhaseSince == 0 ? null : Utc(state.PhaseSince),
                DueAt = DueAt(i),
                Changes = state.Ring.Changes,
                Bad = state.Ring.Bad,
                Flapping = state.Ring.Flapping,
            });
        }
        return [.. records];
    }

    private DateTime? DueAt(int index) => _states[index].Due switch
    {
        Never => null,
        var due => Utc(due + _wallOffset - (_rules.Compiled[index].UsesSilence ? 0 : _deviceOffset)),
    };

    private RuleStatus[] RuleStatuses()
    {
        var statuses = new RuleStatus[_rules.Count];
        for (var i = 0; i < statuses.Length; i++)
        {
            ref readonly var state = ref _states[i];
            statuses[i] = new(_rules[i].Id, state.Phase, state.PhaseSince == 0 ? null : Utc(state.PhaseSince), DueAt(i), state.Ring.Flapping, _rules[i].Severity);
        }
        return statuses;
    }

    private delegate T Shape<T>(string name, in Sample sample);

    private List<T> Values<T>(Shape<T> shape)
    {
        var list = new List<T>(_table.Reported);
        for (var slot = 0; slot < _table.Count; slot++)
            if (_table.Values[slot] is { Newest.Value.Kind: not ValueKind.None } series)
                list.Add(shape(_table.Name(slot), series.Newest));
        return list;
    }

    private List<ValueHistory> Histories()
    {
        var list = new List<ValueHistory>(_table.Reported);
        for (var slot = 0; slot < _table.Count; slot++)
            if (_table.Values[slot] is { Count: > 0 } series)
                list.Add(new(_table.Name(slot), series.ToArray()));
        return list;
    }
}
