using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Twin.Notifications;

/// <summary>How notifications leave the house. Section <c>Twin:Notifications</c>.</summary>
public sealed class NotificationOptions
{
    public const string Section = "Twin:Notifications";

    /// <summary>How long after its decision a message is tried again; every message is tried at least once.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")] public TimeSpan RetryFor { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>What a receiver has to answer one try.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")] public TimeSpan TimeoutPerTry { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest wait a receiver can ask for with <c>Retry-After</c>.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")] public TimeSpan RetryAfterMax { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>What tries under way get to end when Twin stops.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")] public TimeSpan StopWithin { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Messages waiting for one receiver; more are not taken from whoever offers them.</summary>
    [Range(1, 1_000_000)] public int BacklogMax { get; set; } = 1000;

    /// <summary>Tries under way at one receiver at once.</summary>
    [Range(1, 256)] public int ConcurrencyPerReceiver { get; set; } = 8;

    public SmtpOptions Smtp { get; set; } = new();
}

public enum SmtpSecurity : byte { None, StartTls, Ssl }

/// <summary>The mail server. Without a <see cref="Host"/>, email is refused and the next channel is used.</summary>
public sealed class SmtpOptions
{
    public string? Host { get; set; }

    /// <summary>587 goes with <see cref="SmtpSecurity.StartTls"/>, 465 with <see cref="SmtpSecurity.Ssl"/>.</summary>
    [Range(1, 65535)] public int Port { get; set; } = 587;

    /// <summary>An address, or <c>Twin &lt;twin@example.org&gt;</c>.</summary>
    public string? From { get; set; }
    public string? UserName { get; set; }
    public string? Password { get; set; }
    public SmtpSecurity Security { get; set; } = SmtpSecurity.StartTls;

    [MemberNotNullWhen(true, nameof(Host))]
    public bool IsConfigured => !string.IsNullOrWhiteSpace(Host);
}

internal sealed class NotificationOptionsValidator : IValidateOptions<NotificationOptions>
{
    public ValidateOptionsResult Validate(string? name, NotificationOptions options)
    {
        // ValidateDataAnnotations does not look into objects inside.
        var smtp = options.Smtp;
        List<string> faults = [];
        if (smtp.Port is < 1 or > 65535) faults.Add($"{NotificationOptions.Section}:Smtp:Port: {smtp.Port} is not between 1 and 65535.");
        if (!Enum.IsDefined(smtp.Security)) faults.Add($"{NotificationOptions.Section}:Smtp:Security: is none of none, startTls, ssl.");
        if (smtp.IsConfigured && !MailboxAddress.TryParse(smtp.From, out _)) faults.Add($"{NotificationOptions.Section}:Smtp:From: an address is needed with a host.");
        if (string.IsNullOrEmpty(smtp.UserName) != string.IsNullOrEmpty(smtp.Password)) faults.Add($"{NotificationOptions.Section}:Smtp: UserName and Password go together.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
