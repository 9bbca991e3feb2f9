using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Twin.Silo.Storage.Backups;

namespace Twin.Silo.Storage.Sqlite;

/// <summary>An embedded store at one moment: a read transaction beside the Twin that may be using it. Its writer goes on; what it writes meanwhile stays in the log.</summary>
internal sealed class SqliteSnapshot : IStoreSnapshot
{
    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction _moment;

    private SqliteSnapshot(SqliteConnection connection)
    {
        (_connection, _moment) = (connection, connection.BeginTransaction(deferred: true));
        // The first read is the moment.
        Schema = Convert.ToInt32(Scalar("PRAGMA user_version"), CultureInfo.InvariantCulture);
        SqliteSchema.Refuse(Schema);
        Rows = Convert.ToInt64(Scalar("SELECT count(*) FROM OrleansStorage"), CultureInfo.InvariantCulture);
    }

    public string Store => "sqlite";

    public int Schema { get; }

    public long Rows { get; }

    /// <exception cref="StoreException">There is none, it cannot be read, or it is a newer release's.</exception>
    public static SqliteSnapshot Open(string file)
    {
        if (!File.Exists(file)) throw new StoreException($"there is no store {file}");
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false, DefaultTimeout = 30 }.ToString());
        try
        {
            connection.Open();
            return new(connection);
        }
        catch (Exception failure)
        {
            connection.Dispose();
            if (failure is not SqliteException) throw;
            throw new StoreException($"the store {file} cannot be read: {failure.Message}", failure);
        }
    }

    public async IAsyncEnumerable<StoredRow> Read([EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var command = Command("SELECT GrainTypeString, GrainIdExtensionString, GrainIdN0, GrainIdN1, ServiceId, Version, ModifiedOn, PayloadBinary FROM OrleansStorage");
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            yield return new(
                row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3), row.GetString(4), row.GetInt32(5),
                DateTime.Parse(row.GetString(6), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal), row.IsDBNull(7) ? null : row.GetFieldValue<byte[]>(7));
    }

    public async ValueTask DisposeAsync()
    {
        await _moment.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private object? Scalar(string sql)
    {
        using var command = Command(sql);
        return command.ExecuteScalar();
    }

    private SqliteCommand Command(string sql) => new(sql, _connection, _moment);
}
