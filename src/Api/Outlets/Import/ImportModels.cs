using System.ComponentModel;
using Twin.Api.Errors;
using Twin.Domain.Documents;
using Twin.Domain.Network;

namespace Twin.Api.Outlets.Import;

/// <summary>What became, or in a dry run would become, of one line.</summary>
public enum ImportOutcome : byte { Created, Replaced, Unchanged, Rejected }

/// <summary>One line of an import. <c>line</c> counts from 1 and includes a header; a CSV row spread over several lines has the number of its first.</summary>
public sealed record ImportLineModel(int Line, string? Code, ImportOutcome Outcome, IReadOnlyList<ProblemError>? Errors = null);

/// <summary>What an import did.</summary>
public sealed record ImportModel(
    bool DryRun,
    int Total,
    int Created,
    int Replaced,
    int Unchanged,
    int Rejected,
    [property: Description("One for every line that is not empty, in the order of the file.")] IReadOnlyList<ImportLineModel> Results);

/// <summary>A line of the file: a profile, or why it is none.</summary>
internal sealed record ImportLine(int Line, OutletProfile? Profile, List<DocFault> Faults)
{
    /// <summary>The code as far as it could be read, so that a rejected line can be found again.</summary>
    public string? Code { get; init; } = Profile?.Code.ToString();

    public static ImportLine Refused(int line, string path, string code, string message, int column = 0) => new(line, null, [new(path, code, message, line, column)]);

    public ImportLineModel Rejected() => new(Line, Code is { Length: > 40 } ? Code[..40] : Code, ImportOutcome.Rejected, [.. Faults.Select(ProblemError.Of)]);
}
