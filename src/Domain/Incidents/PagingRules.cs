using Twin.Domain.Notifications;
using Twin.Domain.Teams;

namespace Twin.Domain.Incidents;

/// <summary>Messages into the outbox, and what became of them.</summary>
internal static class PagingRules
{
    /// <summary>Writes a message to a person over the first of their channels that may be used. Without one, the record says so.</summary>
    public static (Leg Leg, bool Sent) Page(IncidentWork work, Leg leg, Person person, NotificationKind kind, string step, IncidentReason reason, bool late, IReadOnlyList<ChannelType> allowed)
    {
        var channel = person.Channels.FirstOrDefault(c => allowed.Count == 0 || allowed.Contains(c.Type));
        if (channel is null)
        {
            Record(work, leg, step, person.Id, IncidentReason.NoChannel, null, "none of the person's channels may be used");
            return (leg, false);
        }
        var message = Message(work, leg, person, channel, kind, step, leg.Round, reason, late);
        if (work.HasMessage(message.Key)) return (leg, true);
        work.Send(message);
        Record(work, leg, step, person.Id, reason, message.Key, late ? "late" : null);
        var owed = kind is NotificationKind.Page or NotificationKind.Unattended && !leg.Paged.Contains(person.Id);
        return (owed ? leg with { Paged = [.. leg.Paged, person.Id] } : leg, true);
    }

    /// <summary>Pages whoever has been paged on a ladder once more, as when the incident got worse. A ladder that has yet to begin says it anyway.</summary>
    public static void PageAgain(IncidentWork work, string step, IncidentReason reason)
    {
        foreach (var before in work.Incident.Legs.Where(l => l.Active).ToArray())
        {
            if (before.Paged.Count == 0 || (before.NextStep == 0 && !before.Attended)) continue;
            var leg = before with { Round = before.Round + 1 };
            if (work.Incident.Paused is [var pause, ..])
            {
                work.RecordUnsent(leg, step, pause);
                continue;
            }
            foreach (var person in People(work, before.Paged)) (leg, _) = Page(work, leg, person, NotificationKind.Page, step, reason, false, []);
            work.Set(leg);
        }
    }

