using System.Globalization;
using Orleans.Hosting;
using Twin.Servers;
using Twin.Silo.Storage;
using Twin.Silo.Storage.Postgres;

namespace Twin.Storage.Tests.Stores;

/// <summary>A PostgreSQL, reached over a network that fails when told to.</summary>
public sealed class PostgresDatabase : Store
{
    private PostgresServer? _server;
    private PostgresProfile? _profile;

    protected override async Task<Action<ISiloBuilder>> Prepare()
    {
        _server = await PostgresServer.StartAsync();
        Network = new(_server.Port);
        var direct = await _server.NewDatabase();
        _profile = new(await PostgresStore.Open(direct.Replace($"Port={_server.Port}", string.Create(CultureInfo.InvariantCulture, $"Port={Network.Port}"), StringComparison.Ordinal)));
        return _profile.Configure;
    }

    protected override async ValueTask Close()
    {
        if (_profile is not null) await _profile.DisposeAsync();
        if (_server is not null) await _server.DisposeAsync();
    }
}
