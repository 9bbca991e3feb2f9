using Microsoft.AspNetCore.Http;

namespace Twin.Api.Access.Sessions;

/// <summary>
/// Whether a request that a browser sent its session along with was meant by our own page. The cookie is withheld from other sites by itself; another port of the same host is the same site
/// to a browser and has to be told apart here. Browsers say where a request comes from in <c>Sec-Fetch-Site</c> over https and to this machine, in <c>Origin</c> always when it may change
/// something; no page can forge either.
/// </summary>
internal static class SameOrigin
{
    /// <summary>Only a page of our own can send it: to others the browser asks first, and is refused.</summary>
    public const string Header = "X-Twin-CSRF";

    /// <summary>What whoever <see cref="IsForeign"/> is told.</summary>
    public const string Foreign = "The request comes from another site's page.";

    /// <summary>Why a request with a session is not carried out; null when it is.</summary>
    public static string? Refusal(HttpRequest request)
    {
        if (IsForeign(request)) return Foreign;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) return null;
        if (request.Headers[Header] != "1") return $"A change asked for with a session needs the header {Header}: 1.";
        return FetchSite(request).Length > 0 || request.Headers.Origin.Count > 0 ? null : "A change asked for with a session needs Origin or Sec-Fetch-Site, as every browser sends them.";
    }

    /// <summary>Whether it says itself that it comes from elsewhere.</summary>
    public static bool IsForeign(HttpRequest request)
    {
        // None: somebody typed the address.
        if (FetchSite(request) is { Length: > 0 } site) return site is not ("same-origin" or "none");
        var origin = request.Headers.Origin.ToString();
        return origin.Length > 0 && !(Uri.TryCreate(origin, UriKind.Absolute, out var from) && string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }

    private static string FetchSite(HttpRequest request) => request.Headers["Sec-Fetch-Site"].ToString();
}
