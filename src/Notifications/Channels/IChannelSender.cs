using Twin.Domain.Notifications;
using Twin.Domain.Teams;

namespace Twin.Notifications.Channels;

/// <summary>One way to reach people. A sender makes one try and says how it went; when to try again, and for how long, is the courier's.</summary>
public interface IChannelSender
{
    ChannelType Type { get; }

    /// <summary>
    /// One try. A cancelled token is the end of the time for it, or of Twin: the cancellation may go up. Any other exception counts as
    /// <see cref="SendResult.Retry"/>. Several tries run at once.
    /// </summary>
    Task<SendResult> SendAsync(Outgoing message, CancellationToken cancellationToken);
}

/// <summary>A message and where it goes.</summary>
public sealed record Outgoing(Notification Notification, ContactChannel Channel)
{
    /// <summary>What led to it, as W3C trace context writes it; null: nobody recorded it.</summary>
    public string? Trace { get; init; }
}

/// <summary>How one try went. Details are shown to operators and stored: a status, an error in words; never a secret, nor an address that holds one.</summary>
public abstract record SendResult
{
    private SendResult() { }

    public sealed record Delivered : SendResult;

    /// <summary>Trying again would not help.</summary>
    public sealed record Refused(string Detail) : SendResult;

    /// <summary>It may go better later; not before <paramref name="After"/>, if the receiver said so.</summary>
    public sealed record Retry(string Detail, TimeSpan? After = null) : SendResult;
}
