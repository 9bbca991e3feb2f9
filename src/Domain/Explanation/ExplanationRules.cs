using Twin.Domain.Devices;
using Twin.Domain.Escalation;
using Twin.Domain.Incidents;
using Twin.Domain.Network;
using Twin.Domain.Time;

namespace Twin.Domain.Explanation;

/// <summary>
/// Explains an outlet's faults along the tree device, line, access node, network, so that there is one incident for one root cause. A function of what is known now: asking
/// again changes nothing, and nothing depends on the order in which callers were heard.
/// </summary>
public static class ExplanationRules
{
    /// <summary>What is done about each fault now. With the time (steady) at which time alone would change that.</summary>
    public static (OutletCauses Causes, DateTime? NextDeadline) Explain(OutletCauses before, OutletFacts facts, EscalationPolicy policy, Moment now)
    {
        var lost = facts.Network.State == NetworkState.Lost;
        if (HasNothingToExplain(before, facts, lost)) return (before, null);
        var lines = Lines.Of(facts);
        var back = (before.LinesDown && !lines.AllDown) || (before.NetworkLost && !lost) ? now.Steady : before.BackAt;
        var pass = new Pass(before with { LinesDown = lines.AllDown, NetworkLost = lost, BackAt = back }, facts, lines, policy, now);
        var (after, next) = pass.Run();
        return (after.SaysTheSameAs(before) ? before : after, next);
    }

    /// <summary>An incident told where it stands. One that was merged is over for the outlet, whatever comes in late; but it is not forgotten before it has heard of that, and so has answered.</summary>
    public static OutletCauses Told(OutletCauses causes, string incident, IncidentPhase phase, TimeSpan reopenWithin, Moment now)
    {
        if (causes.Incident(incident) is not { } told || (told.MergedInto is null ? told.Phase == phase : told.ForgetAt is not null || phase != IncidentPhase.Closed)) return causes;
        var heard = told with { Phase = phase, ForgetAt = phase == IncidentPhase.Closed ? now.Steady + reopenWithin : null };
        return causes with { Incidents = [.. causes.Incidents.Select(i => i.Id == incident ? heard : i)] };
    }

    /// <summary>The usual case, at every outlet most of the time: nothing is wrong, nor was a moment ago.</summary>
    private static bool HasNothingToExplain(OutletCauses before, OutletFacts facts, bool lost)
    {
        if (before.Cases.Count > 0 || before.Incidents.Count > 0 || before.LinesDown || before.NetworkLost != lost) return false;
        for (var i = 0; i < facts.Devices.Count; i++)
            if (facts.Devices[i].Summary is { Faults.Count: > 0 })
                return false;
        return true;
    }

    /// <summary>Which lines are down, and by which fault.</summary>
    private sealed record Lines(bool AllDown, DeviceId Device, DateTime Began)
    {
        public static Lines Of(OutletFacts facts)
        {
            Lines? last = null;
            foreach (var (profile, summary) in facts.Devices)
            {
                if (profile.Kind != DeviceKind.Line) continue;
                if (Principal(summary) is not { } fault) return Up;
                // The outlet lost its last line when the last of them went down.
                if (last is null || fault.Began > last.Began) last = new(true, profile.Id, fault.Began);
            }
            // An outlet without lines has no ancestor to blame.
            return last ?? Up;
        }

        private static Lines Up { get; } = new(false, default, default);
    }

    /// <summary>The fault that takes a device out of service: the one that began first. One that opens no incident explains nothing: both would be silent.</summary>
    public static FaultSummary? Principal(DeviceSummary? summary)
    {
        FaultSummary? first = null;
        foreach (var fault in summary?.Faults ?? [])
            if (fault is { OutOfService: true, Security: false, Severity: > Severity.Info } && (first is null || fault.Began < first.Began))
                first = fault;
        return first;
    }

    /// <summary>One explanation of all faults of one outlet.</summary>
    private sealed class Pass(OutletCauses before, OutletFacts facts, Lines lines, EscalationPolicy policy, Moment now)
    {
        private readonly List<OutletIncident> _incidents = [.. before.Incidents];
        private readonly List<FaultCase> _cases = [];
        private long _number = before.LastNumber;
        private DateTime? _next;

        public (OutletCauses, DateTime?) Run()
        {
            // Security first: whether an intrusion is on decides about the others.
            foreach (var (device, summary) in facts.Devices)
                foreach (var fault in summary?.Faults ?? [])
                    if (fault is { Security: true, Severity: > Severity.Info }) _cases.Add(Judge(device, summary!, fault));
            // Ancestors before what they may explain: their incidents are then known.
            JudgeFaults(ofLines: true);
            JudgeFaults(ofLines: false);
            ForgetOld();
            var causes = before with { Cases = _cases.Count < 2 ? [.. _cases] : [.. _cases.OrderBy(c => IndexOf(c.Device))], Incidents = [.. _incidents], LastNumber = _number };
            return (causes, _next);
        }

