using Twin.Domain.Incidents;
using Twin.Domain.Network;
using Twin.Domain.Notifications;

namespace Twin.Simulation.Replay;

/// <summary>What is kept of an incident once it is over: a year's recording may make many.</summary>
public sealed class IncidentCourse
{
    public IncidentCourse(Incident opened)
    {
        (Id, OpenedAt) = (opened.Id, opened.OpenedAt);
        (Place, Device, Rule) = (opened.Report.Place.Key, opened.Report.Cause.Device?.Id.ToString() ?? "", opened.Report.Cause.Rule);
        Follow(opened);
    }

    public string Id { get; }

    /// <summary>An outlet's code, an access node, or <c>network</c>.</summary>
    public string Place { get; }

    /// <summary>The device whose fault it is; empty for what Twin found itself.</summary>
    public string Device { get; }
    public string Rule { get; }
    public DateTime OpenedAt { get; }

    /// <summary>Null: it goes on when the recording ends.</summary>
    public DateTime? ClosedAt { get; private set; }

    /// <summary>The highest it had.</summary>
    public Severity Severity { get; private set; }
    public int Members { get; private set; }

    /// <summary>Messages that ask someone to act, over all legs and rounds.</summary>
    public int Pages { get; private set; }

    /// <summary>Everything sent, recoveries and updates too.</summary>
    public int Messages { get; private set; }
    public DateTime? FirstPageAt { get; private set; }

    internal void Follow(Incident now)
    {
        if (now.Severity > Severity) Severity = now.Severity;
        Members = Math.Max(Members, now.EverMembers.Count);
        ClosedAt = now.Phase == IncidentPhase.Closed ? now.ClosedAt : null;
    }

    internal void Sent(Notification message)
    {
        Messages++;
        if (message.Kind is not (NotificationKind.Page or NotificationKind.Unattended)) return;
        Pages++;
        FirstPageAt ??= message.CreatedAt;
    }
}
