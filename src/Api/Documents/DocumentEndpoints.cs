using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Twin.Api.Access;
using Twin.Api.Errors;
using Twin.Api.Json;
using Twin.Api.Requests;
using Twin.Domain.Access;
using Twin.Grains.Documents;

namespace Twin.Api.Documents;

/// <summary>A kind of uploaded document, as its endpoints need to know it.</summary>
/// <param name="Name">In operation ids: <c>ruleBook</c>.</param>
/// <param name="InWords">In summaries: <c>the rule book</c>.</param>
/// <param name="Example">A small whole one, as YAML.</param>
/// <param name="Find">The document's twin, by the path's id where there is one; or the problem with that id.</param>
/// <param name="RefuseWrite">Why this document cannot be changed; null when it can.</param>
/// <param name="Shown">What a document shows that no twin holds; null for all others.</param>
/// <param name="RefuseUpload">What no twin can see is wrong with an upload, because it lies between documents; null when nothing is.</param>
/// <param name="Seen">What a caller sees of a version, by the path's id: not everybody sees all that a document holds; null when nothing of it is for them. Null for documents that everybody who reads sees whole.</param>
public sealed record DocumentKind(
    string Name,
    string InWords,
    string Tag,
    string Example,
    Func<IGrainFactory, string?, (IDocumentGrain? Grain, Problem? Problem)> Find,
    Func<string?, Problem?>? RefuseWrite = null,
    Func<string?, DocumentVersion?>? Shown = null,
    Func<IGrainFactory, string?, DocumentUpload, Task<Problem?>>? RefuseUpload = null,
    Func<Caller, string?, DocumentVersion, DocumentVersion?>? Seen = null);

/// <summary>
/// Documents that operators write as YAML or JSON: one form for every kind. Read with an ETag, replaced under conditions, tried out
/// with <c>?dryRun=true</c>, and looked up in earlier versions.
/// </summary>
public static class DocumentEndpoints
{
    public const int BytesMax = 1024 * 1024;

    /// <summary>Maps GET, PUT, versions and versions/{n} at a pattern; a kind with many documents has <c>{id}</c> in it.</summary>
    public static void MapDocument(this RouteGroupBuilder api, string pattern, DocumentKind kind)
    {
        var documents = api.MapGroup(pattern).WithTags(kind.Tag).RefuseUnknownQuery();
        var name = char.ToUpperInvariant(kind.Name[0]) + kind.Name[1..];

        documents.MapRead("", async (HttpContext http, [FromServices] IGrainFactory grains) =>
                await CurrentAsync(http, grains, kind) is var (document, problem) && document is not null ? DocumentAnswers.Text(http, document) : problem!)
            .RequireScope(Scopes.Read, wholeProvince: false).WithName($"get{name}").WithSummary($"Read {kind.InWords}")
            .WithDescription("The text as it was sent, YAML or JSON, unless Accept asks for application/json. The ETag is \"rev:N\".")
            .Produces<object>(200, MediaTypes.Yaml, MediaTypes.Json).ProducesProblems(400, 404);

        documents.MapPut("", (HttpContext http, [FromServices] IGrainFactory grains,
                [FromQuery, Description("Check the document and change nothing.")] bool? dryRun) => PutAsync(http, grains, kind, dryRun ?? false))
            .RequireScope(Scopes.Admin).LimitBody(BytesMax).WithName($"put{name}").WithSummary($"Replace {kind.InWords}")
            .WithDescription("Takes effect within a second. Every fault is reported with its line and column, and a faulty document changes nothing. If-Match and If-None-Match are honoured.")
            .TakesBody(new(MediaTypes.Yaml, null, kind.Example), new("text/yaml", null), new("application/x-yaml", null), new(MediaTypes.Json, typeof(object)))
            .Produces<DocumentWriteModel>(200).Produces<DocumentWriteModel>(201).ProducesProblems(400, 404, 409, 412, 413, 415);

        documents.MapRead("/versions", async (HttpContext http, [FromServices] IGrainFactory grains) =>
                await VersionsAsync(http, grains, kind) is var (versions, problem) && versions is not null
                    ? Results.Json(DocumentAnswers.Versions(versions), ApiJson.Options) : problem!)
            .RequireScope(Scopes.Read, wholeProvince: false).WithName($"get{name}Versions").WithSummary($"List the versions kept of {kind.InWords}").Produces<DocumentVersionsModel>(200).ProducesProblems(400, 404);

        documents.MapRead("/versions/{version:int}", async (HttpContext http, [FromServices] IGrainFactory grains, [Description("Number of the version, as the list of versions gives it.")] int version) =>
                await VersionsAsync(http, grains, kind) is var (versions, problem) && versions is null ? problem!
                : Array.Find(versions, v => v.Version == version && !v.Removed) is { } found ? DocumentAnswers.Text(http, found)
                : Problem.NotFound($"Version {version} is not kept."))
            .RequireScope(Scopes.Read, wholeProvince: false).WithName($"get{name}Version").WithSummary($"Read one version of {kind.InWords}")
            .Produces<object>(200, MediaTypes.Yaml, MediaTypes.Json).ProducesProblems(400, 404);
    }

