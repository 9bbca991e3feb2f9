using Twin.Domain.Incidents;
using Twin.Domain.Network;
using Twin.Domain.Rules;
using Twin.Domain.Teams;
using Twin.Domain.Time;

namespace Twin.Domain.Explanation;

/// <summary>What an outlet tells others of its faults: each of its incidents how the cause stands, and its access node how the lines are.</summary>
public static class OutletReports
{
    /// <summary>What an incident answers may change what is done about a fault, and that is told again; it settles at the second time.</summary>
    public const int PassesMax = 3;

    private const int RelatedMax = 50;

    /// <summary>How long our own ingest has to be doubted, at most; and of the hold that the lines themselves wait for their node.</summary>
    private static readonly TimeSpan DoubtedForMax = TimeSpan.FromSeconds(2);
    private const double DoubtedShareOfHold = 0.6;

    /// <summary>How an incident's cause stands, as a whole.</summary>
    /// <param name="known">What it was told last; null: nothing is known of that.</param>
    public static CauseReport Of(OutletIncident incident, OutletProfile profile, OutletCauses causes, OutletFacts facts, RuleBook book, CauseReport? known, Moment now)
    {
        var (kind, summary) = Find(facts, incident.Device);
        var fault = summary?.Faults.FirstOrDefault(f => f.Rule == incident.Rule);
        var bad = (fault is not null && causes.Case(incident.Device, incident.Rule) is { Standing: FaultStanding.Incident } own && own.Incident == incident.Id)
            // A covered lens sees no intruder: while it was tampered with, an intrusion is not over.
            || causes.Cases.Any(c => c.Incident == incident.Id && c.Reason == FaultReason.Tamper);
        var rule = book.Rules.FirstOrDefault(r => r.Id == incident.Rule && (kind is null || r.Device == kind));
        var related = causes.Cases.Where(c => c.Incident == incident.Id && c.Reason != FaultReason.RootCause).ToArray();
        return new()
        {
            Incident = incident.Id,
            Scope = IncidentScope.Outlet,
            Place = new()
            {
                Outlet = profile.Code,
                Name = profile.Name,
                Address = profile.Address,
                Location = profile.Location,
                District = profile.District,
                TelecomArea = profile.TelecomArea,
                AccessNode = profile.AccessNode,
                Calendar = profile.Calendar,
            },
            Cause = new()
            {
                Device = new(profile.Code, incident.Device),
                Kind = kind,
                Rule = incident.Rule,
                TitleZh = rule?.Title("zh") ?? incident.Rule,
                TitleEn = rule?.Title("en") ?? incident.Rule,
                Runbook = rule?.Runbook,
                Security = incident.Security,
                PageWhenClosed = rule?.PageWhenClosed ?? false,
                Legs = [.. (rule?.Legs ?? []).Select(l => l == "telecom" ? Side.Telecom : Side.Business)],
                LinkBad = facts.Devices.Any(d => d.Profile.Kind == DeviceKind.Line && d.Summary?.Severity >= Severity.Minor),
            },
            Severity = incident.CommunicationsLost ? Severity.Critical : fault?.Severity ?? known?.Severity ?? rule?.Severity ?? Severity.Minor,
            Bad = bad,
            FaultOver = bad && fault is null,
            Since = fault?.Since ?? known?.Since ?? now.Wall,
            Flapping = summary?.IsFlapping(incident.Rule) ?? false,
            Members = [profile.Code.ToString()],
            Related = [.. related.Take(RelatedMax).Select(c => new RelatedFault(new(profile.Code, c.Device), c.Rule, IncidentWork.Word(c.Reason)))],
            RelatedCount = related.Length,
            MergedInto = incident.MergedInto,
            CommunicationsLost = incident.CommunicationsLost,
            Districts = profile.TelecomArea is { } area && area != profile.District ? [profile.District, area] : [profile.District],
        };
    }

    /// <summary>Whether the incident need not hear a report: it knows it, or it is over, its cause is well, and how the rest of the outlet does is none of its business.</summary>
    public static bool NeedNotHear(OutletIncident incident, CauseReport report, CauseReport? known) =>
        report.SaysTheSameAs(known) || (incident.Phase == IncidentPhase.Closed && known is { Bad: false } && !report.Bad && report.MergedInto == known.MergedInto);

    /// <summary>
    /// The outlet's lines as its access node is to know them. Silence is no node's fault while our own ingest is in doubt, and a moment must pass for that to be known: the steady time
    /// says when to look again. What a line says of itself is believed at once.
    /// </summary>
    public static (OutletLines Lines, DateTime? LookAgain) Lines(OutletProfile outlet, OutletFacts facts, TimeSpan correlationHold, Moment now)
    {
        var (count, down, since, severity, rule) = (0, 0, DateTime.MaxValue, Severity.None, "");
        DateTime? lookAgain = null;
        foreach (var (profile, summary) in facts.Devices)
        {
            if (profile.Kind != DeviceKind.Line) continue;
            count++;
            Devices.FaultSummary? first = null;
            foreach (var fault in summary?.Faults ?? [])
                if (fault is { OutOfService: true, Security: false } && Counts(fault) && (first is null || fault.Since < first.Since)) first = fault;
            if (first is null) continue;
            down++;
            if (first.Since < since) (since, rule) = (first.Since, first.Rule);
            if (first.Severity > severity) severity = first.Severity;
        }
        var lines = new OutletLines
        {
            Outlet = outlet.Code,
            Count = count,
            Down = down,
            DownSince = down > 0 ? since : default,
            Severity = severity,
            District = outlet.District,
            TelecomArea = outlet.TelecomArea,
            Rule = rule,
        };
        return (lines, lookAgain);

        bool Counts(Devices.FaultSummary fault)
        {
            if (!fault.MeansSilence) return true;
            if (facts.Network.State != NetworkState.Clear) return false;
            var hold = correlationHold * DoubtedShareOfHold;
            var known = now.ToSteady(fault.Since) + (hold < DoubtedForMax ? hold : DoubtedForMax);
            if (now.Steady >= known) return true;
            if (lookAgain is null || known < lookAgain) lookAgain = known;
            return false;
        }
    }

    private static (DeviceKind? Kind, Devices.DeviceSummary? Summary) Find(OutletFacts facts, DeviceId device)
    {
        foreach (var (profile, summary) in facts.Devices)
            if (profile.Id == device) return (profile.Kind, summary);
        return (null, null);
    }
}
