using Twin.Domain.Documents;
using Twin.Domain.Escalation;
using Twin.Domain.Network;
using Twin.Domain.Rules;

namespace Twin.Simulation.Scenarios;

/// <summary>The files a scenario may name, relative to itself. Over the network there are none.</summary>
public class ScenarioFiles
{
    /// <summary>The running twin as it stood; null where there is none.</summary>
    public virtual LiveNetwork? Live => null;

    public static ScenarioFiles None { get; } = new();

    /// <summary>The whole text, or null with the reason in words.</summary>
    public virtual string? Text(string name, out string? why)
    {
        why = $"'{name}': files can only be named in a scenario that is run from a file; write the values out";
        return null;
    }

    /// <summary>The rule book and the policy in force where the scenario is run.</summary>
    public virtual RuleBook RuleBook => RuleBook.Empty;
    public virtual EscalationPolicy Policy => EscalationPolicy.Default;

    /// <summary>The tree of a document's text; null, with a fault noted, when it is none.</summary>
    public virtual DocNode? Parse(string text, List<DocFault> faults)
    {
        faults.Add(new("", "unsupported", "documents cannot be read here"));
        return null;
    }

    /// <summary>The good rows of a text that is the CSV of an import, with everything wrong with it noted by line.</summary>
    public virtual IReadOnlyList<OutletProfile> ReadOutlets(string csv, List<DocFault> faults)
    {
        faults.Add(new("", "unsupported", "outlets cannot be read here"));
        return [];
    }

    internal IReadOnlyList<string>? Lines(string name, out string? why) => Text(name, out why)?.Split('\n');
}
