using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;
using Twin.Domain.Notifications;
using Twin.Domain.Teams;

namespace Twin.Notifications.Channels;

/// <summary>Plain-text mail over SMTP, a connection per message. The Message-Id follows from the key, so a mailbox can drop a repeat.</summary>
public sealed class EmailSender(IOptions<NotificationOptions> options) : IChannelSender
{
    private const int ReplyMax = 160;

    public ChannelType Type => ChannelType.Email;

    public async Task<SendResult> SendAsync(Outgoing message, CancellationToken cancellationToken)
    {
        var smtp = options.Value.Smtp;
        if (!smtp.IsConfigured) return new SendResult.Refused("email is not configured");
        if (!MailboxAddress.TryParse(message.Channel.To, out var to)) return new SendResult.Refused("the address is not an email address");
        if (!MailboxAddress.TryParse(smtp.From, out var from)) return new SendResult.Refused("email has no address to come from");
        using var mail = Compose(message.Notification, from, to);
        try
        {
            await SendAsync(smtp, smtp.Host, mail, cancellationToken);
            return new SendResult.Delivered();
        }
        catch (SmtpCommandException fault)
        {
            var detail = $"the mail server answered {(int)fault.StatusCode} {Beginning(fault.Message)}".TrimEnd();
            return (int)fault.StatusCode >= 500 ? new SendResult.Refused(detail) : new SendResult.Retry(detail);
        }
        catch (AuthenticationException)
        {
            return new SendResult.Refused("the mail server does not accept the user name and password");
        }
        catch (ServiceNotAuthenticatedException)
        {
            return new SendResult.Refused("the mail server wants a user name and password");
        }
        catch (NotSupportedException)
        {
            return new SendResult.Refused("the mail server does not offer the security or the sign-in that is configured");
        }
        catch (SslHandshakeException)
        {
            return new SendResult.Retry("no secure connection to the mail server");
        }
        catch (Exception fault) when (fault is SocketException or IOException or ProtocolException or ServiceNotConnectedException)
        {
            return new SendResult.Retry("the mail server cannot be reached or broke off");
        }
    }

    private static async Task SendAsync(SmtpOptions smtp, string host, MimeMessage mail, CancellationToken cancellationToken)
    {
        using var client = new SmtpClient { CheckCertificateRevocation = false }; // As HttpClient: revocation lists are often out of reach from inside.
        await client.ConnectAsync(host, smtp.Port, smtp.Security switch
        {
            SmtpSecurity.None => SecureSocketOptions.None,
            SmtpSecurity.Ssl => SecureSocketOptions.SslOnConnect,
            _ => SecureSocketOptions.StartTls,
        }, cancellationToken);
        if (!string.IsNullOrEmpty(smtp.UserName)) await client.AuthenticateAsync(smtp.UserName, smtp.Password ?? "", cancellationToken);
        await client.SendAsync(mail, cancellationToken);
        await SayGoodbyeAsync(client, cancellationToken);
    }

    /// <summary>The message is accepted by now; whatever happens to the goodbye must not send it again.</summary>
    private static async Task SayGoodbyeAsync(SmtpClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.DisconnectAsync(quit: true, cancellationToken);
        }
        catch (Exception fault) when (fault is SocketException or IOException or ProtocolException or CommandException or OperationCanceledException)
        {
        }
    }

    private static MimeMessage Compose(Notification it, MailboxAddress from, MailboxAddress to)
    {
        var end = it.Text.IndexOf('\n', StringComparison.Ordinal);
        var mail = new MimeMessage
        {
            Subject = (end < 0 ? it.Text : it.Text[..end]).Trim(),
            Date = new DateTimeOffset(DateTime.SpecifyKind(it.CreatedAt, DateTimeKind.Utc)),
            MessageId = MessageId(it.Key, from),
            Body = new TextPart("plain") { Text = it.Text },
        };
        mail.From.Add(from);
        mail.To.Add(to);
        mail.Headers.Add("X-Twin-Key", it.Key);
        mail.Headers.Add("Auto-Submitted", "auto-generated"); // No out-of-office replies, please.
        return mail;
    }

    private static string MessageId(string key, MailboxAddress from) =>
        $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 16))}@{(string.IsNullOrEmpty(from.Domain) ? "twin" : from.Domain)}";

    private static string Beginning(string reply)
    {
        var line = reply.ReplaceLineEndings(" ").Trim();
        return line.Length <= ReplyMax ? line : line[..ReplyMax];
    }
}
