using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Twin.Silo.Storage.Sqlite;

/// <summary>
/// Creates and upgrades the embedded store. The version is SQLite's <c>user_version</c>: each file <c>Schema/NNNN-name.sql</c> leads from one to
/// the next and is applied once, in its own transaction. The query texts the Orleans provider reads from <c>OrleansQuery</c> belong to
/// the release, not to the data, and are written anew at every start.
/// </summary>
public static class SqliteSchema
{
    private static readonly string[] Migrations =
        [.. typeof(SqliteSchema).Assembly.GetManifestResourceNames().Where(n => n.StartsWith("sqlite/", StringComparison.Ordinal) && n != QueriesName).Order(StringComparer.Ordinal)];

    private const string QueriesName = "sqlite/queries.sql";

    public static int Newest => Migrations.Length;

    /// <exception cref="StoreException">The store was written by a newer release.</exception>
    public static void Prepare(SqliteConnection connection)
    {
        Run(connection, "PRAGMA journal_mode = WAL");
        var version = Convert.ToInt32(Run(connection, "PRAGMA user_version"), CultureInfo.InvariantCulture);
        if (version > Newest)
            throw new StoreException($"the store was written by a newer Twin (its schema is {version}, this release knows {Newest}); start that release, or restore a backup");
        for (var next = version; next < Newest; next++)
        {
            using var transaction = connection.BeginTransaction();
            Run(connection, Text(Migrations[next]), transaction);
            Run(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {next + 1}"), transaction);
            transaction.Commit();
        }
        using var refresh = connection.BeginTransaction();
        Run(connection, "DELETE FROM OrleansQuery", refresh);
        Run(connection, Text(QueriesName), refresh);
        refresh.Commit();
    }

    private static object? Run(SqliteConnection connection, string sql, SqliteTransaction? transaction = null)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        return command.ExecuteScalar();
    }

    private static string Text(string resource)
    {
        using var stream = typeof(SqliteSchema).Assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

/// <summary>The store cannot be used; the message is fit for the person who started the process.</summary>
public sealed class StoreException(string message, Exception? inner = null) : DbException(message, inner);
