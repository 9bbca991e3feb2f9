using Twin.Domain.Documents;
using Twin.Domain.Network;
using Twin.Domain.Time;

namespace Twin.Domain.Rules;

/// <summary>A rule with its parsed conditions.</summary>
internal sealed record RuleSource(Rule Rule, Expr When, Expr? Clear);

/// <summary>Reads one rule of a book and notes everything wrong with it.</summary>
internal static class RuleReader
{
    private static readonly (string, DeviceKind)[] Kinds = [("terminal", DeviceKind.Terminal), ("camera", DeviceKind.Camera), ("line", DeviceKind.Line)];
    private static readonly (string, Severity)[] Severities = [("info", Severity.Info), ("minor", Severity.Minor), ("major", Severity.Major), ("critical", Severity.Critical)];
    private static readonly string[] Sides = ["business", "telecom"];

    public static RuleSource? Read(DocNode node, string path, HashSet<string> ids, List<DocFault> faults)
    {
        var before = faults.Count;
        var reader = DocReader.Open(node, path, faults);
        if (reader is null) return null;
        var id = Id(reader, ids);
        var device = OneOf(reader, "device", Kinds);
        var checker = new ExprChecker();
        var when = Condition(reader, "when", true, checker, faults);
        var hold = Duration(reader, "hold");
        var clear = Condition(reader, "clear", false, checker, faults);
        checker.Finish();
        var clearHold = Duration(reader, "clearHold");
        var severity = OneOf(reader, "severity", Severities);
        var (zh, en) = Title(reader, faults);
        var runbook = reader.Text("runbook", lengthMax: 2000);
        var security = reader.Boolean("security");
        var legs = Legs(reader, faults);
        var flapping = reader.Boolean("flapping");
        var pageWhenClosed = reader.Boolean("pageWhenClosed");
        reader.Done();
        if (faults.Count > before || id is null || when is null) return null;
        return new(new()
        {
            Id = id,
            Device = device,
            When = ((DocText)reader.Node("when")!).Value,
            Hold = hold,
            Clear = clear is null ? null : ((DocText)reader.Node("clear")!).Value,
            ClearHold = clearHold,
            Severity = severity,
            TitleZh = zh,
            TitleEn = en,
            Runbook = runbook,
            Security = security ?? false,
            Legs = legs,
            Flapping = flapping ?? true,
            PageWhenClosed = pageWhenClosed ?? false,
        }, when, clear);
    }

    private static string? Id(DocReader reader, HashSet<string> ids)
    {
        var id = reader.Text("id", required: true, lengthMax: 2000);
        if (id is null) return null;
        var valid = id.Length <= Rule.IdLengthMax;
        foreach (var c in id) valid &= char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-';
        if (!valid) reader.Fault("id", reader.Node("id"), "invalidValue", $"an id is 1 to {Rule.IdLengthMax} of a-z, 0-9 and '-'");
        else if (id == Rule.ClockSkewId) reader.Fault("id", reader.Node("id"), "invalidValue", $"'{id}' is Twin's own notice of a device clock far ahead; choose another id");
        else if (!ids.Add(id)) reader.Fault("id", reader.Node("id"), "duplicate", $"there is another rule '{id}'");
        return id;
    }

    private static Expr? Condition(DocReader reader, string key, bool required, ExprChecker checker, List<DocFault> faults)
    {
        var node = required ? reader.Required(key) : reader.Node(key);
        if (node is null) return null;
        if (node is not DocText text)
        {
            reader.Fault(key, node, "wrongType", $"expected a condition as text, found {node.Described}");
            return null;
        }
        var exprFaults = new ExprFaults(reader.PathOf(key), text, faults);
        var expr = ExprParser.Parse(text.Value, exprFaults);
        checker.Condition(expr, exprFaults);
        return expr;
    }

    private static TimeSpan Duration(DocReader reader, string key)
    {
        var node = reader.Node(key);
        if (node is null) return default;
        if (node is not DocText text || !DurationText.TryParse(text.Value, out var duration))
            reader.Fault(key, node, node is DocText or DocNumber ? "invalidValue" : "wrongType", $"expected a duration such as {DurationText.Examples}, found {node.Described}");
        else if (duration > Functions.WindowMax)
            reader.Fault(key, node, "outOfRange", $"{text.Value} is too long; at most {DurationText.Format(Functions.WindowMax)}");
        else
            return duration;
        return default;
    }

    private static T OneOf<T>(DocReader reader, string key, (string Word, T Value)[] known) where T : struct
    {
        if (reader.Text(key, required: true) is not { } text) return default;
        foreach (var (word, value) in known)
            if (word == text)
                return value;
        reader.Fault(key, reader.Node(key), "invalidValue", $"'{text}' is not a {key}; known are {string.Join(", ", known.Select(k => k.Word))}");
        return default;
    }

    private static (string? Zh, string? En) Title(DocReader reader, List<DocFault> faults)
    {
        if (reader.Node("title") is not { } node || DocReader.Open(node, reader.PathOf("title"), faults) is not { } title) return default;
        var texts = (title.Text("zh", lengthMax: 200), title.Text("en", lengthMax: 200));
        title.Done();
        return texts;
    }

    private static List<string> Legs(DocReader reader, List<DocFault> faults)
    {
        var legs = new List<string>();
        foreach (var (node, path) in reader.List("legs"))
        {
            if (node is not DocText text || Array.IndexOf(Sides, text.Value) < 0)
                faults.Add(new(path, "invalidValue", $"expected business or telecom, found {node.Described}", node.Line, node.Column));
            else if (legs.Contains(text.Value))
                faults.Add(new(path, "duplicate", $"'{text.Value}' is given twice", node.Line, node.Column));
            else
                legs.Add(text.Value);
        }
        return legs;
    }
}
