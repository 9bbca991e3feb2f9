using System.Security.Cryptography;
using Twin.Api.Tests.Live;

namespace Twin.Api.Tests.Access;

/// <summary>A server that trusts an issuer, and the issuer.</summary>
public sealed class TokenServer : IAsyncLifetime
{
    internal Issuer Issuer { get; private set; } = null!;
    internal TwinServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Issuer = await Issuer.Start();
        Server = await TwinServer.Start(
            ("Twin:Oidc:Authority", Issuer.Url), ("Twin:Oidc:Audience", Issuer.Audience), ("Twin:Oidc:RequireHttps", "false"), ("Twin:Oidc:ClockSkew", "00:00:00"),
            ("Twin:Oidc:AskForKeysEvery", "00:00:01"), ("Twin:Oidc:DivisionsClaim", "divisions"), ("Twin:Oidc:ScopesClaim", "roles"), ("Twin:Oidc:Scopes:twin-duty", "read operate"),
            ("Twin:Oidc:Scopes:twin-admin", "admin"));
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Issuer.DisposeAsync();
    }
}

public sealed class TokenTests(TokenServer with) : IClassFixture<TokenServer>
{
    private TwinServer Server => with.Server;
    private Issuer Issuer => with.Issuer;

    private static object Duty(string name = "wang", string[]? roles = null, string[]? divisions = null) => new { sub = "s-1", preferred_username = name, roles = roles ?? ["twin-duty", "offline_access"], divisions = divisions ?? ["*"] };

    private async Task<Answer> Ask(string token, string path = "/v1/divisions", string method = "GET", string? body = null)
    {
        using var client = Server.With(token);
        return await Server.Send(method, path, body, client: client);
    }

    private async Task Refused(string token, string why)
    {
        var answer = (await Ask(token)).Is(401);
        Assert.Contains(why, (string?)answer["detail"], StringComparison.Ordinal);
        Assert.Equal("Bearer error=\"invalid_token\"", answer.Header("WWW-Authenticate"));
    }

    [Fact]
    public async Task A_token_signed_with_RSA_or_an_elliptic_curve_is_a_caller_beside_keys()
    {
        (await Ask(Issuer.Token(Duty()))).Is(200);
        (await Ask(Issuer.Token(Duty(), Issuer.Keys[1]))).Is(200);
        (await Server.Send("GET", "/v1/divisions")).Is(200);
        (await Ask("not-a-token")).Is(401);
    }

    [Fact]
    public async Task What_is_wrong_with_a_token_is_said()
    {
        await Refused(Issuer.Token(Duty(), expires: TimeSpan.FromMinutes(-1)), "expired");
        await Refused(Issuer.Token(Duty(), begins: TimeSpan.FromMinutes(30)), "not valid yet");
        await Refused(Issuer.Token(Duty(), audience: "somebody-else"), "another audience");
        await Refused(Issuer.Token(Duty(), issuer: "https://evil.example.org"), "issuer");
        await Refused(Issuer.Token(Duty(), Issuer.Rsa()), "not signed");
        await Refused(Issuer.Token(new { roles = new[] { "twin-duty" }, divisions = "*" }), "neither preferred_username nor sub");
        await Refused("eyJhbGciOiJSUzI1NiJ9.e30.", "token");
        await Refused("eyJ.eyJ.eyJ", "token");
    }

