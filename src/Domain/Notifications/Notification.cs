using Twin.Domain.Teams;

namespace Twin.Domain.Notifications;

/// <summary><c>twin.incident.page | update | recovery | unattended</c>.</summary>
public enum NotificationKind : byte { Page, Update, Recovery, Unattended }

/// <summary><c>Failed</c>: refused by the receiver, or not taken within the time for retries; the next channel has been tried, if there was one.</summary>
public enum NotificationOutcome : byte { Pending, Delivered, Failed }

/// <summary>
/// One message to one person over one channel, written into the incident's outbox with the decision that caused it. Sent at least once:
/// <see cref="Key"/> is the same at every try, so that a receiver can drop repeats.
/// </summary>
[GenerateSerializer, Immutable, Alias("twin.Notification")]
public sealed record Notification
{
    /// <summary><c>incident:leg:step:recipient:channel:round</c>.</summary>
    [Id(0)] public required string Key { get; init; }
    [Id(1)] public required string Incident { get; init; }
    [Id(2)] public required NotificationKind Kind { get; init; }

    /// <summary><c>business</c> or <c>telecom</c>.</summary>
    [Id(3)] public required string Leg { get; init; }

    /// <summary>The number of the policy's step as text, or <c>unattended</c>, <c>recovery</c>, <c>update</c>.</summary>
    [Id(4)] public required string Step { get; init; }

    /// <summary>A person's id.</summary>
    [Id(5)] public required string Recipient { get; init; }

    /// <summary>Id of one of the person's channels.</summary>
    [Id(6)] public required string Channel { get; init; }
    [Id(7)] public int Round { get; init; }

    /// <summary>It was due while Twin was down.</summary>
    [Id(8)] public bool Late { get; init; }

    /// <summary>The named reason of the decision, camel case.</summary>
    [Id(9)] public required string Reason { get; init; }

    /// <summary>First line the subject; in the recipient's language.</summary>
    [Id(10)] public required string Text { get; init; }

    /// <summary>Wall time of the decision; the time for retries counts from here.</summary>
    [Id(11)] public required DateTime CreatedAt { get; init; }
    [Id(12)] public NotificationOutcome Outcome { get; init; }
    [Id(13)] public DateTime? DoneAt { get; init; }
    [Id(14)] public int Attempts { get; init; }

    /// <summary>What the receiver or the network said last: a status code, an error in words. Never a secret.</summary>
    [Id(15)] public string? Detail { get; init; }
}

/// <summary>What a text tells: what, where, since when, impact, what to do, where to look.</summary>
public sealed record NotificationFacts
{
    public required string Incident { get; init; }
    public required NotificationKind Kind { get; init; }

    /// <summary>What is wrong, in both languages.</summary>
    public required string TitleZh { get; init; }
    public required string TitleEn { get; init; }

    /// <summary><c>info minor major critical</c>.</summary>
    public required Network.Severity Severity { get; init; }

    /// <summary>Name of the outlet or access node, e.g. <c>水渡口店</c>; null when there is none.</summary>
    public string? PlaceName { get; init; }
    public string? OutletCode { get; init; }
    public string? Address { get; init; }

    /// <summary>County the outlet is managed by; its names are in <see cref="Network.Divisions"/>.</summary>
    public Network.DivisionCode? District { get; init; }
    public string? Device { get; init; }
    public DateTime Since { get; init; }

    /// <summary>Outlets concerned; 1 for an ordinary incident.</summary>
    public int Outlets { get; init; } = 1;

    /// <summary>Faults explained by this one.</summary>
    public int Explained { get; init; }
    public bool JointDispatch { get; init; }
    public string? Runbook { get; init; }

    /// <summary>The reason of the decision, camel case, e.g. <c>stepDue</c>, <c>noCapacity</c>.</summary>
    public required string Reason { get; init; }
    public bool Late { get; init; }
    public string? Link { get; init; }
}
