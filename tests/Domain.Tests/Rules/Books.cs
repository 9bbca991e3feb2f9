using System.Globalization;
using Twin.Domain.Documents;
using Twin.Domain.Rules;

namespace Twin.Domain.Tests.Rules;

/// <summary>Rule books built by hand, without a YAML parser. Field <c>when</c> stands at line 10 column 11 unless told otherwise.</summary>
internal static class Books
{
    public static DocText Text(string value, int line = 10, int column = 11) => new(line, column, value);

    public static DocNode Node(object? value, int line = 10, int column = 11) => value switch
    {
        DocNode node => node,
        string text => Text(text, line, column),
        bool b => new DocBool(line, column, b),
        int n => new DocNumber(line, column, n, n.ToString(CultureInfo.InvariantCulture)),
        double n => new DocNumber(line, column, n, n.ToString(CultureInfo.InvariantCulture)),
        string[] texts => new DocList(line, column, [.. texts.Select(t => Text(t, line, column))]),
        null => new DocNull(line, column),
        _ => throw new ArgumentException($"{value}"),
    };

    public static DocMap Map(params (string Key, object? Value)[] fields) =>
        new(1, 1, [.. fields.Select((f, i) => new DocEntry(f.Key, i + 2, 3, Node(f.Value)))]);

    public static DocMap Rule(string id, string when, params (string Key, object? Value)[] more)
    {
        var fields = new List<(string, object?)> { ("id", id), ("when", when) };
        if (!more.Any(m => m.Key == "device")) fields.Add(("device", "terminal"));
        if (!more.Any(m => m.Key == "severity")) fields.Add(("severity", "major"));
        fields.AddRange(more);
        return Map([.. fields]);
    }

    public static DocMap Document(params DocNode[] rules) => Map(("version", 1), ("rules", new DocList(3, 1, rules)));

    public static RuleBook Of(params DocNode[] rules)
    {
        var faults = new List<DocFault>();
        var book = RuleBook.Read(Document(rules), faults);
        Assert.Empty(faults);
        return book!;
    }

    public static RuleBook One(string when, params (string Key, object? Value)[] more) => Of(Rule("r", when, more));

    /// <summary>The faults of a book with one rule that has this condition.</summary>
    public static List<DocFault> Faults(string when, params (string Key, object? Value)[] more)
    {
        var faults = new List<DocFault>();
        var book = RuleBook.Read(Document(Rule("r", when, more)), faults);
        Assert.Equal(book is null, faults.Count > 0);
        return faults;
    }
}
