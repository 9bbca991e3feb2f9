using Twin.Domain.Incidents;
using Twin.Grains.Incidents;

namespace Twin.Api.Incidents;

/// <summary>Puts an incident's records into the order of the question: why was this person told, or not?</summary>
internal static class IncidentWhy
{
    public static WhyModel Of(IncidentView view)
    {
        var incident = view.Incident;
        var messages = incident.Outbox.ToDictionary(m => m.Key, StringComparer.Ordinal);
        return new(
            incident.Id,
            [.. Chain(incident)],
            [.. incident.Pages.Select(p => new WhyPageModel(p.At, p.Leg, p.Step, p.Round, p.Recipient, p.Sent, p.Reason, p.Detail) is var page && p.Key is { } key && messages.TryGetValue(key, out var message)
                ? page with { Key = key, Channel = message.Channel, Outcome = message.Outcome, DeliveredAt = message.DoneAt, Attempts = message.Attempts, OutcomeDetail = message.Detail }
                : page)],
            [.. view.Due.Where(d => d.Step is not null).Select(d => new WhyNextModel(d.Side, d.Step!, d.StepAt, incident.Paused.Count == 0 ? null : IncidentModel.Words(incident.Paused[0].Reason.ToString())))]);
    }

    private static IEnumerable<ReasonModel> Chain(Incident incident)
    {
        var report = incident.Report;
        yield return new("rule", report.Since, report.Cause.Rule, report.Cause.Device is { } device ? $"{report.Cause.TitleEn}: {report.Cause.Rule} on {device}, {(report.Bad ? "bad" : "healthy")} now" : $"{report.Cause.TitleEn}: {report.Members.Count} outlets");
        foreach (var fault in report.Related)
            yield return new("explanation", null, fault.Reason, $"{fault.Rule} on {fault.Device} is {(fault.Reason == "tamper" ? "part of this incident" : "explained by this incident, and not paged by itself")}");
        if (report.RelatedCount > report.Related.Count) yield return new("explanation", null, "explained", $"{report.RelatedCount - report.Related.Count} more faults");
        if (incident.MergedInto is { } into) yield return new("explanation", incident.ClosedAt, "merged", $"explained by incident {into}");
        foreach (var entry in incident.Timeline)
            if (StageOf(entry) is { } stage) yield return new(stage, entry.At, entry.Reason, entry.Detail);
        foreach (var cause in incident.Paused)
            yield return new(Stage(cause.Reason.ToString()), null, IncidentModel.Words(cause.Reason.ToString()), $"holds now{(cause.Id is { } id ? $": {id}" : "")}{(cause.Until is { } until ? $" until {until:O}" : "")}{(cause.Detail is { } detail ? $", {detail}" : "")}");
    }

    private static string? StageOf(TimelineEntry entry) => entry.Event switch
    {
        "opened" or "resolved" or "closed" or "reopened" => "incident",
        "paused" => Stage(entry.Reason),
        "resumed" => "resumed",
        "noCapacity" => "capacity",
        "acknowledged" or "assigned" or "arrived" or "reassigned" or "acknowledgementExpired" => "response",
        "flapping" => "flapping",
        _ => null,
    };

    private static string Stage(string pause) => pause.ToUpperInvariant() switch
    {
        "SILENCE" => "silence",
        "MAINTENANCE" => "maintenance",
        "CLOSED" => "calendar",
        _ => "flapping",
    };
}
