using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Twin.Api.Errors;
using Twin.Api.Requests;

namespace Twin.Api.BackTests;

/// <summary>What is sent to be tried: a rule book and recorded readings, as the two parts of a form.</summary>
internal sealed class BackTestBody
{
    public const string RuleBookPart = "rulebook";
    public const string ReadingsPart = "readings";
    public const int BytesMax = 32 * 1024 * 1024;

    private const int BoundaryLengthMax = 70;
    private static readonly byte[] Gzip = [0x1F, 0x8B];

    private readonly Dictionary<string, (string? Type, ReadOnlyMemory<byte> Bytes)> _parts = new(StringComparer.Ordinal);

    /// <summary>JSON, when the part says so; YAML otherwise.</summary>
    public bool RuleBookIsJson => _parts[RuleBookPart].Type is { } type && MediaTypeHeaderValue.TryParse(type, out var parsed) && parsed.MediaType == MediaTypes.Json;

    public ReadOnlyMemory<byte> RuleBook => RequestBody.WithoutMark(_parts[RuleBookPart].Bytes);

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
        ProblemError[] missing = [.. new[] { RuleBookPart, ReadingsPart }.Where(p => !body._parts.ContainsKey(p)).Select(p => new ProblemError(p, "required", $"the part '{p}' is missing"))];
        return missing.Length == 0 ? (body, null) : (null, Problem.BadRequest("Two parts are needed: a rule book and readings.", missing));
    }

    private async Task<Problem?> TakeAsync(MultipartSection part, CancellationToken cancellation)
    {
        var name = ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition) ? HeaderUtilities.RemoveQuotes(disposition.Name).ToString() : "";
        if (name is not (RuleBookPart or ReadingsPart)) return Problem.BadRequest("Two parts are needed: a rule book and readings.", new ProblemError(name, "unknownField", $"a part '{name}' is not known here"));
        if (_parts.ContainsKey(name)) return Problem.BadRequest("Two parts are needed: a rule book and readings.", new ProblemError(name, "duplicate", $"the part '{name}' is there twice"));
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
