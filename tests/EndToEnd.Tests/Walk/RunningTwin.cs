using System.Text.Json.Nodes;
using Twin.EndToEnd.Tests.Running;

namespace Twin.EndToEnd.Tests.Walk;

/// <summary>One Twin for the tests that leave it running: each uses outlets of its own.</summary>
public sealed class RunningTwin : IAsyncLifetime
{
    private readonly TempFolder _temp = new();

    public TwinProcess Process { get; private set; } = null!;
    public TwinApi Api => Process.Api;
    public string Data => _temp["data"];

    /// <summary>What it listed before anybody had registered anything.</summary>
    public JsonNode AtFirst { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Process = await TwinProcess.Serve(Data);
        AtFirst = await Api.Get("/v1/outlets");
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        _temp.Dispose();
    }
}
