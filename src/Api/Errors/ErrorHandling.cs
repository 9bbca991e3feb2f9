using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Twin.Api.Errors;

/// <summary>The last line: whatever goes wrong leaves as a problem, never as a stack trace, an empty answer or a dropped connection.</summary>
public static partial class ErrorHandling
{
    private const int RetrySeconds = 2;

    /// <summary>Not a registered status: the client went away, nobody reads the answer. Shown in logs only.</summary>
    private const int ClientClosedRequest = 499;

    public static IApplicationBuilder UseTwinErrors(this IApplicationBuilder app)
    {
        var log = ((ILoggerFactory)app.ApplicationServices.GetService(typeof(ILoggerFactory))!).CreateLogger("Twin.Api.Errors");
        app.Use(next => http => Guard(http, next, log));
        return app.UseStatusCodePages(pages => Describe(pages.HttpContext).ExecuteAsync(pages.HttpContext));
    }

    private static async Task Guard(HttpContext http, RequestDelegate next, ILogger log)
    {
        try
        {
            await next(http);
        }
        catch (Exception e) when (http.RequestAborted.IsCancellationRequested)
        {
            GoneAway(log, e);
            if (!http.Response.HasStarted) http.Response.StatusCode = ClientClosedRequest;
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            var problem = Of(e);
            if (problem.Status == StatusCodes.Status500InternalServerError) Failed(log, e, http.Request.Method, http.Request.Path);
            else if (problem.Status == StatusCodes.Status503ServiceUnavailable) Unavailable(log, e, http.Request.Method, http.Request.Path);
            http.Response.Clear();
            await problem.ExecuteAsync(http);
        }
        catch (Exception e)
        {
            // Half an answer is out. Cutting the connection is the only way left to say that it is not the whole.
            Failed(log, e, http.Request.Method, http.Request.Path);
            http.Abort();
        }
    }

    /// <summary>What an exception means to the caller. Its message is told only where it is about the request.</summary>
    public static Problem Of(Exception e) => e switch
    {
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => Problem.TooLarge("The body is larger than this endpoint accepts."),
        BadHttpRequestException bad => OfBinding(bad),
        // Kestrel's own words for a chunk whose size is no number it can hold: the only one of its bad requests that is not of the type above.
        IOException { InnerException: OverflowException } => Problem.Of(StatusCodes.Status400BadRequest, "A chunk of the body has no size that can be."),
        _ when IsUnavailable(e) => Problem.Busy("The network's state cannot be reached just now. Nothing says whether a change was made; read before repeating.", RetrySeconds),
        _ => Problem.Of(500, "Something went wrong on our side. It was logged under this traceId."),
    };

    /// <summary>Time-outs, silos that come or go, and storage that does not answer: all pass, all are worth another try.</summary>
    public static bool IsUnavailable(Exception e) =>
        e is TimeoutException or OrleansException or DbException or IOException || e is AggregateException { InnerException: { } inner } && IsUnavailable(inner);

    private static Problem OfBinding(BadHttpRequestException bad)
    {
        var match = Binding().Match(bad.Message);
        if (!match.Success) return Problem.Of(bad.StatusCode, bad.Message);
        var (name, value) = (match.Groups["name"].Value, match.Groups["value"].Value);
        var expected = (match.Groups["inner"].Success ? match.Groups["inner"] : match.Groups["type"]).Value switch
        {
            "bool" or "Boolean" => "true or false",
            "int" or "long" or "Int32" or "Int64" => "a whole number",
            "double" or "Double" => "a number",
            "DateTimeOffset" => "a time with its offset (2027-02-14T08:00:00Z)",
            _ => "something else",
        };
        return Problem.BadRequest($"'{value}' is no value for {name}: {expected} is expected.", new ProblemError(name, "invalidValue", $"expected {expected}, found '{value}'"));
    }

    /// <summary>Answers that ASP.NET gives without a body.</summary>
    private static Problem Describe(HttpContext http)
    {
        var (request, status) = (http.Request, http.Response.StatusCode);
        return status switch
        {
            StatusCodes.Status404NotFound => Problem.NotFound($"There is nothing at {request.Path}."),
            StatusCodes.Status405MethodNotAllowed => Problem.Of(status, $"{request.Method} is not possible here; possible: {http.Response.Headers.Allow}."),
            StatusCodes.Status415UnsupportedMediaType => Problem.Of(status, $"'{request.ContentType}' is not accepted here."),
            _ => Problem.Of(status),
        };
    }

    [GeneratedRegex("^Failed to bind parameter \"(?<type>\\w+)(?:<(?<inner>\\w+)>)?\\??\\s+(?<name>\\w+)\" from \"(?<value>.*)\"\\.$", RegexOptions.Singleline)]
    private static partial Regex Binding();
}
