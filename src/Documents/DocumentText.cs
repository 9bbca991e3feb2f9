using Twin.Domain.Documents;

namespace Twin.Documents;

public enum DocumentFormat { Yaml, Json }

/// <summary>
/// Turns text into the positioned tree that every reader of documents works on. Nothing a sender writes makes it throw, recurse deeply or
/// take more memory than a small multiple of the text.
/// </summary>
public static class DocumentText
{
    /// <summary>Characters of text; the largest rule book imaginable is a tenth of it.</summary>
    public const int LengthMax = 1024 * 1024;

    /// <summary>Lists and objects within one another.</summary>
    public const int DepthMax = 64;

    /// <summary>Texts, numbers, lists and objects together.</summary>
    public const int NodesMax = 200_000;

    /// <summary>What a file's name says it is: YAML, unless it ends in <c>.json</c>.</summary>
    public static DocumentFormat FormatOf(string path) => Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase) ? DocumentFormat.Json : DocumentFormat.Yaml;

    /// <summary>
    /// Null, with one fault, when the text is no document: <c>syntax</c>, <c>empty</c>, <c>tooLarge</c>, <c>tooDeep</c>, <c>tooManyNodes</c>,
    /// <c>unsupported</c> (YAML anchors, aliases, tags and keys that are no texts), <c>multipleDocuments</c>, <c>outOfRange</c> (a number no double can hold).
    /// Keys given twice are kept, for the reader to report.
    /// </summary>
    public static DocNode? Parse(string text, DocumentFormat format, List<DocFault> faults)
    {
        try
        {
            if (text.Length > LengthMax) throw new DocumentRefusedException("tooLarge", $"the document has {text.Length} characters; at most {LengthMax} are allowed", 0, 0);
            RefuseBrokenText(text);
            return format == DocumentFormat.Yaml ? YamlText.Parse(text) : JsonText.Parse(text);
        }
        catch (DocumentRefusedException refused)
        {
            faults.Add(new("", refused.Code, refused.Message, refused.Line, refused.Column));
            return null;
        }
    }

    /// <summary>Half of a surrogate pair is no character: nothing could store or send it.</summary>
    private static void RefuseBrokenText(string text)
    {
        if (BrokenAt(text) is not (>= 0 and var at)) return;
        var (line, column) = (1, 1);
        foreach (var c in text.AsSpan(0, at))
            (line, column) = c == '\n' ? (line + 1, 1) : (line, column + 1);
        throw new DocumentRefusedException("syntax", $"half of a surrogate pair (U+{(int)text[at]:X4}) is not a character", line, column);
    }

    internal static int BrokenAt(string text)
    {
        for (var i = 0; i < text.Length; i++)
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) i++;
            else if (char.IsSurrogate(text[i])) return i;
        return -1;
    }
}

/// <summary>Ends the reading of a text; never leaves <see cref="DocumentText"/>.</summary>
internal sealed class DocumentRefusedException(string code, string message, long line, long column) : Exception(message)
{
    public string Code { get; } = code;
    public int Line { get; } = (int)line;
    public int Column { get; } = (int)column;
}
