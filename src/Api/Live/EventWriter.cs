using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Twin.Api.Outlets.Lists;

namespace Twin.Api.Live;

/// <summary>Writes Server-Sent Events into a response. Nothing is sent before <see cref="Flush"/>, and a reader that takes nothing for too long is disconnected.</summary>
internal sealed class EventWriter : IDisposable
{
    /// <summary>Bytes to gather before they are sent. More would only wait in memory for a slow reader.</summary>
    private const int FlushBytes = 32 * 1_024;

    private readonly HttpContext _context;
    private readonly TimeProvider _time;
    private readonly TimeSpan _writeMax;
    private readonly CancellationToken _cancellation;
    private readonly PipeWriter _output;
    private readonly Utf8JsonWriter _json;
    private long _waiting;

    public EventWriter(HttpContext context, TimeProvider time, TimeSpan writeMax, CancellationToken cancellation)
    {
        (_context, _time, _writeMax, _cancellation, _output) = (context, time, writeMax, cancellation, context.Response.BodyWriter);
        _json = new(_output, OutletJson.Options);
    }

    public bool ShouldFlush => _waiting >= FlushBytes;

    /// <param name="id">The resume token; empty takes back the one given before; null leaves it.</param>
    public void Event(string name, string? id, Action<Utf8JsonWriter> data)
    {
        Text($"event: {name}\n");
        if (id is not null) Text($"id: {id}\n");
        Text("data: ");
        _json.Reset(_output);
        data(_json);
        _json.Flush();
        _waiting += _json.BytesCommitted;
        Text("\n\n");
    }

    /// <summary>A comment. The id goes with it, so that a quiet reader too can resume from now; a block without data is no event.</summary>
    public void Heartbeat(string id) => Text($": heartbeat\nid: {id}\n\n");

    public async ValueTask Flush()
    {
        _waiting = 0;
        var flush = _output.FlushAsync(_cancellation);
        if (flush.IsCompleted)
        {
            await flush;
            return;
        }
        try
        {
            await flush.AsTask().WaitAsync(_writeMax, _time, _cancellation);
        }
        catch (TimeoutException)
        {
            _context.Abort();
            throw new OperationCanceledException("The reader takes nothing.");
        }
    }

    public void Dispose() => _json.Dispose();

    private void Text(string text) => _waiting += Encoding.UTF8.GetBytes(text, _output);
}
