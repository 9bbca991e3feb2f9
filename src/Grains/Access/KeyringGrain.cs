using Twin.Domain.Access;

namespace Twin.Grains.Access;

public sealed class KeyringState
{
    public List<AccessKey> Keys { get; set; } = [];
    public long Version { get; set; }
}

/// <summary>All keys. Few change a day and every API node wants all of them, so they are one state.</summary>
[GrainType("keyring"), KeepAlive]
public sealed class KeyringGrain([PersistentState("keyring")] IPersistentState<KeyringState> storage) : Grain, IKeyringGrain
{
    private KeyringState State => storage.State;

    public async ValueTask<KeyReason> Add(AccessKey key)
    {
        var reason = KeyRules.Add(State.Keys, key);
        if (reason == KeyReason.Added) await Replace([.. State.Keys, key], State.Version + 1);
        return reason;
    }

    public async ValueTask<AccessKey?> Revoke(string nameOrId)
    {
        // A name may look like another key's id: the name is meant.
        if ((State.Keys.Find(k => k.Name == nameOrId) ?? State.Keys.Find(k => k.Id == nameOrId)) is not { } key) return null;
        await Replace([.. State.Keys.Where(k => k.Id != key.Id)], State.Version + 1);
        return key;
    }

    public ValueTask<AccessKey[]> List() => new([.. State.Keys.OrderBy(k => k.Name, StringComparer.Ordinal)]);

    public ValueTask<KeyringChanges> Since(long version) => new(version == State.Version ? new(version, null) : new KeyringChanges(State.Version, [.. State.Keys]));

    public async ValueTask Used(KeyUse[] uses)
    {
        var latest = uses.GroupBy(u => u.Id).ToDictionary(g => g.Key, g => g.Max(u => u.At));
        var keys = State.Keys.ConvertAll(k => latest.TryGetValue(k.Id, out var at) && !(k.LastUsed >= at) ? k with { LastUsed = at } : k);
        // Not a new version: nobody needs to take the keys over for it.
        if (!keys.SequenceEqual(State.Keys)) await Replace(keys, State.Version);
    }

    private async Task Replace(List<AccessKey> keys, long version)
    {
        var before = (State.Keys, State.Version);
        (State.Keys, State.Version) = (keys, version);
        try
        {
            await storage.WriteStateAsync();
        }
        catch
        {
            (State.Keys, State.Version) = before;
            throw;
        }
    }
}
