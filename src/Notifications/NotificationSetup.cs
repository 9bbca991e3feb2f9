using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Twin.Notifications.Channels;

namespace Twin.Notifications;

public static class NotificationSetup
{
    /// <summary>
    /// The courier and every channel. Register it after the silo: hosted services stop in reverse order, and the receipts of the last tries
    /// still want to reach their grains.
    /// </summary>
    public static IServiceCollection AddTwinNotifications(this IServiceCollection services)
    {
        services.AddOptions<NotificationOptions>().BindConfiguration(NotificationOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<NotificationOptions>, NotificationOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.AddLogging();
        services.AddChannelHttp();
        services.AddChannelSender<LogSender>().AddChannelSender<WebhookSender>().AddChannelSender<EmailSender>().AddChannelSender<WeComSender>().AddChannelSender<DingTalkSender>();
        services.TryAddSingleton<CourierInstruments>();
        services.TryAddSingleton<Courier>();
        services.AddHostedService(provider => provider.GetRequiredService<Courier>());
        return services;
    }

    /// <summary>One more way to reach people. Two for the same type: the one added last is used.</summary>
    public static IServiceCollection AddChannelSender<TSender>(this IServiceCollection services) where TSender : class, IChannelSender
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IChannelSender, TSender>());
        return services;
    }

    private static void AddChannelHttp(this IServiceCollection services)
    {
        services.TryAddSingleton<ChannelHttp>();
        services.AddHttpClient(ChannelHttp.ClientName, client =>
            {
                client.Timeout = Timeout.InfiniteTimeSpan; // The courier times each try, on its own clock.
                client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("Twin", typeof(Courier).Assembly.GetName().Version!.ToString(3)));
            })
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false, // A signed message goes where it was addressed to, or nowhere.
                UseProxy = false,
                UseCookies = false,
                ActivityHeadersPropagator = null, // Also keeps addresses, which may hold a token, out of traces.
            })
            .RemoveAllLoggers(); // They write whole addresses.
    }
}
