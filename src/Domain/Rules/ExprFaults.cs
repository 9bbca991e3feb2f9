using Twin.Domain.Documents;

namespace Twin.Domain.Rules;

/// <summary>
/// Places faults found at an offset of an expression into the document around it. Later lines of a multi-line text are taken to be indented
/// like the first, which is how a YAML block reads.
/// </summary>
internal sealed class ExprFaults(string path, DocText text, List<DocFault> faults)
{
    /// <summary>Past this many, the author has lost interest in more.</summary>
    private const int CountMax = 25;

    private readonly HashSet<int> _offsets = [];

    /// <summary>Notes a fault; a second one at the same place is a consequence of the first and left out.</summary>
    public void Add(int offset, string code, string message)
    {
        if (_offsets.Count >= CountMax || !_offsets.Add(offset)) return;
        var (line, column) = Place(offset);
        faults.Add(new(path, code, message, line, column));
    }

    public (int Line, int Column) Place(int offset)
    {
        if (text.Folds.Count > 0)
        {
            var (from, foldLine, foldColumn) = text.Folds.LastOrDefault(f => f.Offset <= offset, text.Folds[0]);
            return (foldLine, foldColumn + offset - from);
        }
        var (line, column) = text.Content;
        var start = 0;
        for (var i = 0; i < offset && i < text.Value.Length; i++)
            if (text.Value[i] == '\n')
                (line, start) = (line + 1, i + 1);
        return (line, column + offset - start);
    }
}
