using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Twin.Domain.Access;

namespace Twin.Api.Access;

/// <summary>What an endpoint asks of its callers.</summary>
/// <param name="Scope">What they must be allowed.</param>
/// <param name="WholeProvince">Whether only callers without a division limit may: so unless an endpoint keeps to the limit itself or shows nothing that has a division.</param>
public sealed record NeededAccess(Scopes Scope, bool WholeProvince = true);

public static class EndpointScopes
{
    public static TBuilder RequireScope<TBuilder>(this TBuilder endpoints, Scopes scope, bool wholeProvince = true) where TBuilder : IEndpointConventionBuilder =>
        endpoints.WithMetadata(new NeededAccess(scope, wholeProvince));
}

/// <summary>
/// The one check of every request, from what its endpoint says of itself. An endpoint that says nothing is for the admin of the whole province: forgetting to say it opens nothing.
/// </summary>
internal sealed class EndpointScope : AuthorizationHandler<EndpointScope>, IAuthorizationRequirement
{
    public static NeededAccess Unsaid { get; } = new(Scopes.Admin, WholeProvince: true);

    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, EndpointScope requirement)
    {
        var endpoint = (context.Resource as HttpContext)?.GetEndpoint();
        // Nothing is there, or not with this method: to be answered as such.
        if (endpoint is not RouteEndpoint) context.Succeed(requirement);
        else if (context.User.Identity is CallerIdentity { Caller: var caller } && Refusal(caller, endpoint.Metadata.GetMetadata<NeededAccess>() ?? Unsaid) is null) context.Succeed(requirement);
        return Task.CompletedTask;
    }

    /// <summary>Why a caller may not, in words; null when they may.</summary>
    public static string? Refusal(Caller caller, NeededAccess needed) =>
        !caller.May(needed.Scope) ? $"This needs a key with the scope {ScopeRules.InWords(needed.Scope)[0]}; '{caller.Name}' has {(caller.Scopes == Scopes.None ? "none" : string.Join(", ", ScopeRules.InWords(caller.Scopes)))}."
        : needed.WholeProvince && !caller.Divisions.IsWhole ? $"This concerns the whole province; '{caller.Name}' is limited to {string.Join(", ", caller.Divisions.Prefixes)}."
        : null;
}
