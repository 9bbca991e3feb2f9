using System.Text.Json.Nodes;
using Twin.Documents;
using Twin.Domain.Documents;
using Twin.Simulation.Calculators.Asking;

namespace Twin.Simulation.Tests.Calculators;

/// <summary>Asks as the <c>plan</c> verb does, down to the JSON it prints; files are given by their texts.</summary>
internal static class Asked
{
    public static JsonNode Results(string line, params (string Name, string Text)[] files) => Answer(line, files)["results"]!;

    public static JsonNode Answer(string line, params (string Name, string Text)[] files)
    {
        var answer = Ask(line, files);
        Assert.True(answer.Faults.Count == 0, $"plan {line}: {string.Join("; ", answer.Faults)}");
        return JsonNode.Parse(PlanJson.Write(answer))!;
    }

    public static string Refused(string line, params (string Name, string Text)[] files)
    {
        var answer = Ask(line, files);
        Assert.True(answer.Faults.Count > 0, $"plan {line} was answered");
        return string.Join("; ", answer.Faults);
    }

    /// <summary>A figure by its name, <c>rho[1]</c> for one of several.</summary>
    public static double Figure(string line, string figure, params (string Name, string Text)[] files)
    {
        JsonNode? node = Results(line, files);
        foreach (var part in figure.Replace("]", "", StringComparison.Ordinal).Split('['))
            node = int.TryParse(part, out var index) ? node![index] : node![part];
        return node is not null ? node.GetValue<double>() : throw new InvalidOperationException($"plan {line} gives no {figure}");
    }

    private static PlanAnswer Ask(string line, (string Name, string Text)[] files)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return Plan.Ask(words[0], words[1..], new Files(files));
    }

    private sealed class Files((string Name, string Text)[] files) : IPlanFiles
    {
        public string Text(string path) => files.FirstOrDefault(f => f.Name == path).Text ?? throw new FileNotFoundException($"there is no file {path}");

        public DocNode? Document(string text, string path, List<DocFault> faults) =>
            DocumentText.Parse(text, path.EndsWith(".json", StringComparison.Ordinal) ? DocumentFormat.Json : DocumentFormat.Yaml, faults);
    }
}
