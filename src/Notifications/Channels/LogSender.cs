using Microsoft.Extensions.Logging;
using Twin.Domain.Teams;

namespace Twin.Notifications.Channels;

/// <summary>Writes into Twin's own log: for trying things out, and for systems that read it there.</summary>
public sealed partial class LogSender(ILogger<LogSender> logger) : IChannelSender
{
    public ChannelType Type => ChannelType.Log;

    public Task<SendResult> SendAsync(Outgoing message, CancellationToken cancellationToken)
    {
        var (it, text) = (message.Notification, message.Notification.Text);
        LogNotification(it.Key, it.Recipient, text.IndexOf('\n', StringComparison.Ordinal) is var end and >= 0 ? text[..end] : text);
        return Task.FromResult<SendResult>(new SendResult.Delivered());
    }
}
