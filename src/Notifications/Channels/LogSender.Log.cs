using Microsoft.Extensions.Logging;

namespace Twin.Notifications.Channels;

public sealed partial class LogSender
{
    [LoggerMessage(1, LogLevel.Information, "Notification {Key} to {Recipient}: {Subject}")]
    private partial void LogNotification(string key, string recipient, string subject);
}
