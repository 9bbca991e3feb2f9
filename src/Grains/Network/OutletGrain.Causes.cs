using Microsoft.Extensions.Logging;
using Twin.Domain.Devices;
using Twin.Domain.Escalation;
using Twin.Domain.Explanation;
using Twin.Domain.Incidents;
using Twin.Domain.Network;
using Twin.Domain.Rules;
using Twin.Domain.Teams;
using Twin.Domain.Time;
using Twin.Grains.Explanation;
using Twin.Grains.Incidents;
using Twin.Grains.Tracing;

namespace Twin.Grains.Network;

/// <summary>
/// What is done about the outlet's faults: it lets <see cref="ExplanationRules"/> explain them, stores what came of it, and then says how each cause stands, as a whole, to its incident,
/// and how its lines are to its access node. What could not be said is said again.
/// </summary>
public sealed partial class OutletGrain
{
    private const int RelatedMax = 50;

    /// <summary>What an incident answers may change what is done about a fault, and that is told again; it settles at the second time.</summary>
    private const int PassesMax = 3;

    /// <summary>How long our own ingest has to be doubted, at most; and of the hold that the lines themselves wait for their node.</summary>
    private static readonly TimeSpan DoubtedForMax = TimeSpan.FromSeconds(2);
    private const double DoubtedShareOfHold = 0.6;
    private static readonly TimeSpan SayAgainAfter = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, CauseReport> _told = new(StringComparer.Ordinal);
    private OutletCauses _causes = OutletCauses.None;
    private OutletCauses _stored = OutletCauses.None;
    private NodeVerdict? _node;
    private OutletLines? _toldNode;

    public async Task NodeJudged(string node, NodeVerdict? verdict)
    {
        if (!await IsWatching() || _profile!.AccessNode != node || _node == verdict) return;
        _node = verdict;
        await Explain(clock.Now());
    }

    public async Task IncidentMoved(string incident, IncidentPhase phase, TimeSpan reopenWithin)
    {
        if (!await IsWatching()) return;
        var now = clock.Now();
        if (Took(incident, phase, reopenWithin, now)) await Explain(now);
    }

    private void RestoreCauses(Moment now)
    {
        if (State.Causes is not { } stored) return;
        var offset = now.Wall - now.Steady;
        // What is written next goes with this process's clock.
        (State.Causes, State.ClockOffset) = (_stored = stored.Rebased(State.ClockOffset - offset), offset);
        // While Twin was down nothing was heard: whatever was silent when it returned has one full window from then.
        _causes = _stored with { BackAt = _stored.BackAt is { } back && back > clock.StartedAt ? back : clock.StartedAt };
    }

    /// <summary>Whether it was news.</summary>
    private bool Took(string incident, IncidentPhase phase, TimeSpan reopenWithin, Moment now)
    {
        var told = ExplanationRules.Told(_causes, incident, phase, reopenWithin, now);
        if (told.Incidents.SequenceEqual(_causes.Incidents)) return false;
        _causes = told;
        return true;
    }

    /// <summary>Everything is said once more: to heal what a crash on the other side may have lost.</summary>
    private void TellAgain()
    {
        foreach (var incident in _causes.Incidents)
            if (incident.Phase != IncidentPhase.Closed) _told.Remove(incident.Id);
        _toldNode = null;
    }

