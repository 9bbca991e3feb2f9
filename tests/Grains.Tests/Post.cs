using Twin.Domain.Notifications;
using Twin.Domain.Teams;
using Twin.Notifications.Channels;

namespace Twin.Grains.Tests;

/// <summary>Everyone's letter box: what the channels took, in order, over all silos of a test.</summary>
public sealed class Post
{
    private readonly Lock _gate = new();
    private readonly List<Notification> _taken = [];

    /// <summary>How a try goes; null: it is taken.</summary>
    public Func<Outgoing, SendResult?> Answer { get; set; } = _ => null;

    /// <summary>Receivers that never answer.</summary>
    public HashSet<string> Silent { get; } = [];

    public TaskCompletionSource Hanging { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Notification[] Taken
    {
        get { lock (_gate) return [.. _taken]; }
    }

    public IEnumerable<Notification> Pages => Taken.Where(n => n.Kind == NotificationKind.Page);

    public string[] To(string person) => [.. Taken.Where(n => n.Recipient == person).Select(n => $"{n.Kind}:{n.Step}")];

    internal SendResult Take(Outgoing message)
    {
        if (Answer(message) is { } answer) return answer;
        lock (_gate) _taken.Add(message.Notification);
        return new SendResult.Delivered();
    }
}

internal sealed class PostSender(ChannelType type, Post post, Life life) : IChannelSender
{
    public ChannelType Type => type;

    public async Task<SendResult> SendAsync(Outgoing message, CancellationToken cancellationToken)
    {
        if (post.Silent.Contains(message.Notification.Recipient)) await post.Hanging.Task.WaitAsync(cancellationToken);
        life.Reach($"send {message.Notification.Kind}");
        var result = post.Take(message);
        if (result is SendResult.Retry) life.ToTryAgain[message.Notification.Key] = 0;
        else life.ToTryAgain.TryRemove(message.Notification.Key, out _);
        life.Reach($"sent {message.Notification.Kind}");
        return result;
    }
}
