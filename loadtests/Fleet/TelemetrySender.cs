using System.Buffers.Text;
using System.Runtime.CompilerServices;
using Twin.LoadTests.Measures;
using Twin.LoadTests.Wire;

namespace Twin.LoadTests.Fleet;

/// <summary>Sends its batches in turn over one connection, and checks that every reading was taken.</summary>
public sealed class TelemetrySender(HttpLink link, IReadOnlyList<Batch> batches) : ISender
{
    private int _next;
    private Backoff _backoff;

    public int Batches => batches.Count;

    /// <summary>One for each connection; every batch belongs to one of them, so that a device's readings stay in order.</summary>
    public static TelemetrySender[] Make(Uri server, IReadOnlyList<Batch> batches, int connections) =>
        [.. Enumerable.Range(0, Math.Min(connections, batches.Count)).Select(c => new TelemetrySender(new(server), [.. batches.Where((_, i) => i % connections == c)]))];

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Outcome> SendAsync()
    {
        var batch = batches[_next];
        _next = (_next + 1) % batches.Count;
        batch.Stamp(DateTime.UtcNow);
        try
        {
            await link.SendAsync(batch.Request);
        }
        catch (IOException failure)
        {
            await _backoff.Wait();
            return new(0, failure.Message, batch.Readings);
        }
        _backoff.Reset();
        if (link.Status != 202) return new(0, $"HTTP {link.Status}", batch.Readings);
        var accepted = Accepted(link.Body.Span);
        return accepted == batch.Readings ? new(accepted) : new(accepted, "not accepted (late, duplicate or rejected)", batch.Readings - accepted);
    }

    public void Dispose() => link.Dispose();

    private static int Accepted(ReadOnlySpan<byte> answer)
    {
        var name = "\"accepted\":"u8;
        return answer.IndexOf(name) is var at and >= 0 && Utf8Parser.TryParse(answer[(at + name.Length)..], out int accepted, out _) ? accepted : 0;
    }
}
