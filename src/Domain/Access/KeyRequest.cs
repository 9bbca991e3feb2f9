using System.Globalization;
using Twin.Domain.Documents;
using Twin.Domain.Teams;

namespace Twin.Domain.Access;

/// <summary>The key somebody asks for.</summary>
public sealed record KeyRequest(string Name, Scopes Scopes, IReadOnlyList<string> Divisions, DateTime? ExpiresAt, string? Person = null)
{
    private const int DivisionsMax = 200;

    /// <summary>Null, with every fault noted, when it cannot be had.</summary>
    public static KeyRequest? Read(DocNode document, DateTime now, List<DocFault> faults)
    {
        if (DocReader.Open(document, "", faults) is not { } reader) return null;
        var before = faults.Count;
        var name = reader.Text("name", required: true);
        if (name is not null && !KeyRules.IsName(name)) reader.Fault("name", reader.Node("name"), "invalidValue", $"'{name}' is not a key's name: 1 to {KeyRules.NameLengthMax} of a-z, 0-9, '.', '_' and '-', a letter or digit first");
        var scopes = reader.Words("scopes", ScopeRules.Words);
        if (reader.Required("scopes") is DocList { Items.Count: 0 } none) reader.Fault("scopes", none, "required", "'scopes' is empty: the key would allow nothing");
        var divisions = Prefixes(reader, faults);
        var expires = Expires(reader, now);
        var person = reader.Text("person");
        if (person is not null && !Recipients.IsId(person)) reader.Fault("person", reader.Node("person"), "invalidValue", $"'{person}' is not a person's id: 1 to {Recipients.IdLengthMax} of a-z, 0-9 and '-'");
        reader.Done();
        return faults.Count == before ? new(name!, ScopeRules.Sum(scopes), divisions, expires, person) : null;
    }

    private static IReadOnlyList<string> Prefixes(DocReader reader, List<DocFault> faults)
    {
        var prefixes = new List<string>();
        foreach (var (node, path) in reader.ListOfAtMost(DivisionsMax, "divisions"))
            if (node is not DocText { Value: var text }) faults.Add(new(path, "wrongType", $"expected digits of a division code as text, found {node.Described}", node.Line, node.Column));
            else if (DivisionLimit.Fault(text) is { } fault) faults.Add(new(path, "unknownDivision", fault, node.Line, node.Column));
            else prefixes.Add(text);
        return DivisionLimit.Of(prefixes).Prefixes;
    }

    private static DateTime? Expires(DocReader reader, DateTime now)
    {
        if (reader.Text("expiresAt", lengthMax: 40) is not { } text) return null;
        var node = reader.Node("expiresAt");
        if (!text.Contains('T', StringComparison.Ordinal) || !(text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > 10)
            || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
            reader.Fault("expiresAt", node, "invalidValue", $"'{text}' is not a time in ISO 8601 with offset, e.g. 2027-01-01T00:00:00Z");
        else if (at.UtcDateTime <= now) reader.Fault("expiresAt", node, "outOfRange", "it must expire in the future");
        else return at.UtcDateTime;
        return null;
    }
}
