using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Twin.Api.Errors;

/// <summary>Headers that keep a browser from doing more with an answer than was meant.</summary>
public static class SecurityHeaders
{
    /// <summary>Data is not a page: nothing in it may run or be framed.</summary>
    private const string DataPolicy = "default-src 'none'; frame-ancestors 'none'";

    /// <summary>The docs page and Orleans' dashboard: each brings its own script and styles inline; nothing comes from elsewhere.</summary>
    private const string PagePolicy =
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; "
        + "worker-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        http.Response.OnStarting(Add, http);
        return next(http);
    });

    // At the start of the answer rather than of the request, so that a handler that clears the answer to write a problem does not clear these.
    private static Task Add(object state)
    {
        var http = (HttpContext)state;
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        if (http.Request.IsHttps) headers.StrictTransportSecurity = "max-age=31536000";
        // What a key was needed for is not kept by anybody on the way.
        if (headers.CacheControl.Count == 0 && http.Request.Path.StartsWithSegments("/v1")) headers.CacheControl = "no-store";
        if (headers.ContentSecurityPolicy.Count == 0) headers.ContentSecurityPolicy = PolicyFor(http.Request.Path);
        return Task.CompletedTask;
    }

    private static string PolicyFor(PathString path) =>
        path.StartsWithSegments("/docs") || path.StartsWithSegments("/dashboard") ? PagePolicy : DataPolicy;
}
