using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Orleans.Storage;
using Twin.EndToEnd.Tests.Running;
using Twin.Silo.Hosting;
using Twin.Silo.Storage;
using Twin.Silo.Storage.Sqlite;

[assembly: AssemblyFixture(typeof(Twin.Silo.Tests.Storage.StoreHost))]

namespace Twin.Silo.Tests.Storage;

/// <summary>A whole Twin in this process, for its storage provider: the real one, set up as <c>serve</c> sets it up. Tests use keys of their own.</summary>
public sealed class StoreHost : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private DataFolder _data = null!;
    private SqliteStore _store = null!;
    private WebApplication _app = null!;
    private int _keys;

    public IGrainStorage Storage { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _data = DataFolder.Open(_folder.Path);
        _store = SqliteStore.Open(_data.StoreFile);
        _app = TwinHost.Build(new() { Urls = "http://127.0.0.1:0", Mqtt = "off" }, new SqliteProfile(_store), "key", b => b.Logging.ClearProviders());
        await _app.StartAsync();
        Storage = _app.Services.GetRequiredService<IGrainStorage>();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _store.DisposeAsync();
        _data.Dispose();
        _folder.Dispose();
    }

    /// <summary>A grain nobody else has.</summary>
    public GrainId NewGrain() => GrainId.Create("tested", $"x-{Interlocked.Increment(ref _keys)}");
}
