using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Twin.Api.Access.Tokens;

/// <summary>
/// <c>Authorization: Bearer TOKEN</c>: signed by the issuer, checked here, with the issuer's keys fetched from it and fetched anew when one is not known. Which of key and token it is
/// shows in its form. The answer to a bad one is the same for both, <see cref="KeyAuthentication"/>'s.
/// </summary>
internal static class TokenAuthentication
{
    public const string SchemeName = "token";

    /// <summary>Those of a key pair only: with a shared secret, whoever can check a token can make one.</summary>
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384,
        SecurityAlgorithms.RsaSsaPssSha512, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    public static void AddTokens(this IServiceCollection services)
    {
        services.AddOptions<OidcOptions>().BindConfiguration(OidcOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddAuthentication().AddJwtBearer(SchemeName, _ => { });
        services.AddOptions<JwtBearerOptions>(SchemeName).Configure<IOptions<OidcOptions>, KeyCheck>((bearer, oidc, keys) => Configure(bearer, oidc.Value, keys));
        services.AddOptions<AuthenticationSchemeOptions>(KeyAuthentication.SchemeName).Configure<IOptions<OidcOptions>>((key, oidc) =>
        {
            if (!oidc.Value.IsOn) return;
            key.ForwardDefaultSelector = http => KeyAuthentication.TextOf(http.Request) is { } text && IsToken(text) ? SchemeName : null;
            (key.ForwardChallenge, key.ForwardForbid) = (KeyAuthentication.SchemeName, KeyAuthentication.SchemeName);
        });
    }

    /// <summary>Whether it has the form of a signed token: a JSON object and two more parts, each in base 64. No key has.</summary>
    internal static bool IsToken(string text) => text.StartsWith("eyJ", StringComparison.Ordinal) && text.AsSpan().Count('.') == 2;

    private static void Configure(JwtBearerOptions bearer, OidcOptions oidc, KeyCheck keys)
    {
        (bearer.Authority, bearer.Audience, bearer.RequireHttpsMetadata, bearer.MapInboundClaims) = (oidc.Authority, oidc.Audience, oidc.RequireHttps, false);
        (bearer.RefreshInterval, bearer.BackchannelTimeout) = (oidc.AskForKeysEvery, TimeSpan.FromSeconds(10));
        bearer.TokenValidationParameters = new()
        {
            ValidAudience = oidc.Audience,
            ValidAlgorithms = Algorithms,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            ClockSkew = oidc.ClockSkew,
        };
        bearer.Events = new()
        {
            OnTokenValidated = context =>
            {
                var (caller, fault) = TokenClaims.Read((ClaimsIdentity)context.Principal!.Identity!, context.SecurityToken.ValidTo, oidc);
                if (caller is not null) context.Principal = new(new CallerIdentity(caller, SchemeName));
                else
                {
                    TokenFault.Set(context.HttpContext, fault!);
                    context.Fail(fault!);
                }
                return Task.CompletedTask;
            },
            OnAuthenticationFailed = context => Failed(context, bearer, keys),
        };
    }

    private static async Task Failed(AuthenticationFailedContext context, JwtBearerOptions bearer, KeyCheck keys)
    {
        var http = context.HttpContext;
        if (!await IsReachable(bearer, http)) TokenFault.Unreachable(http);
        else
        {
            TokenFault.Set(http, InWords(context.Exception));
            // One that was good once is no guess.
            if (context.Exception is not SecurityTokenExpiredException) KeyAuthentication.Hold(http, keys.Failed(http.Connection.RemoteIpAddress, KeyAuthentication.TextOf(http.Request) ?? ""));
        }
        context.Fail(context.Exception);
    }

    // Without the issuer's keys every token looks bad: that is no fault of its bearer.
    private static async Task<bool> IsReachable(JwtBearerOptions bearer, HttpContext http)
    {
        try
        {
            return bearer.ConfigurationManager is { } issuer && await issuer.GetConfigurationAsync(http.RequestAborted) is not null;
        }
        catch (Exception e) when (e is InvalidOperationException or HttpRequestException or IOException or OperationCanceledException)
        {
            return false;
        }
    }

    private static string InWords(Exception failure) => failure switch
    {
        SecurityTokenExpiredException => "The token has expired.",
        SecurityTokenNotYetValidException => "The token is not valid yet.",
        SecurityTokenInvalidAudienceException => "The token is meant for another audience.",
        SecurityTokenInvalidIssuerException => "The token is of an issuer that is not trusted here.",
        SecurityTokenNoExpirationException => "The token does not say when it expires.",
        SecurityTokenSignatureKeyNotFoundException or SecurityTokenInvalidSignatureException or SecurityTokenInvalidAlgorithmException => "The token is not signed as the issuer signs.",
        _ => "The token is not valid.",
    };
}

/// <summary>Why a token was not taken, from where that is known to where it is answered.</summary>
internal static class TokenFault
{
    public static string? Of(HttpContext http) => http.Items[typeof(TokenFault)] as string;

    public static bool IsUnreachable(HttpContext http) => http.Items[typeof(TokenFault)] is true;

    public static void Set(HttpContext http, string why) => http.Items[typeof(TokenFault)] = why;

    /// <summary>The issuer does not answer.</summary>
    public static void Unreachable(HttpContext http) => http.Items[typeof(TokenFault)] = true;
}
