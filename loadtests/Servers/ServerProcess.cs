using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Twin.LoadTests.Servers;

/// <summary>A server as a process of its own, or one that somebody else runs. What it uses is read from <c>/proc</c>; of one whose process was not named, from what it tells itself at <c>/metrics</c>.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    internal const double TicksPerSecond = 100;
    private const int LinesKept = 50;
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromMinutes(5), ToldWithin = TimeSpan.FromSeconds(10);

    private readonly Process? _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<string>> _awaited = new();
    private readonly string? _key;
    private bool _disposed;

    private ServerProcess(Process? process, int? id, string? key = null) => (_process, Id, _key) = (process, id, key);

    /// <summary>Null when it is somebody else's and was not named.</summary>
    public int? Id { get; }

    public Uri Url { get; private set; } = null!;

    /// <summary>How long it took until it said it was ready.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    public string Said => string.Join('\n', _lines);

    public static ServerProcess Running(Uri url, int? id, string key) => new(null, id, key) { Url = url };

    /// <summary>Starts it and waits for its line <c>ready URL</c>.</summary>
    public static async Task<ServerProcess> Start(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        // What this machine has set is not what is measured, and the generator's own settings are not the server's.
        foreach (var name in start.Environment.Keys.Where(IsForeign).ToList()) start.Environment.Remove(name);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        var began = Stopwatch.GetTimestamp();
        var process = Process.Start(start)!;
        var server = new ServerProcess(process, process.Id);
        try
        {
            var ready = server.Line("ready ");
            server.Read(process.StandardError);
            server.Read(process.StandardOutput);
            var exit = process.WaitForExitAsync();
            if (await Task.WhenAny(ready, exit, Task.Delay(ReadyWithin)) != ready) throw new ServerException($"the server was not ready in time, or ended: {server.Said}");
            server.ReadyAfter = Stopwatch.GetElapsedTime(began);
            server.Url = new(await ready);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>What follows such words in the first line that has them, once it was said.</summary>
    public Task<string> Line(string words)
    {
        var awaited = _awaited.GetOrAdd(words, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
        foreach (var line in _lines) Look(line);
        return awaited.Task;
    }

    /// <summary>Processor time so far.</summary>
    /// <param name="told">What it has just said of itself; null: it is asked if need be.</param>
    public TimeSpan Cpu(MetricsText? told = null)
    {
        if (Id is not { } id) return (told ?? Told()).Sum("dotnet_process_cpu_time_seconds_total") is var seconds && double.IsFinite(seconds) ? TimeSpan.FromSeconds(seconds) : throw new ServerException("the server's /metrics does not tell its processor time: name its process with --pid");
        // After the name, which may hold spaces: state is the third field, utime and stime the 14th and 15th.
        var stat = File.ReadAllText($"/proc/{id}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return TimeSpan.FromSeconds((double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond);
    }

    public double ResidentMiB(MetricsText? told = null) => Id is { } id ? Status(id, "VmRSS:") / 1024 : (told ?? Told()).Sum("dotnet_process_memory_working_set_bytes") / 1048576;

    /// <summary>Open files and sockets; NaN when its process is not known.</summary>
    public double Handles() => Id is { } id ? Directory.GetFiles($"/proc/{id}/fd").Length : double.NaN;

    /// <summary>All threads; of a server whose process is not known, those of its pool.</summary>
    public double Threads(MetricsText told) => Id is { } id ? Status(id, "Threads:") : told.Sum("dotnet_thread_pool_thread_count_total");

    /// <summary>As a power cut would end it.</summary>
    public async Task Kill()
    {
        if (_process is null) throw new ServerException("a server that somebody else runs is not killed");
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM; it ends by itself.</summary>
    public async Task Stop()
    {
        if (_process is null || _process.HasExited) return;
        using (var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)])) await kill.WaitForExitAsync();
        await Task.WhenAny(_process.WaitForExitAsync(), Task.Delay(TimeSpan.FromSeconds(40)));
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed || _process is null) return;
        _disposed = true;
        if (!_process.HasExited) await Kill();
        _process.Dispose();
    }

    private static double Status(int id, string name) =>
        double.Parse(File.ReadLines($"/proc/{id}/status").First(l => l.StartsWith(name, StringComparison.Ordinal)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);

    // A socket that only ever blocks: the caller may be the one thread that turns all others, which must not be waited for.
    private MetricsText Told()
    {
        try
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = (int)ToldWithin.TotalMilliseconds };
            socket.Connect(Url.Host, Url.Port);
            socket.Send(Encoding.ASCII.GetBytes($"GET /metrics HTTP/1.0\r\nHost: {Url.Authority}\r\nAuthorization: Bearer {_key}\r\n\r\n"));
            using var text = new StreamReader(new NetworkStream(socket));
            return new(text.ReadToEnd());
        }
        catch (Exception failure) when (failure is SocketException or IOException)
        {
            throw new ServerException($"{Url} does not answer at /metrics: {failure.Message}");
        }
    }

    private static bool IsForeign(string name) => name.StartsWith("TWIN_", StringComparison.OrdinalIgnoreCase) || name.StartsWith("ASPNETCORE_", StringComparison.Ordinal)
        || name.StartsWith("OTEL_", StringComparison.Ordinal) || name.StartsWith("DOTNET_SYSTEM_NET_SOCKETS", StringComparison.Ordinal);

    private void Read(StreamReader lines) => Task.Run(async () =>
    {
        while (await lines.ReadLineAsync() is { } line)
        {
            _lines.Enqueue(line);
            while (_lines.Count > LinesKept) _lines.TryDequeue(out _);
            Look(line);
        }
    });

    private void Look(string line)
    {
        foreach (var (words, awaited) in _awaited)
            if (line.IndexOf(words, StringComparison.Ordinal) is var at and >= 0) awaited.TrySetResult(line[(at + words.Length)..].Trim());
    }
}
