using System.Text;
using Twin.Domain.Teams;

namespace Twin.Notifications.Channels;

/// <summary>A 企业微信 group robot; its address holds its key. https://developer.work.weixin.qq.com/document/path/91770</summary>
public sealed class WeComSender(ChannelHttp http) : IChannelSender
{
    /// <summary>More is refused by the robot; in UTF-8.</summary>
    internal const int TextBytesMax = 2048;

    private static readonly RobotProtocol Protocol = new("WeCom", BusyCodes: [-1], RateLimitCodes: [45009]);

    public ChannelType Type => ChannelType.WeCom;

    public async Task<SendResult> SendAsync(Outgoing message, CancellationToken cancellationToken) =>
        ChannelHttp.TryAddress(message.Channel.Url, out var address)
            ? await Protocol.PostAsync(http, address, Fit(message.Notification.Text, TextBytesMax), message.Channel, cancellationToken)
            : new SendResult.Refused("the robot has no http address");

    /// <summary>The text, shortened before its last line, which is where the link is.</summary>
    internal static string Fit(string text, int bytesMax)
    {
        if (Encoding.UTF8.GetByteCount(text) <= bytesMax) return text;
        var lastLine = text.LastIndexOf('\n') is var at and > 0 && Encoding.UTF8.GetByteCount(text.AsSpan(at)) < bytesMax / 2 ? text[at..] : "";
        var room = bytesMax - Encoding.UTF8.GetByteCount("…" + lastLine);
        var kept = new StringBuilder();
        foreach (var rune in text.AsSpan(0, text.Length - lastLine.Length).EnumerateRunes())
        {
            room -= rune.Utf8SequenceLength;
            if (room < 0) break;
            kept.Append(rune.ToString());
        }
        return kept.Append('…').Append(lastLine).ToString();
    }
}
