using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Hosting;
using Twin.Api.Access;
using Twin.Api.History;
using Twin.Api.Mqtt;
using Twin.Api.Tests;
using Twin.Api.Tests.History;
using Twin.Api.View;
using Twin.Grains.Hosting;
using Twin.Grains.Simulations;
using Twin.Notifications;

[assembly: AssemblyFixture(typeof(TwinServer))]

namespace Twin.Api.Tests;

/// <summary>The API over real grains, on a free port and with an empty store in memory, shared by the tests of an assembly: each uses outlets of its own.</summary>
public sealed class TwinServer : IAsyncLifetime
{
    private const string Key = "test-key";

    private WebApplication _app = null!;

    /// <summary>With the admin's key.</summary>
    public HttpClient Client { get; private set; } = null!;

    /// <summary>The maintenance windows that availability knows of.</summary>
    public FakeWindows Windows { get; } = new();

    /// <summary>Calls to its grains.</summary>
    public GrainCalls Calls { get; } = new();

    /// <summary>What went wrong on the server's side.</summary>
    public FailureLog Log { get; } = new();

    /// <summary>Without any.</summary>
    public HttpClient Stranger { get; private set; } = null!;

    /// <summary>To speak to the twins past the API.</summary>
    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    public IServiceProvider Services => _app.Services;

    public int MqttPort => Services.GetRequiredService<MqttIngest>().Bound!.Port;

    /// <summary>With this key; null: with none.</summary>
    public HttpClient With(string? key)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Stranger.BaseAddress };
        if (key is not null) client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return client;
    }

    public ValueTask InitializeAsync() => Begin([], TimeProvider.System);

    /// <summary>One of a test's own, with settings.</summary>
    internal static Task<TwinServer> Start(params (string Name, string Value)[] settings) => Start(TimeProvider.System, settings);

    /// <summary>The same, with a clock.</summary>
    internal static async Task<TwinServer> Start(TimeProvider time, params (string Name, string Value)[] settings)
    {
        var server = new TwinServer();
        await server.Begin(settings, time);
        return server;
    }

    private async ValueTask Begin((string Name, string Value)[] settings, TimeProvider time)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(s => s.Name, s => (string?)s.Value));
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(Log);
        builder.Services.AddSingleton(time);
        builder.Services.AddSingleton<IIncomingGrainCallFilter>(Calls);
        builder.Services.AddSingleton<IKeyring>(new AdminKeyring(Key));
        builder.Services.AddTwinGrains();
        builder.Services.AddTwinWatch();
        builder.Services.AddTwinSimulations();
        builder.Services.AddSingleton<IMaintenanceWindows>(Windows);
        builder.Services.AddTwinNotifications();
        builder.Services.AddTwinApi();
        // Every test guesses from the same address.
        builder.Services.Configure<AccessOptions>(a => a.GuessesMax = 10_000);
        builder.Services.Configure<MqttOptions>(m => m.Endpoint = "127.0.0.1:0");
        builder.UseOrleans(silo => silo.UseLocalhostClustering(siloPort: FreePort(), gatewayPort: 0).AddMemoryGrainStorageAsDefault(storage => storage.GrainStorageSerializer = StateSerializer.Create()));
        _app = builder.Build();
        _app.MapTwinApi();
        await _app.StartAsync();
        Stranger = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new(_app.Urls.First()) };
        Client = new() { BaseAddress = Stranger.BaseAddress };
        Client.DefaultRequestHeaders.Authorization = new("Bearer", Key);
        await _app.Services.GetRequiredService<NetworkView>().FirstSync.WaitAsync(TimeSpan.FromSeconds(60));
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async Task<Answer> Send(
        string method, string path, string? body = null, string? type = "application/json", HttpClient? client = null, params (string Name, string Value)[] headers) =>
        await Send(method, path, body is null ? null : Encoding.UTF8.GetBytes(body), type, client, headers);

    public async Task<Answer> Send(string method, string path, byte[]? body, string? type, HttpClient? client = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new(method), path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            if (type is not null) request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        }
        foreach (var (name, value) in headers)
            if (!request.Headers.TryAddWithoutValidation(name, value)) request.Content!.Headers.TryAddWithoutValidation(name, value);
        using var response = await (client ?? Client).SendAsync(request);
        return new(response, await response.Content.ReadAsStringAsync());
    }

    /// <summary>A registered outlet with one line, terminal and camera.</summary>
    public async Task<Answer> Register(string code, string more = "") =>
        await Send("PUT", $"/v1/outlets/{code}", Profile(code, more));

    public static string Profile(string code, string more = "") =>
        $$"""{"code":"{{code}}","name":"网点 {{code[^4..]}}","district":"320812","lines":[{"id":"l1"}],"terminals":[{"id":"t1"}],"cameras":[{"id":"c1"}]{{more}}}""";
}

/// <summary>An answer, whole.</summary>
public sealed class Answer(HttpResponseMessage response, string text)
{
    public int Status { get; } = (int)response.StatusCode;
    public string Text { get; } = text;
    public string? ETag { get; } = response.Headers.ETag?.ToString();
    public string? Location { get; } = response.Headers.Location?.ToString();
    public string? MediaType { get; } = response.Content.Headers.ContentType?.MediaType;
    public string? Header(string name) => response.Headers.TryGetValues(name, out var values) || response.Content.Headers.TryGetValues(name, out values) ? string.Join(", ", values) : null;
    public JsonNode Json => JsonNode.Parse(Text)!;
    public JsonNode this[string member] => Json[member]!;

    /// <summary>Codes of the errors, in order, as <c>path:code</c>.</summary>
    public string[] Errors => [.. Json["errors"]!.AsArray().Select(e => $"{e!["path"]}:{e["code"]}")];

    public Answer Is(int status)
    {
        Assert.True(Status == status, $"{status} was expected; {Status} came: {Text}");
        if (status >= 400) Assert.Equal("application/problem+json", MediaType);
        return this;
    }
}
