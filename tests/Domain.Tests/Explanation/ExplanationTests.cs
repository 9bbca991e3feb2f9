using Twin.Domain.Devices;
using Twin.Domain.Escalation;
using Twin.Domain.Explanation;
using Twin.Domain.FieldService;
using Twin.Domain.Incidents;
using Twin.Domain.Network;
using Twin.Domain.Rules;
using Twin.Domain.Teams;

namespace Twin.Domain.Tests.Explanation;

/// <summary>Which faults have an incident, and why the others have none.</summary>
public class ExplanationTests
{
    private const string RootCause = "Incident RootCause";
    private const string ByLine = $"Explained LineDown by {Branch.Code}/l1";

    private static NodeVerdict NodeDown(double second) => new("HA-QJP-OLT-03", "node-HA-QJP-OLT-03-1", Branch.At(second));
    private static NetworkVerdict Deaf(double second) => new(NetworkState.Lost, "network-1", Branch.At(second));

    [Fact]
    public void A_new_fault_waits_its_hold_and_then_opens_one_incident()
    {
        var branch = new Branch().To(100).Raise("t1");
        Assert.Equal("Waiting CorrelationHold", branch["t1"]);
        Assert.Equal(Branch.At(110), branch.NextDeadline);
        Assert.Equal("Waiting CorrelationHold", branch.To(109.999)["t1"]);
        Assert.Equal(RootCause, branch.To(110)["t1"]);
        Assert.Equal("t1:offline", branch.To(1000).Open);
    }

    [Fact]
    public void A_fault_that_clears_while_it_waits_leaves_nothing()
    {
        var branch = new Branch().Raise("t1").To(9).Clear("t1").To(100);
        Assert.Equal(("none", ""), (branch["t1"], branch.Open));
        Assert.Null(branch.NextDeadline);
    }

    [Fact]
    public void A_fault_that_looks_clear_opens_its_incident_only_when_it_is_back()
    {
        var branch = new Branch().Raise("t1").Set("t1", FaultState.Clearing).To(60);
        Assert.Equal("Waiting LooksClear", branch["t1"]);
        Assert.Equal(RootCause, branch.Set("t1", FaultState.Raised)["t1"]);
    }

    [Fact]
    public void An_info_fault_has_no_case_whatever_else_it_is() =>
        Assert.Empty(new Branch().Raise("t1", "a", severity: Severity.Info).Raise("c1", "b", 0, Severity.Info, security: true).To(100).Causes.Cases);

    [Fact]
    public void An_info_fault_of_a_line_explains_nothing_since_it_pages_nobody() =>
        Assert.Equal(RootCause, new Branch().Raise("l1", severity: Severity.Info).Raise("t1").To(60)["t1"]);

    [Fact]
    public void C10_children_noticed_five_seconds_before_their_line_give_one_incident_the_lines()
    {
        var branch = new Branch().Raise("t1").Raise("t2").Raise("c1").Raise("c2").To(5).Raise("l1", silence: 60).To(600);
        Assert.Equal("l1:offline", branch.Open);
        foreach (var child in (string[])["t1", "t2", "c1", "c2"])
            Assert.Equal((ByLine, branch.IncidentOf("l1")), (branch[child], branch.IncidentOf(child)));
        Assert.Single(branch.Causes.Incidents);
    }

    [Fact]
    public void C11_a_child_that_is_really_dead_has_its_incident_one_silence_window_after_its_line_came_back()
    {
        var branch = new Branch().Raise("l1", silence: 60).Raise("t1").Raise("t2").To(600).Clear("l1");
        Assert.Equal("Waiting FreshSilenceWindow", branch["t1"]);
        Assert.Equal("Waiting FreshSilenceWindow", branch.To(620).Clear("t2").To(689.9)["t1"]);
        Assert.Equal((RootCause, "none"), (branch.To(690)["t1"], branch["t2"]));
    }

