using System.Net.Sockets;
using System.Text;

namespace Twin.Api.Tests.Fuzz;

/// <summary>Bytes on the socket that no HTTP client would send.</summary>
public sealed class RawHttpTests(TwinServer server)
{
    private const string Auth = "Authorization: Bearer test-key\r\n";

    private static readonly string[] Starts =
    [
        "", "\r\n\r\n\r\n\r\n", "GET\r\n\r\n", "GET /\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "GET http:// HTTP/1.1\r\nHost: a\r\n\r\n", "CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "GET /v1/outlets/%00 HTTP/1.1\r\nHost: a\r\n" + Auth + "\r\n", "GET /v1/outlets/\0 HTTP/1.1\r\nHost: a\r\n\r\n", "GET /v1/../../etc/passwd HTTP/1.1\r\nHost: a\r\n" + Auth + "\r\n",
        "GET /v1/%2e%2e/%2e%2e/metrics HTTP/1.1\r\nHost: a\r\n\r\n", "GET /%c0%ae%c0%ae/ HTTP/1.1\r\nHost: a\r\n\r\n", "GET /v1/outlets HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer \u0001\r\n\r\n", "GET /v1/outlets HTTP/1.1\r\nHost: a\r\n Folded: x\r\n\r\n",
        "GET /v1/outlets HTTP/1.1\nHost: a\n\n", "GET /v1/outlets HTTP/1.1\r\nHost: a\r\nX\r\n\r\n", "GET /v1/outlets HTTP/1.1\r\nHost: a\r\n: x\r\n\r\n", "GET /" + new string('a', 20_000) + " HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX: " + new string('a', 60_000) + "\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\n" + string.Concat(Enumerable.Range(0, 300).Select(i => $"X{i}: 1\r\n")) + "\r\n",
        Post("Content-Length: -1", ""), Post("Content-Length: 99999999999999999999", ""), Post("Content-Length: 5\r\nContent-Length: 6", "[]"), Post("Content-Length: 2, 2", "[]"), Post("Content-Length: 0x2", "[]"),
        Post("Content-Length: 2\r\nTransfer-Encoding: chunked", "0\r\n\r\n"), Post("Transfer-Encoding: chunked", "zz\r\n[]\r\n0\r\n\r\n"), Post("Transfer-Encoding: chunked", "-1\r\n"), Post("Transfer-Encoding: chunked", "FFFFFFFFFFFFFFFF\r\n"),
        Post("Transfer-Encoding: chunked", "2\r\n[]XX0\r\n\r\n"), Post("Transfer-Encoding: chunked", "2;" + new string('x', 20_000) + "\r\n[]\r\n0\r\n\r\n"), Post("Transfer-Encoding: gzip, chunked", "0\r\n\r\n"), Post("Transfer-Encoding: chunked, identity", "0\r\n\r\n"),
        Post("Transfer-Encoding: xchunked", "0\r\n\r\n"), Post("Content-Length: 10", "[]"), Post("Expect: 200-maybe\r\nContent-Length: 2", "[]"), Post("Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nContent-Length: 2", "[]"),
        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000", "SSH-2.0-x\r\n", "\u0010\u000c\u0000\u0004MQTT\u0004\u0002\u0000<", "*1\r\n$4\r\nPING\r\n",
    ];

    private static string Post(string headers, string body) => $"POST /v1/telemetry HTTP/1.1\r\nHost: a\r\n{Auth}Content-Type: application/json\r\n{headers}\r\n\r\n{body}";

    [Fact]
    public async Task None_of_them_is_answered_with_a_5xx_or_leaves_the_server_worse_than_before()
    {
        var random = new Random(5);
        var messages = Starts.Select(Encoding.Latin1.GetBytes).ToList();
        for (var i = 0; i < 300; i++) messages.Add(Mutations.Bytes(random, messages[random.Next(Starts.Length)]));
        await Parallel.ForEachAsync(messages, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (message, cancellation) =>
        {
            var answer = await Say(message, cancellation);
            Assert.False(answer.StartsWith("HTTP/1.1 5", StringComparison.Ordinal) && !answer.StartsWith("HTTP/1.1 505", StringComparison.Ordinal), $"{Encoding.Latin1.GetString(message.AsSpan(0, Math.Min(200, message.Length)))}\n{answer}");
        });
        (await server.Send("GET", "/v1/divisions")).Is(200);
    }

    /// <summary>What the server says until it ends the connection; it is told that nothing more comes.</summary>
    private async Task<string> Say(byte[] message, CancellationToken cancellation)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Client.BaseAddress!.Host, server.Client.BaseAddress.Port, cancellation);
        var answer = new MemoryStream();
        await using var stream = client.GetStream();
        try
        {
            await stream.WriteAsync(message, cancellation);
            client.Client.Shutdown(SocketShutdown.Send);
            await stream.CopyToAsync(answer, cancellation);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // It was cut off: that is an answer too.
        }
        return Encoding.Latin1.GetString(answer.ToArray());
    }
}
