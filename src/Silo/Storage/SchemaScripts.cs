namespace Twin.Silo.Storage;

/// <summary>
/// The SQL of one kind of store, from the executable's resources: each file <c>Schema/NNNN-name.sql</c> leads from one version of the schema to the next; <c>queries.sql</c> is what the
/// Orleans providers run, which belongs to the release and not to the data. The version is one number for all kinds of store, since what a row's state means is the same in all: a step that
/// concerns one only is there for the others too and does nothing. A step that rewrites rows must also be made of the rows of an older backup, when it is restored.
/// </summary>
internal sealed class SchemaScripts(string store)
{
    private readonly string[] _migrations =
        [.. typeof(SchemaScripts).Assembly.GetManifestResourceNames().Where(n => n.StartsWith($"{store}/0", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>The version this release brings a store to.</summary>
    public int Newest => _migrations.Length;

    public string Queries => Text($"{store}/queries.sql");

    /// <summary>The step from a version to the next.</summary>
    public string Migration(int from) => Text(_migrations[from]);

    /// <exception cref="StoreException">The store was written by a newer release.</exception>
    public void Refuse(int version)
    {
        if (version > Newest)
            throw new StoreException($"the store was written by a newer Twin (its schema is {version}, this release knows {Newest}); start that release, or restore a backup");
    }

    private static string Text(string resource)
    {
        using var stream = typeof(SchemaScripts).Assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
