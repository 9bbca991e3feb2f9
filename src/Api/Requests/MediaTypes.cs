using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Twin.Api.Errors;

namespace Twin.Api.Requests;

/// <summary>Names of what goes over the wire.</summary>
public static class MediaTypes
{
    public const string Json = "application/json";
    public const string MergePatch = "application/merge-patch+json";
    public const string NdJson = "application/x-ndjson";
    /// <summary>What a page or curl -F sends: parts, each with a name.</summary>
    public const string Form = "multipart/form-data";
    public const string Csv = "text/csv";
    public const string Yaml = "application/yaml";
    public const string Problem = "application/problem+json";

    /// <summary>YAML got its registered name late (RFC 9512); the older ones are still what many tools send.</summary>
    public static bool IsYaml(string mediaType) => mediaType is Yaml or "text/yaml" or "application/x-yaml" or "text/x-yaml";

    /// <summary>The media type of the body, lower case and without parameters; empty when there is none.</summary>
    public static string Of(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? type.MediaType.ToString().ToLowerInvariant() : "";

    /// <summary>The charset as given, or null.</summary>
    public static string? CharsetOf(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.Charset.HasValue ? HeaderUtilities.RemoveQuotes(type.Charset).ToString().ToLowerInvariant() : null;

    public static Problem Unsupported(HttpRequest request, params string[] accepted) =>
        Errors.Problem.Of(415, $"{(string.IsNullOrEmpty(request.ContentType) ? "A body without Content-Type" : $"'{request.ContentType}'")} is not accepted; send {string.Join(" or ", accepted)}.");

    /// <summary>Null when a body of JSON is UTF-8 as JSON must be and of one of these media types.</summary>
    public static Problem? RefuseOther(HttpRequest request, params string[] accepted) =>
        accepted.Contains(Of(request)) && CharsetOf(request) is null or "utf-8" or "utf8" ? null : Unsupported(request, accepted);
}
