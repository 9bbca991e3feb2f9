using System.Data.Common;
using System.Net.Sockets;
using Npgsql;

namespace Twin.Silo.Storage.Postgres;

/// <summary>A PostgreSQL database as store: its connections, and the schema in them.</summary>
public sealed class PostgresStore : IAsyncDisposable
{
    private static readonly HashSet<string> PoolSizeNames = new(["Maximum Pool Size", "Max Pool Size", "MaxPoolSize"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Connections that grains leave to the membership of silos.</summary>
    private const int ForMembership = 2;

    private PostgresStore(NpgsqlDataSource source) =>
        (Source, Writers) = (source, Math.Max(1, new NpgsqlConnectionStringBuilder(source.ConnectionString).MaxPoolSize - ForMembership));

    public NpgsqlDataSource Source { get; }

    /// <summary>Grains that may read or write at a time.</summary>
    public int Writers { get; }

    /// <summary>Connects and makes the schema, or brings it up to this release's.</summary>
    /// <param name="connection">As Npgsql takes it, <c>Host=…;Database=…;Username=…;Password=…</c>; what it says of pooling and time-outs is kept.</param>
    /// <exception cref="StoreException">It cannot be reached, or is a newer release's.</exception>
    public static Task<PostgresStore> Open(string connection, CancellationToken cancellation = default) => Use(connection, null, async source =>
    {
        await PostgresSchema.Prepare(source, cancellation);
        return new PostgresStore(source);
    });

    /// <summary>Connects for one purpose.</summary>
    /// <param name="connection">As for <see cref="Open"/>.</param>
    /// <param name="purpose">Told apart by it from a Twin that runs, in the database's list of sessions; null: it is one.</param>
    /// <param name="open">Makes what is wanted of the connections; they are closed when it fails.</param>
    /// <exception cref="StoreException">It cannot be reached, or <paramref name="open"/> says so.</exception>
    internal static async Task<T> Use<T>(string connection, string? purpose, Func<NpgsqlDataSource, Task<T>> open)
    {
        var settings = Settings(connection);
        if (purpose is not null) settings.ApplicationName = $"{settings.ApplicationName}-{purpose}";
        var source = new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();
        try
        {
            return await open(source);
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException or SocketException)
        {
            await source.DisposeAsync();
            throw new StoreException($"the store at {settings.Host}:{settings.Port} cannot be used: {failure.Message}", failure);
        }
        catch
        {
            await source.DisposeAsync();
            throw;
        }
    }

    /// <summary>What a running Twin's sessions are called in the database, given this connection string.</summary>
    internal static string ApplicationName(string connection) => Settings(connection).ApplicationName!;

    /// <summary>What is wrong with a connection string, or null. Never says what it holds: it may hold a password.</summary>
    public static string? Fault(string? connection)
    {
        try
        {
            return Settings(connection).Host is { Length: > 0 } ? null : "--connection must name a Host";
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or InvalidCastException)
        {
            return "--connection is no PostgreSQL connection string (Host=…;Database=…;Username=…;Password=…)";
        }
    }

    private static NpgsqlConnectionStringBuilder Settings(string? connection)
    {
        var settings = new NpgsqlConnectionStringBuilder(connection);
        // The same few statements for ever: parsed and planned once a connection.
        if (settings.MaxAutoPrepare == 0) settings.MaxAutoPrepare = 32;
        // Several silos share the database, and a hundred connections are all it allows by default. A silo writes no faster with more.
        if (!new DbConnectionStringBuilder { ConnectionString = connection }.Keys!.Cast<string>().Any(PoolSizeNames.Contains)) settings.MaxPoolSize = 24;
        settings.ApplicationName ??= "twin";
        return settings;
    }

    public ValueTask DisposeAsync() => Source.DisposeAsync();
}
