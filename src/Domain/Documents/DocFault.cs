namespace Twin.Domain.Documents;

/// <summary>
/// One thing wrong with a document. <see cref="Path"/> is where, in dots and brackets (<c>rules[2].when</c>, empty for the document itself);
/// <see cref="Code"/> is a stable camelCase word for programs (<c>required unknownField wrongType invalidValue duplicate syntax …</c>);
/// <see cref="Message"/> is for people. <see cref="Line"/> and <see cref="Column"/> count from 1; 0 when there is no text to point at.
/// </summary>
[GenerateSerializer, Immutable, Alias("twin.DocFault")]
public sealed record DocFault(
    [property: Id(0)] string Path,
    [property: Id(1)] string Code,
    [property: Id(2)] string Message,
    [property: Id(3)] int Line = 0,
    [property: Id(4)] int Column = 0)
{
    /// <summary>The same fault of a document that is a part of another, under this key.</summary>
    public DocFault Under(string key) => this with { Path = Path.Length == 0 ? key : DocReader.Join(key, Path) };

    /// <summary>Puts the faults from an index on in the order an author reads the text; equal places keep the order in which they were found.</summary>
    public static void Sort(List<DocFault> faults, int from)
    {
        List<DocFault> sorted = [.. faults.Skip(from).OrderBy(f => f.Line).ThenBy(f => f.Column)];
        faults.RemoveRange(from, sorted.Count);
        faults.AddRange(sorted);
    }
}
