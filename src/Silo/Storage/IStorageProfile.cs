using Orleans.Providers;
using Orleans.Storage;
using Twin.Silo.Storage.Azure;
using Twin.Silo.Storage.Postgres;
using Twin.Silo.Storage.Sqlite;
using Twin.Storage.Azure;

namespace Twin.Silo.Storage;

/// <summary>Where grain state is stored, and how silos and clients find each other through it. Opened before the host is made, disposed after it: the host writes until it has stopped.</summary>
public interface IStorageProfile : IAsyncDisposable
{
    /// <summary>Whether several processes can share it.</summary>
    bool Clusters { get; }

    void Configure(ISiloBuilder silo);

    /// <summary>For a process that is no silo.</summary>
    /// <exception cref="NotSupportedException">It cannot be shared.</exception>
    void Configure(IClientBuilder client);
}

/// <summary>The embedded store: one file, one process.</summary>
public sealed class SqliteProfile(SqliteStore store) : IStorageProfile
{
    public bool Clusters => false;

    public void Configure(ISiloBuilder silo) => silo.AddAdoNetGrainStorageAsDefault(storage =>
    {
        storage.Invariant = "System.Data.SQLite";
        storage.DataSource = store;
        storage.DeleteStateOnClear = true;
        storage.GrainStorageSerializer = Twin.Grains.Hosting.StateSerializer.Create();
    });

    public void Configure(IClientBuilder client) => throw new NotSupportedException("The embedded store belongs to one process.");

    public ValueTask DisposeAsync() => store.DisposeAsync();
}

/// <summary>A PostgreSQL database, shared by any number of silos.</summary>
public sealed class PostgresProfile(PostgresStore store) : IStorageProfile
{
    private const string Invariant = "Npgsql";
    private const string Rows = "rows";

    public bool Clusters => true;

    public void Configure(ISiloBuilder silo)
    {
        silo.UseAdoNetClustering(cluster => (cluster.Invariant, cluster.DataSource) = (Invariant, store.Source));
        silo.AddAdoNetGrainStorage(Rows, storage =>
        {
            storage.Invariant = Invariant;
            storage.DataSource = store.Source;
            storage.DeleteStateOnClear = true;
            storage.GrainStorageSerializer = Twin.Grains.Hosting.StateSerializer.Create();
        });
        silo.Services.AddKeyedSingleton<IGrainStorage>(ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME, (services, _) => new QueuedGrainStorage(services.GetRequiredKeyedService<IGrainStorage>(Rows), store.Writers));
        silo.Services.AddSingleton(services => services.GetRequiredKeyedService<IGrainStorage>(ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME));
    }

    public void Configure(IClientBuilder client) => client.UseAdoNetClustering(cluster => (cluster.Invariant, cluster.DataSource) = (Invariant, store.Source));

    public ValueTask DisposeAsync() => store.DisposeAsync();
}

/// <summary>A storage account: states in a table, what a row cannot hold in blobs, members in another table. Shared by any number of silos.</summary>
public sealed class AzureProfile(AzureStore store) : IStorageProfile
{
    public bool Clusters => true;

    public void Configure(ISiloBuilder silo)
    {
        silo.UseAzureStorageClustering(cluster => cluster.TableServiceClient = store.Tables);
        silo.AddAzureTableGrainStorageAsDefault(
            tables =>
            {
                tables.TableServiceClient = store.Tables;
                tables.DeleteStateOnClear = true;
                tables.GrainStorageSerializer = Twin.Grains.Hosting.StateSerializer.Create();
            },
            blobs => blobs.BlobServiceClient = store.Blobs);
    }

    public void Configure(IClientBuilder client) => client.UseAzureStorageClustering(cluster => cluster.TableServiceClient = store.Tables);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
