using Orleans.Hosting;
using Twin.EndToEnd.Tests.Running;
using Twin.Silo.Storage;
using Twin.Silo.Storage.Sqlite;

namespace Twin.Storage.Tests.Stores;

/// <summary>Orleans' own store in memory: the contract as its makers keep it.</summary>
public sealed class MemoryStore : Store
{
    protected override Task<Action<ISiloBuilder>> Prepare() => Task.FromResult<Action<ISiloBuilder>>(silo => silo.AddMemoryGrainStorageAsDefault());
}

/// <summary>The embedded store in a file.</summary>
public sealed class SqliteFile : Store
{
    private readonly TempFolder _folder = new();
    private SqliteProfile? _profile;

    protected override Task<Action<ISiloBuilder>> Prepare()
    {
        _profile = new(SqliteStore.Open(_folder["twin.db"]));
        return Task.FromResult<Action<ISiloBuilder>>(_profile.Configure);
    }

    protected override async ValueTask Close()
    {
        if (_profile is not null) await _profile.DisposeAsync();
        _folder.Dispose();
    }
}
