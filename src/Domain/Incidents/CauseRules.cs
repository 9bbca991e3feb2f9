using Twin.Domain.Network;

namespace Twin.Domain.Incidents;

/// <summary>What the state of its cause does to an incident: resolved and reopened, verified and closed, members and severity.</summary>
internal static class CauseRules
{
    public static IncidentReason Observe(IncidentWork work, CauseReport report)
    {
        var before = work.Incident.Report;
        return report.SaysTheSameAs(before) ? IncidentReason.NothingToDo : Take(work, before, report);
    }

    public static IncidentReason Take(IncidentWork work, CauseReport before, CauseReport report)
    {
        work.Incident = work.Incident with { Report = report, EverMembers = Union(work.Incident.EverMembers, report.Members), EverDistricts = Union(work.Incident.EverDistricts, report.MemberDistricts) };
        if (work.Incident.IsOver && (report.Removed || report.MergedInto is not null)) return IncidentReason.NothingToDo;
        if (report.Removed) return CloseSilently(work, IncidentReason.Removed, null);
        if (report.MergedInto is { } into) return Merge(work, into);
        NoteMembers(work, before, report);
        NoteRelated(work, before, report);
        var reason = Health(work, before, report);
        ChangeSeverity(work, report.Severity);
        AddLegs(work, before);
        return reason;
    }

    /// <summary>A resolved or closed incident whose time for proof is over.</summary>
    public static void Verify(IncidentWork work)
    {
        var incident = work.Incident;
        if (incident.VerifyAt is not { } at || work.Now.Steady < at) return;
        if (incident.Report.Flapping)
        {
            work.Incident = incident with { VerifyAt = work.Now.Steady + incident.Policy.VerifyFor };
            return;
        }
        if (incident.Report.Bad) Reopen(work, IncidentReason.StillBad, null, "the cause is still there");
        else if (incident.Phase == IncidentPhase.Resolved) Close(work, IncidentReason.Verified, null);
        else work.Incident = incident with { VerifyAt = null };
    }

    public static void Resolve(IncidentWork work, IncidentReason reason, string? by, string? detail)
    {
        work.StopLadders(reason);
        work.Incident = work.Incident with
        {
            Phase = IncidentPhase.Resolved,
            ResolvedAt = work.Now.Wall,
            VerifyAt = work.Now.Steady + work.Incident.Policy.VerifyFor,
            SeenHealthy = !work.Incident.Report.Bad,
        };
        work.Note("resolved", reason, by, detail);
    }

    /// <summary>By hand a cause that is still bad may be closed: that it is mended is then verified like a repair, and the incident reopens if it is not.</summary>
    public static void Close(IncidentWork work, IncidentReason reason, string? by, string? detail = null)
    {
        var bad = work.Incident.Report.Bad;
        work.StopLadders(reason);
        work.Incident = work.Incident with
        {
            Phase = IncidentPhase.Closed,
            ResolvedAt = work.Incident.ResolvedAt ?? work.Now.Wall,
            ClosedAt = work.Now.Wall,
            VerifyAt = bad ? work.Now.Steady + work.Incident.Policy.VerifyFor : null,
        };
        work.Note("closed", reason, by, detail);
        if (bad) PagingRules.TellPaged(work, Notifications.NotificationKind.Update, "closed", reason);
        else PagingRules.TellPaged(work, Notifications.NotificationKind.Recovery, "recovery", IncidentReason.Recovered);
    }

    public static void Reopen(IncidentWork work, IncidentReason reason, string? by, string? detail)
    {
        var incident = work.Incident;
        work.Incident = incident with { Phase = IncidentPhase.Open, ResolvedAt = null, ClosedAt = null, VerifyAt = null, SeenHealthy = false, Visits = incident.Visits + 1, MergedInto = null };
        work.Note("reopened", reason, by, detail);
        work.RestartLadders(IncidentReason.Reopened);
        // What held it when it was resolved may be over, and something else may hold it now.
        work.UpdatePause();
        ChangeSeverity(work, incident.Report.Severity);
    }

