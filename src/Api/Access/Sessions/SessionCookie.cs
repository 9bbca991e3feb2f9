using Microsoft.AspNetCore.Http;

namespace Twin.Api.Access.Sessions;

/// <summary>Where a browser keeps its session: no script reads it, no other site's page has it sent along.</summary>
internal static class SessionCookie
{
    public const string Name = "twin-session";

    public static string? Of(HttpRequest request) => request.Cookies[Name] is { Length: > 0 } text ? text : null;

    public static void Set(HttpContext http, Session session) => http.Response.Cookies.Append(Name, session.Text, Options(http, new DateTimeOffset(session.Ends)));

    public static void Clear(HttpContext http) => http.Response.Cookies.Delete(Name, Options(http, null));

    private static CookieOptions Options(HttpContext http, DateTimeOffset? ends) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = http.Request.IsHttps, Path = "/", Expires = ends, IsEssential = true };
}
