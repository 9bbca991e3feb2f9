using System.Globalization;
using Twin.Servers;

namespace Twin.LoadTests.Servers;

/// <summary>Processes of one Twin over a PostgreSQL of their own.</summary>
public sealed class TwinCluster : IAsyncDisposable
{
    private readonly DataFolder _data = new();
    private readonly List<(int Silo, int Gateway)> _ports = [];
    private readonly PostgresServer _database;
    private readonly Dictionary<string, string> _environment;
    private readonly string _key;

    private TwinCluster(PostgresServer database, string connection, string key)
    {
        (_database, _key) = (database, key);
        _environment = new() { ["TWIN_ADMIN_KEY"] = key, ["TWIN__Storage"] = "postgres", ["TWIN__Connection"] = connection };
    }

    public List<TwinServer> Silos { get; } = [];

    /// <summary>The API node, where silos are only that.</summary>
    public TwinServer? Node { get; private set; }

    /// <param name="silos">How many.</param>
    /// <param name="key">The admin's.</param>
    /// <param name="role">What each does: <c>all</c>, or <c>silo</c> with one API node beside them.</param>
    public static async Task<TwinCluster> Start(int silos, string key, string role)
    {
        TwinExecutable.Check();
        var database = await PostgresServer.StartAsync(durable: true);
        var cluster = new TwinCluster(database, await database.NewDatabase(), key);
        try
        {
            for (var n = 0; n < silos; n++) cluster._ports.Add((FreePort.Next(), FreePort.Next()));
            for (var n = 0; n < silos; n++) cluster.Silos.Add(await cluster.Silo(n, role));
            if (role == "silo") cluster.Node = await cluster.Start("api", "--role", "api");
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>One that was killed, again at its old address.</summary>
    public async Task Restart(int silo) => Silos[silo] = await Silo(silo, "silo");

    public async ValueTask DisposeAsync()
    {
        if (Node is not null) await Node.DisposeAsync();
        foreach (var silo in Silos) await silo.DisposeAsync();
        await _database.DisposeAsync();
        _data.Dispose();
    }

    private Task<TwinServer> Silo(int n, string role) => Start(
        string.Create(CultureInfo.InvariantCulture, $"silo-{n}"), "--role", role, "--silo", $"127.0.0.1:{_ports[n].Silo}", "--gateway", _ports[n].Gateway.ToString(CultureInfo.InvariantCulture));

    private async Task<TwinServer> Start(string name, params string[] more) => new(
        await ServerProcess.Start([TwinExecutable.Path, "serve", "--data", Path.Combine(_data.Path, name), "--urls", "http://127.0.0.1:0", "--mqtt", "off", .. more], _environment), _key);
}
