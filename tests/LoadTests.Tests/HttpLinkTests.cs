using System.Net;
using System.Net.Sockets;
using System.Text;
using Twin.LoadTests.Wire;

namespace Twin.LoadTests.Tests;

public sealed class HttpLinkTests
{
    [Theory]
    [InlineData("HTTP/1.1 202 Accepted\r\nContent-Length: 5\r\n\r\nhello", 202, "hello")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n", 200, "hello")]
    [InlineData("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n", 503, "")]
    public async Task Answers_are_read_however_they_come_in_pieces(string answer, int status, string body)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = Task.Run(async () =>
        {
            using var client = await listener.AcceptTcpClientAsync();
            client.NoDelay = true;
            var stream = client.GetStream();
            for (var answers = 0; answers < 2; answers++)
            {
                await stream.ReadExactlyAsync(new byte[4]);
                foreach (var piece in Encoding.ASCII.GetBytes(answer)) await stream.WriteAsync(new[] { piece });
            }
        }, TestContext.Current.CancellationToken);
        using var link = new HttpLink(new($"http://{listener.LocalEndpoint}"));
        for (var asked = 0; asked < 2; asked++)
        {
            await link.SendAsync("ping"u8.ToArray());
            Assert.Equal((status, body), (link.Status, Encoding.ASCII.GetString(link.Body.Span)));
        }
        await serving;
    }

    [Fact]
    public async Task A_connection_that_ends_without_an_answer_is_a_failure_and_the_next_request_opens_another()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = Task.Run(async () =>
        {
            using (var first = await listener.AcceptTcpClientAsync()) await first.GetStream().ReadExactlyAsync(new byte[4]);
            using var second = await listener.AcceptTcpClientAsync();
            await second.GetStream().ReadExactlyAsync(new byte[4]);
            await second.GetStream().WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
        }, TestContext.Current.CancellationToken);
        using var link = new HttpLink(new($"http://{listener.LocalEndpoint}"));
        await Assert.ThrowsAsync<IOException>(async () => await link.SendAsync("ping"u8.ToArray()));
        await link.SendAsync("ping"u8.ToArray());
        Assert.Equal(200, link.Status);
        await serving;
    }
}
