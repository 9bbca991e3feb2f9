using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Twin.Servers;

/// <summary>
/// A PostgreSQL of its own in a temporary folder, on a free loopback port: stopped, killed and started again as a test wants, and gone after it. The programs are
/// those of Debian's package <c>postgresql</c>; as root it runs as the user <c>postgres</c>, since the server refuses root.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string User = "twin";

    private static readonly string Programs = Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin")).Where(Directory.Exists).Order(StringComparer.Ordinal).LastOrDefault()
        ?? throw new InvalidOperationException("there is no PostgreSQL under /usr/lib/postgresql: run scripts/install-test-tools");

    private readonly string _folder;
    private readonly string _more;
    private int _databases;

    private PostgresServer(string folder, int port, string more) => (_folder, Port, _more) = (folder, port, more);

    public int Port { get; }

    private string Data => Path.Combine(_folder, "data");

    /// <param name="durable">Whether it flushes to disk. A kill of the process loses nothing either way; only a power cut would.</param>
    /// <param name="folder">A new folder for it, on a disk of the test's choice; null: a temporary one.</param>
    /// <param name="settings">More of <c>postgresql.conf</c>, as <c>name=value</c>.</param>
    public static async Task<PostgresServer> StartAsync(bool durable = false, string? folder = null, params string[] settings)
    {
        folder = folder is null ? Directory.CreateTempSubdirectory("twin-pg-").FullName : Directory.CreateDirectory(folder).FullName;
        if (IsRoot) await ServerTool.Run("chown", "postgres", folder);
        string[] all = ["listen_addresses=127.0.0.1", $"unix_socket_directories={folder}", "max_connections=300", $"fsync={(durable ? "on" : "off")}", "shared_buffers=128MB", .. settings];
        var server = new PostgresServer(folder, FreePort.Next(), string.Join(' ', all.Select(s => $"-c {s}")));
        await AsOwner("initdb", "-D", server.Data, "-U", User, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        await server.Start();
        return server;
    }

    /// <summary>Makes an empty database and tells how to connect to it.</summary>
    public async Task<string> NewDatabase()
    {
        var name = $"twin{Interlocked.Increment(ref _databases)}";
        await Execute($"CREATE DATABASE {name}");
        return ConnectionString(name);
    }

    public string ConnectionString(string database = "postgres") => string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Username={User};Database={database}");

    public async Task Execute(string sql, string database = "postgres")
    {
        await using var connection = new NpgsqlConnection(ConnectionString(database) + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Starts it again on the same port, with what it had.</summary>
    public Task Start() => AsOwner("pg_ctl", "-D", Data, "-w", "-t", "60", "-l", Path.Combine(_folder, "log"), "-o", string.Create(CultureInfo.InvariantCulture, $"-p {Port} {_more}"), "start");

    /// <summary>Stops it as an operator would: connections are ended, what is committed is kept.</summary>
    public Task Stop() => AsOwner("pg_ctl", "-D", Data, "-w", "-m", "fast", "stop");

    /// <summary>Kills the server and all its processes at once.</summary>
    public async Task Kill()
    {
        var parent = int.Parse((await File.ReadAllLinesAsync(Path.Combine(Data, "postmaster.pid")))[0], CultureInfo.InvariantCulture);
        using var server = Process.GetProcessById(parent);
        server.Kill(entireProcessTree: true);
        await server.WaitForExitAsync();
    }

    /// <summary>Whether it takes connections.</summary>
    public async Task<bool> Answers()
    {
        try
        {
            await Execute("SELECT 1");
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    /// <summary>Everything stands still, connections stay open: a database that hangs. <see cref="Resume"/> lets it go on.</summary>
    public Task Freeze() => Signal("STOP");

    public Task Resume() => Signal("CONT");

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Resume();
            await AsOwner("pg_ctl", "-D", Data, "-w", "-m", "immediate", "stop");
        }
        catch (Exception gone) when (gone is InvalidOperationException or IOException)
        {
            // It was killed or stopped by the test.
        }
        Directory.Delete(_folder, recursive: true);
    }

    private async Task Signal(string signal)
    {
        var parent = (await File.ReadAllLinesAsync(Path.Combine(Data, "postmaster.pid")))[0];
        await ServerTool.Run("sh", "-c", $"kill -{signal} {parent} $(cat /proc/{parent}/task/{parent}/children)");
    }

    private static Task AsOwner(string program, params string[] arguments)
    {
        var path = Path.Combine(Programs, program);
        return IsRoot ? ServerTool.Run("setpriv", ["--reuid=postgres", "--regid=postgres", "--init-groups", "--", path, .. arguments]) : ServerTool.Run(path, arguments);
    }

    private static bool IsRoot => Environment.UserName == "root";
}
