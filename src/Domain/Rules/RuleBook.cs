using Twin.Domain.Documents;
using Twin.Domain.Network;

namespace Twin.Domain.Rules;

/// <summary>A rule book: parsed, type-checked and compiled. Immutable and shared by all devices.</summary>
public sealed class RuleBook
{
    public const int RulesMax = 500;
    public const int Version = 1;

    private readonly DeviceRules[] _byKind;

    private RuleBook(IReadOnlyList<RuleSource> sources)
    {
        _byKind = [.. Enum.GetValues<DeviceKind>().Select(kind => DeviceRules.Compile(kind, [.. sources.Where(s => s.Rule.Device == kind).Select(s => (s.Rule, s.When, s.Clear))]))];
        Rules = [.. sources.Select(s => For(s.Rule.Device) is var rules ? rules[rules.IndexOf(s.Rule.Id)] : s.Rule)];
    }

    public static RuleBook Empty { get; } = new([]);

    /// <summary>All rules in the order written.</summary>
    public IReadOnlyList<Rule> Rules { get; }

    /// <summary>The rules of one kind of device; the same instance every time.</summary>
    public DeviceRules For(DeviceKind kind)
    {
        foreach (var rules in _byKind)
            if (rules.Kind == kind)
                return rules;
        throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of device.");
    }

    /// <summary>Reads a document; null when it has any fault. All faults of all rules are noted.</summary>
    public static RuleBook? Read(DocNode document, List<DocFault> faults)
    {
        var before = faults.Count;
        var reader = DocReader.Open(document, "", faults);
        if (reader is null) return null;
        if (reader.Number("version", required: true) is { } version && version != Version)
            reader.Fault("version", reader.Node("version"), "invalidValue", $"version {version} is not known; write {Version}");
        var items = reader.List("rules", required: true);
        if (items.Count > RulesMax)
            reader.Fault("rules", reader.Node("rules"), "tooMany", $"{items.Count} rules; at most {RulesMax} are allowed");
        var sources = new List<RuleSource>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < Math.Min(items.Count, RulesMax); i++)
            if (RuleReader.Read(items[i].Node, items[i].Path, ids, faults) is { } source)
                sources.Add(source);
        reader.Done();
        if (faults.Count == before) return new(sources);
        DocFault.Sort(faults, before);
        return null;
    }
}
