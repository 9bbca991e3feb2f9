using System.Diagnostics;
using Twin.Domain.Teams;
using Twin.Notifications.Channels;

namespace Twin.Notifications;

/// <summary>Each try at a receiver as a step of the trace that the message is the end of. Where it goes is not told: an address may hold a secret.</summary>
internal static class CourierTraces
{
    public const string SourceName = "Twin.Notifications";

    private static readonly ActivitySource Source = new(SourceName);

    public static Activity? Try(Delivery delivery)
    {
        if (delivery.Message.Trace is not { } after || !Source.HasListeners() || !ActivityContext.TryParse(after, null, isRemote: true, out var context)) return null;
        var it = delivery.Message.Notification;
        return Source.StartActivity("notification.send", ActivityKind.Producer, context)
            ?.SetTag("twin.notification", it.Key).SetTag("twin.incident", it.Incident).SetTag("twin.channel", ReceiverId.Word(delivery.Receiver.Id.Type)).SetTag("twin.attempt", delivery.Attempts);
    }

    public static void Ended(Activity? attempt, SendResult result) => _ = result switch
    {
        SendResult.Refused refused => attempt?.SetStatus(ActivityStatusCode.Error, refused.Detail),
        SendResult.Retry retry => attempt?.SetStatus(ActivityStatusCode.Error, retry.Detail),
        _ => attempt?.SetStatus(ActivityStatusCode.Ok),
    };
}
