using System.Numerics;

namespace Twin.Domain.Devices;

/// <summary>
/// Where every rule stands on one device. Of a device that is well, most rules stand as they began: those are not kept, and read as <see cref="RuleState"/>'s beginning. The others are kept
/// in the order of the rules, found by counting marks; a book with more rules for a kind of device than there are marks has all of them kept.
/// </summary>
internal struct RuleStates
{
    private const int MarksMax = 64;

    private static readonly RuleState[] Beginning = [new()];

    private readonly int _rules;
    private ulong _kept;
    private RuleState[] _states;

    public RuleStates(int rules)
    {
        (_rules, _states) = (rules, []);
        if (rules <= MarksMax) return;
        _states = new RuleState[rules];
        Array.Fill(_states, new());
    }

    public readonly ref readonly RuleState this[int rule] => ref Keeps(rule) ? ref _states[Place(rule)] : ref Beginning[0];

    public readonly bool Keeps(int rule) => _rules > MarksMax || (_kept >> rule & 1) != 0;

    /// <summary>The state of a rule, to be changed; kept from now on. References had before may be of no use after it.</summary>
    public ref RuleState Keep(int rule)
    {
        if (!Keeps(rule))
        {
            var place = Place(rule);
            var states = new RuleState[_states.Length + 1];
            Array.Copy(_states, states, place);
            Array.Copy(_states, place, states, place + 1, _states.Length - place);
            states[place] = new();
            _states = states;
            _kept |= 1UL << rule;
        }
        return ref _states[Place(rule)];
    }

    /// <summary>The next rule after this one that is kept, or -1. Begin with -1.</summary>
    public readonly int Next(int rule)
    {
        if (++rule >= _rules) return -1;
        if (_rules > MarksMax) return rule;
        var later = _kept >> rule;
        return later == 0 ? -1 : rule + BitOperations.TrailingZeroCount(later);
    }

    private readonly int Place(int rule) => _rules > MarksMax ? rule : BitOperations.PopCount(_kept & ((1UL << rule) - 1));
}
