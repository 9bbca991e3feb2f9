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

    /// <summary>Numbers of a word's values for a row. One, for null, where the row lacks a single-valued word; none where it lacks a many-valued one.</summary>
    private static void Values(int word, ViewRow row, ValueIds ids, List<int> into)
    {
        switch (Names[word])
        {
            case "designation": Add(row.Outlet!.Profile.Designations, ids, into); break;
            case "rule": Add(row.Rules, ids, into); break;
            default: into.Add(Value(word, row.Outline, row, ids)); break;
        }
    }

    /// <summary>From the first on the <see cref="Names"/> are of words that a row's outline does not tell, from the second on of those an outlet can have several values of.</summary>
    private const int ByRowFrom = 5, ManyFrom = 7;

    // Places in Names: a row is looked at once per word, and comparing words would cost more than counting.
    private static int Value(int word, in RowOutline outline, ViewRow? row, ValueIds ids) => word switch
    {
        0 => ids.Id(outline.City),
        1 => ids.Id(outline.District),
        2 => ids.Id(Lists.Words.Status, (int)outline.Status),
        3 => ids.Id(Lists.Words.Severity, (int)outline.Severity),
        4 => outline.TelecomArea == 0 ? 0 : ids.Id(outline.TelecomArea),
        5 => ids.Id(row!.Outlet!.Profile.AccessNode),
        _ => ids.Id(row!.Outlet!.Profile.Calendar),
    };

    private static void Add(IReadOnlyList<string> values, ValueIds ids, List<int> into)
    {
        for (var i = 0; i < values.Count; i++)
            if (ids.Id(values[i]) is var id && !into.Contains(id)) into.Add(id);
    }

    /// <summary>Counts matching rows by group.</summary>
    internal sealed class Counter(GroupBy by, OutletFilter filter) : IRowVisitor
    {
        private readonly int[] _words = [.. by.Words.Select(Names.IndexOf)];
        private readonly ValueIds[] _ids = [.. by.Words.Select(_ => new ValueIds())];
        private readonly bool _anyMany = by.Words.Any(w => Names.IndexOf(w) >= ManyFrom);
        private readonly bool _byOutline = filter.IsByOutline && by.Words.All(w => Names.IndexOf(w) < ByRowFrom);
        private readonly List<int>[] _values = [.. by.Words.Select(_ => new List<int>())];
        private readonly Dictionary<UInt128, int> _counts = [];

        public int Total { get; private set; }

        public bool Needs(in RowOutline outline)
        {
            if (!filter.MayMatch(outline)) return false;
            if (!_byOutline) return true;
            Total++;
            CountOnce(outline, null);
            return false;
        }

        public void Visit(ViewRow row)
        {
            if (!filter.Matches(row)) return;
            Total++;
            if (!_anyMany)
            {
                CountOnce(row.Outline, row);
                return;
            }
            for (var i = 0; i < _values.Length; i++)
            {
                _values[i].Clear();
                Values(_words[i], row, _ids[i], _values[i]);
            }
            Count(0, UInt128.Zero);
        }

        public IReadOnlyList<(IReadOnlyList<string?> Values, int Count)> Groups() =>
        [
            .. _counts.Select(c => (Values: (IReadOnlyList<string?>)[.. _ids.Select((ids, i) => ids.Text((int)(uint)(c.Key >> (32 * i))))], Count: c.Value))
                .Order(Comparer<(IReadOnlyList<string?> Values, int Count)>.Create((a, b) => Compare(a.Values, b.Values))),
        ];

        // With one value for every word there is one group, and no lists need to be filled.
        private void CountOnce(in RowOutline outline, ViewRow? row)
        {
            var group = UInt128.Zero;
            for (var i = 0; i < _words.Length; i++) group |= (UInt128)(uint)Value(_words[i], outline, row, _ids[i]) << (32 * i);
            CollectionsMarshal.GetValueRefOrAddDefault(_counts, group, out _)++;
        }

        private void Count(int word, UInt128 group)
        {
            if (word == _values.Length)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(_counts, group, out _)++;
                return;
            }
            foreach (var id in _values[word]) Count(word + 1, group | ((UInt128)(uint)id << (32 * word)));
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
        private readonly Dictionary<string, int> _texts = [];
        private readonly Dictionary<int, int> _codes = [];
        private readonly int[] _places = new int[8];
        private readonly List<string?> _values = [null];

        public int Id(string? text)
        {
            if (text is null) return 0;
            if (!_texts.TryGetValue(text, out var id)) _texts[text] = id = Add(text);
            return id;
        }

        public int Id(int code)
        {
            if (!_codes.TryGetValue(code, out var id)) _codes[code] = id = Add(code.ToString(CultureInfo.InvariantCulture));
            return id;
        }

        /// <summary>One of a few words, by its place among them.</summary>
        public int Id(IReadOnlyList<string> words, int at)
        {
            if (_places[at] is var id && id == 0) _places[at] = id = Add(words[at]);
            return id;
        }

        public string? Text(int id) => _values[id];

        private int Add(string text)
        {
            _values.Add(text);
            return _values.Count - 1;
        }
    }
}
