using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Twin.Domain.Access;

namespace Twin.Api.Access;

/// <summary>Policies by name, for what is mapped elsewhere.</summary>
public static class AccessPolicies
{
    /// <summary>Keys with the scope <c>admin</c> over the whole province, also as a browser asks for them.</summary>
    public const string Dashboard = "dashboard";

    /// <summary>Keys with the scope <c>read</c> over the whole province, and whoever calls from this machine: metrics.</summary>
    public const string Metrics = "metrics";

    // What a proxy passes on comes from elsewhere, whatever it says; the last is what is left when a trusted one was believed.
    private static readonly string[] Forwarding = ["X-Forwarded-For", "Forwarded", "X-Original-For"];

    internal static void AddTo(AuthorizationOptions options)
    {
        // Also what no policy was named for, whatever adds it.
        options.DefaultPolicy = new AuthorizationPolicyBuilder().AddRequirements(new EndpointScope()).Build();
        options.FallbackPolicy = options.DefaultPolicy;
        options.AddPolicy(Dashboard, policy => policy.AddAuthenticationSchemes(DashboardAuthentication.SchemeName).RequireAssertion(context => Allows(context, new(Scopes.Admin, WholeProvince: true))));
        options.AddPolicy(Metrics, policy => policy.RequireAssertion(context => IsLocal(context.Resource as HttpContext) || Allows(context, new(Scopes.Read, WholeProvince: true))));
    }

    private static bool Allows(AuthorizationHandlerContext context, NeededAccess needed) =>
        context.User.Identity is CallerIdentity { Caller: var caller } && EndpointScope.Refusal(caller, needed) is null;

    private static bool IsLocal(HttpContext? http) =>
        http?.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from) && !Forwarding.Any(http.Request.Headers.ContainsKey);
}
