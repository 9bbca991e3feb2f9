using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Twin.Api.Tls;

namespace Twin.Api.Http;

public static class HttpSetup
{
    private static readonly TimeSpan BodyPatience = TimeSpan.FromSeconds(5);

    /// <summary>Bounds of the server that every process has, whatever it serves, and the certificate of its https addresses.</summary>
    public static void AddTwinHttp(this IServiceCollection services)
    {
        services.AddTls();
        services.AddOptions<HttpOptions>().BindConfiguration(HttpOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<HttpOptions>, ServerCertificate>((kestrel, http, certificate) => Bound(kestrel, http.Value, certificate));
    }

    /// <summary>The address and scheme the client used, when a trusted proxy says so. Before anything that looks at them.</summary>
    public static IApplicationBuilder UseTrustedProxies(this IApplicationBuilder app)
    {
        var networks = app.ApplicationServices.GetRequiredService<IOptions<HttpOptions>>().Value.ProxyNetworks.ToArray();
        if (networks.Length == 0) return app;
        var forwarded = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var network in networks) forwarded.KnownIPNetworks.Add(network);
        return app.UseForwardedHeaders(forwarded);
    }

    private static void Bound(KestrelServerOptions kestrel, HttpOptions http, ServerCertificate certificate)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestHeadersTotalSize = http.HeaderBytesMax;
        kestrel.Limits.MaxRequestHeaderCount = http.HeadersMax;
        kestrel.Limits.RequestHeadersTimeout = http.HeadersWithin;
        kestrel.Limits.MinRequestBodyDataRate = new(http.BodyBytesPerSecondMin, BodyPatience);
        kestrel.Limits.KeepAliveTimeout = http.KeepIdle;
        kestrel.Limits.MaxConcurrentConnections = http.ConnectionsMax;
        kestrel.ConfigureHttpsDefaults(https =>
        {
            // Kestrel wants to know of one; which it is, is decided at each handshake.
            https.ServerCertificateSelector = (_, _) => certificate.Current.TargetCertificate;
            https.OnAuthenticate = (_, tls) => certificate.Use(tls);
        });
    }
}
