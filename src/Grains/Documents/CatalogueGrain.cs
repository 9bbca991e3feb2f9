namespace Twin.Grains.Documents;

public sealed class CatalogueState
{
    public long Version { get; set; }
    public Dictionary<string, StoredEntry> Entries { get; set; } = [];
}

public sealed record StoredEntry(int Version, long Changed);

/// <summary>Which document has which version. Asked several times a second by every silo, so it answers from memory.</summary>
[GrainType("catalogue"), KeepAlive]
public sealed class CatalogueGrain([PersistentState("catalogue")] IPersistentState<CatalogueState> storage) : Grain, ICatalogueGrain
{
    private CatalogueState State => storage.State;

    public ValueTask<CatalogueChanges> Since(long version) => new(new CatalogueChanges(
        State.Version,
        version >= State.Version ? [] : [.. State.Entries.Where(e => e.Value.Changed > version).Select(e => new CatalogueEntry(e.Key, e.Value.Version, e.Value.Changed))]));

    public ValueTask<bool> HasRoom(string prefix, int max) => new(State.Entries.Keys.Count(name => name.StartsWith(prefix, StringComparison.Ordinal)) < max);

    public async ValueTask Announce(string name, int version)
    {
        if (State.Entries.TryGetValue(name, out var known) && known.Version >= version) return;
        State.Entries[name] = new(version, ++State.Version);
        await storage.WriteStateAsync();
    }
}
