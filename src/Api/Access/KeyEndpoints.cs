using System.ComponentModel;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Twin.Api.Audit;
using Twin.Api.Errors;
using Twin.Api.Json;
using Twin.Api.Requests;
using Twin.Documents;
using Twin.Domain.Access;
using Twin.Domain.Documents;
using Twin.Grains.Access;

namespace Twin.Api.Access;

/// <summary>Keys: made, listed, revoked.</summary>
public static class KeyEndpoints
{
    private const int BytesMax = 16 * 1024;
    private const string Example = """{"name": "huaian-duty", "scopes": ["read", "operate"], "divisions": ["3208"], "expiresAt": "2099-01-01T00:00:00Z"}""";

    public static void MapKeys(this RouteGroupBuilder api)
    {
        var keys = api.MapGroup("/keys").WithTags("Keys").RefuseUnknownQuery();
        keys.MapPost("", Add).RequireScope(Scopes.Admin).LimitBody(BytesMax).WithName("addKey").WithSummary("Make a key")
            .WithDescription("The answer holds the key itself; it is not kept and cannot be read again. It is good on this server when this is answered, on others within a second.")
            .TakesBody(new BodyForm(MediaTypes.Json, typeof(KeyInput), Example)).Produces<KeyModel>(201).ProducesProblems(400, 409, 413, 415);
        keys.MapRead("", List).RequireScope(Scopes.Admin).WithName("listKeys").WithSummary("List the keys, without what is secret of them")
            .Produces<KeyListModel>(200).ProducesProblems(400);
        keys.MapRead("/{name}", Read).RequireScope(Scopes.Admin).WithName("getKey").WithSummary("Read a key, without what is secret of it")
            .Produces<KeyModel>(200).ProducesProblems(400, 404);
        keys.MapDelete("/{name}", Revoke).RequireScope(Scopes.Admin).WithName("revokeKey").WithSummary("Revoke a key, by its name or id")
            .WithDescription("It is refused on every server within a second, and the streams and MQTT connections opened with it end.").Produces(204).ProducesProblems(400, 404, 409);
    }

    private static async Task<IResult> Add(HttpContext http, [FromServices] IGrainFactory grains, [FromServices] KnownKeys known, [FromServices] TimeProvider time)
    {
        if (MediaTypes.RefuseOther(http.Request, MediaTypes.Json) is { } other) return other;
        var (body, problem) = await RequestBody.ReadTextAsync(http);
        if (problem is not null) return problem;
        var (now, faults) = (time.GetUtcNow().UtcDateTime, new List<DocFault>());
        var request = DocumentText.Parse(body, DocumentFormat.Json, faults) is { } document ? KeyRequest.Read(document, now, faults) : null;
        if (request is null) return Problem.BadRequest("The request has faults; no key was made.", faults);

        var (id, text) = KeyText.Write(RandomNumberGenerator.GetBytes(KeyText.IdBytes + KeyText.SecretBytes));
        var key = new AccessKey
        {
            Id = id,
            Name = request.Name,
            Person = request.Person,
            Hash = KeyText.HashOf(text),
            Scopes = request.Scopes,
            Divisions = request.Divisions,
            CreatedAt = now,
            CreatedBy = http.Caller().Name,
            ExpiresAt = request.ExpiresAt,
        };
        switch (await grains.Keyring().Add(key))
        {
            case KeyReason.NameTaken: return Taken(key.Name, "there is a key of this name; revoke it first");
            case KeyReason.Reserved: return Taken(key.Name, "this is the name of the first key");
            case KeyReason.TooMany: return Problem.Conflict($"There are {KeyRules.KeysMax} keys already; revoke those not in use.");
            case KeyReason.IdTaken: return Problem.Busy("The key's id was taken by chance; ask again.");
        }
        http.NoteForAudit($"{(key.Person is { } person ? $"person {person}; " : "")}scopes {string.Join(' ', ScopeRules.InWords(key.Scopes))}; divisions {(key.Divisions.Count == 0 ? "all" : string.Join(' ', key.Divisions))}");
        await known.Refresh(http.RequestAborted);
        http.Response.Headers.Location = $"/v1/keys/{key.Name}";
        return Results.Json(KeyModel.Of(key, text), ApiJson.Options, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> List([FromServices] IGrainFactory grains)
    {
        var keys = await grains.Keyring().List();
        return Results.Json(new KeyListModel([.. keys.Select(k => KeyModel.Of(k))], keys.Length), ApiJson.Options);
    }

    private static async Task<IResult> Read([Description("The key's name or id.")] string name, [FromServices] IGrainFactory grains)
    {
        var keys = await grains.Keyring().List();
        return (Array.Find(keys, k => k.Name == name) ?? Array.Find(keys, k => k.Id == name)) is { } key ? Results.Json(KeyModel.Of(key), ApiJson.Options) : Unknown(name);
    }

    private static async Task<IResult> Revoke(HttpContext http, [Description("The key's name or id.")] string name, [FromServices] IGrainFactory grains, [FromServices] KnownKeys known)
    {
        if (name == KeyRules.AdminName) return Problem.Conflict("The first key is the host's: change TWIN_ADMIN_KEY, or delete the file DATA/admin.key, and start again.");
        if (await grains.Keyring().Revoke(name) is null) return Unknown(name);
        await known.Refresh(http.RequestAborted);
        return Results.NoContent();
    }

    private static Problem Taken(string name, string why) => Problem.Conflict($"The name '{name}' is taken; no key was made.") with { Errors = [new("name", "conflict", why)] };

    private static Problem Unknown(string name) => Problem.NotFound($"There is no key '{name}'.");
}
