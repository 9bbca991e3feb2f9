using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Twin.Api.Access.Sessions;
using Twin.Api.Access.Tokens;

namespace Twin.Api.Access;

public static class AccessSetup
{
    /// <summary>Who may call and what they may. Needs an <see cref="IKeyring"/> and Orleans' <c>IGrainFactory</c>.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddOptions<AccessOptions>().BindConfiguration(AccessOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<GuessLimit>();
        services.AddSingleton<KeyCheck>();
        services.AddSingleton<KnownKeys>();
        services.AddSingleton<SessionTokens>();
        services.AddHostedService(s => s.GetRequiredService<KnownKeys>());
        services.AddAuthentication(KeyAuthentication.SchemeName).AddScheme<AuthenticationSchemeOptions, KeyAuthentication>(KeyAuthentication.SchemeName, null)
            .AddScheme<AuthenticationSchemeOptions, DashboardAuthentication>(DashboardAuthentication.SchemeName, null);
        services.AddTokens();
        services.AddAuthorization(AccessPolicies.AddTo);
        services.AddSingleton<IAuthorizationHandler, EndpointScope>();
        return services;
    }
}
