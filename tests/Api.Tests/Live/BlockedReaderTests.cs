using System.IO.Pipelines;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Twin.Api.Access;
using Twin.Api.Tests.View;
using Twin.Domain.Access;
using static Twin.Api.Tests.View.Rows;

namespace Twin.Api.Tests.Live;

public sealed class BlockedReaderTests
{
    [Fact]
    public async Task A_reader_that_takes_nothing_for_thirty_seconds_is_disconnected()
    {
        var time = new FakeTimeProvider();
        await using var host = await ViewHost.Start(time);
        host.Feeds.Put([.. Enumerable.Range(0, 1_000).Select(i => Row(Code(i)))]);
        using var connection = new BlockedConnection();
        var context = new DefaultHttpContext(connection.Features)
        {
            RequestServices = host.Services,
            User = new(new CallerIdentity(new("admin", Scopes.Admin, DivisionLimit.Whole), "test")),
        };
        var stream = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Single(e => e.RoutePattern.RawText == "/v1/stream");

        var running = stream.RequestDelegate!(context);
        while (!running.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
        await running;
        Assert.True(connection.RequestAborted.IsCancellationRequested);
    }

    /// <summary>A connection whose far end never reads.</summary>
    private sealed class BlockedConnection : IHttpResponseBodyFeature, IHttpRequestLifetimeFeature, IDisposable
    {
        private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: 1_000, resumeWriterThreshold: 500));
        private readonly CancellationTokenSource _aborted = new();

        public BlockedConnection()
        {
            RequestAborted = _aborted.Token;
            Features.Set<IHttpRequestFeature>(new HttpRequestFeature { Method = "GET", Path = "/v1/stream" });
            Features.Set<IHttpResponseFeature>(new HttpResponseFeature());
            Features.Set<IHttpResponseBodyFeature>(this);
            Features.Set<IHttpRequestLifetimeFeature>(this);
        }

        public FeatureCollection Features { get; } = new();
        public CancellationToken RequestAborted { get; set; }
        public Stream Stream => Writer.AsStream();
        public PipeWriter Writer => _pipe.Writer;

        public void Dispose() => _aborted.Dispose();
        public void Abort() => _aborted.Cancel();
        public Task CompleteAsync() => Task.CompletedTask;
        public void DisableBuffering()
        {
        }

        public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) => throw new NotSupportedException();
        public Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;
    }
}
