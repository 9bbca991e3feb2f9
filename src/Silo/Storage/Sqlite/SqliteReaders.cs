using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Twin.Silo.Storage.Sqlite;

/// <summary>
/// Connections for reading, each with its statements prepared once: a start reads every grain's row, and opening and preparing cost several times
/// what the read does. There are never more than threads that read at once.
/// </summary>
internal sealed class SqliteReaders(string connectionString) : IDisposable
{
    private readonly ConcurrentBag<Statements> _idle = [];
    private volatile bool _closed;

    public StoreRows Execute(SqliteCommand command)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        if (!_idle.TryTake(out var statements)) statements = Statements.Open(connectionString);
        try
        {
            using var reader = statements.Prepared(command).ExecuteReader();
            return StoreRows.Read(reader);
        }
        finally
        {
            _idle.Add(statements);
            if (_closed) Dispose();
        }
    }

    public void Dispose()
    {
        _closed = true;
        while (_idle.TryTake(out var statements)) statements.Dispose();
    }
}

/// <summary>A connection and the statements it has prepared, by their text. For one thread at a time.</summary>
internal sealed class Statements(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal);

    public static Statements Open(string connectionString)
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        return new(connection);
    }

    /// <summary>The prepared twin of a command, with that command's values.</summary>
    public SqliteCommand Prepared(SqliteCommand wanted)
    {
        if (!_prepared.TryGetValue(wanted.CommandText, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = wanted.CommandText;
            foreach (SqliteParameter p in wanted.Parameters) command.Parameters.Add(new SqliteParameter { ParameterName = p.ParameterName });
            _prepared[wanted.CommandText] = command;
        }
        for (var i = 0; i < wanted.Parameters.Count; i++) command.Parameters[i].Value = wanted.Parameters[i].Value ?? DBNull.Value;
        return command;
    }

    public void Run(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        foreach (var command in _prepared.Values) command.Dispose();
        connection.Dispose();
    }
}
