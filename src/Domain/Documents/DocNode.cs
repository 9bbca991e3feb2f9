namespace Twin.Domain.Documents;

/// <summary>
/// A JSON or YAML document as a tree in which every node knows where it stands (line and column, from 1), so that every fault can be
/// reported where its author will look for it.
/// </summary>
public abstract record DocNode(int Line, int Column)
{
    /// <summary>What the node is, in words for an error message.</summary>
    public abstract string Described { get; }
}

public sealed record DocEntry(string Key, int Line, int Column, DocNode Value);

public sealed record DocMap(int Line, int Column, IReadOnlyList<DocEntry> Entries) : DocNode(Line, Column)
{
    public override string Described => "an object";
}

public sealed record DocList(int Line, int Column, IReadOnlyList<DocNode> Items) : DocNode(Line, Column)
{
    public override string Described => "a list";
}

public sealed record DocText(int Line, int Column, string Value) : DocNode(Line, Column)
{
    /// <summary>Column and line of the first character of the text itself, past an opening quote or block indicator; used to place faults inside it.</summary>
    public (int Line, int Column) Content { get; init; } = (Line, Column);

    /// <summary>
    /// For a text whose line breaks were folded into blanks: where each of its lines begins, as the offset in <see cref="Value"/> and the place of that
    /// character. Empty when <see cref="Content"/> and the line breaks in the text say it all.
    /// </summary>
    public IReadOnlyList<(int Offset, int Line, int Column)> Folds { get; init; } = [];
    public override string Described => $"the text '{(Value.Length <= 40 ? Value : Value[..40] + "…")}'";
}

/// <summary><see cref="Raw"/> is the number as written.</summary>
public sealed record DocNumber(int Line, int Column, double Value, string Raw) : DocNode(Line, Column)
{
    public override string Described => $"the number {Raw}";
}

public sealed record DocBool(int Line, int Column, bool Value) : DocNode(Line, Column)
{
    public override string Described => Value ? "true" : "false";
}

public sealed record DocNull(int Line, int Column) : DocNode(Line, Column)
{
    public override string Described => "null";
}
