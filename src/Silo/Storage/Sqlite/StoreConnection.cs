using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace Twin.Silo.Storage.Sqlite;

/// <summary>
/// A connection of the <see cref="SqliteStore"/>: no file handle of its own, only a way to its readers and its writer. It is a
/// <see cref="SqliteConnection"/> because the Orleans provider insists on the driver's own type.
/// </summary>
internal sealed class StoreConnection(SqliteStore store) : SqliteConnection(store.ConnectionString)
{
    private ConnectionState _state = ConnectionState.Closed;

    internal SqliteStore Store => store;

    public override ConnectionState State => _state;

    public override void Open() => _state = ConnectionState.Open;
    public override void Close() => _state = ConnectionState.Closed;
    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => throw new NotSupportedException("The writer makes the transactions.");
    protected override DbCommand CreateDbCommand() => new StoreCommand(this);
}

/// <summary>A statement: a <c>SELECT</c> runs at once on a reader's connection, everything else in the writer's next transaction.</summary>
internal sealed class StoreCommand(StoreConnection connection) : DbCommand
{
    private readonly SqliteCommand _inner = new();

    [AllowNull] public override string CommandText { get => _inner.CommandText; set => _inner.CommandText = value?.Trim() ?? ""; }
    public override int CommandTimeout { get => _inner.CommandTimeout; set => _inner.CommandTimeout = value; }
    public override CommandType CommandType { get => _inner.CommandType; set => _inner.CommandType = value; }
    public override bool DesignTimeVisible { get; set; }
    public override UpdateRowSource UpdatedRowSource { get; set; }
    protected override DbConnection? DbConnection { get => connection; set => throw new NotSupportedException(); }
    protected override DbParameterCollection DbParameterCollection => _inner.Parameters;
    protected override DbTransaction? DbTransaction { get; set; }

    public override void Cancel()
    {
        // A statement takes microseconds; there is nothing to interrupt.
    }

    public override void Prepare()
    {
    }

    protected override DbParameter CreateDbParameter() => new SqliteParameter();

    protected override async Task<DbDataReader> ExecuteDbDataReaderAsync(CommandBehavior behavior, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!CommandText.StartsWith("SELECT", StringComparison.OrdinalIgnoreCase)) return await connection.Store.Writer.Execute(_inner);
        return connection.Store.Readers.Execute(_inner);
    }

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => ExecuteDbDataReaderAsync(behavior, default).GetAwaiter().GetResult();

    public override int ExecuteNonQuery()
    {
        using var reader = ExecuteDbDataReader(CommandBehavior.Default);
        return reader.RecordsAffected;
    }

    public override object? ExecuteScalar()
    {
        using var reader = ExecuteDbDataReader(CommandBehavior.Default);
        return reader.Read() ? reader.GetValue(0) : null;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _inner.Dispose();
        base.Dispose(disposing);
    }
}
