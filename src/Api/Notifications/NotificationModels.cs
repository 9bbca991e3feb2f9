using System.ComponentModel;
using Twin.Domain.Notifications;
using Twin.Domain.Teams;
using Twin.Grains.Notifications;

namespace Twin.Api.Notifications;

/// <summary>One message to one person over one channel.</summary>
public sealed record NotificationModel
{
    [Description("The same at every try: incident:leg:step:recipient:channel:round.")] public required string Key { get; init; }
    public required string Incident { get; init; }
    public required NotificationKind Kind { get; init; }
    public required string Leg { get; init; }
    [Description("The number of the policy's step, or unattended, recovery, update.")] public required string Step { get; init; }
    [Description("A person's id.")] public required string Recipient { get; init; }
    [Description("Id of one of the person's channels.")] public required string Channel { get; init; }
    public required int Round { get; init; }
    [Description("It was due while Twin was down.")] public required bool Late { get; init; }
    public required string Reason { get; init; }
    public required NotificationOutcome Outcome { get; init; }
    public required DateTime CreatedAt { get; init; }
    public DateTime? DoneAt { get; init; }
    public required int Attempts { get; init; }
    [Description("What the receiver or the network said last.")] public string? Detail { get; init; }
    [Description("Left out for a key limited to divisions when the incident also concerns outlets outside.")] public string? Text { get; init; }

    public static NotificationModel Of(Notification it) => new()
    {
        Key = it.Key,
        Incident = it.Incident,
        Kind = it.Kind,
        Leg = it.Leg,
        Step = it.Step,
        Recipient = it.Recipient,
        Channel = it.Channel,
        Round = it.Round,
        Late = it.Late,
        Reason = it.Reason,
        Outcome = it.Outcome,
        CreatedAt = it.CreatedAt,
        DoneAt = it.DoneAt,
        Attempts = it.Attempts,
        Detail = it.Detail,
        Text = it.Text.Length == 0 ? null : it.Text,
    };
}

public sealed record NotificationPageModel(IReadOnlyList<NotificationModel> Items, string? NextCursor);

/// <summary>What one receiver has not taken yet.</summary>
public sealed record BacklogModel(string Channel, string Receiver, int Waiting, int Sending, DateTime OldestAt, DateTime? FailingSince)
{
    public static BacklogModel Of(Backlog it) => new(TeamWords.Of(it.Type), it.Receiver, it.Waiting, it.Sending, it.OldestAt, it.FailingSince);
}

public sealed record BacklogListModel(IReadOnlyList<BacklogModel> Items, int Total);
