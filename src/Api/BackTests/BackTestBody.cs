using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Twin.Api.Errors;
using Twin.Api.Requests;

namespace Twin.Api.BackTests;

/// <summary>What is sent to be tried: a rule book or a policy, or both, and recorded readings, as the parts of a form.</summary>
internal sealed class BackTestBody
{
    public const string RuleBookPart = "rulebook";
    public const string PolicyPart = "policy";
    public const string ReadingsPart = "readings";
    public const int BytesMax = 32 * 1024 * 1024;

    private const int BoundaryLengthMax = 70;
    private const string Needed = "Readings are needed, and a rule book or a policy to try.";
    private static readonly byte[] Gzip = [0x1F, 0x8B];

    private readonly Dictionary<string, (string? Type, ReadOnlyMemory<byte> Bytes)> _parts = new(StringComparer.Ordinal);

    /// <summary>A document that is to be tried; JSON, when the part says so, YAML otherwise. Null: that in force.</summary>
    public (ReadOnlyMemory<byte> Text, bool IsJson)? Document(string part) => !_parts.TryGetValue(part, out var sent) ? null
        : (RequestBody.WithoutMark(sent.Bytes), sent.Type is { } type && MediaTypeHeaderValue.TryParse(type, out var parsed) && parsed.MediaType == MediaTypes.Json);

    public ReadOnlyMemory<byte> Readings => _parts[ReadingsPart].Bytes;

    public static async Task<(BackTestBody? Body, Problem? Problem)> ReadAsync(HttpContext http)
    {
        if (MediaTypes.Of(http.Request) != MediaTypes.Form) return (null, MediaTypes.Unsupported(http.Request, MediaTypes.Form));
        var boundary = HeaderUtilities.RemoveQuotes(MediaTypeHeaderValue.Parse(http.Request.ContentType).Boundary).ToString();
        if (boundary.Length is 0 or > BoundaryLengthMax) return (null, Malformed("Content-Type has no boundary"));
        var (bytes, problem) = await RequestBody.ReadBytesAsync(http);
        if (problem is not null) return (null, problem);
        var body = new BackTestBody();
        try
        {
            var reader = new MultipartReader(boundary, RequestBody.Open(bytes));
            while (await reader.ReadNextSectionAsync(http.RequestAborted) is { } part)
                if (await body.TakeAsync(part, http.RequestAborted) is { } refused) return (null, refused);
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException)
        {
            return (null, Malformed(broken.Message));
        }
        var missing = new List<ProblemError>();
        if (!body._parts.ContainsKey(RuleBookPart) && !body._parts.ContainsKey(PolicyPart)) missing.Add(new(RuleBookPart, "required", $"there is neither a part '{RuleBookPart}' nor '{PolicyPart}'"));
        if (!body._parts.ContainsKey(ReadingsPart)) missing.Add(new(ReadingsPart, "required", $"the part '{ReadingsPart}' is missing"));
        return missing.Count == 0 ? (body, null) : (null, Problem.BadRequest(Needed, [.. missing]));
    }

    private async Task<Problem?> TakeAsync(MultipartSection part, CancellationToken cancellation)
    {
        var name = ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition) ? HeaderUtilities.RemoveQuotes(disposition.Name).ToString() : "";
        if (name is not (RuleBookPart or PolicyPart or ReadingsPart)) return Problem.BadRequest(Needed, new ProblemError(name, "unknownField", $"a part '{name}' is not known here"));
        if (_parts.ContainsKey(name)) return Problem.BadRequest(Needed, new ProblemError(name, "duplicate", $"the part '{name}' is there twice"));
        using var content = new MemoryStream();
        await part.Body.CopyToAsync(content, cancellation);
        ReadOnlyMemory<byte> bytes = content.GetBuffer().AsMemory(0, (int)content.Length);
        if (name == ReadingsPart && bytes.Span.StartsWith(Gzip))
        {
            (bytes, var problem) = await RequestBody.UnpackAsync(bytes, BytesMax, $"The part '{ReadingsPart}'", cancellation);
            if (problem is not null) return problem;
        }
        _parts[name] = (part.ContentType, bytes);
        return null;
    }

    private static Problem Malformed(string why) => Problem.BadRequest($"The body is not multipart/form-data: {why}", new ProblemError("", "syntax", why));
}
