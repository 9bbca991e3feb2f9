using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Twin.Api.Errors;
using Twin.Api.Json;
using Twin.Api.Requests;
using Twin.Documents;
using Twin.Domain.Documents;
using Twin.Grains.Documents;

namespace Twin.Api.Documents;

/// <summary>How a stored document is shown.</summary>
internal static class DocumentAnswers
{
    /// <summary>The text as it was sent, comments and all; as JSON when the client asks for that rather than for YAML.</summary>
    public static IResult Text(HttpContext http, DocumentVersion document)
    {
        http.Response.Headers.ETag = Preconditions.TagOf(document.Version);
        http.Response.Headers.Vary = HeaderNames.Accept;
        http.Response.Headers["Document-Version"] = document.Version.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (Preconditions.Read(http.Request, out _) is { IfNoneMatch: { } known } && known.Contains(document.Version)) return Results.StatusCode(StatusCodes.Status304NotModified);
        if (document.Json) return Results.Text(document.Text, MediaTypes.Json, Encoding.UTF8);
        return PrefersJson(http.Request) && AsJson(document.Text) is { } json
            ? Results.Text(json, MediaTypes.Json, Encoding.UTF8)
            : Results.Text(document.Text, MediaTypes.Yaml, Encoding.UTF8);
    }

    public static DocumentVersionsModel Versions(DocumentVersion[] versions) => new(
        [.. versions.Select(v => new DocumentVersionModel(v.Version, v.At == default ? null : v.At, v.By, Encoding.UTF8.GetByteCount(v.Text), v.Removed ? true : null))], versions.Length);

    /// <summary>What the twin of the document said to an upload.</summary>
    public static IResult Written(HttpContext http, DocumentWrite write, string thing, bool dryRun)
    {
        if (write.Outcome == DocumentOutcome.Faulty) return Problem.BadRequest($"The document has faults; nothing was changed.", write.Faults);
        if (write.Outcome == DocumentOutcome.TooMany) return Problem.Conflict($"There are as many {thing.ToLowerInvariant()} as there may be; change or reuse one of them.");
        if (write.Outcome == DocumentOutcome.PreconditionFailed) return Preconditions.Failed(thing, write.Version == 0 ? null : write.Version);
        var accepted = write.Outcome == DocumentOutcome.Accepted;
        if (write.Version > 0) http.Response.Headers.ETag = Preconditions.TagOf(write.Version);
        var model = new DocumentWriteModel(write.Version, Valid: true, Changed: accepted, dryRun);
        return accepted && write.Created
            ? Results.Json(model, ApiJson.Options, statusCode: StatusCodes.Status201Created)
            : Results.Json(model, ApiJson.Options);
    }

    private static bool PrefersJson(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted)) return false;
        return QualityOf(t => t == MediaTypes.Json) > QualityOf(MediaTypes.IsYaml);

        double QualityOf(Func<string, bool> isType) =>
            accepted.Where(a => isType(a.MediaType.ToString().ToLowerInvariant())).Select(a => a.Quality ?? 1).DefaultIfEmpty(0).Max();
    }

    private static string? AsJson(string yaml) =>
        DocumentText.Parse(yaml, DocumentFormat.Yaml, [])?.ToJson()?.ToJsonString(new(ApiJson.Options) { WriteIndented = true });
}
