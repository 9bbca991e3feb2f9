using System.Globalization;
using Microsoft.Data.Sqlite;
using Twin.Silo.Storage.Backups;

namespace Twin.Silo.Storage.Sqlite;

/// <summary>
/// Gives an embedded store other rows. They are written into the file that is there and not into one that takes its place: a log that was left beside it would be taken for the new file's.
/// </summary>
internal sealed class SqliteRestore : IStoreRestore
{
    private readonly SqliteConnection _connection;

    private SqliteRestore(SqliteConnection connection)
    {
        _connection = connection;
        // Nothing is changed, not even an older schema, before it is known that the rows may be replaced.
        SqliteSchema.Refuse((int)Number("PRAGMA user_version"));
        Rows = Number("SELECT count(*) FROM sqlite_schema WHERE name = 'OrleansStorage'") == 0 ? 0 : Number("SELECT count(*) FROM OrleansStorage");
    }

    public long Rows { get; }

    /// <param name="folder">Held by the caller, so that no Twin uses the store.</param>
    /// <exception cref="StoreException">It cannot be opened, or is a newer release's.</exception>
    public static SqliteRestore Open(DataFolder folder)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = folder.StoreFile, Mode = SqliteOpenMode.ReadWriteCreate, Pooling = false, DefaultTimeout = 30 }.ToString());
        try
        {
            connection.Open();
            return new(connection);
        }
        catch (Exception failure)
        {
            connection.Dispose();
            if (failure is not SqliteException) throw;
            throw new StoreException($"the store {folder.StoreFile} cannot be opened: {failure.Message}", failure);
        }
    }

    public async Task Replace(IAsyncEnumerable<StoredRow> rows, CancellationToken cancellation)
    {
        SqliteSchema.Prepare(_connection);
        using (var durable = new SqliteCommand("PRAGMA synchronous = FULL", _connection)) durable.ExecuteNonQuery();
        await using var transaction = _connection.BeginTransaction();
        await using (var clear = new SqliteCommand("DELETE FROM OrleansStorage", _connection, transaction)) await clear.ExecuteNonQueryAsync(cancellation);
        await using var insert = new SqliteCommand(
            "INSERT INTO OrleansStorage (GrainTypeString, GrainIdExtensionString, GrainIdN0, GrainIdN1, ServiceId, Version, ModifiedOn, PayloadBinary) VALUES ($0, $1, $2, $3, $4, $5, $6, $7)",
            _connection, transaction);
        var values = Enumerable.Range(0, 8).Select(n => insert.Parameters.Add(new() { ParameterName = string.Create(CultureInfo.InvariantCulture, $"${n}") })).ToArray();
        await foreach (var row in rows.WithCancellation(cancellation))
        {
            object[] given =
                [row.State, row.Key, row.KeyN0, row.KeyN1, row.Service, row.Version, row.ModifiedOn.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), (object?)row.Value ?? DBNull.Value];
            for (var i = 0; i < given.Length; i++) values[i].Value = given[i];
            await insert.ExecuteNonQueryAsync(cancellation);
        }
        await transaction.CommitAsync(cancellation);
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private long Number(string sql)
    {
        using var command = new SqliteCommand(sql, _connection);
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
