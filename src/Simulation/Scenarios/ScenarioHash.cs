using System.Security.Cryptography;
using System.Text;
using Twin.Domain.Documents;
using Twin.Domain.Escalation;
using Twin.Domain.Network;
using Twin.Domain.Rules;

namespace Twin.Simulation.Scenarios;

internal static class ScenarioHash
{
    /// <summary>The first 16 hexadecimal digits of SHA-256 over the document as JSON and the files it names.</summary>
    public static string Of(DocMap document, IEnumerable<KeyValuePair<string, string>> files)
    {
        var text = new StringBuilder(DocJson.To(document)!.ToJsonString());
        foreach (var (name, content) in files) text.Append('\0').Append(name).Append('\0').Append(content);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16];
    }
}

/// <summary>Remembers what was read, for the hash and so that every plan of a scenario sees the same text.</summary>
internal sealed class RecordedFiles(ScenarioFiles files) : ScenarioFiles
{
    private readonly SortedDictionary<string, string> _texts = new(StringComparer.Ordinal);
    private string? _outletsOf;
    private IReadOnlyList<OutletProfile> _outlets = [];

    public IEnumerable<KeyValuePair<string, string>> Texts => _texts;

    /// <summary>A live network is told from others by when it stood so, and by what was going on.</summary>
    public override LiveNetwork? Live
    {
        get
        {
            if (files.Live is not { } live) return null;
            _texts["live"] = $"{live.Snapshot.At:O} {live.Outlets.Count} {string.Join(' ', live.Snapshot.Outlets.Select(o => o.Code))} {string.Join(' ', live.Snapshot.Incidents.Select(i => $"{i.Id}:{i.Revision}"))}";
            return live;
        }
    }

    public override RuleBook RuleBook => files.RuleBook;
    public override EscalationPolicy Policy => files.Policy;

    public override DocNode? Parse(string text, List<DocFault> faults) => files.Parse(text, faults);

    /// <summary>Every plan that is compared or tried names the same outlets: they are read once.</summary>
    public override IReadOnlyList<OutletProfile> ReadOutlets(string csv, List<DocFault> faults)
    {
        if (ReferenceEquals(_outletsOf, csv)) return _outlets;
        var before = faults.Count;
        var read = files.ReadOutlets(csv, faults);
        if (faults.Count == before) (_outletsOf, _outlets) = (csv, read);
        return read;
    }

    public override string? Text(string name, out string? why)
    {
        why = null;
        if (_texts.TryGetValue(name, out var known)) return known;
        if (files.Text(name, out why) is not { } text) return null;
        _texts[name] = text;
        return text;
    }
}
