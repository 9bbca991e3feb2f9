using System.Runtime.CompilerServices;
using System.Text;
using Twin.LoadTests.Measures;

namespace Twin.LoadTests.Wire;

/// <summary>Asks for one path after the other, in turn.</summary>
public sealed class GetSender(HttpLink link, IReadOnlyList<byte[]> requests, int first) : ISender
{
    private int _next = first;
    private Backoff _backoff;

    public static byte[] Request(string path, string? key) => Encoding.UTF8.GetBytes(HttpLink.Head($"GET {path}", key));

    /// <summary>The bytes of the last answer's body, as they came.</summary>
    public int BodyBytes => link.Body.Length;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Outcome> SendAsync()
    {
        var request = requests[_next++ % requests.Count];
        try
        {
            await link.SendAsync(request);
            _backoff.Reset();
            return link.Status == 200 ? new(1) : new(0, $"HTTP {link.Status}");
        }
        catch (IOException failure)
        {
            await _backoff.Wait();
            return new(0, failure.Message);
        }
    }

    public void Dispose() => link.Dispose();
}
