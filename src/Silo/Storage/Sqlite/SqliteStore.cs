using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Twin.Silo.Storage.Sqlite;

/// <summary>
/// The embedded store as a <see cref="DbDataSource"/> under the official Orleans ADO.NET provider: reads run side by side on their own
/// connections, writes go through one <see cref="SqliteWriter"/>, because SQLite has one writer anyway and would make the others sleep.
/// </summary>
public sealed class SqliteStore : DbDataSource
{
    private SqliteStore(string connectionString, SqliteWriter writer) => (ConnectionString, Writer, Readers) = (connectionString, writer, new(connectionString));

    public override string ConnectionString { get; }

    internal SqliteWriter Writer { get; }

    internal SqliteReaders Readers { get; }

    /// <summary>Opens the store in a file, making it or bringing it up to this release's schema.</summary>
    /// <exception cref="StoreException">It cannot be opened, or is a newer release's.</exception>
    public static SqliteStore Open(string file)
    {
        var text = new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWriteCreate, Pooling = false, DefaultTimeout = 30 }.ToString();
        var connection = new SqliteConnection(text);
        try
        {
            connection.Open();
            SqliteSchema.Prepare(connection);
        }
        catch (StoreException)
        {
            connection.Dispose();
            throw;
        }
        catch (SqliteException failure)
        {
            connection.Dispose();
            throw new StoreException($"the store {file} cannot be opened: {failure.Message}", failure);
        }
        return new(text, new(connection));
    }

    protected override DbConnection CreateDbConnection() => new StoreConnection(this);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Readers.Dispose();
            Writer.Dispose();
        }
        base.Dispose(disposing);
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        Dispose(disposing: true);
        await base.DisposeAsyncCore();
    }
}
