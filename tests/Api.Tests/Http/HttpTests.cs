using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Options;
using Twin.Api.Tests.Telemetry;

namespace Twin.Api.Tests.Http;

/// <summary>What the server takes from whom, over real sockets.</summary>
public sealed class HttpTests
{
    private static readonly (string, string)[] FewGuesses = [("Twin:Access:GuessesMax", "1"), ("Twin:Access:GuessesPerMinute", "1")];

    private static async Task<HttpResponseMessage> Guess(TelemetryServer server, string key, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/divisions");
        request.Headers.Authorization = new("Bearer", key);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await server.Http.SendAsync(request);
    }

    [Fact]
    public async Task A_trusted_proxy_says_who_the_client_is()
    {
        await using var server = await TelemetryServer.StartAsync([.. FewGuesses, ("Twin:Http:TrustedProxies", "127.0.0.1 10.0.0.0/8")]);
        using var first = await Guess(server, "a", ("X-Forwarded-For", "203.0.113.7"));
        using var again = await Guess(server, "b", ("X-Forwarded-For", "203.0.113.7, 10.1.2.3"));
        using var other = await Guess(server, "c", ("X-Forwarded-For", "203.0.113.8"));
        // What a client itself put before the proxy's word is not believed.
        using var lying = await Guess(server, "d", ("X-Forwarded-For", "198.51.100.1, 203.0.113.7"));
        Assert.Equal([401, 429, 401, 429], new[] { first, again, other, lying }.Select(a => (int)a.StatusCode));
    }

    [Fact]
    public async Task Anybody_else_is_who_they_are()
    {
        await using var server = await TelemetryServer.StartAsync([.. FewGuesses, ("Twin:Http:TrustedProxies", "10.0.0.0/8")]);
        using var first = await Guess(server, "a", ("X-Forwarded-For", "203.0.113.7"));
        using var again = await Guess(server, "b", ("X-Forwarded-For", "203.0.113.8"));
        Assert.Equal([401, 429], new[] { first, again }.Select(a => (int)a.StatusCode));
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("", false)]
    public async Task Behind_a_proxy_that_speaks_https_browsers_are_told_to_stay_with_it(string proxies, bool told)
    {
        await using var server = await TelemetryServer.StartAsync(("Twin:Http:TrustedProxies", proxies));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/healthz/live");
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");
        using var answer = await server.Http.SendAsync(request);
        Assert.Equal(told, answer.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task A_proxy_that_is_no_address_is_refused_at_start()
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => TelemetryServer.StartAsync(("Twin:Http:TrustedProxies", "10.0.0.0/8 proxy.example.org")));
        Assert.Contains("'proxy.example.org' is neither an address nor a network", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_answer_keeps_browsers_from_doing_more_with_it()
    {
        await using var server = await TelemetryServer.StartAsync();
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = server.Url };
        foreach (var path in (string[])["/v1/outlets", "/v1/nothing", "/healthz/live", "/openapi/v1.json", "/docs", "/", "/nothing"])
        {
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
            string Header(string name) => Assert.Single(answer.Headers.GetValues(name));
            Assert.Equal((path, "nosniff", "DENY", "no-referrer"), (path, Header("X-Content-Type-Options"), Header("X-Frame-Options"), Header("Referrer-Policy")));
            Assert.Contains("frame-ancestors 'none'", Header("Content-Security-Policy"), StringComparison.Ordinal);
            Assert.DoesNotContain("http:", Header("Content-Security-Policy"), StringComparison.Ordinal);
            Assert.False(answer.Headers.Contains("Server"));
            Assert.False(answer.Headers.Contains("X-Powered-By"));
        }
    }

    [Fact]
    public async Task Headers_are_bounded_in_size_number_and_time()
    {
        await using var server = await TelemetryServer.StartAsync(("Twin:Http:HeaderBytesMax", "4096"), ("Twin:Http:HeadersMax", "20"), ("Twin:Http:HeadersWithin", "00:00:01"));
        Assert.StartsWith("HTTP/1.1 431", await Raw(server, $"GET /healthz/live HTTP/1.1\r\nHost: x\r\nX: {new string('x', 5_000)}\r\n\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 431", await Raw(server, $"GET /healthz/live HTTP/1.1\r\nHost: x\r\n{string.Concat(Enumerable.Range(0, 30).Select(i => $"X{i}: x\r\n"))}\r\n"), StringComparison.Ordinal);
        // One that never ends its headers.
        Assert.StartsWith("HTTP/1.1 408", await Raw(server, "GET /healthz/live HTTP/1.1\r\nHost: x\r\nX: "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connections_are_bounded_in_number()
    {
        await using var server = await TelemetryServer.StartAsync(("Twin:Http:ConnectionsMax", "10"));
        List<TcpClient> held = [];
        try
        {
            for (var i = 0; i < 10; i++)
            {
                var client = new TcpClient();
                held.Add(client);
                await client.ConnectAsync(IPAddress.Loopback, server.Url.Port);
                // Answered, so that the server has it.
                await client.GetStream().WriteAsync("GET /healthz/live HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray());
                Assert.NotEqual(0, await client.GetStream().ReadAsync(new byte[64]));
            }
            Assert.Equal("", await Raw(server, "GET /healthz/live HTTP/1.1\r\nHost: x\r\n\r\n"));
        }
        finally
        {
            foreach (var client in held) client.Dispose();
        }
    }

    /// <summary>What the server says until it closes the connection.</summary>
    private static async Task<string> Raw(TelemetryServer server, string text)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.Url.Port, limit.Token);
        var said = new StringBuilder();
        try
        {
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text), limit.Token);
            var buffer = new byte[4_096];
            for (int read; (read = await client.GetStream().ReadAsync(buffer, limit.Token)) > 0;) said.Append(Encoding.ASCII.GetString(buffer, 0, read));
        }
        catch (IOException)
        {
            // Reset, which is an end too.
        }
        return said.ToString();
    }
}
