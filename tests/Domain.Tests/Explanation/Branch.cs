using Twin.Domain.Devices;
using Twin.Domain.Escalation;
using Twin.Domain.Explanation;
using Twin.Domain.Incidents;
using Twin.Domain.Network;
using Twin.Domain.Time;

namespace Twin.Domain.Tests.Explanation;

/// <summary>An outlet whose faults are explained: seconds since <see cref="T0"/> instead of dates. A device's first letter is its kind: l1, t1, c1.</summary>
internal sealed class Branch
{
    public const string Code = "3208008351";
    public static readonly DateTime T0 = new(2026, 3, 2, 10, 0, 0, DateTimeKind.Utc);

    private readonly DeviceProfile[] _devices;
    private readonly Dictionary<string, List<FaultSummary>> _faults = [];

    public Branch(string devices = "l1 t1 t2 c1 c2") =>
        _devices = [.. devices.Split(' ').Select(d => new DeviceProfile(DeviceId.Parse(d), d[0] switch { 'l' => DeviceKind.Line, 't' => DeviceKind.Terminal, _ => DeviceKind.Camera }))];

    public OutletCauses Causes { get; private set; } = OutletCauses.None;
    public DateTime? NextDeadline { get; private set; }
    public EscalationPolicy Policy { get; set; } = EscalationPolicy.Default;
    public NodeVerdict? Node { get; set; }
    public NetworkVerdict Network { get; set; } = NetworkVerdict.Clear;
    public TimeSpan WallStep { get; set; }
    public double Second { get; private set; }

    public Moment Now => new(At(Second) + WallStep, At(Second));
    public OutletFacts Facts => new() { Code = OutletCode.Parse(Code), Devices = [.. _devices.Select(d => (d, Summary(d)))], Node = Node, Network = Network };
    public static DateTime At(double second) => T0.AddTicks((long)Math.Round(second * TimeSpan.TicksPerSecond));

    /// <summary>Lets time pass, waking up at deadlines only.</summary>
    public Branch To(double second)
    {
        while (NextDeadline is { } next && next <= At(second))
        {
            Assert.True(next > Now.Steady, "A deadline that is not ahead would be waited for without end.");
            Second = (next - T0).TotalSeconds;
            Explain();
        }
        Second = second;
        return Explain();
    }

    /// <summary>A fault of <paramref name="rule"/> begins, at the second the branch is at. <paramref name="silence"/>, in seconds: it means silence.</summary>
    public Branch Raise(string device, string rule = "offline", double silence = 90, Severity severity = Severity.Major, bool security = false, bool outOfService = false)
    {
        Of(device).Add(new(rule, severity, Now.Wall, FaultState.Raised, security, false, silence > 0 || outOfService, TimeSpan.FromSeconds(silence)));
        return Explain();
    }

    public Branch Intrusion(string device = "c1") => Raise(device, "intrusion", 0, Severity.Critical, security: true);

    public Branch Clear(string device, string rule = "offline")
    {
        Of(device).RemoveAll(f => f.Rule == rule);
        return Explain();
    }

    public Branch Set(string device, FaultState state)
    {
        var faults = Of(device);
        for (var i = 0; i < faults.Count; i++) faults[i] = faults[i] with { State = state };
        return Explain();
    }

    public Branch Told(string incident, IncidentPhase phase)
    {
        Causes = ExplanationRules.Told(Causes, incident, phase, Policy.ReopenWithin, Now);
        return Explain();
    }

    /// <summary>Another process goes on with what was stored, on a steady clock that is ahead by so much.</summary>
    public Branch Restart(TimeSpan shift)
    {
        var rebased = Causes.Rebased(shift).Rebased(-shift);
        Assert.True(rebased.SaysTheSameAs(Causes));
        // A wait that has only begun is not stored.
        Causes = rebased with { Cases = [.. rebased.Cases.Where(c => c.Standing != FaultStanding.Waiting || c.Reason == FaultReason.FreshSilenceWindow)] };
        return Explain();
    }

    public Branch Explain()
    {
        (Causes, NextDeadline) = ExplanationRules.Explain(Causes, Facts, Policy, Now);
        return this;
    }

    /// <summary>Where a device's only fault stands, e.g. <c>Explained LineDown by 3208008351/l1</c>.</summary>
    public string this[string device] => Causes.Cases.Where(c => c.Device.ToString() == device).ToArray() switch
    {
        [] => "none",
        [var c] => $"{c.Standing} {c.Reason}{(c.ExplainedBy is { } by ? $" by {by}" : "")}",
        var several => string.Join(", ", several.Select(c => $"{c.Rule}: {c.Standing} {c.Reason}")),
    };

    public string? IncidentOf(string device, string rule = "offline") => Causes.Case(DeviceId.Parse(device), rule)?.Incident;

    /// <summary>Devices and rules of the incidents that are not over.</summary>
    public string Open => string.Join(' ', Causes.Incidents.Where(i => i.Phase != IncidentPhase.Closed).Select(i => $"{i.Device}:{i.Rule}"));

    private List<FaultSummary> Of(string device) => _faults.TryGetValue(device, out var faults) ? faults : _faults[device] = [];

    private DeviceSummary? Summary(DeviceProfile device)
    {
        var faults = Of(device.Id.ToString());
        return new(faults.Count == 0 ? DeviceStatus.Online : DeviceStatus.Faulty, T0, faults.Select(f => f.Severity).DefaultIfEmpty().Max(), [.. faults]);
    }
}
