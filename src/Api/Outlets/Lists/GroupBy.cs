using System.Globalization;
using System.Runtime.InteropServices;
using Twin.Api.View;

namespace Twin.Api.Outlets.Lists;

/// <summary>What a summary groups by: up to four of the words, so that a group fits in one number.</summary>
public sealed class GroupBy(IReadOnlyList<string> words)
{
    public const int Max = 4;

    public static IReadOnlyList<string> Names { get; } = ["city", "district", "status", "severity", "telecomArea", "accessNode", "calendar", "designation", "rule"];

    public IReadOnlyList<string> Words => words;

    public static GroupBy Parse(QueryReader query)
    {
        var asked = query.Many("by").Distinct().ToList();
        foreach (var word in asked.Where(w => !Names.Contains(w))) query.Fault("by", "badValue", $"'{word}' is nothing to group by: {string.Join(", ", Names)}.");
        if (asked.Count == 0) query.Fault("by", "required", $"Say what to group by: {string.Join(", ", Names)}.");
        if (asked.Count > Max) query.Fault("by", "tooMany", $"At most {Max} words can be grouped by.");
        return new(asked);
    }

    /// <summary>Values of one word for a row. One null for a single-valued word the row has no value of; none for a many-valued one.</summary>
    private static void Values(string word, ViewRow row, List<object?> into)
    {
        switch (word)
        {
            case "city": into.Add(row.City); break;
            case "district": into.Add(row.District); break;
            case "status": into.Add(Lists.Words.Status[(int)row.Status]); break;
            case "severity": into.Add(Lists.Words.Severity[(int)row.Severity]); break;
            case "telecomArea": into.Add(row.TelecomArea == 0 ? null : row.TelecomArea); break;
            case "accessNode": into.Add(row.Outlet!.Profile.AccessNode); break;
            case "calendar": into.Add(row.Outlet!.Profile.Calendar); break;
            case "designation": into.AddRange(row.Outlet!.Profile.Designations.Distinct()); break;
            default: into.AddRange(row.Rules); break;
        }
    }

    /// <summary>Counts matching rows by group.</summary>
    internal sealed class Counter(GroupBy by, OutletFilter filter) : IRowVisitor
    {
        private readonly ValueIds[] _ids = [.. by.Words.Select(_ => new ValueIds())];
        private readonly List<object?>[] _values = [.. by.Words.Select(_ => new List<object?>())];
        private readonly Dictionary<UInt128, int> _counts = [];

        public int Total { get; private set; }

        public void Visit(ViewRow row)
        {
            if (!filter.Matches(row)) return;
            Total++;
            for (var i = 0; i < _values.Length; i++)
            {
                _values[i].Clear();
                Values(by.Words[i], row, _values[i]);
            }
            Count(0, UInt128.Zero);
        }

        public IReadOnlyList<(IReadOnlyList<string?> Values, int Count)> Groups() =>
        [
            .. _counts.Select(c => (Values: (IReadOnlyList<string?>)[.. _ids.Select((ids, i) => ids.Text((int)(uint)(c.Key >> (32 * i))))], Count: c.Value))
                .Order(Comparer<(IReadOnlyList<string?> Values, int Count)>.Create((a, b) => Compare(a.Values, b.Values))),
        ];

        private void Count(int word, UInt128 group)
        {
            if (word == _values.Length)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(_counts, group, out _)++;
                return;
            }
            foreach (var value in _values[word]) Count(word + 1, group | ((UInt128)(uint)_ids[word].Id(value) << (32 * word)));
        }

        private static int Compare(IReadOnlyList<string?> a, IReadOnlyList<string?> b)
        {
            for (var i = 0; i < a.Count; i++)
                if (string.CompareOrdinal(a[i], b[i]) is var order and not 0) return order;
            return 0;
        }
    }

    /// <summary>Gives each value of a word a small number.</summary>
    private sealed class ValueIds
    {
        private static readonly object None = new();

        private readonly Dictionary<object, int> _ids = [];
        private readonly List<object?> _values = [];

        public int Id(object? value)
        {
            ref var id = ref CollectionsMarshal.GetValueRefOrAddDefault(_ids, value ?? None, out var known);
            if (known) return id;
            _values.Add(value);
            return id = _values.Count - 1;
        }

        public string? Text(int id) => Convert.ToString(_values[id], CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : null;
    }
}
