using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Twin.Notifications.Tests.Receivers;

internal sealed record Received(int Number, string Path, IReadOnlyDictionary<string, string> Query, IReadOnlyDictionary<string, string> Headers, byte[] Body);

internal sealed record Answer(int Status, string Body = "", string? RetryAfter = null, string? Location = null)
{
    public static readonly Answer Ok = new(200);
}

/// <summary>A real web server on a free port of the loopback: it shows every request it gets, and answers as it is told to.</summary>
internal sealed class Sink : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<Received> _requests = Channel.CreateUnbounded<Received>();
    private int _count;

    private Sink(Func<Received, Task<Answer>> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").UseShutdownTimeout(TimeSpan.Zero);
        _app = builder.Build();
        _app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            var request = new Received(
                Interlocked.Increment(ref _count), context.Request.Path, context.Request.Query.ToDictionary(q => q.Key, q => q.Value.ToString()),
                context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.ToArray());
            var reply = answer(request);
            _requests.Writer.TryWrite(request);
            var said = await reply.WaitAsync(context.RequestAborted);
            context.Response.StatusCode = said.Status;
            if (said.RetryAfter is not null) context.Response.Headers.RetryAfter = said.RetryAfter;
            if (said.Location is not null) context.Response.Headers.Location = said.Location;
            await context.Response.WriteAsync(said.Body);
        });
    }

    /// <summary>How many requests there were, including any not read yet.</summary>
    public int Count => Volatile.Read(ref _count);

    public static Task<Sink> StartAsync(Func<Received, Answer> answer) => StartAsync(request => Task.FromResult(answer(request)));

    public static async Task<Sink> StartAsync(Func<Received, Task<Answer>> answer)
    {
        var sink = new Sink(answer);
        await sink._app.StartAsync();
        return sink;
    }

    /// <summary>Takes requests and never answers.</summary>
    public static Task<Sink> StartHangingAsync() => StartAsync(_ => new TaskCompletionSource<Answer>().Task);

    public string Url(string path = "/") => _app.Urls.Single() + path;

    public Task<Received> NextAsync() => _requests.Reader.ReadAsync().AsTask().Soon();

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
