using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Twin.Api.Tests.Access;

/// <summary>An OpenID Connect issuer: says where its keys are, shows them, and signs tokens.</summary>
internal sealed class Issuer : IAsyncDisposable
{
    public const string Audience = "twin";

    private readonly WebApplication _app;

    private Issuer(WebApplication app, SigningCredentials[] keys) => (_app, Keys) = (app, keys);

    public string Url => _app.Urls.First();

    /// <summary>Those it shows. The first signs.</summary>
    public SigningCredentials[] Keys { get; set; }

    public static async Task<Issuer> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var issuer = new Issuer(app, [Rsa(), Ec()]);
        app.MapGet("/.well-known/openid-configuration", () => Results.Json(new { issuer = issuer.Url, jwks_uri = $"{issuer.Url}/keys" }));
        app.MapGet("/keys", () => Results.Json(new { keys = issuer.Keys.Select(Public).ToArray() }));
        await app.StartAsync();
        return issuer;
    }

    public static SigningCredentials Rsa() => new(new RsaSecurityKey(RSA.Create(2048)) { KeyId = Guid.NewGuid().ToString("N") }, SecurityAlgorithms.RsaSha256);

    public static SigningCredentials Ec() => new(new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = Guid.NewGuid().ToString("N") }, SecurityAlgorithms.EcdsaSha256);

    /// <summary>A token that is good, but for what is said otherwise.</summary>
    public string Token(object? claims = null, SigningCredentials? key = null, string? issuer = null, string? audience = Audience, TimeSpan? expires = null, TimeSpan? begins = null)
    {
        var now = DateTime.UtcNow;
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer ?? Url,
            Audience = audience,
            IssuedAt = now.AddHours(-1),
            NotBefore = now + (begins ?? TimeSpan.FromHours(-1)),
            Expires = now + (expires ?? TimeSpan.FromHours(1)),
            Claims = JsonSerializer.Deserialize<Dictionary<string, object>>(JsonSerializer.Serialize(claims ?? new { sub = "s-1", preferred_username = "wang", scope = "openid read" })),
            SigningCredentials = key ?? Keys[0],
        });
    }

    /// <summary>A good token with another header and what that header's algorithm says is a signature.</summary>
    public string Forged(string header, Func<byte[], byte[]> sign)
    {
        var text = $"{Base64UrlEncoder.Encode(header)}.{Token().Split('.')[1]}";
        return $"{text}.{Base64UrlEncoder.Encode(sign(Encoding.ASCII.GetBytes(text)))}";
    }

    public byte[] PublicPem => Encoding.ASCII.GetBytes(((RsaSecurityKey)Keys[0].Key).Rsa.ExportSubjectPublicKeyInfoPem());

    public string KeyId => Keys[0].Key.KeyId;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static Dictionary<string, string> Public(SigningCredentials key)
    {
        if (key.Key is RsaSecurityKey rsa)
        {
            var p = rsa.Rsa.ExportParameters(false);
            return new() { ["kty"] = "RSA", ["use"] = "sig", ["kid"] = key.Key.KeyId, ["n"] = Base64UrlEncoder.Encode(p.Modulus), ["e"] = Base64UrlEncoder.Encode(p.Exponent) };
        }
        var q = ((ECDsaSecurityKey)key.Key).ECDsa.ExportParameters(false).Q;
        return new() { ["kty"] = "EC", ["crv"] = "P-256", ["use"] = "sig", ["kid"] = key.Key.KeyId, ["x"] = Base64UrlEncoder.Encode(q.X), ["y"] = Base64UrlEncoder.Encode(q.Y) };
    }
}