    /// <summary>Tells everyone who was paged how it went on.</summary>
    public static void TellPaged(IncidentWork work, NotificationKind kind, string step, IncidentReason reason)
    {
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var before in work.Incident.Legs.ToArray())
        {
            var leg = before with { Round = before.Round + (before.Paged.Count > 0 ? 1 : 0) };
            foreach (var person in People(work, before.Paged))
                if (told.Add(person.Id)) (leg, _) = Page(work, leg, person, kind, step, reason, false, []);
            // A recovery settles what they were owed; a reopened incident begins anew.
            work.Set(kind == NotificationKind.Recovery ? leg with { Paged = [] } : leg);
        }
    }

    public static IncidentReason Receive(IncidentWork work, IncidentInput.Receipt receipt)
    {
        var outbox = work.Incident.Outbox;
        var at = 0;
        while (at < outbox.Count && outbox[at].Key != receipt.Key) at++;
        if (at == outbox.Count || outbox[at] is not { Outcome: NotificationOutcome.Pending } sent) return IncidentReason.NothingToDo;
        var told = outbox.ToArray();
        told[at] = sent with { Outcome = receipt.Outcome, DoneAt = receipt.At, Attempts = receipt.Attempts, Detail = receipt.Detail };
        work.SetOutbox(told);
        if (receipt.Outcome == NotificationOutcome.Delivered) return IncidentReason.Delivered;
        TryNextChannel(work, sent);
        return IncidentReason.ChannelFailed;
    }

    private static void TryNextChannel(IncidentWork work, Notification failed)
    {
        var side = Enum.Parse<Side>(failed.Leg, ignoreCase: true);
        if (work.World.Teams.Person(failed.Recipient)?.Person is not { } person) return;
        // Its leg may have another side's name by now; the record is of the one it was sent for.
        var leg = new Leg { Side = side, Round = failed.Round };
        if (work.Messages.SkipWhile(m => m.Key != failed.Key).Any(m => m.Recipient == failed.Recipient && m.Kind == NotificationKind.Recovery) && failed.Kind != NotificationKind.Recovery)
        {
            Record(work, leg, failed.Step, failed.Recipient, IncidentReason.Recovered, null, $"{failed.Channel} failed, and it has recovered since");
            return;
        }
        var allowed = LadderRules.Steps(work.Incident.Policy, side) is var steps && int.TryParse(failed.Step, out var number) && number < steps.Count ? steps[number].Channels : [];
        // Not merely the one after it: the person's channels may have been put in another order since.
        var next = person.Channels.FirstOrDefault(c => (allowed.Count == 0 || allowed.Contains(c.Type)) && !work.HasMessage(KeyOver(c)));
        if (next is null)
        {
            Record(work, leg, failed.Step, failed.Recipient, IncidentReason.NoChannel, null, $"{failed.Channel} failed and there is no other");
            return;
        }
        var message = failed with { Key = KeyOver(next), Channel = next.Id, CreatedAt = work.Now.Wall, Outcome = NotificationOutcome.Pending, DoneAt = null, Attempts = 0, Detail = null };
        work.Send(message);
        Record(work, leg, failed.Step, failed.Recipient, IncidentReason.ChannelFailed, message.Key, $"{failed.Channel} failed");

        string KeyOver(ContactChannel channel) => Key(failed.Incident, failed.Leg, failed.Step, failed.Recipient, channel.Id, failed.Round);
    }

    private static Notification Message(IncidentWork work, Leg leg, Person person, ContactChannel channel, NotificationKind kind, string step, int round, IncidentReason reason, bool late)
    {
        var side = IncidentWork.Word(leg.Side);
        return new()
        {
            Key = Key(work.Incident.Id, side, step, person.Id, channel.Id, round),
            Incident = work.Incident.Id,
            Kind = kind,
            Leg = side,
            Step = step,
            Recipient = person.Id,
            Channel = channel.Id,
            Round = round,
            Late = late,
            Reason = IncidentWork.Word(reason),
            Text = work.World.Wordless ? "" : NotificationText.Compose(Facts(work, kind, reason, late), person.Language),
            CreatedAt = work.Now.Wall,
        };
    }

    private static NotificationFacts Facts(IncidentWork work, NotificationKind kind, IncidentReason reason, bool late)
    {
        var (incident, report) = (work.Incident, work.Incident.Report);
        return new()
        {
            Incident = incident.Id,
            Kind = kind,
            TitleZh = report.Cause.TitleZh,
            TitleEn = report.Cause.TitleEn,
            Severity = incident.Severity,
            PlaceName = report.Place.Name.Length == 0 ? null : report.Place.Name,
            OutletCode = report.Place.Outlet?.ToString(),
            Address = report.Place.Address,
            District = report.Place.District,
            Device = report.Cause.Device?.ToString(),
            Since = report.Since,
            Outlets = Math.Max(1, report.Members.Count),
            Explained = report.RelatedCount,
            JointDispatch = incident.Legs.Count(l => l.Active) > 1,
            Runbook = report.Cause.Runbook,
            Reason = IncidentWork.Word(reason),
            Late = late,
            Link = work.World.LinkBase is { } link ? link + incident.Id : null,
        };
    }

    private static string Key(string incident, string leg, string step, string recipient, string channel, int round) => $"{incident}:{leg}:{step}:{recipient}:{channel}:{round}";

    private static IEnumerable<Person> People(IncidentWork work, IReadOnlyList<string> ids) => ids.Select(id => work.World.Teams.Person(id)?.Person).OfType<Person>();

    private static void Record(IncidentWork work, Leg leg, string step, string recipient, IncidentReason reason, string? key, string? detail) => work.Record(new()
    {
        At = work.Now.Wall,
        Leg = leg.Side,
        Step = step,
        Round = leg.Round,
        Recipient = recipient,
        Sent = key is not null,
        Reason = IncidentWork.Word(reason),
        Detail = detail,
        Key = key,
    });
}
