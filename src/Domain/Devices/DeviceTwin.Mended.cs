using Twin.Domain.Calendars;
using Twin.Domain.Readings;
using Twin.Domain.Rules;

namespace Twin.Domain.Devices;

/// <summary>For those who know that a device has been mended, as a simulation does: what it says from then on.</summary>
public sealed partial class DeviceTwin
{
    /// <summary>
    /// What it says that is well again: of what was wrong, and of what its faults rest on besides, plain values (0, the opposite, <c>ok</c>), or where its rules find fault with those, others with which none does. Where there
    /// are none, as with a rate that is too low, the plain ones.
    /// </summary>
    /// <param name="wrong">What it said while it was broken.</param>
    /// <param name="pace">How often it speaks.</param>
    public NamedValue[] Mended(IReadOnlyList<NamedValue> wrong, TimeSpan pace)
    {
        NamedValue[] plain = [.. wrong.Concat(Complaint().Where(c => wrong.All(w => w.Name != c.Name))).Select(Plain)];
        return plain.Length == 0 ? plain : new Mending(this, plain, pace).Find() ?? plain;
    }

    private static NamedValue Plain(NamedValue wrong) => new(wrong.Name, wrong.Value.Kind switch
    {
        ValueKind.Boolean => Value.Of(!wrong.Value.Boolean),
        ValueKind.Number => Value.Of(0.0),
        _ => Value.Of("ok"),
    });

    /// <summary>A search for values with which, said again and again, no rule finds fault.</summary>
    private sealed class Mending
    {
        private const int TriesMax = 4_096;
        private const int WindowSamplesMax = 1_000;

        private readonly DeviceTwin _twin;
        private readonly NamedValue[] _plain;
        private readonly long _pace;
        private readonly ValueSeries?[] _values;
        private readonly SampleWindow?[]? _windows;

        /// <summary>Names whose values are sought: those its faults rest on. What was never reported need not be.</summary>
        private readonly int[] _slots;
        private readonly Value?[][] _candidates;

        /// <summary>Every rule that looks at one of them.</summary>
        private readonly int[] _concerned;
        private int _tries;

        public Mending(DeviceTwin twin, NamedValue[] plain, TimeSpan pace)
        {
            (_twin, _plain, _pace) = (twin, plain, pace.Ticks);
            var rules = twin._rules;
            int[] said = [.. plain.Select(p => Array.IndexOf(rules.Names, p.Name)).Where(slot => slot >= 0)];
            int[] faulty = [.. Rules(i => twin._states[i].Phase != RulePhase.Clear && said.Any(slot => LooksAt(i, slot)))];
            _slots = [.. Enumerable.Range(0, rules.Names.Length).Where(slot => said.Contains(slot) || faulty.Any(i => LooksAt(i, slot)))];
            _concerned = [.. Rules(i => _slots.Any(slot => LooksAt(i, slot)))];
            _values = [.. twin._table.Values];
            _windows = twin._table.Windows?.ToArray();
            _candidates = [.. _slots.Select(Candidates)];
        }

        /// <summary>Null: there are none, or they were not found.</summary>
        public NamedValue[]? Find()
        {
            if (!Try(0)) return null;
            var found = _plain.ToDictionary(p => p.Name, p => p.Value);
            foreach (var slot in _slots)
                if (_values[slot]?.Newest.Value is { Kind: not ValueKind.None } value) found[_twin._rules.Names[slot]] = value;
            return [.. found.Select(f => new NamedValue(f.Key, f.Value))];
        }

        private IEnumerable<int> Rules(Func<int, bool> wanted) => Enumerable.Range(0, _twin._rules.Count).Where(wanted);

        private bool LooksAt(int rule, int slot) => (_twin._rules.ByName(slot)[rule >> 6] >> (rule & 63) & 1) != 0;

        private bool Try(int at)
        {
            if (at == _slots.Length) return _tries++ < TriesMax && _concerned.All(IsWell);
            foreach (var candidate in _candidates[at])
            {
                Say(_slots[at], candidate);
                if (Try(at + 1)) return true;
                if (_tries >= TriesMax) return false;
            }
            return false;
        }

        /// <summary>As if it had been said all the while.</summary>
        private void Say(int slot, Value? value)
        {
            var now = _twin._device;
            _values[slot] = value is { } said ? new() { Newest = new(new(now, DateTimeKind.Utc), said) } : null;
            if (_windows is null || _twin._rules.Windows[slot] is not (var length and > 0)) return;
            var window = _windows[slot] = value is null ? null : new();
            var pace = Math.Max(_pace, length / WindowSamplesMax);
            for (var at = now - (length / pace * pace); at <= now && window is not null; at += pace) window.Add(new(new(at, DateTimeKind.Utc), value!.Value), length);
        }

        private bool IsWell(int index)
        {
            var rule = _twin._rules.Compiled[index];
            var usesTrading = (_twin._rules.ByTrading[index >> 6] >> (index & 63) & 1) != 0;
            foreach (var trading in Enum.GetValues<TradingState>())
            {
                var facts = _twin.Facts();
                (facts.Values, facts.Windows, facts.KnownFrom) = (_values, _windows, long.MinValue);
                (facts.Heard, facts.SilentSince, facts.Trading) = (true, facts.Steady, trading);
                var when = rule.When.Test(ref facts);
                if (_twin._states[index].Phase == RulePhase.Clear ? when == Tri.True : when != Tri.False || (rule.Clear is not null && rule.Clear.Test(ref facts) != Tri.True)) return false;
                if (!usesTrading) return true;
            }
            return true;
        }

        /// <summary>The plain value, or none of what was never reported, first; then what lies between, beyond and on the values that the rules compare it with.</summary>
        private Value?[] Candidates(int slot)
        {
            var reported = _twin._table.Values[slot]?.Newest.Value ?? default;
            var first = Array.FindIndex(_plain, p => p.Name == _twin._rules.Names[slot]) is var said and >= 0 ? _plain[said].Value : reported.Kind == ValueKind.None ? (Value?)null : reported;
            Value[] others = [.. _twin._rules.Literals[slot], .. _slots.Where(other => other != slot).Select(other => _twin._table.Values[other]?.Newest.Value ?? default), reported];
            double[] numbers = [.. others.Where(v => v.Kind == ValueKind.Number).Select(v => v.Number).Append(0).Distinct().Order()];
            var candidates = new List<Value?> { first, Value.Of(0.0), Value.Of(true), Value.Of(false), Value.Of("ok") };
            for (var i = 1; i < numbers.Length; i++) candidates.Add(Value.Of((numbers[i - 1] / 2) + (numbers[i] / 2)));
            candidates.AddRange([Value.Of(numbers[^1] + 1), Value.Of(numbers[0] - 1)]);
            candidates.AddRange(others.Where(v => v.Kind != ValueKind.None).Select(v => (Value?)v));
            var kinds = _twin._rules.Literals[slot].Append(reported).Select(v => v.Kind).Where(k => k != ValueKind.None).ToHashSet();
            return [.. candidates.Where(c => c is null || kinds.Count == 0 || kinds.Contains(c.Value.Kind)).Distinct()];
        }
    }
}
