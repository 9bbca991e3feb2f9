using System.Diagnostics;

namespace Twin.LoadTests.Servers;

/// <param name="At">Seconds from the first sample.</param>
/// <param name="Cores">Processor time used a second.</param>
/// <param name="Collections">Of the heap, all generations, a second.</param>
/// <param name="StoredMB">Of the data folder; NaN when it is not known.</param>
/// <param name="GeneratorCores">Processor time the generator used a second.</param>
public readonly record struct Sample(double At, double Cores, double ResidentMiB, double HeapMiB, double Collections, double Handles, double Threads, double StoredMB, double GeneratorCores);

/// <summary>Looks once a second what a server uses.</summary>
public sealed class ServerSampler : IAsyncDisposable
{
    private readonly ServerProcess _server;
    private readonly string? _data;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Sample> _samples = [];
    private readonly HttpClient _http;
    private readonly Task _running;

    /// <param name="server">Whose.</param>
    /// <param name="key">For <c>/metrics</c>, when it is on another machine.</param>
    /// <param name="data">Its data folder, when it is here.</param>
    public ServerSampler(ServerProcess server, string? key = null, string? data = null)
    {
        (_server, _data) = (server, data);
        _http = new() { BaseAddress = server.Url, Timeout = TimeSpan.FromSeconds(10) };
        if (key is not null) _http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        _running = Task.Run(Run);
    }

    public IReadOnlyList<Sample> Samples
    {
        get
        {
            lock (_samples) return [.. _samples];
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _http.Dispose();
        _stop.Dispose();
    }

    private async Task Run()
    {
        using var every = new PeriodicTimer(TimeSpan.FromSeconds(1));
        var (began, last, lastCpu, lastOwn, lastCollections) = (Stopwatch.GetTimestamp(), Stopwatch.GetTimestamp(), _server.Cpu(), Environment.CpuUsage.TotalTime, double.NaN);
        try
        {
            while (await every.WaitForNextTickAsync(_stop.Token))
            {
                var metrics = new MetricsText(await _http.GetStringAsync(new Uri("/metrics", UriKind.Relative), _stop.Token));
                var (now, cpu, own, collections) = (Stopwatch.GetTimestamp(), _server.Cpu(metrics), Environment.CpuUsage.TotalTime, metrics.Sum("dotnet_gc_collections_total"));
                var seconds = Stopwatch.GetElapsedTime(last, now).TotalSeconds;
                var sample = new Sample(
                    Stopwatch.GetElapsedTime(began, now).TotalSeconds, (cpu - lastCpu).TotalSeconds / seconds, _server.ResidentMiB(metrics), metrics.Sum("dotnet_gc_last_collection_heap_size_bytes") / 1048576,
                    double.IsNaN(lastCollections) ? 0 : (collections - lastCollections) / seconds, _server.Handles(), _server.Threads(metrics), StoredMB(), (own - lastOwn).TotalSeconds / seconds);
                lock (_samples) _samples.Add(sample);
                (last, lastCpu, lastOwn, lastCollections) = (now, cpu, own, collections);
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or HttpRequestException or IOException or UnauthorizedAccessException or ServerException)
        {
            // Told to stop, or the server is gone: what was seen until then stands.
        }
    }

    private double StoredMB()
    {
        if (_data is null) return double.NaN;
        var bytes = 0L;
        foreach (var file in new DirectoryInfo(_data).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            // A log of the store may be gone by now.
            file.Refresh();
            if (file.Exists) bytes += file.Length;
        }
        return bytes / 1e6;
    }
}
