using System.Data;
using System.Globalization;
using System.Runtime.CompilerServices;
using Npgsql;
using Twin.Silo.Storage.Backups;

namespace Twin.Silo.Storage.Postgres;

/// <summary>A PostgreSQL store at one moment: a read-only transaction beside the silos that may be using it. Who is in the cluster at the time is none of it.</summary>
internal sealed class PostgresSnapshot : IStoreSnapshot
{
    private readonly NpgsqlDataSource _source;
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _moment;

    private PostgresSnapshot(NpgsqlDataSource source, NpgsqlConnection connection, NpgsqlTransaction moment) => (_source, _connection, _moment) = (source, connection, moment);

    public string Store => "postgres";

    public int Schema { get; private set; }

    public long Rows { get; private set; }

    /// <exception cref="StoreException">It cannot be reached, has no store, or is a newer release's.</exception>
    public static Task<PostgresSnapshot> Open(string connection, CancellationToken cancellation) => PostgresStore.Use(connection, "backup", async source =>
    {
        var open = await source.OpenConnectionAsync(cancellation);
        var snapshot = new PostgresSnapshot(source, open, await open.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation));
        await using (var readOnly = snapshot.Command("SET TRANSACTION READ ONLY")) await readOnly.ExecuteNonQueryAsync(cancellation);
        if (await snapshot.Number("SELECT count(*) FROM pg_class WHERE oid = to_regclass('TwinSchema')", cancellation) == 0) throw new StoreException("the database holds no store of Twin");
        snapshot.Schema = (int)await snapshot.Number("SELECT coalesce(max(Version), 0)::bigint FROM TwinSchema", cancellation);
        PostgresSchema.Refuse(snapshot.Schema);
        snapshot.Rows = await snapshot.Number("SELECT count(*) FROM OrleansStorage", cancellation);
        return snapshot;
    });

    public async IAsyncEnumerable<StoredRow> Read([EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var command = Command("SELECT GrainTypeString, coalesce(GrainIdExtensionString, ''), GrainIdN0, GrainIdN1, ServiceId, Version, ModifiedOn, PayloadBinary FROM OrleansStorage");
        command.CommandTimeout = 0;
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            yield return new(
                row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3), row.GetString(4), row.GetInt32(5), row.GetDateTime(6), row.IsDBNull(7) ? null : row.GetFieldValue<byte[]>(7));
    }

    public async ValueTask DisposeAsync()
    {
        await _moment.DisposeAsync();
        await _connection.DisposeAsync();
        await _source.DisposeAsync();
    }

    private async Task<long> Number(string sql, CancellationToken cancellation)
    {
        await using var command = Command(sql);
        command.CommandTimeout = 0;
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private NpgsqlCommand Command(string sql) => new(sql, _connection, _moment);
}
