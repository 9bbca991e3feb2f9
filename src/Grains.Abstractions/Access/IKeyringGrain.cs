using Twin.Domain.Access;

namespace Twin.Grains.Access;

/// <summary>All keys but the admin's first one. Key <c>keyring</c>. Callers are never looked up here: every API node holds the keys and asks a few times a second what is new.</summary>
[Alias("twin.IKeyringGrain")]
public interface IKeyringGrain : IGrainWithStringKey
{
    /// <summary>Adds a key, unless there is a reason not to. When it returns <see cref="KeyReason.Added"/>, that is durable.</summary>
    [Alias("Add")] ValueTask<KeyReason> Add(AccessKey key);

    /// <summary>Revokes a key by name or id for good. Null: there is no such key.</summary>
    [Alias("Revoke")] ValueTask<AccessKey?> Revoke(string nameOrId);

    /// <summary>All keys in the order of their names, as they were last used.</summary>
    [Alias("List")] ValueTask<AccessKey[]> List();

    /// <summary>All keys, when one came or went after a version; else none and the same version.</summary>
    [Alias("Since")] ValueTask<KeyringChanges> Since(long version);

    /// <summary>When keys were used. An API node tells once a minute at most.</summary>
    [Alias("Used")] ValueTask Used(KeyUse[] uses);
}

[GenerateSerializer, Immutable, Alias("twin.KeyringChanges")]
public sealed record KeyringChanges([property: Id(0)] long Version, [property: Id(1)] AccessKey[]? Keys);

[GenerateSerializer, Immutable, Alias("twin.KeyUse")]
public readonly record struct KeyUse([property: Id(0)] string Id, [property: Id(1)] DateTime At);

public static class AccessKeys
{
    public static IKeyringGrain Keyring(this IGrainFactory grains) => grains.GetGrain<IKeyringGrain>("keyring");
}
