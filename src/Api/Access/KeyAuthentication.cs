using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Twin.Api.Access.Sessions;
using Twin.Api.Access.Tokens;
using Twin.Api.Errors;

namespace Twin.Api.Access;

/// <summary><c>Authorization: Bearer KEY</c>; without it, the session of a browser that signed in with one.</summary>
public sealed class KeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, KeyCheck keys, SessionTokens sessions)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "key";

    /// <summary>What an identity of a session has been authenticated by.</summary>
    public const string SessionName = "session";

    private const string Prefix = "Bearer ";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (TextOf(Request) is not { } text) return Task.FromResult(OfSession());
        var (found, wait) = keys.Check(text, Context.Connection.RemoteIpAddress);
        Hold(Context, wait);
        if (found is not { } caller) return Task.FromResult(AuthenticateResult.Fail("The key is not valid."));
        return Task.FromResult(Known(caller, SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (Context.Items[typeof(KeyVerdict)] is TimeSpan wait) return Held(wait).ExecuteAsync(Context);
        if (TokenFault.IsUnreachable(Context)) return Problem.Busy("The issuer of tokens cannot be reached just now.", 5).ExecuteAsync(Context);
        if (Context.Items[typeof(SameOrigin)] is string foreign) return Problem.Of(StatusCodes.Status403Forbidden, foreign).ExecuteAsync(Context);
        var fault = TokenFault.Of(Context) ?? (SessionCookie.Of(Request) is not null && TextOf(Request) is null ? "The session has ended: sign in again." : null);
        Response.Headers.WWWAuthenticate = TokenFault.Of(Context) is null ? "Bearer" : "Bearer error=\"invalid_token\"";
        return Problem.Of(StatusCodes.Status401Unauthorized, fault ?? "Send a valid key: Authorization: Bearer KEY.").ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var needed = Context.GetEndpoint()?.Metadata.GetMetadata<NeededAccess>() ?? EndpointScope.Unsaid;
        var why = Context.User.Identity is CallerIdentity { Caller: var caller } ? EndpointScope.Refusal(caller, needed) : null;
        return Problem.Of(StatusCodes.Status403Forbidden, why ?? "The key does not allow this.").ExecuteAsync(Context);
    }

    private AuthenticateResult OfSession()
    {
        if (SessionCookie.Of(Request) is not { } cookie) return AuthenticateResult.NoResult();
        if (sessions.Find(cookie) is not { } caller) return AuthenticateResult.Fail("The session has ended.");
        if (SameOrigin.Refusal(Request) is not { } foreign) return Known(caller, SessionName);
        Context.Items[typeof(SameOrigin)] = foreign;
        return AuthenticateResult.Fail(foreign);
    }

    private static AuthenticateResult Known(Caller caller, string by) => AuthenticateResult.Success(new(new ClaimsPrincipal(new CallerIdentity(caller, by)), SchemeName));

    /// <summary>Takes note that wrong keys were tried too often.</summary>
    internal static void Hold(HttpContext http, TimeSpan? wait)
    {
        if (wait is { } time) http.Items[typeof(KeyVerdict)] = time;
    }

    internal static Problem Held(TimeSpan wait) =>
        Problem.Of(StatusCodes.Status429TooManyRequests, "Too many wrong keys were tried from this address.") with { RetryAfterSeconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)) };

    /// <summary>What was sent as a key; null when nothing was.</summary>
    internal static string? TextOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? header[Prefix.Length..].Trim() : null;
    }
}
