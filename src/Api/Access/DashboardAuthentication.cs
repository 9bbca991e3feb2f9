using System.Security.Claims;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Twin.Api.Errors;

namespace Twin.Api.Access;

/// <summary>
/// For the one page that only a browser opens: the key as the password of HTTP Basic, which a browser asks for by itself, under any user name; or as everywhere else. Guesses count as they do
/// there. No other endpoint takes this form, since a browser sends it along without being asked.
/// </summary>
public sealed class DashboardAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, KeyCheck keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "dashboard";

    private const string Prefix = "Basic ";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if ((PasswordOf(Request) ?? KeyAuthentication.TextOf(Request)) is not { } text) return Task.FromResult(AuthenticateResult.NoResult());
        var (found, wait) = keys.Check(text, Context.Connection.RemoteIpAddress);
        KeyAuthentication.Hold(Context, wait);
        if (found is not { } caller) return Task.FromResult(AuthenticateResult.Fail("The key is not valid."));
        return Task.FromResult(AuthenticateResult.Success(new(new ClaimsPrincipal(new CallerIdentity(caller, SchemeName)), SchemeName)));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (Context.Items[typeof(KeyVerdict)] is TimeSpan wait) return KeyAuthentication.Held(wait).ExecuteAsync(Context);
        Response.Headers.WWWAuthenticate = "Basic realm=\"Twin\", charset=\"UTF-8\"";
        return Problem.Of(StatusCodes.Status401Unauthorized, "Sign in with any user name and an admin's key as the password.").ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Problem.Of(StatusCodes.Status403Forbidden, "This needs a key with the scope admin over the whole province.").ExecuteAsync(Context);

    private static string? PasswordOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) return null;
        Span<byte> bytes = stackalloc byte[512];
        if (!Convert.TryFromBase64String(header[Prefix.Length..].Trim(), bytes, out var written)) return null;
        var text = Encoding.UTF8.GetString(bytes[..written]);
        return text.IndexOf(':', StringComparison.Ordinal) is var colon and >= 0 ? text[(colon + 1)..] : null;
    }
}
