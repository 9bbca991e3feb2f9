using Twin.Domain.Time;

namespace Twin.Domain.Documents;

/// <summary>
/// Reads a <see cref="DocMap"/> field by field and notes every fault instead of stopping at the first: wrong types, missing and unknown
/// fields, duplicates. Call <see cref="Done"/> last: it reports the fields nobody asked for.
/// </summary>
public sealed class DocReader
{
    private readonly DocMap _map;
    private readonly string _path;
    private readonly List<DocFault> _faults;
    // In the order in which they were asked for.
    private readonly List<string> _known = [];

    private const int KnownLengthMax = 50;
    private const int ListedMax = 40;

    private DocReader(DocMap map, string path, List<DocFault> faults) => (_map, _path, _faults) = (map, path, faults);

    /// <summary>A reader over an object; null, with a fault noted, when the node is something else.</summary>
    public static DocReader? Open(DocNode node, string path, List<DocFault> faults)
    {
        if (node is not DocMap map)
        {
            faults.Add(new(path, "wrongType", $"expected an object, found {node.Described}", node.Line, node.Column));
            return null;
        }
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in map.Entries)
            if (!seen.Add(entry.Key))
                faults.Add(new(Join(path, entry.Key), "duplicate", $"'{entry.Key}' is given twice", entry.Line, entry.Column));
        return new(map, path, faults);
    }

    public string Path => _path;
    public DocMap Map => _map;

    public static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";
    public string PathOf(string key) => Join(_path, key);

    /// <summary>The node under a key, or null when absent. Null values count as absent.</summary>
    public DocNode? Node(string key) => Present(key) is { } node and not DocNull ? node : null;

    /// <summary>The node under a key, a null one too; null when the key is not there.</summary>
    public DocNode? Present(string key)
    {
        if (!_known.Contains(key)) _known.Add(key);
        foreach (var entry in _map.Entries)
            if (entry.Key == key) return entry.Value;
        return null;
    }

    public DocNode? Required(string key)
    {
        var node = Node(key);
        if (node is null) _faults.Add(new(PathOf(key), "required", $"'{key}' is missing", _map.Line, _map.Column));
        return node;
    }

    public string? Text(string key, bool required = false, int lengthMax = 500)
    {
        var node = required ? Required(key) : Node(key);
        if (node is null) return null;
        if (node is not DocText text) return Wrong<string>(key, node, "a text");
        if (LengthOf(text.Value) is var length && length > lengthMax) { Fault(key, node, "tooLong", $"'{key}' has {length} characters; at most {lengthMax} are allowed"); return null; }
        if (required && string.IsNullOrWhiteSpace(text.Value)) { Fault(key, node, "required", $"'{key}' is empty"); return null; }
        foreach (var c in text.Value)
            if (char.IsControl(c) && c is not ('\n' or '\r' or '\t')) { Fault(key, node, "invalidValue", $"'{key}' contains the control character U+{(int)c:X4}"); return null; }
        return text.Value;
    }

    /// <summary>Characters as people count them and JSON Schema does: an emoji is one, not the two of UTF-16.</summary>
    internal static int LengthOf(string text)
    {
        var length = text.Length;
        foreach (var c in text)
            if (char.IsLowSurrogate(c)) length--;
        return length;
    }

    public bool? Boolean(string key)
    {
        var node = Node(key);
        return node is null ? null : node is DocBool b ? b.Value : WrongValue<bool>(key, node, "true or false");
    }

    public double? Number(string key, bool required = false)
    {
        var node = required ? Required(key) : Node(key);
        return node is null ? null : node is DocNumber n ? n.Value : WrongValue<double>(key, node, "a number");
    }

    /// <summary>A whole number within bounds, both included.</summary>
    public int? Whole(string key, int min, int max, bool required = false)
    {
        if (Number(key, required) is not { } number) return null;
        if (number == Math.Floor(number) && number >= min && number <= max) return (int)number;
        Fault(key, Node(key), "outOfRange", $"'{key}' must be a whole number from {min} to {max}");
        return null;
    }

    /// <summary>A duration such as <c>90s</c>; zero only where it means something.</summary>
    public TimeSpan? Duration(string key, bool zeroAllowed = true, bool required = false)
    {
        var node = required ? Required(key) : Node(key);
        if (node is null) return null;
        if (node is not DocText text || !DurationText.TryParse(text.Value, out var duration))
            Fault(key, node, node is DocText or DocNumber ? "invalidValue" : "wrongType", $"expected a duration such as {DurationText.Examples}, found {node.Described}");
        else if (duration == TimeSpan.Zero && !zeroAllowed)
            Fault(key, node, "outOfRange", $"'{key}' must be longer than nothing");
        else
            return duration;
        return null;
    }

    /// <summary>One of a few words.</summary>
    public T? Word<T>(string key, IReadOnlyList<(string Word, T Value)> known, bool required = false) where T : struct =>
        (required ? Required(key) : Node(key)) is { } node ? Word(node, PathOf(key), known, _faults) : null;

    /// <summary>A list of such words; one given twice is a fault.</summary>
    public IReadOnlyList<T> Words<T>(string key, IReadOnlyList<(string Word, T Value)> known) where T : struct
    {
        var words = new List<T>();
        foreach (var (node, path) in List(key))
            if (Word(node, path, known, _faults) is not { } word) continue;
            else if (words.Contains(word)) _faults.Add(new(path, "duplicate", $"{node.Described} is given twice", node.Line, node.Column));
            else words.Add(word);
        return words;
    }

    /// <summary>At most so many of something: one fault, and none of them, when there are more.</summary>
    public IReadOnlyList<(DocNode Node, string Path)> ListOfAtMost(int max, string key, bool required = false)
    {
        var items = List(key, required);
        if (items.Count <= max) return items;
        Fault(key, Node(key), "tooMany", $"{items.Count} in '{key}'; at most {max} are allowed");
        return [];
    }

    private static T? Word<T>(DocNode node, string path, IReadOnlyList<(string Word, T Value)> known, List<DocFault> faults) where T : struct
    {
        if (node is DocText text)
            foreach (var (word, value) in known)
                if (word == text.Value)
                    return value;
        faults.Add(new(path, node is DocText ? "invalidValue" : "wrongType", $"expected {string.Join(", ", known.Select(k => k.Word))}; found {node.Described}", node.Line, node.Column));
        return null;
    }

    /// <summary>The items of a list with the path of each; empty when absent or, with a fault noted, when it is not a list.</summary>
    public IReadOnlyList<(DocNode Node, string Path)> List(string key, bool required = false)
    {
        var node = required ? Required(key) : Node(key);
        if (node is null) return [];
        if (node is not DocList list) { Wrong<string>(key, node, "a list"); return []; }
        return [.. list.Items.Select((item, i) => (item, $"{PathOf(key)}[{i}]"))];
    }

    /// <summary>A list of texts; items of another type are noted and left out.</summary>
    public IReadOnlyList<string> Texts(string key, int lengthMax = 100)
    {
        var texts = new List<string>();
        foreach (var (node, path) in List(key))
        {
            if (node is not DocText text) _faults.Add(new(path, "wrongType", $"expected a text, found {node.Described}", node.Line, node.Column));
            else if (LengthOf(text.Value) > lengthMax || string.IsNullOrWhiteSpace(text.Value)) _faults.Add(new(path, "invalidValue", $"expected 1 to {lengthMax} characters", node.Line, node.Column));
            else texts.Add(text.Value);
        }
        return texts;
    }

    public void Fault(string key, DocNode? at, string code, string message) =>
        _faults.Add(new(PathOf(key), code, message, at?.Line ?? _map.Line, at?.Column ?? _map.Column));

    /// <summary>Reports every field that was not asked for.</summary>
    public void Done()
    {
        foreach (var entry in _map.Entries)
            if (!_known.Contains(entry.Key))
                _faults.Add(new(PathOf(entry.Key), "unknownField", $"unknown field '{entry.Key}'{Suggestion(entry.Key)}", entry.Line, entry.Column));
    }

    private string Suggestion(string key)
    {
        if (_known.Count == 0) return "";
        if (key.Length <= KnownLengthMax && Spelling.Nearest(key, _known) is { } near) return $"; did you mean '{near}'?";
        return _known.Count <= ListedMax ? $"; known here are {string.Join(", ", _known)}" : "";
    }

    private T? Wrong<T>(string key, DocNode node, string expected) where T : class
    {
        Fault(key, node, "wrongType", $"expected {expected}, found {node.Described}");
        return null;
    }

    private T? WrongValue<T>(string key, DocNode node, string expected) where T : struct
    {
        Fault(key, node, "wrongType", $"expected {expected}, found {node.Described}");
        return null;
    }
}
