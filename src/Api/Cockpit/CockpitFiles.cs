using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;

namespace Twin.Api.Cockpit;

/// <summary>
/// The cockpit as it was built: files that anybody may have, since what they show is asked for with a session. Every address of a page is answered with the one page there is, which looks at
/// the address itself.
/// </summary>
public static class CockpitFiles
{
    /// <summary>Nothing runs or is drawn but what came as a file from here, and nobody else is asked for anything; but for pictures under the map, where that is set.</summary>
    private static string Policy(string? tiles) =>
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:" + (tiles is null ? "" : $" {tiles}") + "; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Of the files, those whose name changes with what is in them.</summary>
    private const string Hashed = "/assets";

    private const string Page = "/index.html";

    private static readonly PathString[] Areas = ["/see", "/manage", "/use"];

    public static IServiceCollection AddCockpit(this IServiceCollection services)
    {
        services.AddOptions<CockpitOptions>().BindConfiguration(CockpitOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        // Used for these files only: what is packed together with secrets can be guessed from its length.
        services.AddResponseCompression(o =>
        {
            o.EnableForHttps = true;
            o.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "image/svg+xml", "application/geo+json"];
        });
        services.Configure<BrotliCompressionProviderOptions>(o => o.Level = CompressionLevel.Optimal);
        services.Configure<GzipCompressionProviderOptions>(o => o.Level = CompressionLevel.Optimal);
        return services;
    }

    /// <summary>Before anything that asks who calls.</summary>
    public static IApplicationBuilder UseCockpit(this IApplicationBuilder app)
    {
        var options = app.ApplicationServices.GetRequiredService<IOptions<CockpitOptions>>().Value;
        var folder = options.Path;
        if (!File.Exists(Path.Join(folder, Page))) return app.MapWhen(http => IsRead(http) && IsPage(http.Request.Path), branch => branch.Run(http => NotBuilt.Answer(http)));

        // Lives as long as the server.
        var files = new PhysicalFileProvider(folder);
        var types = new FileExtensionContentTypeProvider();
        types.Mappings[".geojson"] = "application/geo+json";
        var policy = Policy(options.TilesOrigin);
        var how = new StaticFileOptions { FileProvider = files, ContentTypeProvider = types, OnPrepareResponse = file => Prepare(file, policy) };
        return app.MapWhen(http => IsRead(http) && (IsPage(http.Request.Path) || IsFile(files, http.Request.Path)), branch =>
        {
            branch.Use((http, next) =>
            {
                if (IsPage(http.Request.Path)) http.Request.Path = Page;
                return next(http);
            });
            branch.UseResponseCompression();
            branch.UseStaticFiles(how);
        });
    }

    private static void Prepare(StaticFileResponseContext file, string policy)
    {
        var (request, headers) = (file.Context.Request, file.Context.Response.Headers);
        headers.CacheControl = request.Path.StartsWithSegments(Hashed) ? "public, max-age=31536000, immutable" : "no-cache";
        headers.ContentSecurityPolicy = policy;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
    }

    private static bool IsRead(HttpContext http) => HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method);

    private static bool IsPage(PathString path) => path.Value is null or "" or "/" || Areas.Any(a => path.StartsWithSegments(a));

    // The API's own paths cost no look at the disk.
    private static bool IsFile(PhysicalFileProvider files, PathString path) => !path.StartsWithSegments("/v1") && files.GetFileInfo(path.Value!).Exists;
}
