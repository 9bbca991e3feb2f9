using System.Globalization;
using Npgsql;

namespace Twin.Silo.Storage.Postgres;

/// <summary>
/// Creates and upgrades a PostgreSQL store. All of it is one transaction under a lock of its own, so that silos which start together take turns. The version is in table
/// <c>TwinSchema</c>; the query texts are written anew at every start.
/// </summary>
internal static class PostgresSchema
{
    /// <summary>Any number nobody else in the database is likely to lock.</summary>
    internal const long Lock = 0x5457494E;

    private static readonly SchemaScripts Scripts = new("postgres");

    public static int Newest => Scripts.Newest;

    /// <exception cref="StoreException">The store was written by a newer release.</exception>
    public static void Refuse(int version) => Scripts.Refuse(version);

    /// <exception cref="StoreException">The store was written by a newer release.</exception>
    public static async Task Prepare(NpgsqlDataSource source, CancellationToken cancellation = default)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await Run(string.Create(CultureInfo.InvariantCulture, $"SELECT pg_advisory_xact_lock({Lock})"));
        await Run("CREATE TABLE IF NOT EXISTS TwinSchema (Version integer NOT NULL)");
        var version = Convert.ToInt32(await Run("SELECT coalesce(max(Version), 0) FROM TwinSchema"), CultureInfo.InvariantCulture);
        Scripts.Refuse(version);
        for (var next = version; next < Newest; next++) await Run(Scripts.Migration(next));
        if (version < Newest) await Run(string.Create(CultureInfo.InvariantCulture, $"DELETE FROM TwinSchema; INSERT INTO TwinSchema VALUES ({Newest})"));
        await Run("DELETE FROM OrleansQuery");
        await Run(Scripts.Queries);
        await transaction.CommitAsync(cancellation);

        // Some statements hold @names for the providers: nothing of it is a parameter here.
        async Task<object?> Run(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            return await command.ExecuteScalarAsync(cancellation);
        }
    }
}
