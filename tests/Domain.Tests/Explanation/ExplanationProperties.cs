using CsCheck;
using Twin.Domain.Devices;
using Twin.Domain.Explanation;
using Twin.Domain.Incidents;
using Twin.Domain.Network;

namespace Twin.Domain.Tests.Explanation;

/// <summary>Random histories of one outlet.</summary>
public class ExplanationProperties
{
    /// <summary>What happens, after a gap (tenths of a second).</summary>
    private sealed record Deed(int Gap, string What, int Device, int Size);

    private static readonly string[] Devices = ["l1", "l2", "t1", "t2", "c1"];

    private static readonly string[] Deeds =
        ["silent", "silent", "silent", "clear", "clear", "broken", "hot", "info", "intrusion", "looksClear", "looksBad", "node", "nodeBack", "suspect", "deaf", "hears", "told", "told", "told", "restart", "wall", "nothing"];

    private static readonly Gen<Deed[]> Script =
        Gen.Select(Gen.Int[0, 900], Gen.Int[0, Deeds.Length - 1].Select(i => Deeds[i]), Gen.Int[0, 4], Gen.Int[0, 1000], (gap, what, device, size) => new Deed(gap, what, device, size)).Array[1, 40];

    private static void Do(Branch branch, Deed deed)
    {
        var (device, began) = (Devices[deed.Device], branch.Now.Wall.AddSeconds(-deed.Size / 10.0));
        var rules = branch.Facts.Devices.First(d => d.Profile.Id.ToString() == device).Summary!.Faults.Select(f => f.Rule).ToArray();
        _ = deed.What switch
        {
            "silent" when !rules.Contains("offline") => branch.Raise(device, silence: 30),
            "broken" when !rules.Contains("broken") => branch.Raise(device, "broken", 0, Severity.Critical, outOfService: true),
            "hot" when !rules.Contains("hot") => branch.Raise(device, "hot", 0, Severity.Minor),
            "info" when !rules.Contains("info") => branch.Raise(device, "info", 20, Severity.Info),
            "intrusion" when device[0] == 'c' && !rules.Contains("intrusion") => branch.Intrusion(device),
            "clear" when rules.Length > 0 => branch.Clear(device, rules[deed.Size % rules.Length]),
            "looksClear" => branch.Set(device, FaultState.Clearing),
            "looksBad" => branch.Set(device, FaultState.Raised),
            "node" => Change(b => b.Node = new("n", $"node-n-{deed.Size % 3}", began)),
            "nodeBack" => Change(b => b.Node = null),
            "suspect" => Change(b => b.Network = new(NetworkState.Suspected)),
            "deaf" => Change(b => b.Network = new(NetworkState.Lost, "network-1", began)),
            "hears" => Change(b => b.Network = NetworkVerdict.Clear),
            "told" when branch.Causes.Incidents.Count > 0 => branch.Told(branch.Causes.Incidents[deed.Device % branch.Causes.Incidents.Count].Id, (IncidentPhase)(deed.Size % 6)),
            "restart" => branch.Restart(TimeSpan.FromSeconds(deed.Size - 500)),
            "wall" => Change(b => b.WallStep += TimeSpan.FromSeconds(deed.Size - 500)),
            _ => branch,
        };

        Branch Change(Action<Branch> change)
        {
            change(branch);
            return branch.Explain();
        }
    }

    [Fact]
    public void Whatever_happens_every_fault_is_accounted_for_once() => Script.Sample(script =>
    {
        var branch = New();
        foreach (var deed in script)
        {
            branch.To(branch.Second + deed.Gap / 10.0);
            Do(branch, deed);
            Check(branch);
        }
    }, iter: 1_000);

    [Fact]
    public void A_camera_taken_for_tampered_with_stays_so_though_its_silence_had_an_incident_of_its_own_before()
    {
        var branch = New().Raise("c1", silence: 30);
        branch.To(60);
        branch.Clear("c1", "offline");
        branch.Told(Assert.Single(branch.Causes.Incidents).Id, IncidentPhase.Closed);
        branch.Intrusion("c1");
        branch.Raise("c1", silence: 30);
        Assert.Equal(["intrusion", "offline"], branch.Causes.Cases.Where(c => c.Incident == branch.Causes.Incidents[^1].Id).Select(c => c.Rule).Order());
        Check(branch);
    }

    [Fact]
    public void Explaining_at_deadlines_only_is_as_good_as_explaining_all_the_time() => Script.Sample(script =>
    {
        var (punctual, restless) = (New(), New());
        foreach (var deed in script)
        {
            punctual.To(punctual.Second + deed.Gap / 10.0);
            for (var i = 0; i < deed.Gap; i++) restless.To(Math.Round(restless.Second * 10 + 1) / 10);
            Do(punctual, deed);
            Do(restless, deed);
            Assert.True(punctual.Causes.SaysTheSameAs(restless.Causes));
        }
    }, iter: 15);

    private static Branch New() => new("l1 l2 t1 t2 c1") { Policy = Escalation() };

    private static Domain.Escalation.EscalationPolicy Escalation() => Domain.Escalation.EscalationPolicy.Default with { ReopenWithin = TimeSpan.FromMinutes(3) };

    private static void Check(Branch branch)
    {
        var causes = branch.Causes;
        var open = causes.Incidents.Where(i => i.Phase != IncidentPhase.Closed).Select(i => (i.Device, i.Rule)).ToArray();
        Assert.Equal(open.Length, open.Distinct().Count());
        Assert.Equal(causes.Incidents.Count, causes.Incidents.Select(i => i.Id).Distinct().Count());
        Assert.All(causes.Incidents, i => Assert.True(i.MergedInto is null || i.Phase == IncidentPhase.Closed));
        // One that was merged is kept until it has heard of it.
        Assert.All(causes.Incidents, i => Assert.True(i.MergedInto is not null || (i.Phase == IncidentPhase.Closed) == (i.ForgetAt is not null)));

        var raised = branch.Facts.Devices.SelectMany(d => d.Summary!.Faults, (d, f) => (d.Profile.Id, Fault: f)).Where(f => f.Fault.Severity > Severity.Info).ToArray();
        Assert.Equal(raised.Select(f => $"{f.Id} {f.Fault.Rule}").Order(), causes.Cases.Select(c => $"{c.Device} {c.Rule}").Order());
        foreach (var it in causes.Cases)
        {
            var fault = raised.First(f => f.Id == it.Device && f.Fault.Rule == it.Rule).Fault;
            Assert.True(it.Incident is null || causes.Incident(it.Incident) is { MergedInto: null } || it.Incident == branch.Node?.Incident || it.Incident == branch.Network.Incident);
            Assert.Equal(it.Standing == FaultStanding.Waiting, it.DueAt is not null);
            Assert.Equal(it.Standing == FaultStanding.Explained, it.ExplainedBy is not null);
            Assert.True(it.Standing != FaultStanding.Incident || causes.Incident(it.Incident!) is not null);
            Assert.True(!fault.Security || it.Standing == FaultStanding.Incident, "Security yields to nothing.");
            // Whatever explains it is itself accounted for: never both silent.
            if (it is { Standing: FaultStanding.Explained, Reason: FaultReason.LineDown or FaultReason.SameDevice })
                Assert.Contains(causes.Cases, c => $"{Branch.Code}/{c.Device}" == it.ExplainedBy && c != it);
        }
        Assert.Same(causes, branch.Explain().Causes);
        Assert.True(branch.NextDeadline is not { } next || next > branch.Now.Steady);
    }
}
