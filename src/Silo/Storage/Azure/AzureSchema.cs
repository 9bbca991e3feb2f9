using Azure;
using Azure.Data.Tables;
using Twin.Silo.Storage.Postgres;

namespace Twin.Silo.Storage.Azure;

/// <summary>The version of the schema, in a row of a table of its own. It is one number for all kinds of store; here it only says which releases may use the store, as there is nothing to bring up to date.</summary>
internal static class AzureSchema
{
    public const string Table = "TwinSchema";
    private const string Key = "schema";
    private const string Version = "Version";

    /// <exception cref="StoreException">The store was written by a newer release.</exception>
    public static async Task Prepare(TableServiceClient tables, CancellationToken cancellation)
    {
        var table = tables.GetTableClient(Table);
        await table.CreateIfNotExistsAsync(cancellation);
        while (!await TryPrepare(table, cancellation))
        {
            // Another that starts was faster; what it has written counts.
        }
    }

    private static async Task<bool> TryPrepare(TableClient table, CancellationToken cancellation)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(Key, Key, cancellationToken: cancellation);
        var version = found.HasValue ? found.Value!.GetInt32(Version) ?? 0 : 0;
        PostgresSchema.Refuse(version);
        if (version == PostgresSchema.Newest) return true;
        var newest = new TableEntity(Key, Key) { [Version] = PostgresSchema.Newest };
        try
        {
            if (found.HasValue) await table.UpdateEntityAsync(newest, found.Value!.ETag, TableUpdateMode.Replace, cancellation);
            else await table.AddEntityAsync(newest, cancellation);
            return true;
        }
        catch (RequestFailedException failure) when (failure.Status is 409 or 412)
        {
            return false;
        }
    }
}
