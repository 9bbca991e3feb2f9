using System.Net;
using Twin.Api.Tests.Telemetry;

namespace Twin.Api.Tests.Cockpit;

public sealed class CockpitTests : IDisposable
{
    private const string Page = "<!doctype html><title>Twin</title><script type=module src=/assets/index-abc123.js></script>";

    private static readonly string Script = string.Concat(Enumerable.Range(0, 500).Select(i => $"console.log({i});\n"));

    private readonly string _folder = Directory.CreateTempSubdirectory("twin-cockpit-").FullName;

    public CockpitTests()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "assets"));
        File.WriteAllText(Path.Combine(_folder, "index.html"), Page);
        File.WriteAllText(Path.Combine(_folder, "assets", "index-abc123.js"), Script);
        File.WriteAllText(Path.Combine(_folder, "jiangsu.geojson"), "{}");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task<TelemetryServer> Built(params (string Name, string Value)[] settings) => TelemetryServer.StartAsync([("Twin:Cockpit:Folder", _folder), .. settings]);

    private static async Task<(HttpResponseMessage Response, string Text)> Get(TelemetryServer server, string path, string method = "GET", string? encodings = null)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = server.Url };
        using var request = new HttpRequestMessage(new(method), path);
        if (encodings is not null) request.Headers.Add("Accept-Encoding", encodings);
        var response = await client.SendAsync(request);
        return (response, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Every_address_of_a_page_is_answered_with_the_one_page_without_a_key()
    {
        await using var server = await Built();
        foreach (var path in (string[])["/", "/see", "/see?area=320500&lang=en", "/manage/incidents/i-1", "/use/", "/index.html"])
        {
            var (response, text) = await Get(server, path);
            Assert.Equal((path, 200, Page), (path, (int)response.StatusCode, text));
            Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
            Assert.Equal("no-cache", response.Headers.CacheControl?.ToString());
        }
    }

    [Fact]
    public async Task Files_named_by_their_content_are_kept_for_good_and_all_are_packed_when_asked()
    {
        await using var server = await Built();
        var (script, text) = await Get(server, "/assets/index-abc123.js");
        Assert.Equal(Script, text);
        Assert.Contains("immutable", script.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        foreach (var encoding in (string[])["br", "gzip"])
        {
            var (packed, _) = await Get(server, "/assets/index-abc123.js", encodings: encoding);
            Assert.Equal([encoding], packed.Content.Headers.ContentEncoding);
            Assert.True((await packed.Content.ReadAsByteArrayAsync()).Length < Script.Length / 3);
            Assert.Contains("Accept-Encoding", packed.Headers.Vary);
        }
        var (map, _) = await Get(server, "/jiangsu.geojson");
        Assert.Equal(("application/geo+json", "no-cache"), (map.Content.Headers.ContentType?.MediaType, map.Headers.CacheControl?.ToString()));
        Assert.Equal(200, (int)(await Get(server, "/see", "HEAD")).Response.StatusCode);
    }

    [Fact]
    public async Task Nothing_runs_in_the_page_but_our_own_files()
    {
        await using var server = await Built();
        foreach (var path in (string[])["/", "/assets/index-abc123.js"])
        {
            var (response, _) = await Get(server, path);
            var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
            foreach (var rule in (string[])["default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'", "worker-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'"])
                Assert.Contains(rule + (rule.StartsWith("form", StringComparison.Ordinal) ? "" : ";"), policy.Replace("frame-ancestors 'none'", "frame-ancestors 'none';", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
            foreach (var (name, value) in (ReadOnlySpan<(string, string)>)[("X-Content-Type-Options", "nosniff"), ("X-Frame-Options", "DENY"), ("Referrer-Policy", "no-referrer"), ("Cross-Origin-Opener-Policy", "same-origin"), ("Cross-Origin-Resource-Policy", "same-origin")])
                Assert.Equal((name, value), (name, Assert.Single(response.Headers.GetValues(name))));
        }
    }

    [Theory]
    [InlineData("https://tiles.example.org:8443/v1/{z}/{x}/{y}.png?key=k", "img-src 'self' data: blob: https://tiles.example.org:8443;")]
    [InlineData("/tiles/{z}/{x}/{y}.png", "img-src 'self' data: blob:;")]
    public async Task Pictures_under_the_map_come_from_where_it_is_set_and_nothing_else_does(string tiles, string rule)
    {
        await using var server = await Built(("Twin:Cockpit:MapTiles", tiles), ("Twin:Cockpit:MapTilesBy", "© 地图"));
        var policy = Assert.Single((await Get(server, "/")).Response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains(rule, policy, StringComparison.Ordinal);
        Assert.Equal(tiles.StartsWith('/') ? 0 : 1, policy.Split("http").Length - 1);
        using var client = new HttpClient { BaseAddress = server.Url };
        client.DefaultRequestHeaders.Authorization = new("Bearer", TelemetryServer.Key);
        var told = System.Text.Json.Nodes.JsonNode.Parse(await client.GetStringAsync(new Uri("/v1/cockpit", UriKind.Relative)))!;
        Assert.Equal((tiles, "© 地图"), ((string?)told["mapTiles"], (string?)told["mapTilesBy"]));
    }

    [Theory]
    [InlineData("https://tiles.example.org/{z}/{x}.png")]
    [InlineData("//tiles.example.org/{z}/{x}/{y}.png")]
    [InlineData("https://tiles.example.org; script-src *; /{z}/{x}/{y}.png")]
    [InlineData("ftp://tiles.example.org/{z}/{x}/{y}.png")]
    public async Task An_address_of_pictures_that_is_none_is_refused_when_it_is_set(string tiles)
    {
        var refused = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(async () => await TelemetryServer.StartAsync(("Twin:Cockpit:MapTiles", tiles)));
        Assert.Contains("{z}, {x} and {y}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_page_and_no_file_is_answered_as_ever()
    {
        await using var server = await Built();
        foreach (var path in (string[])["/assets/gone.js", "/seen", "/..%2f..%2fetc/passwd", "/assets/../../secret", "/v1/nothing", "/assets/"])
        {
            var (response, text) = await Get(server, path);
            Assert.True((int)response.StatusCode == 404, $"{path}: {(int)response.StatusCode} {text}");
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        }
        Assert.Equal(401, (int)(await Get(server, "/v1/outlets")).Response.StatusCode);
        Assert.Equal(200, (int)(await Get(server, "/docs/")).Response.StatusCode);
        Assert.Equal(200, (int)(await Get(server, "/healthz/live")).Response.StatusCode);
        Assert.Equal(404, (int)(await Get(server, "/see", "POST")).Response.StatusCode);
        // Answers of the API are not packed: together with what a key may see, their length would tell.
        var (open, _) = await Get(server, "/openapi/v1.json", encodings: "br, gzip");
        Assert.Empty(open.Content.Headers.ContentEncoding);
    }

    [Fact]
    public async Task Where_it_was_not_built_a_page_says_so_and_the_API_works()
    {
        await using var server = await TelemetryServer.StartAsync(("Twin:Cockpit:Folder", "/nowhere/to/be/found"));
        foreach (var path in (string[])["/", "/manage/incidents"])
        {
            var (response, text) = await Get(server, path);
            Assert.Equal((404, "text/html"), ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType));
            Assert.Contains("make build", text, StringComparison.Ordinal);
            Assert.Contains("href=\"/docs\"", text, StringComparison.Ordinal);
        }
        Assert.Equal(401, (int)(await Get(server, "/v1/outlets")).Response.StatusCode);
    }

    [Theory]
    [InlineData("苏S(2026)008号", """{"mapApproval":"苏S(2026)008号"}""")]
    [InlineData(" ", "{}")]
    public async Task The_maps_approval_is_told_as_it_is_set(string approval, string answer)
    {
        await using var server = await TelemetryServer.StartAsync(("Twin:Cockpit:MapApproval", approval));
        using var client = new HttpClient { BaseAddress = server.Url };
        client.DefaultRequestHeaders.Authorization = new("Bearer", TelemetryServer.Key);
        Assert.Equal(answer, await client.GetStringAsync(new Uri("/v1/cockpit", UriKind.Relative)));
    }
}
