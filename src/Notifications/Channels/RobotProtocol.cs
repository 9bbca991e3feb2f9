using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Twin.Domain.Teams;

namespace Twin.Notifications.Channels;

/// <summary>
/// What the group robots of 企业微信 and 钉钉 have in common: a text in, <c>errcode</c> and <c>errmsg</c> out, at status 200 even when refused.
/// An answer without an <c>errcode</c> is not a robot's: refused rather than repeated into a chat for half an hour.
/// </summary>
internal sealed record RobotProtocol(string Name, int[] BusyCodes, int[] RateLimitCodes)
{
    /// <summary>Both count 20 messages a minute.</summary>
    private static readonly TimeSpan RateLimitWindow = TimeSpan.FromMinutes(1);
    private const int MessageMax = 120;
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task<SendResult> PostAsync(ChannelHttp http, Uri address, string text, ContactChannel channel, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(new { msgtype = "text", text = new { content = text } }, Json));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        var (result, answer) = await http.PostAsync(address, content, readAnswer: true, cancellationToken);
        return result is SendResult.Delivered ? Judge(answer, address, channel) : result;
    }

    private SendResult Judge(string answer, Uri address, ContactChannel channel)
    {
        if (!TryRead(answer, out var code, out var message)) return new SendResult.Refused($"{address.Authority} did not answer as {Name} does");
        if (code == 0) return new SendResult.Delivered();
        var detail = $"{Name} answered {code}{(MayBeShown(message, address, channel) ? $" {message}" : "")}";
        return RateLimitCodes.Contains(code) ? new SendResult.Retry(detail, RateLimitWindow)
            : BusyCodes.Contains(code) ? new SendResult.Retry(detail) : new SendResult.Refused(detail);
    }

    private static bool TryRead(string answer, out int code, out string message)
    {
        (code, message) = (0, "");
        try
        {
            using var document = JsonDocument.Parse(answer);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("errcode", out var errcode) || errcode.ValueKind != JsonValueKind.Number || !errcode.TryGetInt32(out code)) return false;
            if (root.TryGetProperty("errmsg", out var errmsg) && errmsg.ValueKind == JsonValueKind.String) message = errmsg.GetString()!;
            if (message.Length > MessageMax) message = message[..MessageMax];
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // A robot's words are worth having ("sign not match"), unless they repeat what must not be shown.
    private static bool MayBeShown(string message, Uri address, ContactChannel channel) => message.Length > 0
        && !(channel.Secret is { Length: > 0 } secret && message.Contains(secret, StringComparison.OrdinalIgnoreCase))
        && !address.Query.Split('?', '&', '=').Any(part => part.Length >= 6 && part is not ("access_token" or "timestamp") && message.Contains(Uri.UnescapeDataString(part), StringComparison.OrdinalIgnoreCase));
}
