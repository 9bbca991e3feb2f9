using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Twin.Api.Access;
using Twin.Api.Live;
using Twin.Api.View;
using Twin.Domain.Access;

namespace Twin.Api.Tests.View;

/// <summary>The API on a real socket over a view that the test feeds.</summary>
public sealed class ViewHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ViewHost(WebApplication app, HttpClient client) => (_app, Client) = (app, client);

    public HttpClient Client { get; }
    public IServiceProvider Services => _app.Services;
    public NetworkView View => _app.Services.GetRequiredService<NetworkView>();
    public Feeds Feeds => field ??= new(View.State);

    public static async Task<ViewHost> Start(TimeProvider? time = null, Action<StreamOptions>? stream = null, int log = ViewState.DefaultLogCapacity)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.Services.AddSingleton<IKeyring>(new PartsKeyring());
        var (grains, districts) = FakeDistricts.Create();
        districts.Quiet = true;
        builder.Services.AddSingleton(grains);
        builder.Services.AddSingleton(new ViewState(log));
        builder.Services.AddTwinApi();
        builder.Services.Configure<StreamOptions>(o => stream?.Invoke(o));
        var app = builder.Build();
        app.MapTwinApi();
        await app.StartAsync();
        var client = new HttpClient { BaseAddress = new(app.Urls.Single()) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "key");
        var host = new ViewHost(app, client);
        await host.View.FirstSync;
        return host;
    }

    /// <summary>With a key limited to a division.</summary>
    public HttpClient Within(string prefix)
    {
        var client = new HttpClient { BaseAddress = Client.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", PartsKeyring.Prefix + prefix);
        return client;
    }

    public async Task<JsonNode> Get(string path, int status = 200)
    {
        using var response = await Client.GetAsync(path);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode == status, $"{(int)response.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    public async Task<string[]> Codes(string query) => [.. (await Get($"/v1/outlets?{query}"))["items"]!.AsArray().Select(i => (string)i!["code"]!)];

    public Task Stop() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }

    /// <summary>The admin's key, and one for every division.</summary>
    private sealed class PartsKeyring : IKeyring
    {
        public const string Prefix = "within-";

        private readonly AdminKeyring _admin = new("key");

        public Caller? Find(string? key) =>
            key?.StartsWith(Prefix, StringComparison.Ordinal) == true ? new(key, Scopes.Read, DivisionLimit.Of([key[Prefix.Length..]])) : _admin.Find(key);
    }
}
