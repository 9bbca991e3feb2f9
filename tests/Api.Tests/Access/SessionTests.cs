using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Twin.Api.Access;
using Twin.Api.Access.Sessions;
using Twin.Api.Tests.Live;
using Twin.Api.Tests.Telemetry;

namespace Twin.Api.Tests.Access;

public sealed class SessionTests(TwinServer server)
{
    private const string Calendar = "timeZone: Asia/Shanghai\nweekly: {mon-sun: [\"08:00-20:00\"]}\n";

    private static readonly (string, string)[] OurPage = [("X-Twin-CSRF", "1"), ("Sec-Fetch-Site", "same-origin")];

    /// <summary>As a browser that has signed in: it keeps the cookie and sends no key.</summary>
    private async Task<HttpClient> Browser(string key)
    {
        var client = server.With(null);
        (await server.Send("POST", "/v1/session", $$"""{"key":"{{key}}"}""", client: client, headers: OurPage)).Is(200);
        return client;
    }

    private static async Task<string> Key(TwinServer server, string scopes, string divisions = "") => (await Keys.Make(server, scopes, divisions)).Text;

    /// <summary>Of another API node with the same first key, at another time.</summary>
    private SessionTokens Elsewhere(TimeSpan ago, string first = "test-key") => new(
        server.Services.GetRequiredService<KnownKeys>(), new AdminKeyring(first), Options.Create(new AccessOptions()), new FakeTimeProvider(DateTimeOffset.UtcNow - ago));

    private Task<Answer> ByCookie(string session, string path = "/v1/divisions") => server.Send("GET", path, client: server.With(null), headers: ("Cookie", $"twin-session={session}"));

