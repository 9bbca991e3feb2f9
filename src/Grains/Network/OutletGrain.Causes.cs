using Microsoft.Extensions.Logging;
using Twin.Domain.Escalation;
using Twin.Domain.Explanation;
using Twin.Domain.Incidents;
using Twin.Domain.Network;
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
        var offset = now.Offset;
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
            for (var pass = 0; again && pass < OutletReports.PassesMax; pass++)
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
        var known = _told.GetValueOrDefault(incident.Id);
        var report = OutletReports.Of(incident, _profile!, _causes, facts, documents.RuleBook, known, now);
        if (OutletReports.NeedNotHear(incident, report, known)) return false;
        using var step = Traces.Step("outlet.explain", _traces.GetValueOrDefault(incident.Device))?.SetTag("twin.incident", incident.Id).SetTag("twin.rule", incident.Rule);
        var phase = await GrainFactory.Incident(incident.Id).Observe(report);
        _told[incident.Id] = report;
        return Took(incident.Id, phase, reopenWithin, now);
    }

    private void TellNode(OutletFacts facts, Moment now)
    {
        if (_profile!.AccessNode is not { } node) return;
        var (lines, lookAgain) = OutletReports.Lines(_profile, facts, documents.Policy(EscalationPolicy.DefaultId).CorrelationHold, now);
        _deadline.Set(lookAgain, now.Steady);
        if (lines == _toldNode || (lines.Count == 0 && _toldNode is null)) return;
        _toldNode = lines;
        _ = GrainFactory.AccessNode(node).Report(lines);
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "Outlet {Outlet} could not store or tell what is done about its faults; it will be tried again")]
    private static partial void LogCausesNotTold(ILogger log, Exception failure, string outlet);
}
