using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Twin.Api.Errors;

namespace Twin.Api.Access;

/// <summary><c>Authorization: Bearer KEY</c>.</summary>
public sealed class KeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, KnownKeys keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "key";

    private const string Prefix = "Bearer ";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (TextOf(Request) is not { } text) return Task.FromResult(AuthenticateResult.NoResult());
        if (keys.Find(text) is not { } caller) return Task.FromResult(AuthenticateResult.Fail("The key is not valid."));
        return Task.FromResult(AuthenticateResult.Success(new(new ClaimsPrincipal(new CallerIdentity(caller, SchemeName)), SchemeName)));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return Problem.Of(StatusCodes.Status401Unauthorized, "Send a valid key: Authorization: Bearer KEY.").ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var needed = Context.GetEndpoint()?.Metadata.GetMetadata<NeededAccess>() ?? EndpointScope.Unsaid;
        var why = Context.User.Identity is CallerIdentity { Caller: var caller } ? EndpointScope.Refusal(caller, needed) : null;
        return Problem.Of(StatusCodes.Status403Forbidden, why ?? "The key does not allow this.").ExecuteAsync(Context);
    }

    /// <summary>What was sent as a key; null when nothing was.</summary>
    internal static string? TextOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? header[Prefix.Length..].Trim() : null;
    }
}
