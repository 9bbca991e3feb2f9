using System.Diagnostics;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Twin.Api.Access;
using Twin.Domain.Access;
using Twin.Domain.Audit;
using Twin.Grains.Audit;

namespace Twin.Api.Audit;

/// <summary>
/// Writes down every call that would change something, from what its endpoint says of itself: any method but GET and HEAD, any scope but ingest. The entry is stored before the
/// endpoint runs, so that no change is without it, and completed before the answer begins. When it cannot be stored, the call is refused with nothing changed.
/// </summary>
internal sealed partial class AuditTrail(IGrainFactory grains, ILogger<AuditTrail> log)
{
    private const int TextMax = 200;

    public async Task Invoke(HttpContext http, RequestDelegate next)
    {
        if (NeededFor(http) is not { } needed || http.User.Identity is not CallerIdentity { Caller: var caller })
        {
            await next(http);
            return;
        }
        var entry = EntryOf(http, caller);
        if (EndpointScope.Refusal(caller, needed) is not null)
        {
            http.Response.OnStarting(() => Refused(entry with { Status = http.Response.StatusCode }));
            await next(http);
            return;
        }
        var id = await grains.Audit().Begin(entry);
        var ended = false;
        http.Response.OnStarting(() => EndOnce(http.Response.StatusCode));
        try
        {
            await next(http);
        }
        catch when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is answered any more, so nothing else will say how it ended: it is not known.
            await EndOnce(StatusCodes.Status500InternalServerError);
            throw;
        }
        if (!http.Response.HasStarted) await EndOnce(http.Response.StatusCode);

        Task EndOnce(int status)
        {
            if (ended) return Task.CompletedTask;
            ended = true;
            return End(id, new(status, Made(http), http.Items[typeof(AuditTrail)] as string));
        }
    }

    /// <summary>What is needed for a call that would change something; null: this is none.</summary>
    private static NeededAccess? NeededFor(HttpContext http)
    {
        // What is open to all changes nothing of the network.
        if (http.GetEndpoint() is not RouteEndpoint endpoint || endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null || HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)) return null;
        var needed = endpoint.Metadata.GetMetadata<NeededAccess>() ?? EndpointScope.Unsaid;
        return needed.Scope == Scopes.Ingest || (http.Request.Query["dryRun"] is [var dry] && bool.TryParse(dry, out var only) && only) ? null : needed;
    }

    private static AuditEntry EntryOf(HttpContext http, Caller caller)
    {
        var path = http.Request.Path.ToString();
        return new()
        {
            By = caller.Name,
            KeyId = caller.KeyId,
            Issuer = caller.Issuer,
            From = http.Connection.RemoteIpAddress is { } from ? (from.IsIPv4MappedToIPv6 ? from.MapToIPv4() : from).ToString() : null,
            Action = http.GetEndpoint()?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? "",
            Method = http.Request.Method,
            Path = Short(path),
            Target = Short(http.Request.RouteValues.Values.OfType<string>().FirstOrDefault() ?? path[(path.LastIndexOf('/') + 1)..]),
            TraceId = Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier,
        };
    }

    // What was made is named by its address.
    private static string? Made(HttpContext http) =>
        http.Response.StatusCode == StatusCodes.Status201Created && http.Response.Headers.Location.ToString() is { Length: > 0 } location ? Short(location[(location.LastIndexOf('/') + 1)..]) : null;

    private static string Short(string text) => text.Length <= TextMax ? text : text[..TextMax];

    private async Task End(long id, AuditEnd end)
    {
        try
        {
            await grains.Audit().End(id, end);
        }
        catch (Exception failure)
        {
            // What is done is done, and the caller must hear of it; the entry says that it had begun.
            LogEndNotStored(log, failure, id, end.Status);
        }
    }

    private async Task Refused(AuditEntry entry)
    {
        try
        {
            await grains.Audit().Refused(entry);
        }
        catch (Exception failure)
        {
            LogRefusalNotStored(log, failure, entry.By, entry.Action);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The audit log could not take how entry {Id} ended: with status {Status}")]
    private static partial void LogEndNotStored(ILogger log, Exception failure, long id, int status);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The audit log could not take that {By} was refused {Action}")]
    private static partial void LogRefusalNotStored(ILogger log, Exception failure, string by, string action);
}

public static class AuditSetup
{
    public static IServiceCollection AddAudit(this IServiceCollection services)
    {
        services.AddAuditOptions();
        services.AddSingleton<AuditTrail>();
        return services;
    }

    public static void AddAuditOptions(this IServiceCollection services) =>
        services.AddOptions<AuditOptions>().BindConfiguration(AuditOptions.Section).ValidateDataAnnotations().ValidateOnStart();

    /// <summary>Between who calls and whether they may: those who may not are written down too.</summary>
    public static IApplicationBuilder UseAudit(this IApplicationBuilder app)
    {
        var trail = app.ApplicationServices.GetRequiredService<AuditTrail>();
        return app.Use(next => http => trail.Invoke(http, next));
    }

    /// <summary>More about a change in words; never what is secret.</summary>
    public static void NoteForAudit(this HttpContext http, string detail) => http.Items[typeof(AuditTrail)] = detail;
}
