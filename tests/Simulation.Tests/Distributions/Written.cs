using Twin.Documents;
using Twin.Domain.Documents;
using Twin.Simulation.Distributions;
using Twin.Simulation.Scenarios;

namespace Twin.Simulation.Tests.Distributions;

/// <summary>A distribution as a scenario writes it.</summary>
internal static class Written
{
    public static Distribution Distribution(string text, ScenarioFiles? files = null)
    {
        var read = Read(text, out var faults, files);
        Assert.Empty(faults);
        return read!;
    }

    public static Distribution? Read(string text, out List<DocFault> faults, ScenarioFiles? files = null)
    {
        faults = [];
        var document = DocumentText.Parse($"service: {{{text}}}", DocumentFormat.Yaml, faults);
        Assert.Empty(faults);
        var reader = DocReader.Open(document!, "", faults)!;
        var read = new DistributionReader(files ?? ScenarioFiles.None, faults).Read(reader, "service", required: true);
        reader.Done();
        return read;
    }
}
