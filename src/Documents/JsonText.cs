using System.Text;
using System.Text.Json;
using Twin.Domain.Documents;

namespace Twin.Documents;

/// <summary>Strict JSON: no comments, no trailing commas.</summary>
internal ref struct JsonText
{
    private readonly ReadOnlySpan<byte> _utf8;
    private Utf8JsonReader _reader;
    private int _nodes;

    // The place of the byte last asked for. Tokens come in order, so finding places costs one pass over the text.
    private int _byte;
    private int _line = 1;
    private int _column = 1;

    private JsonText(ReadOnlySpan<byte> utf8)
    {
        _utf8 = utf8;
        // One deeper than allowed: the limit is ours to report, not a syntax error.
        _reader = new(utf8, new JsonReaderOptions { MaxDepth = DocumentText.DepthMax + 1 });
    }

    public static DocNode Parse(string text)
    {
        ReadOnlySpan<byte> utf8 = Encoding.UTF8.GetBytes(text.StartsWith('\uFEFF') ? text[1..] : text);
        if (utf8.IndexOfAnyExcept(" \t\r\n"u8) < 0) throw new DocumentRefusedException("empty", "the document is empty", 1, 1);
        var json = new JsonText(utf8);
        try
        {
            json._reader.Read();
            var root = json.Value(1);
            // Refuses what follows the value.
            json._reader.Read();
            return root;
        }
        catch (JsonException e)
        {
            var (line, column) = Place(utf8, e.LineNumber ?? 0, e.BytePositionInLine ?? 0);
            throw new DocumentRefusedException("syntax", e.Message.Split(" LineNumber:")[0], line, column);
        }
    }

    private DocNode Value(int depth)
    {
        var (line, column) = Place();
        if (++_nodes > DocumentText.NodesMax) throw new DocumentRefusedException("tooManyNodes", $"more than {DocumentText.NodesMax} values", line, column);
        switch (_reader.TokenType)
        {
            case JsonTokenType.StartObject or JsonTokenType.StartArray when depth > DocumentText.DepthMax:
                throw new DocumentRefusedException("tooDeep", $"more than {DocumentText.DepthMax} lists and objects within one another", line, column);
            case JsonTokenType.StartObject: return Map(line, column, depth);
            case JsonTokenType.StartArray: return List(line, column, depth);
            case JsonTokenType.String: return new DocText(line, column, Text(line, column)) { Content = (line, column + 1) };
            case JsonTokenType.Number: return Number(line, column);
            case JsonTokenType.Null: return new DocNull(line, column);
            default: return new DocBool(line, column, _reader.GetBoolean());
        }
    }

    private DocMap Map(int line, int column, int depth)
    {
        var entries = new List<DocEntry>();
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
        {
            var (keyLine, keyColumn) = Place();
            var key = Text(keyLine, keyColumn);
            _reader.Read();
            entries.Add(new(key, keyLine, keyColumn, Value(depth + 1)));
        }
        return new(line, column, entries);
    }

    private DocList List(int line, int column, int depth)
    {
        var items = new List<DocNode>();
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
            items.Add(Value(depth + 1));
        return new(line, column, items);
    }

    private readonly string Text(int line, int column)
    {
        try
        {
            return _reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new DocumentRefusedException("syntax", "an escape names half of a surrogate pair, which is not a character", line, column);
        }
    }

    private readonly DocNumber Number(int line, int column)
    {
        var raw = Encoding.UTF8.GetString(_reader.ValueSpan);
        return _reader.TryGetDouble(out var number) && double.IsFinite(number)
            ? new(line, column, number, raw)
            : throw new DocumentRefusedException("outOfRange", $"the number {(raw.Length <= 40 ? raw : raw[..40] + "…")} is too large", line, column);
    }

    private (int Line, int Column) Place()
    {
        for (var start = (int)_reader.TokenStartIndex; _byte < start; _byte++)
            if (_utf8[_byte] == '\n') (_line, _column) = (_line + 1, 1);
            else _column += Characters(_utf8[_byte]);
        return (_line, _column);
    }

    private static (int Line, int Column) Place(ReadOnlySpan<byte> utf8, long line, long bytes)
    {
        for (var i = 0L; i < line; i++)
            utf8 = utf8[(utf8.IndexOf((byte)'\n') + 1)..];
        var column = 1;
        foreach (var b in utf8[..(int)Math.Min(bytes, utf8.Length)])
            column += Characters(b);
        return ((int)line + 1, column);
    }

    // UTF-16 units, as editors and the YAML side count: none for a continuation byte, two for the first of four.
    private static int Characters(byte utf8) => (utf8 & 0xC0) == 0x80 ? 0 : utf8 >= 0xF0 ? 2 : 1;
}
