using Microsoft.Extensions.Logging;

namespace Twin.Notifications;

public sealed partial class Courier
{
    [LoggerMessage(1, LogLevel.Warning, "Notification {Key} failed after {Attempts} tries at {Receiver}: {Detail}")]
    private partial void LogFailed(string key, int attempts, string receiver, string? detail);

    [LoggerMessage(2, LogLevel.Warning, "{Receiver} takes no notifications: {Detail}")]
    private partial void LogFailing(string receiver, string detail);

    [LoggerMessage(3, LogLevel.Information, "{Receiver} answers again")]
    private partial void LogAnswersAgain(string receiver);

    [LoggerMessage(4, LogLevel.Error, "A try at {Receiver} broke")]
    private partial void LogBroken(Exception fault, string receiver);

    [LoggerMessage(5, LogLevel.Error, "The receipt of notification {Key} ({Outcome}) could not be handed over; it will be sent again when it is offered again")]
    private partial void LogReceiptLost(Exception fault, string key, Twin.Domain.Notifications.NotificationOutcome outcome);
}
