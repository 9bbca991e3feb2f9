using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Twin.Silo.Storage.Sqlite;

/// <summary>
/// Creates and upgrades the embedded store. Its version is SQLite's <c>user_version</c>; each step is applied once, in its own transaction. The query texts
/// are written anew at every start.
/// </summary>
public static class SqliteSchema
{
    private static readonly SchemaScripts Scripts = new("sqlite");

    public static int Newest => Scripts.Newest;

    /// <exception cref="StoreException">The store was written by a newer release.</exception>
    internal static void Refuse(int version) => Scripts.Refuse(version);

    /// <exception cref="StoreException">The store was written by a newer release.</exception>
    public static void Prepare(SqliteConnection connection)
    {
        Run(connection, "PRAGMA journal_mode = WAL");
        var version = Convert.ToInt32(Run(connection, "PRAGMA user_version"), CultureInfo.InvariantCulture);
        Scripts.Refuse(version);
        for (var next = version; next < Newest; next++)
        {
            using var transaction = connection.BeginTransaction();
            Run(connection, Scripts.Migration(next), transaction);
            Run(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {next + 1}"), transaction);
            transaction.Commit();
        }
        using var refresh = connection.BeginTransaction();
        Run(connection, "DELETE FROM OrleansQuery", refresh);
        Run(connection, Scripts.Queries, refresh);
        refresh.Commit();
    }

    private static object? Run(SqliteConnection connection, string sql, SqliteTransaction? transaction = null)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        return command.ExecuteScalar();
    }
}
