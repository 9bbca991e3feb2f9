using System.Globalization;
using Twin.EndToEnd.Tests.Running;
using Twin.Servers;

namespace Twin.EndToEnd.Tests.Clusters;

/// <summary>Silos and an API node over one PostgreSQL, each a process of its own. A silo that is started again is so at its old address, as an operator's would be.</summary>
public sealed class TwinCluster : IAsyncDisposable
{
    private readonly TempFolder _temp = new();
    private readonly List<(int Silo, int Gateway)> _ports = [];
    private readonly Dictionary<string, string> _environment = new() { ["TWIN_ADMIN_KEY"] = "the-key-of-the-test" };
    private readonly List<TwinProcess> _silos = [];

    public required PostgresServer Database { get; init; }
    public TwinProcess Node { get; private set; } = null!;
    public TwinApi Api => Node.Api;
    public IReadOnlyList<TwinProcess> Silos => _silos;

    public static async Task<TwinCluster> Start(int silos, PostgresServer? database = null)
    {
        var cluster = new TwinCluster { Database = database ?? await PostgresServer.StartAsync() };
        try
        {
            cluster._environment["TWIN__Storage"] = "postgres";
            cluster._environment["TWIN__Connection"] = await cluster.Database.NewDatabase();
            for (var i = 0; i < silos; i++) cluster._ports.Add((FreePort.Next(), FreePort.Next()));
            cluster._silos.AddRange(await Task.WhenAll(Enumerable.Range(0, silos).Select(cluster.NewSilo)));
            cluster.Node = await TwinProcess.Start(cluster._temp["api"], cluster._environment, "--role", "api", "--mqtt", "off");
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    public async Task StartSilo(int i) => _silos[i] = await NewSilo(i);

    /// <summary>SIGTERM; it must end by itself, and well.</summary>
    public async Task StopSilo(int i)
    {
        Assert.Equal(0, await _silos[i].Terminate());
        await _silos[i].DisposeAsync();
    }

    public async Task KillSilo(int i)
    {
        await _silos[i].Kill();
        await _silos[i].DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (Node is not null) await Node.DisposeAsync();
        foreach (var silo in _silos) await silo.DisposeAsync();
        await Database.DisposeAsync();
        _temp.Dispose();
    }

    private Task<TwinProcess> NewSilo(int i) => TwinProcess.Start(
        _temp[$"silo{i}"], _environment, "--role", "silo", "--silo", $"127.0.0.1:{_ports[i].Silo}", "--gateway", _ports[i].Gateway.ToString(CultureInfo.InvariantCulture));
}
