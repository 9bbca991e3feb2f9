using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using Twin.Api.Access;
using Twin.Api.Admission;
using Twin.Api.Errors;
using Twin.Api.Outlets.Lists;
using Twin.Api.View;
using Twin.Domain.Access;

namespace Twin.Api.Live;

/// <summary><c>GET /v1/stream</c>: Server-Sent Events from the view.</summary>
public static class StreamEndpoints
{
    private const string Outlets = "outlets";
    private const string Incidents = "incidents";

    public static IServiceCollection AddNetworkStream(this IServiceCollection services)
    {
        services.AddOptions<StreamOptions>().BindConfiguration(StreamOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<StreamReaders>();
        services.AddMetrics();
        services.AddSingleton<StreamInstruments>();
        services.AddHostedService(s => s.GetRequiredService<StreamInstruments>());
        return services;
    }

    public static void MapStream(this RouteGroupBuilder api) =>
        api.MapGet("/stream", Follow).RequireScope(Scopes.Read, wholeProvince: false).WithName("streamOutlets").WithTags("Stream").WithSummary("Outlets and incidents as they change, as Server-Sent Events")
            .WithDescription(
                "First snapshot events, the last with done=true; then a change event for each change in order, also when an outlet comes to match the filters "
                + "or ceases to. With topics=incidents, or both, incidents that are not closed are told in the same order; of the filters, severity, district, city, telecomArea, accessNode "
                + "and rule then look at the incident, the others at its outlet. A comment every 15 s. The id of an event is where to resume, by Last-Event-ID or ?resume=. A resync event says that a gap cannot "
                + "be filled: forget what you know; a snapshot follows, or the connection ends because it was too slow.")
            .WithQueryParameters(OutletFilterParameters.Stream).Produces<ChangeEvent>(200, "text/event-stream").ProducesFaults()
            .AddOpenApiOperationTransformer(DescribeEvents);

    /// <summary>The data of each kind of event, so that generators make types of them.</summary>
    private static async Task DescribeEvents(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        List<IOpenApiSchema> events = [];
        foreach (var type in (Type[])[typeof(SnapshotEvent), typeof(ChangeEvent), typeof(IncidentChangeEvent), typeof(ResyncEvent)])
        {
            context.Document!.AddComponent(type.Name, await context.GetOrCreateSchemaAsync(type, null, cancellation));
            events.Add(new OpenApiSchemaReference(type.Name, context.Document));
        }
        if (operation.Responses?["200"] is OpenApiResponse { Content: { } content })
            content["text/event-stream"] = new OpenApiMediaType { Schema = new OpenApiSchema { Description = "The data of one event, by its name.", OneOf = events } };
    }

    private static async Task<IResult> Follow(HttpContext context, NetworkView view, IOptions<StreamOptions> options, StreamReaders readers, StreamInstruments instruments, TimeProvider time, IHostApplicationLifetime host)
    {
        var reader = new QueryReader(context.Request.Query);
        reader.RefuseUnknown(OutletFilterParameters.Stream);
        var (outlets, incidents) = (OutletFilterParser.Parse(reader, context.Limit()), IncidentFilter.Parse(context.Request.Query, view.State, context.Limit()));
        var (topics, fields) = (reader.Many("topics"), OutletFields.Parse(reader));
        foreach (var topic in topics.Where(t => t is not (Outlets or Incidents))) reader.Fault("topics", "badValue", $"There is no topic '{topic}': {Outlets}, {Incidents}.");
        var resume = Resume(reader, context.Request);
        if (reader.Faults.Count > 0) return reader.Refusal;
        if (await view.Await(null, context) is { } problem) return problem;

        var caller = context.Caller();
        if (readers.TryEnter(caller) is { } full) return full;
        instruments.Came();
        try
        {
            var asked = new Asked(Take(topics, Outlets, byDefault: true) ? outlets : null, fields, Take(topics, Incidents, byDefault: false) ? incidents : null, resume);
            await Tell(context, view, asked, options.Value, instruments, time, host);
        }
        finally
        {
            instruments.Left();
            readers.Leave(caller);
        }
        return Results.Empty;
    }

    private static bool Take(IReadOnlyList<string> topics, string topic, bool byDefault) => topics.Count == 0 ? byDefault : topics.Contains(topic);

    private sealed record Asked(OutletFilter? Outlets, OutletFields Fields, IncidentFilter? Incidents, ResumeToken? Resume);

    private static async Task Tell(HttpContext context, NetworkView view, Asked asked, StreamOptions options, StreamInstruments instruments, TimeProvider time, IHostApplicationLifetime host)
    {
        var caller = context.Caller();
        await using var expiry = new Expiry(caller.ExpiresAt, time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, host.ApplicationStopping, caller.Ended, expiry.Token);
        Open(context);
        using var writer = new EventWriter(context, time, options.WriteMax, ending.Token);
        try
        {
            await writer.Flush();
            // The snapshot is work like any other request's; what follows is hardly any.
            await new LiveStream(view.State, asked.Outlets, asked.Fields, asked.Incidents, writer, options, time).Run(asked.Resume, () => context.Features.Get<RequestTurn>()?.Leave(), ending.Token);
            instruments.TooSlow();
        }
        catch (OperationCanceledException)
        {
            // The reader left, was disconnected or may no longer read, or the host stops: the stream is over.
        }
    }

    // A browser sends the header by itself; it wins, being later than the address the page began with.
    private static ResumeToken? Resume(QueryReader reader, HttpRequest request)
    {
        var asked = reader.One("resume");
        var (name, text) = request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } id ? ("Last-Event-ID", id) : ("resume", asked);
        if (text is null) return null;
        if (ResumeToken.TryParse(text, out var token)) return token;
        reader.Fault(name, "badValue", "That is no id of an event of this stream.");
        return null;
    }

    private static void Open(HttpContext context)
    {
        // Kestrel would disconnect a reader that pauses for 5 s; we have our own bound.
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate) rate.MinDataRate = null;
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
    }
}