    private static async Task<IResult> PutAsync(HttpContext http, IGrainFactory grains, DocumentKind kind, bool dryRun)
    {
        var (grain, unknown) = kind.Find(grains, IdOf(http));
        if (grain is null) return unknown!;
        if (kind.RefuseWrite?.Invoke(IdOf(http)) is { } refused) return refused;
        var type = MediaTypes.Of(http.Request);
        var json = type == MediaTypes.Json;
        if ((!json && !MediaTypes.IsYaml(type)) || MediaTypes.CharsetOf(http.Request) is not (null or "utf-8" or "utf8"))
            return MediaTypes.Unsupported(http.Request, MediaTypes.Yaml, MediaTypes.Json);
        if (Preconditions.Read(http.Request, out var malformed) is not { } preconditions) return malformed!;
        var (text, problem) = await RequestBody.ReadTextAsync(http);
        if (problem is not null) return problem;

        int? onlyOver = null;
        if (!preconditions.IsNone)
        {
            long? stored = (await grain.Current())?.Version;
            if (!preconditions.Hold(stored)) return Preconditions.Failed(kind.Tag, stored);
            if (stored is null || !preconditions.OnlyExistence) onlyOver = (int)(stored ?? 0);
        }
        var upload = new DocumentUpload(text!, json, http.User.Identity?.Name ?? "", onlyOver, dryRun);
        if (kind.RefuseUpload is { } refuse && await refuse(grains, IdOf(http), upload) is { } conflict) return conflict;
        var write = await grain.Put(upload);
        return DocumentAnswers.Written(http, write, kind.Tag, dryRun);
    }

    private static async Task<(DocumentVersion? Document, Problem? Problem)> CurrentAsync(HttpContext http, IGrainFactory grains, DocumentKind kind)
    {
        var (grain, unknown) = kind.Find(grains, IdOf(http));
        if (grain is null) return (null, unknown);
        if ((kind.Shown?.Invoke(IdOf(http)) ?? await grain.Current()) is not { } document) return (null, Problem.NotFound($"There is no {kind.Name} '{IdOf(http)}'."));
        return Seen(http, kind, document) is { } seen ? (seen, null) : (null, Outside(http, kind));
    }

    /// <summary>Those that the caller sees something of, and the ones with which the document was removed.</summary>
    private static async Task<(DocumentVersion[]? Versions, Problem? Problem)> VersionsAsync(HttpContext http, IGrainFactory grains, DocumentKind kind)
    {
        var (grain, unknown) = kind.Find(grains, IdOf(http));
        if (grain is null) return (null, unknown);
        var versions = kind.Shown?.Invoke(IdOf(http)) is { } shown ? [shown] : await grain.Versions();
        if (versions.Length == 0) return (null, Problem.NotFound($"There is no {kind.Name} '{IdOf(http)}'."));
        DocumentVersion[] seen = [.. versions.Select(v => v.Removed ? v : Seen(http, kind, v)).OfType<DocumentVersion>()];
        return seen.Any(v => !v.Removed) || versions.All(v => v.Removed) ? (seen, null) : (null, Outside(http, kind));
    }

    private static DocumentVersion? Seen(HttpContext http, DocumentKind kind, DocumentVersion version) => kind.Seen is { } look ? look(http.Caller(), IdOf(http), version) : version;

    private static Problem Outside(HttpContext http, DocumentKind kind) => http.Caller().Outside($"The {kind.Name} '{IdOf(http)}' lies");

    private static string? IdOf(HttpContext http) => http.Request.RouteValues["id"] as string;
}
