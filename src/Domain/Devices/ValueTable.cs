using Twin.Domain.Readings;
using Twin.Domain.Rules;

namespace Twin.Domain.Devices;

/// <summary>
/// What a device reported, by slot: the newest value, the last 60 and, where a rule has a window, the samples in it. The slots of the rules come first,
/// whether reported or not; then the other names in the order they were first seen.
/// </summary>
internal struct ValueTable
{
    private string[] _names;
    private bool _namesShared;
    private int _count;

    public ValueTable(DeviceRules rules)
    {
        Rules = rules;
        (_names, _namesShared, _count) = (rules.Names, true, rules.Names.Length);
        Values = _count == 0 ? [] : new ValueSeries?[_count];
        Windows = rules.HasWindows ? new SampleWindow?[_count] : null;
    }

    public DeviceRules Rules { get; }

    /// <summary>Null for a name never reported.</summary>
    public ValueSeries?[] Values { get; private set; }

    /// <summary>Only the rules' slots; null when no rule has a window.</summary>
    public SampleWindow?[]? Windows { get; }

    public int Count => _count;

    /// <summary>How many names the device has ever reported.</summary>
    public int Reported { get; private set; }

    public string Name(int slot) => _names[slot];

    /// <summary>The slot of a name, or -1. Names come interned, and a device names its values in the same order every time: the hint is mostly right.</summary>
    public int Find(string name, int hint)
    {
        var names = _names;
        if ((uint)hint < (uint)_count && ReferenceEquals(names[hint], name)) return hint;
        for (var i = 0; i < _count; i++)
            if (ReferenceEquals(names[i], name))
                return i;
        for (var i = 0; i < _count; i++)
            if (names[i] == name)
                return i;
        return -1;
    }

    /// <summary>The slot of a name, made if there is none yet; -1 when the device already has as many names as it may.</summary>
    public int FindOrAdd(string name, int hint)
    {
        var slot = Find(name, hint);
        if (slot >= 0 && Values[slot] is not null) return slot;
        if (Reported >= ReadingLimits.NamesPerDeviceMax) return -1;
        if (slot < 0) slot = Add(name);
        Values[slot] = new();
        Reported++;
        return slot;
    }

    public void Set(int slot, in Sample sample)
    {
        var series = Values[slot]!;
        series.Newest = sample;
        series.Add(sample);
        if (Windows is { } windows && slot < windows.Length && Rules.Windows[slot] > 0)
            (windows[slot] ??= new()).Add(sample, Rules.Windows[slot]);
    }

    /// <summary>The newest value as storage remembers it.</summary>
    public void Restore(string name, in Sample sample)
    {
        var slot = FindOrAdd(name, -1);
        if (slot >= 0) Values[slot]!.Newest = sample;
    }

    /// <summary>A sample in the window of a rule, the oldest first.</summary>
    public readonly void RestoreWindow(string name, in Sample sample)
    {
        if (Windows is not { } windows || Array.IndexOf(Rules.Names, name) is not (var slot and >= 0) || Rules.Windows[slot] == 0) return;
        (windows[slot] ??= new()).Add(sample, Rules.Windows[slot]);
    }

    /// <summary>The same values under other rules; a window new or longer with them is filled from the history.</summary>
    public ValueTable Under(DeviceRules rules)
    {
        var table = new ValueTable(rules);
        for (var old = 0; old < _count; old++)
        {
            if (Values[old] is not { } series) continue;
            var slot = table.FindOrAdd(_names[old], -1);
            table.Values[slot] = series;
            if (table.Windows is not { } windows || slot >= windows.Length || rules.Windows[slot] == 0) continue;
            windows[slot] = Windows is not null && old < Windows.Length && Windows[old] is { } kept && (Rules.Windows[old] >= rules.Windows[slot] || kept.Count >= series.Count)
                ? kept : Filled(series, rules.Windows[slot]);
        }
        return table;
    }

    private static SampleWindow Filled(ValueSeries series, long length)
    {
        var window = new SampleWindow();
        foreach (var sample in series.ToArray()) window.Add(sample, length);
        return window;
    }

    private int Add(string name)
    {
        if (_count == _names.Length || _namesShared)
        {
            var size = Math.Max(_count + 2, _count + (_count >> 1));
            (var names, _namesShared) = (new string[size], false);
            Array.Copy(_names, names, _count);
            _names = names;
            var values = Values;
            Array.Resize(ref values, size);
            Values = values;
        }
        _names[_count] = name;
        return _count++;
    }
}