        private void JudgeFaults(bool ofLines)
        {
            for (var i = 0; i < facts.Devices.Count; i++)
            {
                var (device, summary) = facts.Devices[i];
                if (summary is null || summary.Faults.Count == 0 || (device.Kind == DeviceKind.Line) != ofLines) continue;
                foreach (var fault in summary.Faults.Count == 1 ? summary.Faults : [.. summary.Faults.OrderBy(f => f.Began)])
                    if (!fault.Security && fault.Severity > Severity.Info) _cases.Add(Judge(device, summary, fault));
            }
        }

        private int IndexOf(DeviceId device)
        {
            var at = 0;
            while (facts.Devices[at].Profile.Id != device) at++;
            return at;
        }

        private FaultCase Judge(DeviceProfile device, DeviceSummary summary, FaultSummary fault)
        {
            var known = before.Case(device.Id, fault.Rule) ?? New(device, fault);
            var own = OwnIncident(device.Id, fault.Rule);
            var over = own is null or { Phase: IncidentPhase.Closed };
            var communicationsLost = device.Kind == DeviceKind.Line && fault.OutOfService && IntrusionActive;
            if (!fault.Security && !communicationsLost && own is not { CommunicationsLost: true } && Ancestor(device, summary, fault, HadIncident(device.Id, fault.Rule, own)) is { } ancestor
                // An incident goes on until the one that is to take it in is there.
                && (over || ancestor.Incident is not null))
            {
                if (own is not null) Merge(own, ancestor.Incident);
                return known with { Standing = FaultStanding.Explained, Reason = ancestor.Reason, ExplainedBy = ancestor.Name, Incident = ancestor.Incident, DueAt = null };
            }
            if (own is not null) return InIncident(known, own.Id, FaultReason.RootCause);
            if (Tampered(device, fault) is { } intrusion) return InIncident(known, intrusion.Id, FaultReason.Tamper);
            if (known.Standing != FaultStanding.Waiting) known = Released(known, device, fault);
            return communicationsLost ? Open(known, fault, communicationsLost) : Wait(known, device.Kind == DeviceKind.Line, fault);
        }

        /// <summary>A new fault waits for an ancestor's verdict; a silence that ends a moment after its line came back has had no chance yet.</summary>
        private FaultCase New(DeviceProfile device, FaultSummary fault)
        {
            var due = fault.Security ? now.Steady : now.Steady + policy.CorrelationHold;
            var heardBy = fault.MeansSilence && !fault.Security ? before.BackAt + fault.Silence : null;
            return heardBy > due
                ? new() { Device = device.Id, Rule = fault.Rule, DueAt = heardBy, Reason = FaultReason.FreshSilenceWindow }
                : new() { Device = device.Id, Rule = fault.Rule, DueAt = due };
        }

        /// <summary>Its ancestor is back, or was closed over it. What fell silent has one full window to be heard; a line of a node that is back has had it.</summary>
        private FaultCase Released(FaultCase known, DeviceProfile device, FaultSummary fault)
        {
            var fresh = fault.MeansSilence && (known.Reason == FaultReason.TelemetryLost || (known.Reason == FaultReason.LineDown && device.Kind != DeviceKind.Line));
            return known with
            {
                Standing = FaultStanding.Waiting,
                Reason = fresh ? FaultReason.FreshSilenceWindow : FaultReason.CorrelationHold,
                DueAt = now.Steady + (fresh ? fault.Silence : policy.CorrelationHold),
                ExplainedBy = null,
                Incident = null,
            };
        }

        private FaultCase Wait(FaultCase known, bool isLine, FaultSummary fault)
        {
            if (now.Steady < known.DueAt)
            {
                _next = Earlier(_next, known.DueAt);
                return known.Reason is FaultReason.FreshSilenceWindow ? known : known with { Reason = FaultReason.CorrelationHold };
            }
            // What these wait for is told to us; no deadline.
            if (fault.State == FaultState.Clearing && !fault.Security) return known with { Reason = FaultReason.LooksClear };
            if (fault.MeansSilence && !fault.Security && facts.Network.State == NetworkState.Suspected) return known with { Reason = FaultReason.IngestSuspected };
            if (isLine && fault is { OutOfService: true, Security: false } && facts.Node is { Suspected: true }) return known with { Reason = FaultReason.NodeSuspected };
            return Open(known, fault, communicationsLost: false);
        }

