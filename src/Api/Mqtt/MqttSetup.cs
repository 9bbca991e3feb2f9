using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Twin.Api.Mqtt;

public static class MqttSetup
{
    /// <summary>Needs <c>AddTelemetry</c>, an <see cref="Access.IKeyring"/> and an <see cref="View.IDeviceDirectory"/>. Add it after the silo: it must not take readings before grains can.</summary>
    public static IServiceCollection AddMqtt(this IServiceCollection services)
    {
        services.AddOptions<MqttOptions>().BindConfiguration(MqttOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<MqttOptions>, MqttOptionsValidator>();
        services.AddSingleton<MqttShares>();
        services.AddSingleton<MqttIngest>();
        services.AddHostedService(static s => s.GetRequiredService<MqttIngest>());
        return services;
    }
}