    [Fact]
    public void A_child_whose_silence_is_noticed_just_after_its_line_came_back_gets_the_same_window()
    {
        var branch = new Branch().Raise("l1", silence: 60).To(300).Clear("l1").To(310).Raise("t1");
        Assert.Equal("Waiting FreshSilenceWindow", branch["t1"]);
        Assert.Equal("Waiting FreshSilenceWindow", branch.To(389)["t1"]);
        Assert.Equal(RootCause, branch.To(390)["t1"]);
    }

    [Fact]
    public void C12_explained_children_stay_explained_across_a_restart()
    {
        var branch = new Branch().Raise("l1", silence: 60).Raise("t1").To(600).Restart(TimeSpan.FromDays(3)).To(1200);
        Assert.Equal((ByLine, "l1:offline"), (branch["t1"], branch.Open));
    }

    [Fact]
    public void A_fresh_silence_window_survives_a_restart() =>
        Assert.Equal(RootCause, new Branch().Raise("l1", silence: 60).Raise("t1").To(600).Clear("l1").To(650).Restart(TimeSpan.FromHours(-1)).To(690)["t1"]);

    [Fact]
    public void A_second_line_that_is_up_leaves_nothing_explained() => Assert.Equal(RootCause, new Branch("l1 l2 t1").Raise("l1").Raise("t1").To(60)["t1"]);

    [Fact]
    public void An_outlet_without_lines_has_no_ancestor_to_blame() => Assert.Equal("t1:offline t2:offline", new Branch("t1 t2").Raise("t1").Raise("t2").To(60).Open);

    [Fact]
    public void Silence_of_a_device_that_told_of_a_worse_fault_is_explained_by_it()
    {
        var branch = new Branch().Raise("t1", "no-power", 0, Severity.Critical, outOfService: true).To(90).Raise("t1").To(200);
        Assert.Equal("no-power: Incident RootCause, offline: Explained SameDevice", branch["t1"]);
        Assert.Equal(branch.IncidentOf("t1", "no-power"), branch.IncidentOf("t1"));
    }

    [Fact]
    public void Another_fault_of_a_device_that_is_no_silence_has_its_own_incident() => Assert.Equal("t1:offline t1:hot", new Branch().Raise("t1").Raise("t1", "hot", 0).To(60).Open);

