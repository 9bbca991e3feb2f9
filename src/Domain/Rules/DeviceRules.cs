using Twin.Domain.Network;
using Twin.Domain.Readings;

namespace Twin.Domain.Rules;

/// <summary>A rule ready to be judged.</summary>
internal sealed class CompiledRule(Rule rule, Condition when, Condition? clear, bool usesSilence)
{
    public readonly Rule Rule = rule;
    public readonly string Fingerprint = rule.Fingerprint;
    public readonly Condition When = when;
    public readonly Condition? Clear = clear;
    public readonly long Hold = rule.Hold.Ticks;
    public readonly long ClearHold = rule.ClearHold.Ticks;
    public readonly bool Flapping = rule.Flapping;

    /// <summary>Whether its holds run on received (steady) time, as silence does; else on the device's.</summary>
    public readonly bool UsesSilence = usesSilence;
}

/// <summary>
/// The compiled rules of one kind of device. Every name the rules use has a slot; masks (64 rules to a word) say which rules look at what, so that
/// a reading is judged only by the rules it concerns.
/// </summary>
public sealed class DeviceRules
{
    private readonly ulong[][] _byName;

    private DeviceRules(DeviceKind kind, CompiledRule[] rules, string[] names, long[] windows, ulong[][] byName, ulong[] bySilence, ulong[] byTrading) =>
        (Kind, Compiled, Names, Windows, _byName, BySilence, ByTrading) = (kind, rules, names, windows, byName, bySilence, byTrading);

    public DeviceKind Kind { get; }
    public int Count => Compiled.Length;
    public Rule this[int index] => Compiled[index].Rule;

    internal CompiledRule[] Compiled { get; }
    internal string[] Names { get; }

    /// <summary>The longest window over each slot, in ticks; 0 for none.</summary>
    internal long[] Windows { get; }
    internal ulong[] BySilence { get; }
    internal ulong[] ByTrading { get; }
    internal int Words => BySilence.Length;
    internal bool HasWindows { get; private init; }
    internal bool UsesTrading { get; private init; }

    /// <summary>Slots of which it matters when they were said, not only what.</summary>
    internal bool[] Timed { get; private init; } = [];

    /// <summary>What the name of each slot, or what is drawn from it, is compared with.</summary>
    internal Value[][] Literals { get; private init; } = [];

    internal ReadOnlySpan<ulong> ByName(int slot) => _byName[slot];

    internal int IndexOf(string id)
    {
        for (var i = 0; i < Compiled.Length; i++)
            if (Compiled[i].Rule.Id == id)
                return i;
        return -1;
    }

    internal static DeviceRules Compile(DeviceKind kind, IReadOnlyList<(Rule Rule, Expr When, Expr? Clear)> sources)
    {
        var compiler = new ExprCompiler();
        var words = (sources.Count + 63) / 64;
        var rules = new CompiledRule[sources.Count];
        var slots = new HashSet<int>[sources.Count];
        var (silence, trading) = (new ulong[words], new ulong[words]);
        for (var i = 0; i < sources.Count; i++)
        {
            compiler.Begin();
            var when = compiler.Condition(sources[i].When);
            var (usesSilence, silenceMax) = (compiler.UsesSilence, compiler.SilenceMax);
            var clear = sources[i].Clear is { } expr ? compiler.Condition(expr) : null;
            rules[i] = new(sources[i].Rule with { MeansSilence = ExprCompiler.MeansSilence(sources[i].When), Silence = new(silenceMax) }, when, clear, usesSilence);
            slots[i] = compiler.Slots;
            if (compiler.UsesSilence) silence[i >> 6] |= 1UL << i;
            if (compiler.UsesTrading) trading[i >> 6] |= 1UL << i;
        }
        var names = compiler.Names;
        var byName = new ulong[names.Length][];
        for (var slot = 0; slot < names.Length; slot++)
        {
            byName[slot] = new ulong[words];
            for (var i = 0; i < rules.Length; i++)
                if (slots[i].Contains(slot))
                    byName[slot][i >> 6] |= 1UL << i;
        }
        var windows = compiler.Windows;
        return new(kind, rules, names, windows, byName, silence, trading)
        {
            HasWindows = windows.Any(w => w > 0),
            UsesTrading = trading.Any(word => word != 0),
            Timed = compiler.Timed,
            Literals = compiler.Literals,
        };
    }
}
