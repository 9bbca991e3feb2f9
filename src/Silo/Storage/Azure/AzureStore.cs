using Azure;
using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Orleans.Configuration;

namespace Twin.Silo.Storage.Azure;

/// <summary>A storage account, Azure's or Azurite's: the clients of its tables and blobs.</summary>
public sealed class AzureStore
{
    private AzureStore(string connection)
    {
        Tables = new(connection, Patient(new TableClientOptions()));
        Blobs = new(connection, Patient(new BlobClientOptions()));
    }

    public TableServiceClient Tables { get; }

    public BlobServiceClient Blobs { get; }

    /// <summary>Connects, and makes the table and the container for grain state unless they are there.</summary>
    /// <param name="connection">As Azure takes it: <c>DefaultEndpointsProtocol=…;AccountName=…;AccountKey=…</c>, <c>TableEndpoint=…;BlobEndpoint=…;SharedAccessSignature=…</c> or <c>UseDevelopmentStorage=true</c>.</param>
    /// <exception cref="StoreException">It cannot be reached, refuses, or is a newer release's. The message holds no key.</exception>
    public static async Task<AzureStore> Open(string connection, CancellationToken cancellation = default)
    {
        var store = new AzureStore(connection);
        await Try(store.Tables.Uri, () => AzureSchema.Prepare(store.Tables, cancellation));
        await Try(store.Tables.Uri, () => store.Tables.CreateTableIfNotExistsAsync(AzureTableStorageOptions.DEFAULT_TABLE_NAME, cancellation));
        await Try(store.Blobs.Uri, () => store.Blobs.GetBlobContainerClient(AzureBlobStorageOptions.DEFAULT_CONTAINER_NAME).CreateIfNotExistsAsync(cancellationToken: cancellation));
        return store;
    }

    /// <summary>What is wrong with a connection string, or null. Never says what it holds: it may hold a key.</summary>
    public static string? Fault(string? connection)
    {
        try
        {
            _ = new AzureStore(connection!);
            return null;
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or InvalidOperationException)
        {
            return "--connection is no Azure storage connection string with tables and blobs (DefaultEndpointsProtocol=https;AccountName=…;AccountKey=…, or UseDevelopmentStorage=true)";
        }
    }

    // What waits for an answer gives up after 30 seconds, so trying again must be over by then.
    private static T Patient<T>(T options) where T : ClientOptions
    {
        (options.Retry.Mode, options.Retry.MaxRetries) = (RetryMode.Exponential, 3);
        (options.Retry.Delay, options.Retry.MaxDelay, options.Retry.NetworkTimeout) = (TimeSpan.FromSeconds(0.2), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(6));
        return options;
    }

    private static async Task Try(Uri endpoint, Func<Task> ask)
    {
        try
        {
            await ask();
        }
        catch (Exception failure) when (failure is RequestFailedException or AggregateException or TaskCanceledException)
        {
            // Of a signed address only the host: the rest of it is the key.
            throw new StoreException($"the store at {endpoint.GetLeftPart(UriPartial.Authority)} cannot be used: {Reason(failure)}", failure);
        }
    }

    /// <summary>The client's own messages have many lines, with the request in them.</summary>
    private static string Reason(Exception failure) => failure switch
    {
        AggregateException { InnerExceptions: [.., var last] } => Reason(last),
        RequestFailedException { Status: > 0 } refused => $"{refused.ErrorCode ?? "refused"} ({refused.Status})",
        { InnerException: { } inner } => Reason(inner),
        _ => failure.Message.Split('\n')[0].Trim(),
    };
}
