using Twin.Domain.Network;
using Twin.Domain.Readings;
using Twin.Domain.Rules;
using Twin.Domain.Time;

namespace Twin.Domain.Devices;

/// <summary>A twin that goes on elsewhere while this one goes on here.</summary>
public sealed partial class DeviceTwin
{
    /// <summary>It has been well: nothing is raised, held or flapping, and it is heard, or nothing is known of it.</summary>
    public bool IsAtRest
    {
        get
        {
            if (Status is not (DeviceStatus.Online or DeviceStatus.Unknown) || ClockSkewed) return false;
            for (var i = _states.Next(-1); i >= 0; i = _states.Next(i))
                if (_states[i].Phase != RulePhase.Clear || _states[i].Ring.Flapping) return false;
            return true;
        }
    }

    public DeviceFork Fork(DeviceId id, Moment now) => new()
    {
        Id = id,
        Record = ToRecord(now),
        Heard = _heard || _believedHeard,
        SilentFor = now.Steady - Utc(_silentSince),
        KnownFrom = _knownFrom == long.MinValue ? null : Utc(_knownFrom),
        Samples = Samples(),
    };

    /// <summary>The device of a fork. Unlike one that comes back from storage it has been silent for as long as it was there, and nothing happens late.</summary>
    public static DeviceTwin Of(DeviceKind kind, DeviceFork fork, RuleBook book, Moment now)
    {
        var twin = Restore(kind, fork.Record, book, now);
        twin._heard = fork.Heard;
        twin._believedHeard = false;
        twin._silentSince = Math.Min(now.Steady.Ticks, (now.Steady - fork.SilentFor).Ticks);
        twin._knownFrom = fork.KnownFrom?.Ticks ?? long.MinValue;
        twin._backAtDevice = twin._backAtSteady = long.MinValue;
        foreach (var sample in fork.Samples) twin._table.RestoreWindow(sample.Name, sample.ToSample());
        twin.PlanNext(null, now);
        return twin;
    }

    /// <summary>
    /// The values that its faults rest on, those that are only held yet too: what it says is wrong with it. Silence says nothing, and what was seen of a person is no fault of a camera.
    /// </summary>
    public NamedValue[] Complaint()
    {
        var values = new List<NamedValue>();
        for (var slot = 0; slot < _rules.Names.Length; slot++)
        {
            if (_table.Values[slot]?.Newest.Value is not { Kind: not ValueKind.None } value) continue;
            for (var i = _states.Next(-1); i >= 0; i = _states.Next(i))
                if (_states[i].Phase != RulePhase.Clear && _rules[i] is { MeansSilence: false, Severity: > Severity.Info } rule && !(rule.Security && _rules.Timed[slot]) && (_rules.ByName(slot)[i >> 6] >> (i & 63) & 1) != 0)
                {
                    values.Add(new(_rules.Names[slot], value));
                    break;
                }
        }
        return [.. values];
    }

    private List<ValueRecord> Samples()
    {
        var samples = new List<ValueRecord>();
        for (var slot = 0; slot < (_table.Windows?.Length ?? 0); slot++)
        {
            if (_table.Windows![slot] is not { } window) continue;
            for (var reader = window.Read(); reader.Has; reader.Next()) samples.Add(ValueRecord.Of(_table.Name(slot), reader.Sample));
        }
        return samples;
    }
}