    private async Task Explain(Moment now)
    {
        if (!_watching || _profile is null) return;
        try
        {
            var facts = new OutletFacts
            {
                Code = _profile.Code,
                Devices = [.. _profile.Devices.Select(d => (d, _summaries.GetValueOrDefault(d.Id)))],
                Node = _node,
                Network = shared.Network,
            };
            TellNode(facts, now);
            var policy = documents.Policy(EscalationPolicy.DefaultId);
            var again = true;
            for (var pass = 0; again && pass < PassesMax; pass++)
            {
                var (next, deadline) = ExplanationRules.Explain(_causes, facts, policy, now);
                if (!next.StoredTheSameAs(_stored)) await StoreCauses(next, now);
                _causes = next;
                ShowCases(now);
                _deadline.Set(deadline, now.Steady);
                again = false;
                foreach (var incident in next.Incidents) again |= await TellIncident(incident, facts, policy.ReopenWithin, now);
            }
            foreach (var forgotten in _told.Keys.Where(id => _causes.Incident(id) is null).ToArray()) _told.Remove(forgotten);
        }
        catch (Exception failure) when (failure is not Orleans.Storage.InconsistentStateException)
        {
            LogCausesNotTold(log, failure, this.GetPrimaryKeyString());
            _deadline.Set(now.Steady + SayAgainAfter, now.Steady);
        }
    }

    private async Task StoreCauses(OutletCauses next, Moment now)
    {
        var before = (State.Causes, State.ClockOffset);
        State.Causes = next;
        try
        {
            await Write(now);
        }
        catch
        {
            (State.Causes, State.ClockOffset) = before;
            throw;
        }
        _stored = next;
    }

    /// <summary>Puts into the row what is done about each fault.</summary>
    private void ShowCases(Moment now)
    {
        var row = _row!;
        string[] incidents = [.. _causes.Incidents.Where(i => i.Phase != IncidentPhase.Closed).Select(i => i.Id)
            .Concat(_causes.Cases.Where(c => c.Incident is not null).Select(c => c.Incident!)).Distinct().Order(StringComparer.Ordinal)];
        if (row.Cases.SequenceEqual(_causes.Cases) && row.Incidents.SequenceEqual(incidents)) return;
        _row = row with { Cases = _causes.Cases, Incidents = incidents, RowRevision = NextRevision(now, row.RowRevision), UpdatedAt = now.Wall };
        Tell(_row);
    }

    /// <summary>Tells an incident how its cause stands, unless it knows. True: it stands elsewhere than was thought here.</summary>
    private async Task<bool> TellIncident(OutletIncident incident, OutletFacts facts, TimeSpan reopenWithin, Moment now)
    {
        var (report, known) = (ReportOf(incident, facts), _told.GetValueOrDefault(incident.Id));
        if (report.SaysTheSameAs(known)) return false;
        // One that is over, and whose cause is well, need not hear how the rest of the outlet does.
        if (incident.Phase == IncidentPhase.Closed && known is { Bad: false } && !report.Bad && report.MergedInto == known.MergedInto) return false;
        using var step = Traces.Step("outlet.explain", _traces.GetValueOrDefault(incident.Device))?.SetTag("twin.incident", incident.Id).SetTag("twin.rule", incident.Rule);
        var phase = await GrainFactory.Incident(incident.Id).Observe(report);
        _told[incident.Id] = report;
        return Took(incident.Id, phase, reopenWithin, now);
    }

