using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.SystemTextJson;
using Twin.Domain.Notifications;
using Twin.Domain.Teams;

namespace Twin.Notifications.Channels;

/// <summary>A CloudEvent 1.0, JSON, structured mode; with a secret, signed in <see cref="SignatureHeader"/>.</summary>
public sealed class WebhookSender(ChannelHttp http) : IChannelSender
{
    public const string SignatureHeader = "X-Twin-Signature";

    private static readonly Uri Source = new("/twin", UriKind.Relative);
    private static readonly JsonEventFormatter Formatter = new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }, default);

    public ChannelType Type => ChannelType.Webhook;

    public async Task<SendResult> SendAsync(Outgoing message, CancellationToken cancellationToken)
    {
        if (!ChannelHttp.TryAddress(message.Channel.Url, out var address)) return new SendResult.Refused("the webhook has no http address");
        var body = Formatter.EncodeStructuredModeMessage(Event(message.Notification), out var contentType);
        using var content = new ReadOnlyMemoryContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", contentType.ToString());
        var secret = message.Channel.Secret;
        var (result, _) = await http.PostAsync(address, content, readAnswer: false, cancellationToken, string.IsNullOrEmpty(secret) ? null : (SignatureHeader, Sign(body.Span, secret)));
        return result;
    }

    /// <summary><c>sha256=HEX</c>, lower case, over exactly the bytes of the body.</summary>
    public static string Sign(ReadOnlySpan<byte> body, string secret) => "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));

    private static CloudEvent Event(Notification it) => new(CloudEventsSpecVersion.V1_0)
    {
        Id = it.Key,
        Source = Source,
        Type = it.Kind switch
        {
            NotificationKind.Page => "twin.incident.page",
            NotificationKind.Update => "twin.incident.update",
            NotificationKind.Recovery => "twin.incident.recovery",
            _ => "twin.incident.unattended",
        },
        Subject = it.Incident,
        Time = new DateTimeOffset(DateTime.SpecifyKind(it.CreatedAt, DateTimeKind.Utc)),
        DataContentType = "application/json",
        Data = new
        {
            incident = it.Incident,
            leg = it.Leg,
            step = int.TryParse(it.Step, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (object)number : it.Step,
            recipient = it.Recipient,
            round = it.Round,
            late = it.Late,
            reason = it.Reason,
            text = it.Text,
        },
    };
}
