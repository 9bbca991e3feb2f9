using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Twin.EndToEnd.Tests.Running;

namespace Twin.EndToEnd.Tests.Operations;

/// <summary>A span as it was sent.</summary>
internal sealed record Span(string Trace, string Id, string Parent, string Name, IReadOnlyDictionary<string, string> Tags);

/// <summary>A collector as OpenTelemetry's protocol over HTTP wants one, on a free port; keeps all it gets.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Span> _spans = new();
    private readonly ConcurrentDictionary<string, bool> _metrics = new();
    private readonly ConcurrentQueue<(string Text, string Trace)> _logs = new();
    private readonly ConcurrentDictionary<string, bool> _services = new();

    private Collector()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").UseShutdownTimeout(TimeSpan.Zero);
        _app = builder.Build();
        _app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            Take(context.Request.Path, new(body.ToArray()));
            context.Response.ContentType = "application/x-protobuf";
        });
    }

    public IReadOnlyList<Span> Spans => [.. _spans];
    public IEnumerable<string> Metrics => _metrics.Keys;
    public IReadOnlyList<(string Text, string Trace)> Logs => [.. _logs];
    public IEnumerable<string> Services => _services.Keys;

    public static async Task<Collector> Start()
    {
        var collector = new Collector();
        await collector._app.StartAsync();
        return collector;
    }

    /// <summary>What a process that is to send here needs; quicker than the defaults.</summary>
    public Dictionary<string, string> Environment => new()
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _app.Urls.Single(),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
        ["OTEL_BLRP_SCHEDULE_DELAY"] = "100",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
    };

    public IReadOnlyList<Span> Of(string trace) => [.. _spans.Where(s => s.Trace == trace)];

    public Task Until(string trace, string name, string what) => TwinApi.Until(() => Task.FromResult(Of(trace).Any(s => s.Name == name)), what);

    // The numbers are those of opentelemetry-proto: resource, scope, then spans, metrics or records.
    private void Take(string path, ProtoMessage request)
    {
        foreach (var attribute in request.All(1, 1, 1))
            if (attribute.Text(1) == "service.name") _services[attribute.All(2).Single().Text(1)] = true;
        foreach (var item in request.All(1, 2, 2))
        {
            if (path == "/v1/traces") _spans.Enqueue(new(item.Hex(1), item.Hex(2), item.Hex(4), item.Text(5), item.All(9).ToDictionary(t => t.Text(1), t => t.All(2).First().Text(1))));
            else if (path == "/v1/metrics") _metrics[item.Text(1)] = true;
            else _logs.Enqueue((item.All(5).First().Text(1), item.Hex(9)));
        }
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
