using Twin.Documents;
using Twin.Domain.Documents;
using Twin.Simulation.Scenarios;

namespace Twin.Simulation.Tests.Scenarios;

/// <summary>Scenarios as texts.</summary>
internal static class Yaml
{
    public static Scenario Scenario(string text, ScenarioFiles? files = null)
    {
        var read = Read(text, out var faults, files);
        Assert.True(faults.Count == 0, string.Join('\n', faults));
        return read!;
    }

    public static Scenario? Read(string text, out List<DocFault> faults, ScenarioFiles? files = null)
    {
        faults = [];
        return DocumentText.Parse(text, DocumentFormat.Yaml, faults) is { } document ? new ScenarioReader(files ?? ScenarioFiles.None).Read(document, faults) : null;
    }

    /// <summary>One fault a line: <c>line:column path: message</c>.</summary>
    public static string Faults(string text)
    {
        Assert.Null(Read(text, out var faults));
        return string.Join('\n', faults.Select(f => $"{f.Line}:{f.Column} {f.Path}: {f.Message}"));
    }
}
