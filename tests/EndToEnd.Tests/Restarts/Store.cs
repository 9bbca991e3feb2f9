using Twin.Servers;

namespace Twin.EndToEnd.Tests.Restarts;

/// <summary>A store by its name, <c>sqlite</c> or <c>postgres</c>, and what <c>serve</c> is told about it.</summary>
public sealed class Store : IAsyncDisposable
{
    private readonly PostgresServer? _server;

    private Store(PostgresServer? server, params string[] arguments) => (_server, Arguments) = (server, arguments);

    public string[] Arguments { get; }

    public static async Task<Store> Of(string name)
    {
        if (name == "sqlite") return new(null);
        var server = await PostgresServer.StartAsync();
        return new(server, "--storage", name, "--connection", await server.NewDatabase());
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
    }
}
