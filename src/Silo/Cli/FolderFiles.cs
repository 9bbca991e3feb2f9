using System.Text;
using Twin.Api.Outlets.Import;
using Twin.Documents;
using Twin.Domain.Documents;
using Twin.Domain.Network;
using Twin.Domain.Rules;
using Twin.Simulation.Scenarios;

namespace Twin.Silo.Cli;

/// <summary>The files a scenario names, relative to the folder it lies in.</summary>
internal sealed class FolderFiles(string folder) : ScenarioFiles
{
    /// <summary>Bytes of one file that is read as a whole: a million outlets fit.</summary>
    internal const long LengthMax = 256L * 1024 * 1024;

    /// <summary>The rule book Twin is shipped with.</summary>
    public override RuleBook RuleBook { get; } = Shipped();

    public override DocNode? Parse(string text, List<DocFault> faults) =>
        DocumentText.Parse(text, text.AsSpan().TrimStart() is ['{', ..] ? DocumentFormat.Json : DocumentFormat.Yaml, faults);

    public override IReadOnlyList<OutletProfile> ReadOutlets(string csv, List<DocFault> faults) => OutletFile.Read(Encoding.UTF8.GetBytes(csv), csv: true, faults);

    public static RuleBook Shipped()
    {
        var faults = new List<DocFault>();
        return DocumentText.Parse(Defaults.RuleBookYaml, DocumentFormat.Yaml, faults) is { } node && RuleBook.Read(node, faults) is { } book ? book : throw new InvalidOperationException(faults[0].Message);
    }

    public override string? Text(string name, out string? why)
    {
        why = null;
        try
        {
            var file = new FileInfo(Path.Combine(folder, name));
            if (!file.Exists) why = $"there is no file {file}";
            else if (file.Length > LengthMax) why = $"{file} is larger than {LengthMax / (1024 * 1024)} MiB";
            else return File.ReadAllText(file.FullName);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            why = $"{name} cannot be read: {failure.Message}";
        }
        return null;
    }
}
