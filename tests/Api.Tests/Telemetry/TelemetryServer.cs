using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Twin.Api.Access;
using Twin.Api.Mqtt;
using Twin.Api.View;

namespace Twin.Api.Tests.Telemetry;

/// <summary>The API's telemetry on real sockets, over a network in memory.</summary>
internal sealed class TelemetryServer : IAsyncDisposable
{
    public const string Key = "the-admin-key";

    private readonly WebApplication _app;

    public FakeNetwork Network { get; }
    public HttpClient Http { get; }
    public Uri Url { get; }
    public IServiceProvider Services => _app.Services;
    public int MqttPort => _app.Services.GetRequiredService<MqttIngest>().Bound!.Port;

    private TelemetryServer(WebApplication app, FakeNetwork network, string key)
    {
        (_app, Network) = (app, network);
        Url = new Uri(app.Urls.First());
        Http = new() { BaseAddress = Url };
        Http.DefaultRequestHeaders.Authorization = new("Bearer", key);
    }

    public static Task<TelemetryServer> StartAsync(params (string Name, string Value)[] settings) => StartAsync(Key, settings);

    public static async Task<TelemetryServer> StartAsync(string key, params (string Name, string Value)[] settings)
    {
        var network = new FakeNetwork();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(settings.Append(("Mqtt:Endpoint", "127.0.0.1:0")).DistinctBy(s => s.Item1).ToDictionary(s => s.Item1, s => (string?)s.Item2));
        builder.Services.AddSingleton<IKeyring>(new AdminKeyring(key));
        var (grains, districts) = View.FakeDistricts.Create();
        districts.Quiet = true;
        builder.Services.AddSingleton(grains);
        builder.Services.AddTwinApi();
        builder.Services.AddSingleton<IDeviceDirectory>(network);
        var app = builder.Build();
        app.MapTwinApi();
        await app.StartAsync();
        return new(app, network, key);
    }

    public Task<HttpResponseMessage> PostAsync(string body, string contentType = "application/json") => PostAsync(Encoding.UTF8.GetBytes(body), contentType);

    public Task<HttpResponseMessage> PostAsync(byte[] body, string contentType = "application/json", string? encoding = null)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = contentType.Length == 0 ? null : MediaTypeHeaderValue.Parse(contentType);
        if (encoding is not null) content.Headers.ContentEncoding.Add(encoding);
        return Http.PostAsync("/v1/telemetry", content);
    }

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }
}
