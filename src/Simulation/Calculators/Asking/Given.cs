using Twin.Domain.Documents;

namespace Twin.Simulation.Calculators.Asking;

/// <summary>The files a calculator may be given: whoever asks knows where they are and how documents are written.</summary>
public interface IPlanFiles
{
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    string Text(string path);

    /// <summary>A YAML or JSON document; null, with the faults noted, when the text is none.</summary>
    DocNode? Document(string text, string path, List<DocFault> faults);
}

/// <summary>The values of the arguments, each of the kind and in the range its calculator asks for.</summary>
public sealed class Given(IReadOnlyDictionary<string, object> values, IPlanFiles files)
{
    public bool Has(string name) => values.ContainsKey(name);
    public double Number(string name) => (double)values[name];
    public long Whole(string name) => (long)values[name];
    public double[] Vector(string name) => (double[])values[name];
    public string Word(string name) => (string)values[name];

    /// <summary>The text of the file an argument names.</summary>
    public string Text(string name)
    {
        try
        {
            return files.Text(Word(name));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new NoAnswerException($"{name}={Word(name)} cannot be read: {unreadable.Message}");
        }
    }

    /// <summary>The document in it, read with every fault.</summary>
    public T Document<T>(string name, Func<DocNode, List<DocFault>, T?> read) where T : class
    {
        var faults = new List<DocFault>();
        var document = files.Document(Text(name), Word(name), faults);
        var value = document is null ? null : read(document, faults);
        return value is null || faults.Count > 0 ? throw new DocumentFaultsException(Word(name), faults) : value;
    }
}

/// <summary>A file a calculator was given says something wrong; never leaves <see cref="Plan"/>.</summary>
internal sealed class DocumentFaultsException(string path, IReadOnlyList<DocFault> faults) : Exception("the file is wrong")
{
    public string Path { get; } = path;
    public IReadOnlyList<DocFault> Faults { get; } = faults;
}

/// <summary>Well-formed but without an answer, such as a queue that grows for ever; never leaves <see cref="Plan"/>.</summary>
internal sealed class NoAnswerException(string why) : Exception(why);
