namespace Twin.LoadTests.Servers;

/// <summary>A Twin and the client for what is done beside the load.</summary>
public sealed class TwinServer(ServerProcess process, string key) : IAsyncDisposable
{
    public ServerProcess Process => process;
    public Uri Url => process.Url;
    public TwinClient Api { get; } = new(process.Url, key);

    public async Task<MetricsText> Metrics() => new(await Api.Text("/metrics"));

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await process.Stop();
        await process.DisposeAsync();
    }
}

/// <summary>A temporary folder, gone afterwards.</summary>
public sealed class DataFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("twin-load-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
