using System.Buffers.Text;
using System.Runtime.CompilerServices;
using Twin.LoadTests.Measures;
using Twin.LoadTests.Wire;

namespace Twin.LoadTests.Fleet;

/// <summary>Sends its batches in turn over one connection, and checks that every reading was taken.</summary>
public sealed class TelemetrySender(HttpLink link, IReadOnlyList<Batch> batches) : ISender
{
    private const string NotAccepted = "not accepted (late, duplicate or rejected)";

    private int _next;
    private Backoff _backoff;

    public int Batches => batches.Count;

    /// <summary>Whether a batch that was not taken is sent again, as a device that keeps its readings until they are acknowledged does. Never, unless told.</summary>
    public Func<Outcome, bool>? SendAgain { get; init; }

    /// <summary>One for each connection, to the servers in turn; every batch belongs to one of them, so that a device's readings stay in order.</summary>
    public static TelemetrySender[] Make(IReadOnlyList<Uri> servers, IReadOnlyList<Batch> batches, int connections, Func<Outcome, bool>? sendAgain = null) =>
        [.. Enumerable.Range(0, Math.Min(connections, batches.Count)).Select(c => new TelemetrySender(new(servers[c % servers.Count]), [.. batches.Where((_, i) => i % connections == c)]) { SendAgain = sendAgain })];

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Outcome> SendAsync()
    {
        var batch = batches[_next];
        _next = (_next + 1) % batches.Count;
        while (true)
        {
            var outcome = await SendAsync(link, batch);
            if (outcome.Failure is null)
            {
                _backoff.Reset();
                return outcome;
            }
            if (outcome.Units == 0 && outcome.Failure != NotAccepted) await _backoff.Wait();
            if (SendAgain?.Invoke(outcome) != true) return outcome;
        }
    }

    /// <summary>Sends a batch as of now, once.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<Outcome> SendAsync(HttpLink link, Batch batch)
    {
        batch.Stamp(DateTime.UtcNow);
        try
        {
            await link.SendAsync(batch.Request);
        }
        catch (IOException failure)
        {
            return new(0, failure.Message, batch.Readings);
        }
        if (link.Status != 202) return new(0, $"HTTP {link.Status}", batch.Readings);
        var accepted = Accepted(link.Body.Span);
        return accepted == batch.Readings ? new(accepted) : new(accepted, NotAccepted, batch.Readings - accepted);
    }

    public void Dispose() => link.Dispose();

    private static int Accepted(ReadOnlySpan<byte> answer)
    {
        var name = "\"accepted\":"u8;
        return answer.IndexOf(name) is var at and >= 0 && Utf8Parser.TryParse(answer[(at + name.Length)..], out int accepted, out _) ? accepted : 0;
    }
}
