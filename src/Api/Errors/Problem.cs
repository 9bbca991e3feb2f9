using System.Diagnostics;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Twin.Api.Admission;
using Twin.Domain.Documents;

namespace Twin.Api.Errors;

/// <summary>One thing wrong with a request: where (<c>path</c>), a stable word for programs (<c>code</c>), a sentence for people (<c>message</c>).</summary>
public sealed record ProblemError(string Path, string Code, string Message)
{
    /// <summary>Line and column in the document sent, from 1; absent when there is no text to point at.</summary>
    public int? Line { get; init; }
    public int? Column { get; init; }

    public static ProblemError Of(DocFault fault) => new(fault.Path, fault.Code, fault.Message)
    {
        Line = fault.Line > 0 ? fault.Line : null,
        Column = fault.Column > 0 ? fault.Column : null,
    };
}

/// <summary>RFC 9457 problem details with every fault of the request at once. Returned as the result of an endpoint.</summary>
public sealed record Problem : IResult
{
    public string Type { get; init; } = "about:blank";
    public required string Title { get; init; }
    public required int Status { get; init; }
    public string? Detail { get; init; }
    public IReadOnlyList<ProblemError>? Errors { get; init; }
    public string? TraceId { get; init; }

    /// <summary>Seconds after which to try again; sent as <c>Retry-After</c>.</summary>
    [JsonIgnore] public int? RetryAfterSeconds { get; init; }

    public static Problem Of(int status, string? detail = null, IReadOnlyList<ProblemError>? errors = null, string? title = null) => new()
    {
        Status = status,
        Title = title ?? ReasonPhrases.GetReasonPhrase(status),
        Detail = detail,
        Errors = errors is { Count: > 0 } ? errors : null,
    };

    public static Problem BadRequest(string detail, params ProblemError[] errors) => Of(400, detail, errors);
    public static Problem BadRequest(string detail, IEnumerable<DocFault> faults) => Of(400, detail, [.. faults.Select(ProblemError.Of)]);
    public static Problem Meaningless(string detail, params ProblemError[] errors) => Of(422, detail, errors);
    public static Problem NotFound(string detail) => Of(404, detail);
    public static Problem Conflict(string detail) => Of(409, detail);
    public static Problem PreconditionFailed(string detail) => Of(412, detail);
    public static Problem TooLarge(string detail) => Of(413, detail);
    public static Problem TooMany(string detail, int retryAfterSeconds = 1) => Of(429, detail) with { RetryAfterSeconds = retryAfterSeconds };

    /// <summary>There is no room: for the key (429) or for anybody (503).</summary>
    public static Problem Of(Refusal refusal, string what, int retryAfterSeconds = 1) => refusal == Refusal.KeyFull
        ? TooMany($"This key has as many {what} in progress as one may. Send it again, fewer at a time.", retryAfterSeconds)
        : Busy($"There are too many {what} in progress. Nothing was done; send it again.", retryAfterSeconds);

    public static Problem Busy(string detail, int retryAfterSeconds = 1) => Of(503, detail) with { RetryAfterSeconds = retryAfterSeconds };

    /// <summary>Faults listed; whoever has more of them has enough to do, and an answer must not be many times the size of what was asked.</summary>
    private const int ErrorsMax = 1_000;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        if (httpContext.Response.HasStarted) return;
        if (Errors is { Count: > ErrorsMax })
        {
            await (this with { Errors = [.. Errors.Take(ErrorsMax)], Detail = $"{Detail} The first {ErrorsMax} of {Errors.Count} faults are listed." }).ExecuteAsync(httpContext);
            return;
        }
        httpContext.Response.StatusCode = Status;
        if (RetryAfterSeconds is { } seconds) httpContext.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var told = this with { TraceId = Activity.Current?.TraceId.ToString() ?? httpContext.TraceIdentifier };
        await httpContext.Response.WriteAsJsonAsync(told, Json.ApiJson.Options, "application/problem+json", httpContext.RequestAborted);
    }
}

public static class ProblemMetadata
{
    /// <summary>Tells the API's description which problems an endpoint, or every one of a group, answers.</summary>
    public static TBuilder ProducesProblems<TBuilder>(this TBuilder endpoints, params int[] statuses) where TBuilder : IEndpointConventionBuilder
    {
        foreach (var status in statuses) endpoints.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(Problem), ["application/problem+json"]));
        return endpoints;
    }
}
