using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Twin.Api.Errors;
using Twin.Api.Json;
using Twin.Api.Requests;
using Twin.Documents;
using Twin.Domain.Documents;

namespace Twin.Api.Access.Sessions;

/// <summary>Signing a browser in and out. Open to all: what is asked for is the key itself.</summary>
internal static class SessionEndpoints
{
    private const int BytesMax = 4 << 10;
    private const int KeyLengthMax = 1_000;
    private const string Example = """{"key": "twin_0123456789_…"}""";

    public static void MapSession(this RouteGroupBuilder api)
    {
        var session = api.MapGroup("/session").WithTags("Session").RefuseUnknownQuery().AllowAnonymous();
        session.MapPost("", SignIn).LimitBody(BytesMax).WithName("signIn").WithSummary("Sign a browser in with a key")
            .WithDescription(
                "Sets a cookie that no script can read and that works wherever a key does, on every API node. It ends when the key is revoked or expires. Whatever is asked for with it that would change "
                + "something needs the header X-Twin-CSRF: 1 and must come from a page of this server.")
            .TakesBody(new BodyForm(MediaTypes.Json, typeof(SessionInput), Example)).Produces<SessionModel>(200).ProducesProblems(400, 413, 415);
        session.MapRead("", Read).WithName("getSession").WithSummary("Who is signed in")
            .WithDescription("Also for a key or a token sent as usual. 204 when nobody is. A session in use is renewed.").Produces<SessionModel>(200).Produces(204).ProducesProblems(400);
        session.MapDelete("", SignOut).WithName("signOut").WithSummary("Sign a browser out")
            .WithDescription("The browser forgets its session. To end all sessions of a key, revoke it.").Produces(204).ProducesProblems(400);
    }

    private static async Task<IResult> SignIn(HttpContext http, [FromServices] KeyCheck keys, [FromServices] SessionTokens sessions)
    {
        if (SameOrigin.IsForeign(http.Request)) return Foreign;
        if (MediaTypes.RefuseOther(http.Request, MediaTypes.Json) is { } other) return other;
        var (body, problem) = await RequestBody.ReadTextAsync(http);
        if (problem is not null) return problem;
        var faults = new List<DocFault>();
        if (KeyIn(body, faults) is not { } key) return Problem.BadRequest("The request has faults; nobody was signed in.", faults);

        var (caller, wait) = keys.Check(key, http.Connection.RemoteIpAddress);
        if (caller is null) return wait is { } time ? KeyAuthentication.Held(time) : Wrong(http);
        var session = sessions.Begin(caller);
        SessionCookie.Set(http, session);
        return Results.Json(SessionModel.Of(caller with { ExpiresAt = session.Ends }), ApiJson.Options);
    }

    private static IResult Read(HttpContext http, [FromServices] SessionTokens sessions)
    {
        if (http.User.Identity is not CallerIdentity { Caller: var caller } identity) return Results.NoContent();
        if (identity.AuthenticationType == KeyAuthentication.SessionName && sessions.Renew(caller) is { } renewed)
        {
            SessionCookie.Set(http, renewed);
            caller = caller with { ExpiresAt = renewed.Ends };
        }
        return Results.Json(SessionModel.Of(caller), ApiJson.Options);
    }

    private static IResult SignOut(HttpContext http)
    {
        if (SameOrigin.IsForeign(http.Request)) return Foreign;
        SessionCookie.Clear(http);
        return Results.NoContent();
    }

    private static Problem Wrong(HttpContext http)
    {
        http.Response.Headers.WWWAuthenticate = "Bearer";
        return Problem.Of(StatusCodes.Status401Unauthorized, "The key is not valid.");
    }

    private static Problem Foreign => Problem.Of(StatusCodes.Status403Forbidden, SameOrigin.Foreign);

    private static string? KeyIn(string body, List<DocFault> faults)
    {
        if (DocumentText.Parse(body, DocumentFormat.Json, faults) is not { } document || DocReader.Open(document, "", faults) is not { } reader) return null;
        var key = reader.Text("key", required: true, lengthMax: KeyLengthMax);
        reader.Done();
        return faults.Count == 0 ? key : null;
    }
}
