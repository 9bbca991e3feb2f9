using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Twin.EndToEnd.Tests.Running;

/// <summary>A running <c>serve</c> on free ports, killed when it is let go of.</summary>
public sealed partial class TwinProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly TaskCompletionSource<int> _mqttPort = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _reading = Task.CompletedTask;
    private bool _disposed;

    private TwinProcess(Process process) => _process = process;

    public TwinApi Api { get; private set; } = null!;
    public string Url => Api.Client.BaseAddress!.ToString().TrimEnd('/');
    public string Key { get; private set; } = "";
    public int MqttPort { get; private set; }
    public int Id => _process.Id;
    public string Errors => string.Join('\n', _errors);

    /// <summary>Starts it on a data folder and waits for its <c>ready</c> line.</summary>
    public static Task<TwinProcess> Serve(string data, params string[] more) => Serve(data, new Dictionary<string, string>(), more);

    public static async Task<TwinProcess> Serve(string data, IReadOnlyDictionary<string, string> environment, params string[] more)
    {
        var twin = await Start(data, environment, ["--mqtt", "127.0.0.1:0", .. more]);
        twin.MqttPort = await twin._mqttPort.Task.WaitAsync(Executable.Limit);
        return twin;
    }

    /// <summary>Starts one that is a part of a cluster, and waits for its <c>ready</c> line.</summary>
    public static async Task<TwinProcess> Start(string data, IReadOnlyDictionary<string, string> environment, params string[] more)
    {
        var folder = Path.GetDirectoryName(data)!;
        var twin = new TwinProcess(Executable.Start(folder, environment, ["serve", .. more.Contains("--urls") ? [] : (string[])["--urls", "http://127.0.0.1:0"], "--data", data, .. more]));
        twin._reading = twin.ReadErrors();
        try
        {
            var url = await twin.Ready().WaitAsync(Executable.Limit);
            twin.Key = environment.TryGetValue("TWIN_ADMIN_KEY", out var key) ? key : (await File.ReadAllTextAsync(Path.Combine(data, "admin.key"))).Trim();
            twin.Api = new(url, twin.Key);
            return twin;
        }
        catch
        {
            await twin.DisposeAsync();
            throw;
        }
    }

    private async Task<string> Ready()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
            if (line.StartsWith("ready ", StringComparison.Ordinal)) return line[6..];
        await _reading;
        throw new InvalidOperationException($"It ended before it was ready: {Errors}");
    }

    private async Task ReadErrors()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            _errors.Enqueue(line);
            if (MqttLine().Match(line) is { Success: true } at) _mqttPort.TrySetResult(int.Parse(at.Groups[1].Value, CultureInfo.InvariantCulture));
        }
    }

    /// <summary>As a power cut would: no code of it runs any more.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM; the exit code, once it has ended by itself.</summary>
    public async Task<int> Terminate()
    {
        using (var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)])) await kill.WaitForExitAsync();
        await _process.WaitForExitAsync().WaitAsync(Executable.Limit);
        await _reading;
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        if (!_process.HasExited) await Kill();
        await _reading;
        Api?.Dispose();
        _process.Dispose();
    }

    [GeneratedRegex(@"MQTT listens on 127\.0\.0\.1:(\d+)")]
    private static partial Regex MqttLine();
}