    [Fact]
    public void A_childs_incident_opened_shortly_before_its_lines_is_taken_in_by_it()
    {
        var branch = new Branch().Raise("t1").To(30);
        var child = branch.IncidentOf("t1")!;
        branch.Raise("l1", silence: 60);
        Assert.Equal(RootCause, branch["t1"]); // until the line has an incident, the child's goes on
        branch.To(40);
        var merged = branch.Causes.Incident(child)!;
        Assert.Equal((branch.IncidentOf("l1"), IncidentPhase.Closed), (merged.MergedInto, merged.Phase));
        Assert.Equal((ByLine, branch.IncidentOf("l1")), (branch["t1"], branch.IncidentOf("t1")));
        Assert.Equal("l1:offline", branch.Open);
        // A late word from the merged incident does not bring it back.
        Assert.Same(branch.Causes, ExplanationRules.Told(branch.Causes, child, IncidentPhase.Acknowledged, branch.Policy.ReopenWithin, branch.Now));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    public void A_merged_incident_is_not_forgotten_before_it_has_heard_of_it(int reopenMinutes)
    {
        var branch = new Branch { Policy = EscalationPolicy.Default with { ReopenWithin = TimeSpan.FromMinutes(reopenMinutes) } }.Raise("t1").To(30);
        var child = branch.IncidentOf("t1")!;
        branch.Raise("l1", silence: 60).To(40).To(7200);
        Assert.Equal(branch.IncidentOf("l1"), branch.Causes.Incident(child)?.MergedInto);

        branch.Told(child, IncidentPhase.Closed).To(7200 + (reopenMinutes * 60) + 1);
        Assert.Null(branch.Causes.Incident(child));
    }

    [Fact]
    public void A_childs_old_incident_is_another_cause_and_goes_on()
    {
        var branch = new Branch().Raise("t1").To(3600).Raise("l1", silence: 60).Raise("t2").To(3700);
        Assert.Equal((RootCause, ByLine), (branch["t1"], branch["t2"]));
        Assert.Equal("t1:offline l1:offline", branch.Open);
    }

    [Fact]
    public void A_merged_child_that_is_dead_after_all_gets_a_new_incident()
    {
        var branch = new Branch().Raise("t1").To(30);
        var child = branch.IncidentOf("t1");
        branch.Raise("l1", silence: 60).To(300).Clear("l1").To(390);
        Assert.Equal(RootCause, branch["t1"]);
        Assert.NotEqual(child, branch.IncidentOf("t1"));
    }

    [Fact]
    public void A_line_is_explained_by_its_access_node_and_its_children_are_told_the_nodes_incident()
    {
        var branch = new Branch().Raise("l1", silence: 60).Raise("t1").To(5);
        branch.Node = NodeDown(-60);
        branch.To(300);
        Assert.Equal(("Explained AccessNodeDown by HA-QJP-OLT-03", ByLine, ""), (branch["l1"], branch["t1"], branch.Open));
        Assert.Equal(branch.Node.Incident, branch.IncidentOf("t1"));
    }

    [Fact]
    public void A_line_that_stays_down_when_its_node_is_back_has_its_own_incident_after_a_hold()
    {
        var branch = new Branch().Raise("l1", silence: 60).Raise("t1").To(5);
        branch.Node = NodeDown(-60);
        branch.To(300).Node = null;
        Assert.Equal("Waiting CorrelationHold", branch.Explain()["l1"]);
        Assert.Equal((RootCause, ByLine, "l1:offline"), (branch.To(310)["l1"], branch["t1"], branch.Open));
    }

    [Fact]
    public void What_is_no_silence_of_a_line_is_not_blamed_on_the_node()
    {
        var branch = new Branch { Node = NodeDown(0) };
        Assert.Equal(RootCause, branch.Raise("l1", "noisy", 0).To(60)["l1"]);
    }

    [Fact]
    public void Lost_telemetry_explains_every_silence_and_leaves_a_full_window_when_it_is_back()
    {
        var branch = new Branch().Raise("t1").Raise("t2", "hot", 0).To(5);
        branch.Network = Deaf(-90);
        branch.Raise("l1").To(300);
        Assert.Equal(("Explained TelemetryLost by network", "Explained TelemetryLost by network"), (branch["l1"], branch["t1"]));
        branch.Network = NetworkVerdict.Clear;
        Assert.Equal(("Waiting FreshSilenceWindow", ByLine), (branch.Explain()["l1"], branch["t1"]));
        Assert.Equal(RootCause, branch.To(390)["l1"]);
    }

    [Fact]
    public void While_our_own_ingest_is_suspected_no_outlet_is_blamed_for_silence()
    {
        var branch = new Branch { Network = new(NetworkState.Suspected) };
        branch.Raise("t1").Raise("t2", "hot", 0).To(60);
        Assert.Equal(("Waiting IngestSuspected", RootCause), (branch["t1"], branch["t2"]));
        branch.Network = NetworkVerdict.Clear;
        Assert.Equal(RootCause, branch.Explain()["t1"]);
    }

    [Fact]
    public void A_parent_closed_by_hand_while_it_is_bad_keeps_its_incident_which_is_going_to_reopen()
    {
        var branch = new Branch().Raise("l1", silence: 60).Raise("t1").To(60);
        var line = branch.IncidentOf("l1")!;
        branch.Told(line, IncidentPhase.Closed).To(120);
        Assert.Equal((RootCause, line, ByLine), (branch["l1"], branch.IncidentOf("l1"), branch["t1"]));
        Assert.Equal("l1:offline", branch.Told(line, IncidentPhase.Open).Open);
        Assert.Equal(line, branch.IncidentOf("t1"));
    }

    // Reopening.

    [Theory]
    [InlineData(29 * 60, true)]
    [InlineData(30 * 60, false)]
    public void The_same_cause_soon_after_closing_is_the_same_incident(double after, bool same)
    {
        var branch = new Branch().Raise("t1").To(60);
        var first = branch.IncidentOf("t1")!;
        branch.Clear("t1").Told(first, IncidentPhase.Resolved).To(360).Told(first, IncidentPhase.Closed).To(360 + after).Raise("t1").To(360 + after + 10);
        Assert.Equal(same, branch.IncidentOf("t1") == first);
        Assert.Equal("t1:offline", branch.Open);
    }

    [Fact]
    public void An_incident_past_its_time_is_not_reopened_by_a_process_that_slept()
    {
        var branch = new Branch().Raise("t1").To(60);
        var first = branch.IncidentOf("t1")!;
        branch.Clear("t1").Told(first, IncidentPhase.Closed);
        branch.Policy = branch.Policy with { CorrelationHold = TimeSpan.Zero };
        // Asked for the first time long after: the old one has not been forgotten yet.
        var (facts, late) = (branch.Raise("t1").Facts, branch.Now.Plus(TimeSpan.FromHours(3)));
        var told = ExplanationRules.Told(branch.Causes, first, IncidentPhase.Closed, branch.Policy.ReopenWithin, branch.Now) with { Cases = [] };
        var (causes, _) = ExplanationRules.Explain(told, facts, branch.Policy, late);
        Assert.NotEqual(first, causes.Cases[0].Incident);
    }

    [Fact]
    public void A_cause_that_returns_while_it_is_verified_is_in_its_incident_at_once()
    {
        var branch = new Branch().Raise("t1").To(60);
        var first = branch.IncidentOf("t1")!;
        branch.Clear("t1").Told(first, IncidentPhase.Resolved).To(120).Raise("t1");
        Assert.Equal((RootCause, first), (branch["t1"], branch.IncidentOf("t1")));
    }

    [Fact]
    public void Ids_grow_even_when_the_wall_clock_goes_back()
    {
        var branch = new Branch().Raise("t1").To(60);
        branch.WallStep = TimeSpan.FromDays(-2);
        branch.Raise("t2").To(120);
        Assert.Equal(2, branch.Causes.Incidents.Select(i => i.Id).Distinct().Count());
    }

    // Security yields to nothing.

    [Fact]
    public void An_intrusion_does_not_wait() => Assert.Equal(RootCause, new Branch().Intrusion()["c1"]);

    [Fact]
    public void An_intrusion_is_explained_by_nothing()
    {
        var branch = new Branch { Node = NodeDown(-100), Network = Deaf(-100) };
        branch.Raise("l1", silence: 60).To(60).Intrusion();
        Assert.Equal(RootCause, branch["c1"]);
    }

    [Fact]
    public void A_line_lost_during_an_intrusion_is_a_security_incident_of_its_own_at_once()
    {
        var branch = new Branch { Node = NodeDown(50) };
        branch.Intrusion().To(60).Raise("l1", silence: 60);
        var incident = branch.Causes.Incident(branch.IncidentOf("l1")!)!;
        Assert.True(incident is { Security: true, CommunicationsLost: true, IsIntrusion: false });
        Assert.Equal(RootCause, branch.To(300)["l1"]); // and stays one, though the node is down
        Assert.Equal("c1:intrusion l1:offline", branch.Open);
    }

    [Fact]
    public void A_line_that_was_waiting_when_the_intrusion_began_waits_no_longer() => Assert.Equal("c1:intrusion l1:offline", new Branch().Raise("l1").To(3).Intrusion().Open);

    [Fact]
    public void A_line_incident_reopened_by_an_intrusion_is_a_security_incident_and_later_an_ordinary_one_again()
    {
        var branch = new Branch().Raise("l1").To(60);
        var line = branch.IncidentOf("l1")!;
        branch.Clear("l1").Told(line, IncidentPhase.Closed).To(120).Intrusion().Raise("l1");
        Assert.True(branch.Causes.Incident(line) is { Security: true, CommunicationsLost: true, Phase: IncidentPhase.Open });
        var intrusion = branch.IncidentOf("c1", "intrusion")!;
        branch.Clear("l1").Clear("c1", "intrusion").Told(line, IncidentPhase.Closed).Told(intrusion, IncidentPhase.Closed).To(200).Raise("l1").To(300);
        Assert.True(branch.Causes.Incident(line) is { Security: false, CommunicationsLost: false, Phase: IncidentPhase.Open });
    }

    [Fact]
    public void A_camera_that_goes_dark_during_an_intrusion_is_part_of_it()
    {
        var branch = new Branch().Intrusion().To(60).Raise("c2");
        Assert.Equal(("Incident Tamper", branch.IncidentOf("c1", "intrusion")), (branch["c2"], branch.IncidentOf("c2")));
        Assert.Equal("c1:intrusion", branch.To(600).Open);
    }

    /// <summary>Outlets say everything again every two minutes, and after a restart, without knowing what they said before.</summary>
    [Fact]
    public void An_intrusion_that_goes_on_as_tampering_keeps_the_time_at_which_somebody_was_seen_however_often_it_is_told()
    {
        var profile = new OutletProfile { Code = OutletCode.Parse(Branch.Code), Name = "一店", District = DivisionCode.Parse("320812"), Devices = [] };
        var branch = new Branch().To(5).Intrusion().To(60).Raise("c2");
        CauseReport Report() => OutletReports.Of(Assert.Single(branch.Causes.Incidents), profile, branch.Causes, branch.Facts, RuleBook.Empty, known: null, branch.Now);
        var incident = IncidentRules.Open(Report(), branch.Policy, new() { Teams = TeamDirectory.Empty, Roster = Roster.Empty, Mutes = [], Trading = null, BackAt = Branch.T0 }, branch.Now);
        branch.Clear("c1", "intrusion").To(200);
        var told = Report();
        Assert.True(told is { Bad: true, FaultOver: true });
        Assert.Equal((Branch.At(5), Severity.Critical), (IncidentRules.Heard(incident, told).Report.Since, IncidentRules.Heard(incident, told).Report.Severity));
        branch.Clear("c2").To(300);
        Assert.True(Report() is { Bad: false, FaultOver: false });
        Assert.Equal(Branch.At(5), IncidentRules.Heard(incident, Report()).Report.Since);
    }

    [Fact]
    public void A_camera_that_stays_dark_after_the_intrusion_gets_its_own_incident()
    {
        var branch = new Branch().Intrusion().Raise("c2").To(60).Clear("c1", "intrusion");
        branch.Told(branch.Causes.Incidents[0].Id, IncidentPhase.Resolved).To(120);
        Assert.Equal(RootCause, branch["c2"]);
        Assert.Equal(2, branch.Causes.Incidents.Count);
    }

    [Fact]
    public void Terminals_are_no_part_of_an_intrusion() => Assert.Equal(RootCause, new Branch().Intrusion().Raise("t1").To(60)["t1"]);

    // What costs nothing.

    [Fact]
    public void Asked_again_it_answers_with_the_very_same_instance()
    {
        var branch = new Branch().Raise("l1", silence: 60).Raise("t1").To(3).Intrusion("c2").Raise("c1").To(20);
        var before = branch.Causes;
        Assert.Same(before, branch.Explain().Causes);
        Assert.Same(OutletCauses.None, new Branch().Explain().Causes);
        Assert.Same(before, ExplanationRules.Told(before, "3208008351-zzz", IncidentPhase.Closed, default, branch.Now));
    }
}
