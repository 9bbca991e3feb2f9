using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace Twin.Api.Access;

public static class AccessSetup
{
    /// <summary>Who may call and what they may. Needs an <see cref="IKeyring"/> and Orleans' <c>IGrainFactory</c>.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddSingleton<KnownKeys>();
        services.AddHostedService(s => s.GetRequiredService<KnownKeys>());
        services.AddAuthentication(KeyAuthentication.SchemeName).AddScheme<AuthenticationSchemeOptions, KeyAuthentication>(KeyAuthentication.SchemeName, null);
        services.AddAuthorization(AccessPolicies.AddTo);
        services.AddSingleton<IAuthorizationHandler, EndpointScope>();
        return services;
    }
}
