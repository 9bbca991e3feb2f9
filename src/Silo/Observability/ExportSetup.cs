using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Twin.Grains.Tracing;
using Twin.Silo.Hosting;

namespace Twin.Silo.Observability;

/// <summary>Traces, metrics and logs sent to a collector over OTLP, when the standard variable <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names one. All other variables of the OpenTelemetry SDK are heeded.</summary>
internal static class ExportSetup
{
    public const string EndpointName = "OTEL_EXPORTER_OTLP_ENDPOINT";
    public const string ProtocolName = "OTEL_EXPORTER_OTLP_PROTOCOL";

    /// <summary>What is asked so often, and by machines, that it only hides the rest.</summary>
    private static readonly string[] NotTraced = ["/healthz", MetricsSetup.Path, "/dashboard"];

    public static bool IsWanted(IConfiguration settings) => !string.IsNullOrWhiteSpace(settings[EndpointName]);

    /// <summary>What is wrong with the settings, or null: the SDK would go on without a word.</summary>
    public static string? Fault(IConfiguration settings)
    {
        if (!IsWanted(settings)) return null;
        if (!Uri.TryCreate(settings[EndpointName], UriKind.Absolute, out var endpoint) || endpoint.Scheme is not ("http" or "https") || endpoint.UserInfo.Length > 0)
            return $"{EndpointName} takes http://HOST:PORT or https://HOST:PORT";
        return settings[ProtocolName] is null or "grpc" or "http/protobuf" ? null : $"{ProtocolName} takes grpc or http/protobuf, not '{settings[ProtocolName]}'";
    }

    public static void AddExport(this WebApplicationBuilder builder, ServeOptions options)
    {
        if (!IsWanted(builder.Configuration)) return;
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource
                .AddService("twin", serviceVersion: NodeInstruments.Version)
                .AddAttributes([new("twin.role", options.Role.ToString().ToLowerInvariant())])
                .AddEnvironmentVariableDetector())
            .WithTracing(traces => traces.AddSource("Twin.*").AddAspNetCoreInstrumentation(http => http.Filter = context => !NotTraced.Any(path => context.Request.Path.StartsWithSegments(path))))
            .WithMetrics()
            .WithLogging(null, logs => logs.IncludeFormattedMessage = true)
            .UseOtlpExporter();
    }

    /// <summary>What a request asks of grains belongs to its trace.</summary>
    public static void UseExport(this WebApplication app)
    {
        if (!IsWanted(app.Configuration)) return;
        app.Use((http, next) =>
        {
            Traces.Carry();
            return next(http);
        });
    }
}
