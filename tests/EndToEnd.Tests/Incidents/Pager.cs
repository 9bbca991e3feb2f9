using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Twin.EndToEnd.Tests.Running;

namespace Twin.EndToEnd.Tests.Incidents;

/// <summary>One request a receiver got, and what it answered; 0: nothing yet.</summary>
internal sealed record Try(string Path, DateTime At, int Status, string? ContentType, string? Signature, byte[] Body)
{
    public JsonNode Event { get; } = JsonNode.Parse(Body)!;
    public string Id => (string)Event["id"]!;
    public string Incident => (string)Event["subject"]!;
    public string Type => ((string)Event["type"]!)["twin.incident.".Length..];
    public string Recipient => (string)Event["data"]!["recipient"]!;
    public string Leg => (string)Event["data"]!["leg"]!;
    public bool Late => (bool)Event["data"]!["late"]!;
}

/// <summary>The web server behind people's pagers: a real one, on a free port. It takes every message unless told otherwise, and keeps all it got.</summary>
internal sealed class Pager : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Try> _tries = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<int>> _refusals = new();
    private readonly ConcurrentDictionary<string, bool> _hanging = new();

    private Pager()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").UseShutdownTimeout(TimeSpan.Zero);
        _app = builder.Build();
        _app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            var path = context.Request.Path.Value!;
            var hangs = _hanging.ContainsKey(path);
            var status = hangs ? 0 : _refusals.TryGetValue(path, out var queue) && queue.TryDequeue(out var refusal) ? refusal : 200;
            _tries.Enqueue(new(path, DateTime.UtcNow, status, context.Request.ContentType, context.Request.Headers["X-Twin-Signature"], body.ToArray()));
            if (hangs) await new TaskCompletionSource().Task.WaitAsync(context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            else context.Response.StatusCode = status;
        });
    }

    /// <summary>Every request, in the order they came.</summary>
    public IReadOnlyList<Try> Tries => [.. _tries];

    /// <summary>Those that were taken.</summary>
    public IReadOnlyList<Try> Taken => [.. _tries.Where(t => t.Status == 200)];

    public static async Task<Pager> Start()
    {
        var pager = new Pager();
        await pager._app.StartAsync();
        return pager;
    }

    public string Url(string path) => _app.Urls.Single() + path;

    public void Refuse(string path, params int[] statuses) => _refusals[path] = new(statuses);

    public void Hang(string path) => _hanging[path] = true;

    /// <summary>The first message taken of which it is so.</summary>
    public async Task<Try> Until(Func<Try, bool> so, string what)
    {
        await TwinApi.Until(() => Task.FromResult(Taken.Any(so)), what);
        return Taken.First(so);
    }

    public Task<Try> Page(string person, string? incident = null) =>
        Until(t => t.Type == "page" && t.Recipient == person && (incident is null || t.Incident == incident), $"{person} is paged");

    public IEnumerable<Try> Of(string incident) => Taken.Where(t => t.Incident == incident);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
