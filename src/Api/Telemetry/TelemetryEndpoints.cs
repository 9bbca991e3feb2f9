using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using Twin.Api.Access;
using Twin.Api.Admission;
using Twin.Api.Errors;
using Twin.Api.Telemetry.Recording;
using Twin.Domain.Access;

namespace Twin.Api.Telemetry;

public static class TelemetryEndpoints
{
    private const string Example = """{"device":"3208008351/t1","at":"2027-01-01T08:00:00Z","seq":123,"type":"heartbeat","values":{"temperatureC":41.5,"session":false}}""";
    private const string ProblemJson = "application/problem+json";

    /// <summary>Needs an <see cref="View.IDeviceDirectory"/>.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<TelemetryOptions>().BindConfiguration(TelemetryOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<RecordingOptions>().BindConfiguration(RecordingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<RecordingOptions>, RecordingOptionsCheck>();
        services.AddSingleton<ReadingRecorder>();
        services.AddHostedService(static provider => provider.GetRequiredService<ReadingRecorder>());
        services.AddSingleton<TelemetryAdmission>();
        services.AddSingleton<TelemetryInstruments>();
        services.AddSingleton<TelemetryParser>();
        services.AddSingleton<RemoteReadings>();
        services.AddSingleton<TelemetryIngest>();
        services.AddSingleton<TelemetryBody>();
        services.AddSingleton<TelemetryHandler>();
        return services;
    }

    public static void MapTelemetry(this RouteGroupBuilder api) =>
        api.MapPost("/telemetry", (HttpContext http, TelemetryHandler handler) => handler.HandleAsync(http))
            .RequireScope(Scopes.Ingest, wholeProvince: false)
            .WithMetadata(NoServerLimit.Instance, AdmittedElsewhere.Instance)
            .WithName("takeTelemetry")
            .WithSummary("Takes readings of devices: a JSON array or NDJSON, up to 10,000, gzip accepted.")
            .WithDescription("Answered once every transition the readings caused is durable. One bad reading rejects itself, not the batch, and so does one of a device outside the key's divisions; malformed JSON applies nothing.")
            .WithTags("Telemetry")
            .Produces<TelemetryAnswer>(StatusCodes.Status202Accepted)
            .Produces<Problem>(StatusCodes.Status400BadRequest, ProblemJson)
            .Produces<Problem>(StatusCodes.Status401Unauthorized, ProblemJson)
            .Produces<Problem>(StatusCodes.Status413PayloadTooLarge, ProblemJson)
            .Produces<Problem>(StatusCodes.Status415UnsupportedMediaType, ProblemJson)
            .Produces<Problem>(StatusCodes.Status503ServiceUnavailable, ProblemJson)
            .AddOpenApiOperationTransformer(DescribeBody);

    // Not Accepts(): routing would then answer 415 itself, without a problem body and before looking at the key.
    private static async Task DescribeBody(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var readings = await context.GetOrCreateSchemaAsync(typeof(TelemetryReading[]), null, cancellation);
        var reading = await context.GetOrCreateSchemaAsync(typeof(TelemetryReading), null, cancellation);
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/json"] = new OpenApiMediaType { Schema = readings, Example = new JsonArray(JsonNode.Parse(Example)) },
                ["application/x-ndjson"] = new OpenApiMediaType { Schema = reading, Example = JsonNode.Parse(Example) },
            },
        };
    }

    /// <summary>
    /// The limit is ours to tell: when the server enforces its own, it closes the connection on a client that is still sending, which then sees a
    /// reset instead of the 413.
    /// </summary>
    private sealed class NoServerLimit : IRequestSizeLimitMetadata
    {
        public static readonly NoServerLimit Instance = new();
        public long? MaxRequestBodySize => null;
    }
}