        private FaultCase Open(FaultCase known, FaultSummary fault, bool communicationsLost)
        {
            var security = fault.Security || communicationsLost;
            // The same cause soon after: the same incident again, under the circumstances of today.
            if (_incidents.FindIndex(i => i.Device == known.Device && i.Rule == known.Rule && i.MergedInto is null && !(i.ForgetAt <= now.Steady)) is var at and >= 0)
            {
                _incidents[at] = _incidents[at] with { Phase = IncidentPhase.Open, ForgetAt = null, Security = security, CommunicationsLost = communicationsLost };
                return InIncident(known, _incidents[at].Id, FaultReason.RootCause);
            }
            _number = Math.Max(_number + 1, IncidentId.NumberAt(now.Wall));
            var id = IncidentId.Of(facts.Code.ToString(), _number);
            _incidents.Add(new() { Id = id, Device = known.Device, Rule = known.Rule, Security = security, CommunicationsLost = communicationsLost });
            return InIncident(known, id, FaultReason.RootCause);
        }

        private static FaultCase InIncident(FaultCase known, string id, FaultReason reason) =>
            known with { Standing = FaultStanding.Incident, Reason = reason, Incident = id, ExplainedBy = null, DueAt = null };

        /// <summary>The fault's incident unless it is closed: then, if the cause comes back, it waits its hold anew.</summary>
        private OutletIncident? OwnIncident(DeviceId device, string rule) =>
            _incidents.Find(i => i.Device == device && i.Rule == rule && i.MergedInto is null
                && (i.Phase != IncidentPhase.Closed || (before.Case(device, rule) is { Standing: FaultStanding.Incident } stands && stands.Incident == i.Id)));

        private bool IntrusionActive => _incidents.Exists(i => i.IsIntrusion);

        private OutletIncident? Tampered(DeviceProfile device, FaultSummary fault) => device.Kind != DeviceKind.Camera || fault.Security
            ? null
            : _incidents.Find(i => i.IsIntrusion);

        private (string Name, string? Incident, FaultReason Reason)? Ancestor(DeviceProfile device, DeviceSummary summary, FaultSummary fault, bool hadIncident)
        {
            if (fault.MeansSilence && facts.Network.State == NetworkState.Lost && Follows(fault, facts.Network.Began, hadIncident))
                return (NetworkVerdict.Name, facts.Network.Incident, FaultReason.TelemetryLost);
            if (fault.MeansSilence && Principal(summary) is { } principal && principal != fault && Follows(fault, principal.Began, hadIncident))
                return ($"{facts.Code}/{device.Id}", IncidentOf(device.Id, principal.Rule), FaultReason.SameDevice);
            if (device.Kind == DeviceKind.Line)
                return fault.OutOfService && facts.Node is { Suspected: false } node && Follows(fault, node.Began, hadIncident) ? (node.Node, node.Incident, FaultReason.AccessNodeDown) : null;
            return lines.AllDown && Follows(fault, lines.Began, hadIncident)
                ? ($"{facts.Code}/{lines.Device}", LineIncident() ?? facts.Node?.Incident, FaultReason.LineDown)
                : null;
        }

        /// <summary>A fault that had its own incident long before the ancestor failed keeps it: it has another cause.</summary>
        private bool Follows(FaultSummary fault, DateTime ancestorBegan, bool hadIncident) => !hadIncident || fault.Began >= ancestorBegan - policy.SharedOutage.Within;

        /// <summary>Its incident goes on, or was taken in by the ancestor that then explained it: no other ancestor takes it over from there.</summary>
        private bool HadIncident(DeviceId device, string rule, OutletIncident? own) =>
            own is { Phase: not IncidentPhase.Closed } || _incidents.Exists(i => i.Device == device && i.Rule == rule && i.MergedInto is not null && !(i.ForgetAt <= now.Steady));

        private string? IncidentOf(DeviceId device, string rule) =>
            _incidents.Find(i => i.Device == device && i.Rule == rule && i.MergedInto is null && i.Phase != IncidentPhase.Closed)?.Id;

        private string? LineIncident() =>
            facts.Devices.First(d => d.Profile.Id == lines.Device) is var (_, summary) && Principal(summary) is { } fault ? IncidentOf(lines.Device, fault.Rule) : null;

        private void Merge(OutletIncident own, string? into)
        {
            if (own.Phase == IncidentPhase.Closed) return;
            var at = _incidents.FindIndex(i => i.Id == own.Id);
            _incidents[at] = own with { MergedInto = into, Phase = IncidentPhase.Closed, ForgetAt = null };
        }

        private void ForgetOld()
        {
            _incidents.RemoveAll(i => i.ForgetAt <= now.Steady && !_cases.Exists(c => c.Incident == i.Id));
            foreach (var incident in _incidents)
                if (incident.ForgetAt is { } at && at > now.Steady) _next = Earlier(_next, at);
        }

        private static DateTime? Earlier(DateTime? a, DateTime? b) => a is null || b < a ? b : a;
    }
}
