using System.Globalization;
using System.Text;
using Npgsql;
using NpgsqlTypes;
using Orleans.Storage;
using Twin.Silo.Storage.Backups;

namespace Twin.Silo.Storage.Postgres;

/// <summary>Gives a PostgreSQL store other rows, in one transaction that those who start meanwhile wait for.</summary>
internal sealed class PostgresRestore : IStoreRestore
{
    private readonly NpgsqlDataSource _source;
    private readonly string _twin;

    private PostgresRestore(NpgsqlDataSource source, string twin) => (_source, _twin) = (source, twin);

    public long Rows { get; private set; }

    /// <exception cref="StoreException">It cannot be reached, is a newer release's, or is in use.</exception>
    public static Task<PostgresRestore> Open(string connection, CancellationToken cancellation) => PostgresStore.Use(connection, "restore", async source =>
    {
        var restore = new PostgresRestore(source, PostgresStore.ApplicationName(connection));
        await using var open = await source.OpenConnectionAsync(cancellation);
        // Nothing is changed, not even an older schema, before it is known that the rows may be replaced.
        await restore.RefuseIfUsed(open, cancellation);
        if (await Number(open, "SELECT count(*) FROM pg_class WHERE oid = to_regclass('TwinSchema')", cancellation) == 0) return restore;
        PostgresSchema.Refuse((int)await Number(open, "SELECT coalesce(max(Version), 0)::bigint FROM TwinSchema", cancellation));
        restore.Rows = await Number(open, "SELECT count(*) FROM OrleansStorage", cancellation);
        return restore;
    });

    public async Task Replace(IAsyncEnumerable<StoredRow> rows, CancellationToken cancellation)
    {
        await PostgresSchema.Prepare(_source, cancellation);
        await using var connection = await _source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        // Whoever starts or restores from here on waits; whoever did a moment ago is seen now.
        await Run(connection, string.Create(CultureInfo.InvariantCulture, $"SELECT pg_advisory_xact_lock({PostgresSchema.Lock})"), cancellation);
        await RefuseIfUsed(connection, cancellation);
        await Run(connection, "LOCK TABLE OrleansStorage IN ACCESS EXCLUSIVE MODE", cancellation);
        if (await Number(connection, "SELECT count(*) FROM OrleansStorage", cancellation) != Rows) throw new StoreException("the store was written meanwhile; nothing was restored");
        await Run(connection, "TRUNCATE OrleansStorage", cancellation);
        await using (var copy = await connection.BeginBinaryImportAsync(
            "COPY OrleansStorage (GrainIdHash, GrainIdN0, GrainIdN1, GrainTypeHash, GrainTypeString, GrainIdExtensionString, ServiceId, PayloadBinary, ModifiedOn, Version) FROM STDIN (FORMAT BINARY)", cancellation))
        {
            await foreach (var row in rows.WithCancellation(cancellation)) await Write(copy, row, cancellation);
            await copy.CompleteAsync(cancellation);
        }
        await transaction.CommitAsync(cancellation);
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private async Task RefuseIfUsed(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var users = new NpgsqlCommand("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = $1", connection);
        users.Parameters.Add(new() { Value = _twin });
        if ((long)(await users.ExecuteScalarAsync(cancellation))! is > 0 and var sessions)
            throw new StoreException(string.Create(CultureInfo.InvariantCulture, $"the store is in use by a running Twin ({sessions} connections); stop every silo and API node first"));
    }

    private static async Task Write(NpgsqlBinaryImporter copy, StoredRow row, CancellationToken cancellation)
    {
        await copy.StartRowAsync(cancellation);
        await copy.WriteAsync(Hash(KeyBytes(row)), NpgsqlDbType.Integer, cancellation);
        await copy.WriteAsync(row.KeyN0, NpgsqlDbType.Bigint, cancellation);
        await copy.WriteAsync(row.KeyN1, NpgsqlDbType.Bigint, cancellation);
        await copy.WriteAsync(Hash(Encoding.UTF8.GetBytes(row.State)), NpgsqlDbType.Integer, cancellation);
        await copy.WriteAsync(row.State, NpgsqlDbType.Varchar, cancellation);
        if (row.Key.Length == 0) await copy.WriteNullAsync(cancellation);
        else await copy.WriteAsync(row.Key, NpgsqlDbType.Varchar, cancellation);
        await copy.WriteAsync(row.Service, NpgsqlDbType.Varchar, cancellation);
        if (row.Value is null) await copy.WriteNullAsync(cancellation);
        else await copy.WriteAsync(row.Value, NpgsqlDbType.Bytea, cancellation);
        await copy.WriteAsync(row.ModifiedOn, NpgsqlDbType.TimestampTz, cancellation);
        await copy.WriteAsync(row.Version, NpgsqlDbType.Integer, cancellation);
    }

    private static int Hash(byte[] bytes) => new OrleansDefaultHasher().Hash(bytes);

    /// <summary>What the Orleans provider hashes of a key, which the embedded store has no column for: the number, if it is one, then the text, backwards.</summary>
    private static byte[] KeyBytes(StoredRow row)
    {
        byte[] text = Encoding.UTF8.GetBytes(row.Key);
        byte[] bytes = row switch
        {
            { KeyN0: 0, KeyN1: 0 } => text,
            { KeyN0: 0 } => [.. BitConverter.GetBytes(row.KeyN1), .. text],
            _ => [.. BitConverter.GetBytes(row.KeyN0), .. BitConverter.GetBytes(row.KeyN1), .. text],
        };
        Array.Reverse(bytes);
        return bytes;
    }

    private static async Task<long> Number(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private static async Task Run(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
