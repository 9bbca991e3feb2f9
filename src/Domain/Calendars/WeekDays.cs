using Twin.Domain.Documents;

namespace Twin.Domain.Calendars;

/// <summary>
/// Days of the week as documents write them: <c>mon</c>, <c>mon-fri</c> (a range may wrap: <c>sat-mon</c>) and <c>mon,wed</c>.
/// A day is its index from Monday (0) to Sunday (6).
/// </summary>
public static class WeekDays
{
    public const int Count = 7;

    private static readonly string[] Names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    /// <summary>Adds the days a text names to a list, each as often as it is named; faults point into the text, whose first character stands at <paramref name="at"/>.</summary>
    public static void Parse(string text, (int Line, int Column) at, string path, List<int> days, List<DocFault> faults)
    {
        var offset = 0;
        foreach (var part in text.Split(','))
        {
            var dash = part.IndexOf('-', StringComparison.Ordinal);
            var first = Day(dash < 0 ? part : part[..dash], offset);
            var last = dash < 0 ? first : Day(part[(dash + 1)..], offset + dash + 1);
            if (first >= 0 && last >= 0)
                for (var day = first; ; day = (day + 1) % Count)
                {
                    days.Add(day);
                    if (day == last) break;
                }
            offset += part.Length + 1;
        }

        int Day(string name, int start)
        {
            var day = Array.IndexOf(Names, name.Trim());
            if (day < 0) faults.Add(new(path, "unknownDay", $"'{name.Trim()}' is not a day: write mon, tue, wed, thu, fri, sat or sun", at.Line, at.Column + start));
            return day;
        }
    }

    /// <summary>A required field that names days, as one text or a list of texts; a day named twice is a fault.</summary>
    public static IReadOnlyList<int> Read(DocReader reader, string key, List<DocFault> faults)
    {
        var node = reader.Required(key);
        if (node is null) return [];
        var named = new List<int>();
        var seen = new HashSet<int>();
        IReadOnlyList<(DocNode Node, string Path)> items = node is DocText ? [(node, reader.PathOf(key))] : reader.List(key);
        if (node is DocList { Items.Count: 0 }) reader.Fault(key, node, "required", $"'{key}' names no day");
        foreach (var (item, path) in items)
        {
            if (item is not DocText text)
            {
                faults.Add(new(path, "wrongType", $"expected a day, found {item.Described}", item.Line, item.Column));
                continue;
            }
            var from = named.Count;
            Parse(text.Value, text.Content, path, named, faults);
            foreach (var day in named.Skip(from))
                if (!seen.Add(day))
                    faults.Add(new(path, "duplicate", $"{Names[day]} is listed twice", item.Line, item.Column));
        }
        return [.. seen.Order()];
    }

    public static string Name(int day) => Names[day];
}
