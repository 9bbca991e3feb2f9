using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Twin.Api.Access;
using Twin.Api.Errors;
using Twin.Domain.Access;

namespace Twin.Api.Requests;

/// <summary>How endpoints of this API are mapped.</summary>
public static class KnownQuery
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>GET and HEAD, for whoever may read unless the endpoint says otherwise.</summary>
    public static RouteHandlerBuilder MapRead(this IEndpointRouteBuilder routes, string pattern, Delegate handler) => routes.MapMethods(pattern, Reading, handler).RequireScope(Scopes.Read);

    /// <summary>Refuses query parameters that the handler does not take: a misspelt one would silently change what is done.</summary>
    public static TBuilder RefuseUnknownQuery<TBuilder>(this TBuilder endpoints) where TBuilder : IEndpointConventionBuilder =>
        endpoints.AddEndpointFilterFactory((factory, next) =>
        {
            var known = factory.MethodInfo.GetParameters()
                .Where(p => p.GetCustomAttribute<FromQueryAttribute>() is not null)
                .Select(p => p.GetCustomAttribute<FromQueryAttribute>()!.Name ?? p.Name!).ToHashSet(StringComparer.OrdinalIgnoreCase);
            return call => Unknown(call.HttpContext.Request.Query, known) is { } problem ? ValueTask.FromResult<object?>(problem) : next(call);
        });

    private static Problem? Unknown(IQueryCollection query, HashSet<string> known)
    {
        if (query.Count == 0) return null;
        var unknown = query.Keys.Where(k => !known.Contains(k)).Select(k => new ProblemError(k, "unknownParameter", $"unknown query parameter '{k}'")).ToArray();
        if (unknown.Length == 0) return null;
        return Problem.BadRequest(known.Count == 0 ? "This endpoint takes no query parameters." : $"Query parameters here: {string.Join(", ", known.Order(StringComparer.Ordinal))}.", unknown);
    }
}