    private static IncidentReason Health(IncidentWork work, CauseReport before, CauseReport report)
    {
        var incident = work.Incident;
        if (report.Flapping)
        {
            if (!before.Flapping) work.Note("flapping", IncidentReason.CauseFlapping);
            return IncidentReason.CauseFlapping;
        }
        if (report.Bad)
        {
            // Resolved by hand while still bad, it has until the end of its verification to be mended.
            var again = incident.Phase switch
            {
                IncidentPhase.Resolved => incident.SeenHealthy,
                IncidentPhase.Closed => incident.VerifyAt is null,
                _ => false,
            };
            if (!again) return IncidentReason.NothingToDo;
            Reopen(work, IncidentReason.CauseReturned, null, null);
            return IncidentReason.CauseReturned;
        }
        if (incident.Phase < IncidentPhase.Resolved)
        {
            Resolve(work, IncidentReason.CauseCleared, null, null);
            return IncidentReason.CauseCleared;
        }
        if (!incident.SeenHealthy)
            work.Incident = incident with { SeenHealthy = true, VerifyAt = incident.Phase == IncidentPhase.Resolved ? work.Now.Steady + incident.Policy.VerifyFor : null };
        return IncidentReason.NothingToDo;
    }

    private static IncidentReason Merge(IncidentWork work, string into)
    {
        work.Incident = work.Incident with { MergedInto = into };
        var reason = CloseSilently(work, IncidentReason.Merged, $"explained by {into}");
        PagingRules.TellPaged(work, Notifications.NotificationKind.Update, "merged", IncidentReason.Merged);
        return reason;
    }

    private static IncidentReason CloseSilently(IncidentWork work, IncidentReason reason, string? detail)
    {
        work.StopLadders(reason);
        work.Incident = work.Incident with { Phase = IncidentPhase.Closed, ClosedAt = work.Now.Wall, VerifyAt = null };
        work.Note("closed", reason, detail: detail);
        return reason;
    }

    private static void NoteMembers(IncidentWork work, CauseReport before, CauseReport report)
    {
        var joined = report.Members.Except(before.Members).ToArray();
        var left = before.Members.Except(report.Members).ToArray();
        if (report.Scope == IncidentScope.Outlet) return;
        if (joined.Length > 0) work.Note("membersJoined", IncidentReason.MembersJoined, detail: Listed(joined));
        if (left.Length > 0) work.Note("membersLeft", IncidentReason.MembersLeft, detail: Listed(left));
    }

    private static void NoteRelated(IncidentWork work, CauseReport before, CauseReport report)
    {
        foreach (var fault in report.Related.Except(before.Related))
        {
            var tamper = fault.Reason == "tamper";
            work.Note(tamper ? "tamper" : "explained", tamper ? IncidentReason.Tamper : IncidentReason.Explained, detail: $"{fault.Rule} on {fault.Device}");
        }
    }

    private static void ChangeSeverity(IncidentWork work, Severity severity)
    {
        var before = work.Incident.Severity;
        // What is over keeps the severity it had.
        if (severity == before || severity == Severity.None || work.Incident.Phase >= IncidentPhase.Resolved) return;
        work.Incident = work.Incident with { Severity = severity };
        var raised = severity > before;
        work.Note("severityChanged", raised ? IncidentReason.SeverityRaised : IncidentReason.SeverityLowered, detail: $"{IncidentWork.Word(before)} -> {IncidentWork.Word(severity)}");
        if (raised) PagingRules.PageAgain(work, "severity", IncidentReason.SeverityRaised);
    }

    /// <summary>
    /// The other side may become responsible, as when the link of a camera turns bad; a leg once opened stays. One that was responsible before and is not there was handed
    /// over by somebody: it stays away.
    /// </summary>
    private static void AddLegs(IncidentWork work, CauseReport before)
    {
        if (work.Incident.Phase >= IncidentPhase.Resolved) return;
        var earlier = LegRules.For(before);
        foreach (var share in LegRules.For(work.Incident.Report))
        {
            if (earlier.Any(s => s.Side == share.Side && s.Required == share.Required)) continue;
            if (work.Incident.Legs.Any(l => l.Side == share.Side && (l.Required || !share.Required || l.Withdrawn))) continue;
            work.AddLeg(share);
            work.Note("legAdded", IncidentReason.LegAdded, leg: share.Side);
        }
    }

    private static string Listed(string[] codes) => codes.Length <= 5 ? string.Join(' ', codes) : $"{codes.Length} outlets: {string.Join(' ', codes.Take(5))} …";

    private static IReadOnlyList<DivisionCode> Union(IReadOnlyList<DivisionCode> a, IReadOnlyList<DivisionCode> b) => b.All(a.Contains) ? a : [.. a.Union(b).Order()];

    private static IReadOnlyList<string> Union(IReadOnlyList<string> a, IReadOnlyList<string> b) =>
        b.Count == 0 || ReferenceEquals(a, b) || a.SequenceEqual(b) ? a : [.. a.Union(b).Order(StringComparer.Ordinal)];
}
