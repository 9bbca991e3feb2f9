using Twin.Domain.Documents;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Twin.Documents;

/// <summary>
/// YAML 1.2 with the core schema, less what makes a document mean more than it shows: anchors, aliases and tags are refused, which also
/// keeps a small text from unfolding into a huge tree.
/// </summary>
internal sealed class YamlText
{
    private readonly string _text;
    private readonly Parser _parser;
    private int _nodes;

    private YamlText(string text) => (_text, _parser) = (text, new(new StringReader(text)));

    public static DocNode Parse(string text)
    {
        var yaml = new YamlText(text.StartsWith('\uFEFF') ? text[1..] : text);
        try
        {
            return yaml.Document();
        }
        catch (YamlException e)
        {
            var (line, column) = e.Message.Contains("tab", StringComparison.Ordinal) ? yaml.TabFrom(e.Start) : (e.Start.Line, e.Start.Column);
            throw new DocumentRefusedException("syntax", e.Message, line, column);
        }
        catch (Exception e) when (e is not DocumentRefusedException)
        {
            // The scanner lets an InvalidOperationException out for "[1, 2" with a key on the next line; the end of what it understood is
            // the place to look at.
            var at = yaml._parser.Current?.End ?? Mark.Empty;
            throw new DocumentRefusedException("syntax", "not YAML from here on; a bracket may have been left open", at.Line, at.Column);
        }
    }

    // For a tab used to indent, the commonest slip of all, the parser names the start of what it was reading.
    private (long Line, long Column) TabFrom(Mark start)
    {
        var number = 0L;
        foreach (var line in _text.AsSpan().EnumerateLines())
            if (++number >= start.Line && line.TrimStart(' ') is ['\t', ..])
                return (number, Indent(line) + 1);
        return (start.Line, start.Column);
    }

    private DocNode Document()
    {
        while (Next() is not DocumentStart)
            if (_parser.Current is StreamEnd) throw Empty();
        var first = Next();
        if (first is Scalar { Style: ScalarStyle.Plain, Value: "", Anchor.IsEmpty: true, Tag.IsEmpty: true }) throw Empty();
        var root = Node(first, 1);
        while (Next() is not StreamEnd)
            if (_parser.Current is DocumentStart second) throw Refuse("multipleDocuments", "more than one document in the text", second);
        return root;
    }

    private DocNode Node(ParsingEvent at, int depth)
    {
        if (at is AnchorAlias) throw Refuse("unsupported", "aliases (*name) are not supported: write the value out", at);
        if (at is not NodeEvent node) throw Refuse("syntax", "a value is missing", at);
        if (!node.Anchor.IsEmpty) throw Refuse("unsupported", "anchors (&name) are not supported", at);
        if (!node.Tag.IsEmpty) throw Refuse("unsupported", $"tags ({node.Tag.Value}) are not supported", at);
        if (++_nodes > DocumentText.NodesMax) throw Refuse("tooManyNodes", $"more than {DocumentText.NodesMax} values", at);
        if (at is Scalar scalar) return Value(scalar);
        if (depth > DocumentText.DepthMax) throw Refuse("tooDeep", $"more than {DocumentText.DepthMax} lists and objects within one another", at);
        return at is MappingStart ? Map(at, depth) : List(at, depth);
    }

    private DocMap Map(ParsingEvent start, int depth)
    {
        var entries = new List<DocEntry>();
        while (Next() is not MappingEnd)
        {
            var at = _parser.Current!;
            if (at is MappingStart or SequenceStart || Node(at, depth + 1) is not (var key and not DocNull))
                throw Refuse("unsupported", "a key must be a text", at);
            var name = key is DocText text ? text.Value : ((Scalar)at).Value;
            entries.Add(new(name, key.Line, key.Column, Node(Next(), depth + 1)));
        }
        return new((int)start.Start.Line, (int)start.Start.Column, entries);
    }

    private DocList List(ParsingEvent start, int depth)
    {
        var items = new List<DocNode>();
        while (Next() is not SequenceEnd)
            items.Add(Node(_parser.Current!, depth + 1));
        return new((int)start.Start.Line, (int)start.Start.Column, items);
    }

    private DocNode Value(Scalar scalar)
    {
        var (line, column) = ((int)scalar.Start.Line, (int)scalar.Start.Column);
        if (DocumentText.BrokenAt(scalar.Value) >= 0) throw Refuse("syntax", "an escape names half of a surrogate pair, which is not a character", scalar);
        return scalar.Style switch
        {
            ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted => new DocText(line, column, scalar.Value) { Content = (line, column + 1) },
            ScalarStyle.Literal => new DocText(line, column, scalar.Value) { Content = (line + 1, BlockColumn(scalar)) },
            ScalarStyle.Folded => new DocText(line, column, scalar.Value) { Content = (line + 1, BlockColumn(scalar)), Folds = Folds(scalar) },
            _ when YamlScalar.Number(scalar.Value) is { } number => double.IsFinite(number)
                ? new DocNumber(line, column, number, scalar.Value)
                : throw Refuse("outOfRange", $"the number {scalar.Value} is too large", scalar),
            _ when scalar.End.Line > scalar.Start.Line => new DocText(line, column, scalar.Value) { Folds = Folds(scalar) },
            _ => YamlScalar.Word(scalar.Value, line, column),
        };
    }

    // What the first line with something on it is indented by, less the blanks that belong to the text itself.
    private int BlockColumn(Scalar scalar)
    {
        var source = _text.AsSpan(Math.Min((int)scalar.Start.Index, _text.Length));
        var header = true;
        foreach (var line in source.EnumerateLines())
        {
            if (!header && !line.Trim(' ').IsEmpty) return Indent(line) - FirstIndent(scalar.Value) + 1;
            header = false;
        }
        return 1;
    }

    // Folding moves blanks and line breaks only, so the other characters of text and source pair off in order.
    private List<(int Offset, int Line, int Column)> Folds(Scalar scalar)
    {
        var folds = new List<(int Offset, int Line, int Column)>();
        var (at, line, column) = ((int)scalar.Start.Index, (int)scalar.Start.Line, (int)scalar.Start.Column);
        void Step() => (line, column) = _text[at++] == '\n' ? (line + 1, 1) : (line, column + 1);

        if (scalar.Style == ScalarStyle.Folded)
            while (at < _text.Length && line == (int)scalar.Start.Line) Step();
        for (var offset = 0; offset < scalar.Value.Length; offset++)
        {
            if (char.IsWhiteSpace(scalar.Value[offset])) continue;
            while (at < _text.Length && char.IsWhiteSpace(_text[at])) Step();
            if (at >= _text.Length || _text[at] != scalar.Value[offset]) return folds;
            if (folds.Count == 0 || folds[^1].Line != line) folds.Add((offset, line, column));
            Step();
        }
        return folds;
    }

    private static int FirstIndent(string value)
    {
        foreach (var line in value.AsSpan().EnumerateLines())
            if (!line.Trim(' ').IsEmpty) return Indent(line);
        return 0;
    }

    private static int Indent(ReadOnlySpan<char> line) => line.Length - line.TrimStart(' ').Length;

    private ParsingEvent Next() => _parser.MoveNext() ? _parser.Current! : throw Empty();

    private static DocumentRefusedException Empty() => new("empty", "the document is empty", 1, 1);

    private static DocumentRefusedException Refuse(string code, string message, ParsingEvent at) => new(code, message, at.Start.Line, at.Start.Column);
}
