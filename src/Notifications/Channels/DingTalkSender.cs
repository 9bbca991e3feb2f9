using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Twin.Domain.Teams;

namespace Twin.Notifications.Channels;

/// <summary>
/// A 钉钉 group robot; its address holds its token. With a secret (加签), the time and a signature over it go into the query; the robot takes them
/// for an hour. https://open.dingtalk.com/document/robots/custom-robot-access
/// </summary>
public sealed class DingTalkSender(ChannelHttp http, TimeProvider time) : IChannelSender
{
    private static readonly RobotProtocol Protocol = new("DingTalk", BusyCodes: [-1], RateLimitCodes: [130101]);

    public ChannelType Type => ChannelType.DingTalk;

    public async Task<SendResult> SendAsync(Outgoing message, CancellationToken cancellationToken) =>
        ChannelHttp.TryAddress(message.Channel.Url, out var address)
            ? await Protocol.PostAsync(http, Signed(address, message.Channel.Secret, time.GetUtcNow()), message.Notification.Text, message.Channel, cancellationToken)
            : new SendResult.Refused("the robot has no http address");

    internal static Uri Signed(Uri address, string? secret, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(secret)) return address;
        var timestamp = now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var sign = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{timestamp}\n{secret}")));
        return new($"{address.GetLeftPart(UriPartial.Query)}{(address.Query.Length == 0 ? '?' : '&')}timestamp={timestamp}&sign={Uri.EscapeDataString(sign)}");
    }
}
