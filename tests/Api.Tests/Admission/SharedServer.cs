using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Twin.Api.Access;
using Twin.Api.Mqtt;
using Twin.Api.Tests.Telemetry;
using Twin.Api.View;
using Twin.Domain.Access;

namespace Twin.Api.Tests.Admission;

/// <summary>The API on real sockets, over a network in memory, for two keys: <c>a</c> and <c>b</c>.</summary>
internal sealed class SharedServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly UnderWay _underWay;

    private SharedServer(WebApplication app, FakeNetwork network, UnderWay underWay) => (_app, Network, _underWay) = (app, network, underWay);

    public FakeNetwork Network { get; }
    public IServiceProvider Services => _app.Services;
    public int MqttPort => _app.Services.GetRequiredService<MqttIngest>().Bound!.Port;

    /// <summary>Completes when it is through with every request.</summary>
    public Task Idle => _underWay.None;

    public static async Task<SharedServer> Start(params (string Name, string Value)[] settings)
    {
        var network = new FakeNetwork();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(settings.Append(("Mqtt:Endpoint", "127.0.0.1:0")).ToDictionary(s => s.Item1, s => (string?)s.Item2));
        builder.Services.AddSingleton<IKeyring>(new TwoKeys());
        var (grains, districts) = View.FakeDistricts.Create();
        builder.Services.AddSingleton(grains);
        builder.Services.AddTwinApi();
        builder.Services.AddSingleton<IDeviceDirectory>(network);
        var app = builder.Build();
        var underWay = new UnderWay();
        app.Use(next => http => underWay.Count(http, next));
        app.MapTwinApi();
        await app.StartAsync();
        await app.Services.GetRequiredService<NetworkView>().FirstSync.WaitAsync(TimeSpan.FromSeconds(60));
        return new(app, network, underWay);
    }

    public HttpClient Client(string key)
    {
        // Whoever asks whether to send a body waits for the answer, however long it takes.
        var client = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = Timeout.InfiniteTimeSpan }) { BaseAddress = new(_app.Urls.First()) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return client;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    /// <summary>The requests it has begun and not ended.</summary>
    private sealed class UnderWay
    {
        private readonly Lock _gate = new();
        private TaskCompletionSource _none = new();
        private int _count;

        public UnderWay() => _none.SetResult();

        public Task None
        {
            get { lock (_gate) return _none.Task; }
        }

        public async Task Count(HttpContext http, RequestDelegate next)
        {
            lock (_gate)
                if (_count++ == 0) _none = new(TaskCreationOptions.RunContinuationsAsynchronously);
            try
            {
                await next(http);
            }
            finally
            {
                lock (_gate)
                    if (--_count == 0) _none.SetResult();
            }
        }
    }

    private sealed class TwoKeys : IKeyring
    {
        private readonly Dictionary<string, Caller> _callers = ((string[])["a", "b"]).ToDictionary(k => k, k => new Caller(k, Scopes.Admin, DivisionLimit.Whole));

        public Caller? Find(string? key) => key is null ? null : _callers.GetValueOrDefault(key);
    }
}
