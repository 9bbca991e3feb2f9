using Microsoft.Extensions.DependencyInjection;

namespace Twin.Api.Tls;

public static class TlsSetup
{
    public static void AddTls(this IServiceCollection services)
    {
        services.AddOptions<TlsOptions>().BindConfiguration(TlsOptions.Section);
        services.AddSingleton<ServerCertificate>();
    }
}
