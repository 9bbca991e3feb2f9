using Twin.Documents;
using Twin.Domain.Documents;
using Twin.Domain.Rules;
using Twin.Simulation.Scenarios;

namespace Twin.Simulation.Tests.World;

/// <summary>The rule book that Twin is shipped with, and no files.</summary>
internal sealed class Shipped : ScenarioFiles
{
    public override RuleBook RuleBook { get; } = RuleBook.Read(DocumentText.Parse(Defaults.RuleBookYaml, DocumentFormat.Yaml, [])!, [])!;

    public override DocNode? Parse(string text, List<DocFault> faults) => DocumentText.Parse(text, DocumentFormat.Yaml, faults);
}
