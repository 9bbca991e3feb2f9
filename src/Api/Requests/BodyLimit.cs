using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Twin.Api.Errors;

namespace Twin.Api.Requests;

/// <summary>The most bytes of body an endpoint takes.</summary>
public sealed record BodyLimit(int Bytes);

public static class BodyLimits
{
    /// <summary>For endpoints that name no limit of their own; what Kestrel has by default.</summary>
    private const long DefaultBytesMax = 30_000_000;

    public static TBuilder LimitBody<TBuilder>(this TBuilder endpoint, int bytes) where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new BodyLimit(bytes));

    /// <summary>
    /// Answers 413 from the declared length, before anything is read. The server's own check closes the connection while the client still
    /// sends, which a client sees as a reset without an answer; lifting it makes the server answer first and then read the rest away.
    /// </summary>
    public static IApplicationBuilder UseBodyLimits(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        var metadata = http.GetEndpoint()?.Metadata;
        var own = metadata?.GetMetadata<BodyLimit>();
        var limit = own?.Bytes ?? (metadata?.GetMetadata<IRequestSizeLimitMetadata>() is { } given ? given.MaxRequestBodySize ?? long.MaxValue : DefaultBytesMax);
        var tooLarge = http.Request.ContentLength > limit;
        if ((tooLarge || own is not null) && http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server) server.MaxRequestBodySize = null;
        return tooLarge ? TooLarge(limit).ExecuteAsync(http) : next(http);
    });

    public static Problem TooLarge(long limit) => Problem.TooLarge($"The body is larger than the {InWords(limit)} accepted here.");

    private static string InWords(long bytes) => bytes % (1024 * 1024) == 0 ? $"{bytes / (1024 * 1024)} MiB" : bytes % 1024 == 0 ? $"{bytes / 1024} KiB" : $"{bytes} bytes";
}
