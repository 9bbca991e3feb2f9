using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Hosting;
using Orleans.Hosting;
using Twin.Servers;
using Twin.Silo.Storage;
using Twin.Silo.Storage.Azure;
using Twin.Storage.Azure;

namespace Twin.Storage.Tests.Stores;

/// <summary>
/// A storage account, played by Azurite, whose tables are reached over a network that fails when told to. Beside the provider that <c>serve</c> uses: <c>text</c> writes rows as text, <c>alone</c> has no
/// blobs, <c>kept</c> keeps the rows of cleared states, <c>blobs</c> is the official provider on blobs; <c>official</c> and <c>official-text</c> are the official provider on the same tables.
/// </summary>
[CollectionDefinition(Collection)]
public sealed class AzureAccount : Store, ICollectionFixture<AzureAccount>
{
    public const string Collection = "azure";

    private const string TextTable = "TextState";
    private const string KeptTable = "KeptState";

    private AzuriteServer? _server;
    private AzureStore? _store;

    /// <summary>Not over the faulty network.</summary>
    public TableClient Rows { get; private set; } = null!;

    /// <summary>Where the provider keeps what is too large for a row.</summary>
    public BlobContainerClient Blobs { get; private set; } = null!;

    public string ConnectionString => _server!.ConnectionString;

    protected override async Task<Action<ISiloBuilder>> Prepare()
    {
        _server = await AzuriteServer.StartAsync();
        Network = new(_server.Tables);
        _store = await AzureStore.Open(AzuriteServer.At(_server.Blobs, Network.Port));
        Rows = new(_server.ConnectionString, "OrleansGrainState");
        Blobs = new(_server.ConnectionString, "grainstate");
        return silo =>
        {
            new AzureProfile(_store).Configure(silo);
            AddMore(silo);
        };
    }

    /// <summary>A silo of another service on the same account; its providers are <c>ours</c> and those of this one.</summary>
    public Task<IHost> Other(string serviceId) => Start(serviceId, silo =>
    {
        silo.AddAzureTableGrainStorage("ours", t => (t.TableServiceClient, t.GrainStorageSerializer) = (_store!.Tables, Grains.Hosting.StateSerializer.Create()), b => b.BlobServiceClient = _store!.Blobs);
        AddMore(silo);
    });

    private void AddMore(ISiloBuilder silo)
    {
        silo.AddAzureTableGrainStorage("text", t => (t.TableServiceClient, t.TableName, t.UseStringFormat, t.DeleteStateOnClear) = (_store!.Tables, TextTable, true, true), b => (b.BlobServiceClient, b.ContainerName) = (_store!.Blobs, "text"));
        silo.AddAzureTableGrainStorage("kept", t => (t.TableServiceClient, t.TableName) = (_store!.Tables, KeptTable), b => (b.BlobServiceClient, b.ContainerName) = (_store!.Blobs, "kept"));
        silo.AddAzureTableGrainStorage("alone", t => (t.TableServiceClient, t.GrainStorageSerializer) = (_store!.Tables, Grains.Hosting.StateSerializer.Create()), null);
        silo.AddAzureTableGrainStorage("alone-text", t => (t.TableServiceClient, t.TableName, t.UseStringFormat) = (_store!.Tables, TextTable, true), null);
        silo.AddAzureTableGrainStorage("official", t => (t.TableServiceClient, t.GrainStorageSerializer) = (_store!.Tables, Grains.Hosting.StateSerializer.Create()));
        silo.AddAzureTableGrainStorage("official-text", t => (t.TableServiceClient, t.TableName, t.UseStringFormat) = (_store!.Tables, TextTable, true));
        silo.AddAzureBlobGrainStorage("blobs", b => (b.BlobServiceClient, b.ContainerName) = (_store!.Blobs, "official"));
    }

    protected override async ValueTask Close()
    {
        if (_server is not null) await _server.DisposeAsync();
    }
}
