using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Twin.LoadTests.Servers;

/// <summary>The web server behind people's pagers: takes every message and tells when it came.</summary>
public sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Receiver(WebApplication app) => _app = app;

    public string Url => _app.Urls.Single() + "/li";

    /// <summary>Told the incident of each page and when it came (a <see cref="Stopwatch"/> timestamp).</summary>
    public event Action<string, long>? Paged;

    public static async Task<Receiver> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").UseShutdownTimeout(TimeSpan.Zero);
        var app = builder.Build();
        var receiver = new Receiver(app);
        app.Run(async http =>
        {
            var at = Stopwatch.GetTimestamp();
            using var message = await JsonDocument.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted);
            if (message.RootElement.GetProperty("type").GetString() == "twin.incident.page") receiver.Paged?.Invoke(message.RootElement.GetProperty("subject").GetString()!, at);
            http.Response.StatusCode = StatusCodes.Status200OK;
        });
        await app.StartAsync();
        return receiver;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