    [Fact]
    public async Task A_key_signs_a_browser_in_and_is_not_in_its_cookie()
    {
        var key = await Key(server, "read operate", "3208");
        using var client = server.With(null);
        Assert.Equal(204, (await server.Send("GET", "/v1/session", client: client)).Status);

        var signedIn = (await server.Send("POST", "/v1/session", $$"""{"key":"{{key}}"}""", client: client)).Is(200);
        var cookie = signedIn.Header("Set-Cookie")!;
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("path=/;", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secure", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(key[^64..], cookie, StringComparison.Ordinal);
        Assert.DoesNotContain(key[^64..], signedIn.Text, StringComparison.Ordinal);
        Assert.Equal("no-store", signedIn.Header("Cache-Control"));

        var session = (await server.Send("GET", "/v1/session", client: client)).Is(200);
        Assert.Equal(["read", "operate"], session["scopes"].AsArray().Select(s => (string?)s));
        Assert.Equal(["3208"], session["divisions"].AsArray().Select(s => (string?)s));
        Assert.Equal((string?)signedIn["name"], (string?)session["name"]);
        (await server.Send("GET", "/v1/divisions", client: client)).Is(200);
        (await server.Send("GET", "/v1/keys", client: client)).Is(403);
    }

    [Fact]
    public async Task Whoever_sends_the_key_itself_is_told_too_who_they_are()
    {
        Assert.Equal("admin", (string?)(await server.Send("GET", "/v1/session")).Is(200)["name"]);
        using var bad = server.With("not-a-key");
        Assert.Equal(204, (await server.Send("GET", "/v1/session", client: bad)).Status);
    }

    [Fact]
    public async Task A_revoked_key_ends_its_sessions_and_their_streams()
    {
        var (name, key) = await Keys.Make(server, "read");
        using var client = await Browser(key);
        using var stream = await EventReader.Open(client, "q=nothing-is-called-so");
        await stream.Expect("snapshot");
        (await server.Send("DELETE", $"/v1/keys/{name}")).Is(204);
        var refused = (await server.Send("GET", "/v1/divisions", client: client)).Is(401);
        Assert.Contains("sign in again", (string?)refused["detail"], StringComparison.Ordinal);
        Assert.Equal(204, (await server.Send("GET", "/v1/session", client: client)).Status);
        while (await stream.Next() is not null) { }
    }

    [Fact]
    public async Task A_session_of_a_key_that_expires_ends_with_it()
    {
        var expires = DateTime.UtcNow.AddHours(1);
        var (_, key) = await Keys.Make(server, "short-session", "read", "", $",\"expiresAt\":\"{expires:O}\"");
        using var client = await Browser(key);
        var ends = (DateTime)(await server.Send("GET", "/v1/session", client: client)).Is(200)["endsAt"]!;
        Assert.InRange(ends.ToUniversalTime(), expires.AddSeconds(-1), expires);
    }

    [Fact]
    public async Task A_session_is_good_on_every_node_with_the_same_first_key_until_its_time_is_over()
    {
        var admin = new AdminKeyring("test-key").Named("admin")!;
        (await ByCookie(Elsewhere(TimeSpan.FromDays(1)).Begin(admin).Text)).Is(200);
        (await ByCookie(Elsewhere(TimeSpan.FromDays(8)).Begin(admin).Text)).Is(401);
        (await ByCookie(Elsewhere(TimeSpan.Zero, "another-first-key").Begin(admin).Text)).Is(401);
    }

    [Fact]
    public async Task A_session_in_use_is_renewed_when_half_of_it_has_passed()
    {
        var admin = new AdminKeyring("test-key").Named("admin")!;
        var young = (await ByCookie(Elsewhere(TimeSpan.FromDays(1)).Begin(admin).Text, "/v1/session")).Is(200);
        Assert.Null(young.Header("Set-Cookie"));
        var old = (await ByCookie(Elsewhere(TimeSpan.FromDays(5)).Begin(admin).Text, "/v1/session")).Is(200);
        Assert.Contains("twin-session=admin.", old.Header("Set-Cookie"), StringComparison.Ordinal);
        Assert.True((DateTime)old["endsAt"]! > (DateTime)young["endsAt"]!);
    }

    [Fact]
    public async Task What_was_changed_of_a_session_is_none()
    {
        var admin = new AdminKeyring("test-key").Named("admin")!;
        var (_, key) = await Keys.Make(server, "read");
        var caller = server.Services.GetRequiredService<KnownKeys>().Find(key)!;
        var text = Elsewhere(TimeSpan.Zero).Begin(caller).Text;
        (await ByCookie(text)).Is(200);
        var parts = text.Split('.');
        string[] forged =
        [
            $"admin.{parts[1]}.{parts[2]}", $"{parts[0]}.{long.Parse(parts[1]) + 1}.{parts[2]}", text[..^2] + (text.EndsWith("AA", StringComparison.Ordinal) ? "BB" : "AA"), $"{parts[0]}.{parts[1]}.", $"{parts[0]}.{parts[1]}",
            $".{parts[1]}.{parts[2]}", $"{parts[0]}.99999999999999999999.{parts[2]}", "x", "..", new string('x', 3_000), key, "%E4%BD%A0.1.x", $"{parts[0]}.{parts[1]}.{parts[2]}.{parts[2]}",
        ];
        foreach (var one in forged) (await ByCookie(one)).Is(401);
        Assert.NotEqual(Elsewhere(TimeSpan.Zero).Begin(admin).Text.Split('.')[2], parts[2]);
    }

    [Theory]
    [InlineData(201, "X-Twin-CSRF: 1", "Sec-Fetch-Site: same-origin")]
    [InlineData(201, "X-Twin-CSRF: 1", "Origin: {own}")]
    [InlineData(201, "X-Twin-CSRF: 1", "Sec-Fetch-Site: same-origin", "Origin: http://behind.a.proxy")]
    [InlineData(403, "X-Twin-CSRF: 1")]
    [InlineData(403, "Sec-Fetch-Site: same-origin")]
    [InlineData(403, "X-Twin-CSRF: 0", "Origin: {own}")]
    [InlineData(403, "X-Twin-CSRF: 1", "Sec-Fetch-Site: same-site")]
    [InlineData(403, "X-Twin-CSRF: 1", "Sec-Fetch-Site: cross-site", "Origin: {own}")]
    [InlineData(403, "X-Twin-CSRF: 1", "Origin: http://example.org")]
    [InlineData(403, "X-Twin-CSRF: 1", "Origin: http://127.0.0.1:1")]
    [InlineData(403, "X-Twin-CSRF: 1", "Origin: null")]
    public async Task A_change_by_session_is_asked_for_by_our_own_page(int status, params string[] headers)
    {
        using var client = await Browser(await Key(server, "admin"));
        var own = server.Client.BaseAddress!.GetLeftPart(UriPartial.Authority);
        var name = $"by-session-{Guid.NewGuid():N}";
        var answer = await server.Send("PUT", $"/v1/calendars/{name}", Calendar, "application/yaml", client, [.. headers.Select(h => h.Replace("{own}", own, StringComparison.Ordinal).Split(": ")).Select(h => (h[0], h[1]))]);
        answer.Is(status);
        Assert.Equal(status == 201 ? 200 : 404, (await server.Send("GET", $"/v1/calendars/{name}")).Status);
    }

    [Fact]
    public async Task Another_site_reads_and_streams_nothing_with_a_session()
    {
        using var client = await Browser(await Key(server, "read"));
        foreach (var path in (string[])["/v1/divisions", "/v1/stream"])
        {
            (await server.Send("GET", path, client: client, headers: ("Sec-Fetch-Site", "same-site"))).Is(403);
            (await server.Send("GET", path, client: client, headers: ("Origin", "http://example.org"))).Is(403);
        }
        (await server.Send("GET", "/v1/divisions", client: client, headers: ("Sec-Fetch-Site", "none"))).Is(200);
        (await server.Send("POST", "/v1/session", """{"key":"test-key"}""", client: client, headers: ("Origin", "http://example.org"))).Is(403);
        (await server.Send("DELETE", "/v1/session", client: client, headers: ("Sec-Fetch-Site", "cross-site"))).Is(403);
        // A key is sent by nobody but who knows it, from wherever.
        (await server.Send("GET", "/v1/divisions", headers: ("Origin", "http://example.org"))).Is(200);
    }

    [Fact]
    public async Task Signing_out_makes_the_browser_forget()
    {
        using var client = await Browser(await Key(server, "read"));
        Assert.Contains("twin-session=;", (await server.Send("DELETE", "/v1/session", client: client)).Is(204).Header("Set-Cookie"), StringComparison.Ordinal);
        (await server.Send("GET", "/v1/divisions", client: client)).Is(401);
        (await server.Send("DELETE", "/v1/session", client: client)).Is(204);
    }

    [Fact]
    public async Task Bad_requests_sign_nobody_in()
    {
        using var client = server.With(null);
        Assert.Equal(["key:required", "name:unknownField"], (await server.Send("POST", "/v1/session", """{"name":"x"}""", client: client)).Is(400).Errors);
        (await server.Send("POST", "/v1/session", "key=x", "application/x-www-form-urlencoded", client)).Is(415);
        (await server.Send("POST", "/v1/session", $$"""{"key":"{{new string('x', 5_000)}}"}""", client: client)).Is(413);
        var wrong = (await server.Send("POST", "/v1/session", """{"key":"not-a-key"}""", client: client)).Is(401);
        Assert.Null(wrong.Header("Set-Cookie"));
        (await server.Send("GET", "/v1/session?colour=red", client: client)).Is(400);
    }

    [Fact]
    public async Task Guesses_are_counted_and_over_https_the_cookie_stays_there()
    {
        await using var few = await TelemetryServer.StartAsync("an-admin-key-nobody-guesses", ("Twin:Access:GuessesMax", "1"), ("Twin:Access:GuessesPerMinute", "1"), ("Twin:Http:TrustedProxies", "127.0.0.1"));
        using var client = new HttpClient { BaseAddress = few.Url };
        async Task<HttpResponseMessage> SignIn(string key)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/session") { Content = new StringContent($$"""{"key":"{{key}}"}""", new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")) };
            request.Headers.Add("X-Forwarded-Proto", "https");
            request.Headers.Add("X-Forwarded-For", "203.0.113.7");
            return await client.SendAsync(request);
        }
        using var first = await SignIn("a");
        using var second = await SignIn("b");
        Assert.Equal((401, 429), ((int)first.StatusCode, (int)second.StatusCode));
        Assert.NotNull(second.Headers.RetryAfter);
        // A right key is let through all the while.
        using var right = await SignIn("an-admin-key-nobody-guesses");
        Assert.Contains("secure", Assert.Single(right.Headers.GetValues("Set-Cookie")), StringComparison.OrdinalIgnoreCase);
    }
}