    [Fact]
    public async Task A_token_that_is_not_signed_with_the_issuer_s_private_key_is_refused_whatever_it_says()
    {
        await Refused(Issuer.Forged("""{"alg":"none","typ":"JWT"}""", _ => []), "not signed");
        var header = $$"""{"alg":"HS256","typ":"JWT","kid":"{{Issuer.KeyId}}"}""";
        await Refused(Issuer.Forged(header, text => HMACSHA256.HashData(Issuer.PublicPem, text)), "not signed");
        // Signed by another, with the issuer's key id.
        using var other = RSA.Create(2048);
        await Refused(Issuer.Forged($$"""{"alg":"RS256","typ":"JWT","kid":"{{Issuer.KeyId}}"}""", text => other.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)), "not signed");
        // One that names its own key and where to find it.
        var (n, e) = (other.ExportParameters(false).Modulus!, other.ExportParameters(false).Exponent!);
        var jwk = $$"""{"kty":"RSA","n":"{{Url(n)}}","e":"{{Url(e)}}"}""";
        await Refused(Issuer.Forged($$"""{"alg":"RS256","typ":"JWT","jwk":{{jwk}},"jku":"http://127.0.0.1:1/keys"}""", text => other.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)), "not signed");
        // A good one whose claims were changed.
        var parts = Issuer.Token(Duty()).Split('.');
        await Refused($"{parts[0]}.{Issuer.Token(Duty(roles: ["twin-admin"])).Split('.')[1]}.{parts[2]}", "not signed");
    }

    private static string Url(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    [Fact]
    public async Task When_the_issuer_changes_its_keys_tokens_signed_with_the_new_ones_are_taken()
    {
        (await Ask(Issuer.Token(Duty()))).Is(200);
        var before = Issuer.Keys;
        Issuer.Keys = [Issuer.Rsa(), .. before];
        // The issuer is asked once a second at most, and other tests ask too.
        var token = Issuer.Token(Duty());
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((await Ask(token)).Status != 200) Assert.False(limit.IsCancellationRequested, "The new key was never taken.");
        (await Ask(Issuer.Token(Duty(), before[0]))).Is(200);
    }

    [Fact]
    public async Task Claims_become_scopes_and_words_that_mean_nothing_here_become_none()
    {
        (await Ask(Issuer.Token(Duty(roles: ["twin-duty"])), "/v1/silences", "POST", "{}")).Is(400);
        (await Ask(Issuer.Token(Duty(roles: ["twin-duty"])), "/v1/keys")).Is(403);
        (await Ask(Issuer.Token(Duty(roles: ["twin-admin"])), "/v1/keys")).Is(200);
        Assert.Contains("'wang' has none", (string?)(await Ask(Issuer.Token(Duty(roles: ["admin", "read"])))).Is(403)["detail"], StringComparison.Ordinal);
        (await Ask(Issuer.Token(new { sub = "s-1", divisions = "*" }))).Is(403);
    }

    [Fact]
    public async Task The_divisions_claim_limits_and_without_it_a_token_is_for_nowhere()
    {
        (await Server.Register("3208710001")).Is(201);
        (await Ask(Issuer.Token(Duty(divisions: ["3208", "320300"])))).Is(200);
        Assert.Contains("limited to 3203, 3208", (string?)(await Ask(Issuer.Token(Duty(roles: ["twin-admin"], divisions: ["3208", "320300"])), "/v1/keys")).Is(403)["detail"], StringComparison.Ordinal);
        await Refused(Issuer.Token(new { sub = "s-1", roles = new[] { "twin-duty" } }), "no divisions");
        await Refused(Issuer.Token(Duty(divisions: [])), "no divisions");
        await Refused(Issuer.Token(Duty(divisions: ["3208", "*"])), "cannot be read");
        await Refused(Issuer.Token(Duty(divisions: ["33\"\r\n江"])), "cannot be read");
    }

    [Fact]
    public async Task A_stream_ends_when_its_token_expires()
    {
        using var client = Server.With(Issuer.Token(Duty(), expires: TimeSpan.FromSeconds(6)));
        using var stream = await EventReader.Open(client, "q=nothing-is-called-so");
        while (await stream.Next() is not null) { }
    }

    [Fact]
    public async Task What_a_token_changed_is_in_the_audit_log_with_its_issuer()
    {
        (await Ask(Issuer.Token(Duty("zhang", roles: ["twin-admin"])), "/v1/outlets/3208710002", "PUT", TwinServer.Profile("3208710002"))).Is(201);
        var entry = Assert.Single((await Server.Send("GET", "/v1/audit?by=zhang")).Is(200)["items"].AsArray())!;
        Assert.Equal((Issuer.Url, null), ((string?)entry["issuer"], (string?)entry["keyId"]));
    }

    [Fact]
    public async Task While_the_issuer_is_away_tokens_are_told_to_come_again_and_keys_are_good()
    {
        await using var server = await TwinServer.Start(("Twin:Oidc:Authority", "http://127.0.0.1:1"), ("Twin:Oidc:Audience", "twin"), ("Twin:Oidc:RequireHttps", "false"));
        using var client = server.With(Issuer.Token(Duty()));
        var answer = (await server.Send("GET", "/v1/divisions", client: client)).Is(503);
        Assert.NotNull(answer.Header("Retry-After"));
        (await server.Send("GET", "/v1/divisions")).Is(200);
    }

    [Fact]
    public async Task Where_no_issuer_is_trusted_a_token_is_no_key()
    {
        await using var server = await Telemetry.TelemetryServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/divisions");
        request.Headers.Authorization = new("Bearer", Issuer.Token(Duty()));
        using var answer = await server.Http.SendAsync(request);
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, answer.StatusCode);
    }
}