    private CauseReport ReportOf(OutletIncident incident, OutletFacts facts)
    {
        var profile = _profile!;
        var known = _told.GetValueOrDefault(incident.Id);
        var summary = _summaries.GetValueOrDefault(incident.Device);
        var fault = summary?.Faults.FirstOrDefault(f => f.Rule == incident.Rule);
        var bad = (fault is not null && _causes.Case(incident.Device, incident.Rule) is { Standing: FaultStanding.Incident } own && own.Incident == incident.Id)
            // A covered lens sees no intruder: while it was tampered with, an intrusion is not over.
            || _causes.Cases.Any(c => c.Incident == incident.Id && c.Reason == FaultReason.Tamper);
        var kind = profile.Devices.FirstOrDefault(d => d.Id == incident.Device)?.Kind;
        var rule = documents.RuleBook.Rules.FirstOrDefault(r => r.Id == incident.Rule && (kind is null || r.Device == kind));
        var related = _causes.Cases.Where(c => c.Incident == incident.Id && c.Reason != FaultReason.RootCause).ToArray();
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
            Since = fault?.Since ?? known?.Since ?? clock.Now().Wall,
            Flapping = summary?.IsFlapping(incident.Rule) ?? false,
            Members = [profile.Code.ToString()],
            Related = [.. related.Take(RelatedMax).Select(c => new RelatedFault(new(profile.Code, c.Device), c.Rule, Word(c.Reason)))],
            RelatedCount = related.Length,
            MergedInto = incident.MergedInto,
            CommunicationsLost = incident.CommunicationsLost,
            Districts = profile.TelecomArea is { } area && area != profile.District ? [profile.District, area] : [profile.District],
        };
    }

    private void TellNode(OutletFacts facts, Moment now)
    {
        if (_profile!.AccessNode is not { } node) return;
        var (count, down, since, severity, rule) = (0, 0, DateTime.MaxValue, Severity.None, "");
        foreach (var (profile, summary) in facts.Devices)
        {
            if (profile.Kind != DeviceKind.Line) continue;
            count++;
            if (summary?.Faults.Where(f => f is { OutOfService: true, Security: false } && CountsForNode(f, facts.Network, now)).MinBy(f => f.Since) is not { } fault) continue;
            down++;
            if (fault.Since < since) (since, rule) = (fault.Since, fault.Rule);
            if (fault.Severity > severity) severity = fault.Severity;
        }
        var lines = new OutletLines
        {
            Outlet = _profile.Code,
            Count = count,
            Down = down,
            DownSince = down > 0 ? since : default,
            Severity = severity,
            District = _profile.District,
            TelecomArea = _profile.TelecomArea,
            Rule = rule,
        };
        if (lines == _toldNode || (count == 0 && _toldNode is null)) return;
        _toldNode = lines;
        _ = GrainFactory.AccessNode(node).Report(lines);
    }

    /// <summary>
    /// Silence is no node's fault while our own ingest is in doubt, and a moment must pass for that to be known; what a line says of itself is believed at once.
    /// </summary>
    private bool CountsForNode(FaultSummary fault, NetworkVerdict network, Moment now)
    {
        if (!fault.MeansSilence) return true;
        if (network.State != NetworkState.Clear) return false;
        var hold = documents.Policy(EscalationPolicy.DefaultId).CorrelationHold * DoubtedShareOfHold;
        var known = now.ToSteady(fault.Since) + (hold < DoubtedForMax ? hold : DoubtedForMax);
        if (now.Steady >= known) return true;
        _deadline.Set(known, now.Steady);
        return false;
    }

    /// <summary>The outlet hangs on another node from now on.</summary>
    private void LeaveNode(OutletProfile? before, OutletProfile after)
    {
        if (before?.AccessNode is not { } node || node == after.AccessNode) return;
        _ = GrainFactory.AccessNode(node).Report(new() { Outlet = after.Code, District = after.District });
        (_node, _toldNode) = (null, null);
    }

    private async Task CloseIncidents(OutletProfile? profile)
    {
        if (profile is not null) LeaveNode(profile, profile with { AccessNode = null });
        foreach (var incident in _causes.Incidents)
        {
            if (incident.Phase == IncidentPhase.Closed) continue;
            if (_told.GetValueOrDefault(incident.Id) is { } told) await GrainFactory.Incident(incident.Id).Observe(told with { Bad = false, Removed = true });
            else if (await GrainFactory.Incident(incident.Id).Read() is { } view) await GrainFactory.Incident(incident.Id).Observe(view.Incident.Report with { Bad = false, Removed = true });
        }
        (_causes, _node) = (OutletCauses.None, null);
        _told.Clear();
    }

    private static string Word(FaultReason reason) => reason.ToString() is var name ? string.Concat(char.ToLowerInvariant(name[0]).ToString(), name.AsSpan(1)) : "";

    [LoggerMessage(Level = LogLevel.Warning, Message = "Outlet {Outlet} could not store or tell what is done about its faults; it will be tried again")]
    private static partial void LogCausesNotTold(ILogger log, Exception failure, string outlet);
}
