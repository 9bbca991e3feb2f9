using Twin.Domain.Documents;

namespace Twin.Domain.Teams;

/// <summary>The words a policy names recipients by; whatever else is a valid id is a person's.</summary>
public static class Recipients
{
    /// <summary>The engineers of the leg's team who are on shift.</summary>
    public const string OnShift = "on-shift";
    public const string Lead = "lead";
    public const string DutyManager = "duty-manager";

    internal const int IdLengthMax = 64;

    public static bool IsRole(string name) => name is OnShift or Lead or DutyManager;

    /// <summary>Whether a text can be the id of a person, a team or a policy: 1 to 64 of <c>a-z 0-9 -</c>.</summary>
    public static bool IsId(string? text) =>
        text is { Length: > 0 and <= IdLengthMax } && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    /// <summary>Reads a list of roles and person ids; a name given twice is a fault, and so is an empty list unless it is allowed.</summary>
    internal static IReadOnlyList<string> Read(DocReader reader, string key, bool required, int max, List<DocFault> faults)
    {
        var names = new List<string>();
        foreach (var (node, path) in reader.ListOfAtMost(max, key, required))
            if (node is not DocText { Value: var name })
                faults.Add(new(path, "wrongType", $"expected a role or a person's id as text, found {node.Described}", node.Line, node.Column));
            else if (!IsId(name))
                faults.Add(new(path, "invalidValue", $"'{name}' is neither {OnShift}, {Lead} or {DutyManager} nor a person's id: 1 to {IdLengthMax} of a-z, 0-9 and '-'", node.Line, node.Column));
            else if (names.Contains(name))
                faults.Add(new(path, "duplicate", $"'{name}' is given twice", node.Line, node.Column));
            else
                names.Add(name);
        if (required && reader.Node(key) is DocList { Items.Count: 0 } empty) reader.Fault(key, empty, "required", $"'{key}' names nobody");
        return names;
    }
}
