using System.Security.Cryptography;
using System.Text;
using Twin.Domain.Teams;

namespace Twin.Notifications;

/// <summary>Where messages go: a channel and an address at it. Two people with one address are one receiver; two addresses at one host are two.</summary>
internal readonly record struct ReceiverId(ChannelType Type, string Target)
{
    public static ReceiverId Of(ContactChannel channel) => new(channel.Type, channel.Url ?? channel.To ?? "");

    /// <summary>An address over HTTP may hold a token anywhere behind its host; six digits of its hash tell it from its neighbours.</summary>
    public override string ToString()
    {
        if (Target.Length == 0) return Word(Type);
        if (!Target.Contains("://", StringComparison.Ordinal)) return $"{Word(Type)} {Target}";
        var host = Uri.TryCreate(Target, UriKind.Absolute, out var address) ? address.Authority : "?";
        return $"{Word(Type)} {host} #{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Target)).AsSpan(0, 3))}";
    }

    /// <summary>The type as teams write it.</summary>
    public static string Word(ChannelType type) => type switch
    {
        ChannelType.Log => "log",
        ChannelType.Webhook => "webhook",
        ChannelType.Email => "email",
        ChannelType.WeCom => "wecom",
        ChannelType.DingTalk => "dingtalk",
        _ => "other",
    };
}

/// <summary>A receiver that has something to take. Forgotten when it has taken it all. Its fields are read and written under the courier's lock.</summary>
internal sealed class Receiver(ReceiverId id, int concurrency)
{
    public ReceiverId Id { get; } = id;
    public string Name { get; } = id.ToString();
    public HashSet<Delivery> Backlog { get; } = [];
    public int Sending { get; set; }
    public DateTime? FailingSince { get; set; }

    /// <summary>One for each try under way; not held between tries, so that those who wait for their next try keep nobody from a first one.</summary>
    public SemaphoreSlim Slots { get; } = new(concurrency, concurrency);

    public ReceiverBacklog Show() =>
        new(Id.Type, Name, Backlog.Count - Sending, Sending, Backlog.Min(d => d.Message.Notification.CreatedAt), FailingSince);
}
