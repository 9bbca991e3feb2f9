using Twin.Domain.Escalation;
using Twin.Domain.Incidents;
using Twin.Domain.Muting;
using Twin.Domain.Network;
using Twin.Domain.Notifications;
using Twin.Domain.Teams;
using static Twin.Domain.Tests.Incidents.World;

namespace Twin.Domain.Tests.Incidents;

/// <summary>The phases of an incident: what its cause and people do to it.</summary>
public class IncidentTests
{
    private static World OneStep(CauseReport? report = null)
    {
        var world = new World(Step(0, "on-shift"), Step(30, "lead"));
        return world.Open(report ?? world.Report);
    }

    // Proof.

    [Fact]
    public void A_cause_that_clears_resolves_it_and_five_healthy_minutes_close_it_with_a_recovery()
    {
        var world = OneStep().To(10).Bad(false);
        Assert.Equal((IncidentReason.CauseCleared, IncidentPhase.Resolved), (world.Reason, world.It.Phase));
        Assert.Equal(["0 bea 0"], world.To(14.99).Sent);
        Assert.Equal(["0 bea 0", "15 bea recovery"], world.To(16).Sent);
        Assert.Equal(["0 opened faultRaised", "0 stepRan stepDue", "10 resolved causeCleared", "15 closed verified"], world.Story);
        Assert.Equal((IncidentPhase.Closed, 1), (world.It.Phase, world.It.Visits));
        Assert.Equal(NotificationKind.Recovery, world.It.Outbox[1].Kind);
        Assert.Empty(world.It.Legs[0].Paged);
    }

    [Fact]
    public void A_cause_that_returns_while_verified_reopens_it_and_pages_from_the_first_step()
    {
        var world = OneStep().To(10).Bad(false).To(12).Bad(true).To(13);
        Assert.Equal("12 causeReturned", world.Happened("reopened"));
        Assert.Equal((IncidentPhase.Open, 2), (world.It.Phase, world.It.Visits));
        Assert.Equal(["0 bea 0", "12 bea 0"], world.Sent);
        Assert.Equal(["0 bea 0", "12 bea 0", "42 bill 1"], world.To(43).Sent);
        Assert.Equal("reopened", world.It.Outbox[1].Reason);
    }

    [Fact]
    public void Resolved_by_hand_it_is_verified_and_reopens_if_it_is_still_bad()
    {
        var world = OneStep().To(10).Do(IncidentVerb.Resolve, note: "replaced");
        Assert.Equal((IncidentReason.ResolvedByHand, IncidentPhase.Resolved), (world.Reason, world.It.Phase));
        Assert.Equal(["10 1 resolvedByHand"], world.Unsent);
        Assert.Equal(["0 bea 0", "15 bea 0"], world.To(16).Sent);
        Assert.Equal(("15 stillBad", 2, IncidentPhase.Open), (world.Happened("reopened"), world.It.Visits, world.It.Phase));
    }

    [Fact]
    public void Resolved_by_hand_and_healthy_soon_after_it_closes_a_full_verification_later()
    {
        var world = OneStep().To(10).Do(IncidentVerb.Resolve).To(13).Bad(false).To(30);
        Assert.Equal("18 verified", world.Happened("closed"));
    }

    [Fact]
    public void Resolved_by_hand_and_healthy_and_bad_again_it_reopens_at_once() =>
        Assert.Equal("14 causeReturned", OneStep().To(10).Do(IncidentVerb.Resolve).To(13).Bad(false).To(14).Bad(true).Happened("reopened"));

    [Fact]
    public void Closed_by_hand_while_bad_it_is_verified_and_reopens()
    {
        var world = OneStep().To(10).Do(IncidentVerb.Close, note: "known").To(14);
        Assert.Equal((IncidentPhase.Closed, "10 closedByHand"), (world.It.Phase, world.Happened("closed")));
        Assert.Equal(["0 bea 0", "10 bea closed"], world.Sent); // an update, no recovery
        Assert.Equal(["0 bea 0", "10 bea closed", "15 bea 0"], world.To(16).Sent);
        Assert.Equal(("15 stillBad", 2), (world.Happened("reopened"), world.It.Visits));
    }

    [Fact]
    public void Closed_by_hand_and_healthy_within_the_verification_it_stays_closed()
    {
        var world = OneStep().To(10).Do(IncidentVerb.Close).To(12).Bad(false).To(100);
        Assert.Equal((IncidentPhase.Closed, ""), (world.It.Phase, world.Happened("reopened")));
        Assert.Null(world.NextDeadline);
    }

    [Fact]
    public void Closed_by_hand_after_it_recovered_sends_the_recovery() =>
        Assert.Equal(["0 bea 0", "12 bea recovery"], OneStep().To(10).Bad(false).To(12).Do(IncidentVerb.Close).To(60).Sent);

    [Fact]
    public void The_same_cause_after_closing_reopens_it()
    {
        var world = OneStep().To(10).Bad(false).To(20).Bad(true);
        Assert.Equal((IncidentReason.CauseReturned, IncidentPhase.Open, 2), (world.Reason, world.It.Phase, world.It.Visits));
        Assert.Equal(["0 bea 0", "15 bea recovery", "20 bea 0"], world.Sent);
        Assert.Equal(["30 bea recovery"], world.To(25).Bad(false).To(31).Sent[3..]);
        Assert.Equal(world.It.Outbox.Count, world.It.Outbox.Select(m => m.Key).Distinct().Count());
    }

    [Fact]
    public void Recovered_before_the_first_step_nobody_hears_of_it()
    {
        var world = new World(Step(5, "on-shift")).Open().To(4).Bad(false).To(60);
        Assert.Empty(world.Sent);
        Assert.Equal(["4 0 causeCleared"], world.Unsent);
        Assert.Equal(IncidentPhase.Closed, world.It.Phase);
    }

    [Fact]
    public void A_recovery_goes_to_each_person_paged_once_and_to_no_other()
    {
        var world = new World(Step(0, "on-shift bo"), Step(30, "lead")).Open(Joint).To(10).Bad(false).To(20);
        Assert.Equal(["15 bea recovery", "15 bo recovery", "15 tom recovery"], world.Sent[4..]);
    }

    [Fact]
    public void Reopened_by_hand_it_pages_again()
    {
        var world = OneStep().To(10).Bad(false).To(20).Do(IncidentVerb.Reopen);
        Assert.Equal((IncidentReason.ReopenedByHand, IncidentPhase.Open, 2), (world.Reason, world.It.Phase, world.It.Visits));
        Assert.Equal("20 bea 0", world.Sent[^1]);
        Assert.Equal(IncidentReason.NothingToDo, world.Do(IncidentVerb.Reopen).Reason);
    }

    [Fact]
    public void What_was_paused_when_it_was_resolved_does_not_page_by_reopening_in_another_silence()
    {
        var world = OneStep().To(10).Bad(false).To(11).Mute("s1", 11, 30).To(12).Observe(r => r with { Bad = true, Severity = Severity.Critical });
        Assert.Equal(["0 bea 0"], world.Sent);
        Assert.Equal((IncidentPhase.Open, Severity.Critical, "12 silence"), (world.It.Phase, world.It.Severity, world.Happened("paused")));
        Assert.Equal(["0 bea 0", "30 bea 0"], world.To(31).Sent);
    }

    [Fact]
    public void A_cause_that_returns_worse_pages_once()
    {
        var world = OneStep().To(10).Bad(false).To(12).Observe(r => r with { Bad = true, Severity = Severity.Critical });
        Assert.Equal(["0 bea 0", "12 bea 0"], world.To(13).Sent);
    }

    [Fact]
    public void A_cause_that_got_worse_while_resolved_by_hand_reopens_as_bad_as_it_is()
    {
        var world = OneStep().To(10).Do(IncidentVerb.Resolve).To(12).Observe(r => r with { Severity = Severity.Critical });
        Assert.Equal(Severity.Major, world.It.Severity);
        Assert.Equal(["0 bea 0", "15 bea 0"], world.To(16).Sent);
        Assert.Equal(Severity.Critical, world.It.Severity);
    }

    // Flapping.

    [Fact]
    public void While_its_cause_flaps_nobody_is_paged_and_at_its_end_a_bad_state_pages()
    {
        var world = new World().Open(new World().Report with { Flapping = true }).To(2).Bad(false).To(3).Bad(true).To(60);
        Assert.Empty(world.Sent);
        Assert.Equal(["0 0 flapping"], world.Unsent);
        Assert.Equal(["60 bea 0"], world.Observe(r => r with { Flapping = false }).Sent);
    }

    [Fact]
    public void At_the_end_of_flapping_a_good_state_sends_recovery_to_those_paged()
    {
        var world = OneStep().To(1).Observe(r => r with { Flapping = true, Bad = false }).To(50);
        Assert.Equal(["0 bea 0"], world.Sent);
        Assert.Equal(["0 bea 0", "55 bea recovery"], world.Observe(r => r with { Flapping = false }).To(60).Sent);
    }

    // Legs and phases.

    [Fact]
    public void It_is_as_far_as_its_least_advanced_leg_that_must_respond()
    {
        var world = OneStep(Joint).To(1).Acknowledge("bea").Do(IncidentVerb.Assign, "bea", to: "bea").Do(IncidentVerb.Arrive, "bea");
        Assert.Equal(IncidentPhase.Open, world.It.Phase);
        Assert.Equal(IncidentPhase.Acknowledged, world.Acknowledge("tom").It.Phase);
        Assert.Equal(IncidentPhase.OnSite, world.Do(IncidentVerb.Arrive, "tom").It.Phase); // assigned was skipped
        Assert.Equal(IncidentPhase.OnSite, world.Do(IncidentVerb.Resolve, leg: Side.Business).It.Phase);
        Assert.Equal(IncidentPhase.Resolved, world.Do(IncidentVerb.Resolve, "tom", Side.Telecom).It.Phase);
    }

    [Fact]
    public void Someone_who_arrives_is_the_assignee() => Assert.Equal("tom", OneStep(ReportOf(DeviceKind.Line)).Do(IncidentVerb.Arrive, "tom").It.Legs[0].Assignee);

    [Fact]
    public void A_leg_that_is_resolved_is_not_on_site_again()
    {
        var world = OneStep(Joint).Do(IncidentVerb.Resolve, leg: Side.Business).Do(IncidentVerb.Arrive, "bea");
        Assert.Equal((IncidentReason.NothingToDo, IncidentPhase.Resolved), (world.Reason, world.It.Leg(Side.Business)!.Phase));
    }

    [Fact]
    public void Reassigning_to_a_person_assigns()
    {
        var world = OneStep().Do(IncidentVerb.Reassign, to: "bill");
        Assert.Equal((IncidentReason.Assigned, "bill", "business:shops"), (world.Reason, world.It.Legs[0].Assignee, world.Legs));
    }

    public static TheoryData<IncidentVerb, Side?, string?, IncidentReason> Refusals => new()
    {
        { IncidentVerb.Assign, null, "nobody", IncidentReason.UnknownPerson },
        { IncidentVerb.Assign, null, null, IncidentReason.UnknownPerson },
        { IncidentVerb.Acknowledge, Side.Telecom, null, IncidentReason.UnknownLeg },
        { IncidentVerb.Reassign, null, "nowhere", IncidentReason.UnknownTarget },
        { IncidentVerb.Reassign, null, "", IncidentReason.UnknownTarget },
        { IncidentVerb.Reassign, null, "shops", IncidentReason.NothingToDo },
        { IncidentVerb.Reopen, null, null, IncidentReason.NothingToDo },
    };

    [Theory, MemberData(nameof(Refusals))]
    public void What_cannot_be_is_refused_with_its_reason_and_changes_nothing(IncidentVerb verb, Side? leg, string? to, IncidentReason expected)
    {
        var world = OneStep();
        var before = world.It;
        Assert.Equal(expected, world.Do(verb, leg: leg, to: to).Reason);
        Assert.Same(before, world.It);
    }

    [Theory]
    [InlineData(IncidentVerb.Acknowledge, IncidentReason.WrongPhase)]
    [InlineData(IncidentVerb.Assign, IncidentReason.WrongPhase)]
    [InlineData(IncidentVerb.Arrive, IncidentReason.WrongPhase)]
    [InlineData(IncidentVerb.Reassign, IncidentReason.WrongPhase)]
    [InlineData(IncidentVerb.Resolve, IncidentReason.WrongPhase)]
    [InlineData(IncidentVerb.Close, IncidentReason.NothingToDo)]
    public void What_is_closed_is_only_reopened_or_noted(IncidentVerb verb, IncidentReason expected)
    {
        var world = OneStep().To(10).Bad(false).To(20);
        Assert.Equal(expected, world.Do(verb, to: "bea").Reason);
        Assert.Equal((IncidentReason.Noted, "20 noted"), (world.Do(IncidentVerb.Note, note: "was the fuse").Reason, world.Happened("note")));
    }

    [Fact]
    public void A_command_with_a_key_happens_once()
    {
        var world = OneStep().Do(IncidentVerb.Note, note: "a", key: "k1").Do(IncidentVerb.Note, note: "a", key: "k1");
        Assert.Equal((IncidentReason.NothingToDo, "0 noted"), (world.Reason, world.Happened("note")));
        Assert.Equal("0 noted, 0 noted", world.Do(IncidentVerb.Note, note: "a", key: "k2").Happened("note"));
        // A refusal is not remembered: it may be possible later.
        Assert.Equal(IncidentReason.UnknownPerson, world.Do(IncidentVerb.Assign, to: "x", key: "k3").Reason);
        Assert.Equal(IncidentReason.Assigned, world.Do(IncidentVerb.Assign, to: "bea", key: "k3").Reason);
    }

    [Fact]
    public void The_policy_it_opened_under_stays_with_it()
    {
        var world = OneStep();
        world.Policy = EscalationPolicy.Default with { Version = 9, Steps = [Step(0, "bo")] };
        Assert.Equal(["0 bea 0", "30 bill 1"], world.To(31).Sent);
        Assert.Equal(1, world.It.Policy.Version);
    }

    // Taken in, taken out, joined.

    [Fact]
    public void Merged_it_closes_and_tells_those_paged_where_it_went()
    {
        var world = OneStep().To(1).Observe(r => r with { MergedInto = "3208008351-2" }).To(60);
        Assert.Equal((IncidentPhase.Closed, "3208008351-2"), (world.It.Phase, world.It.MergedInto));
        Assert.Equal(["0 bea 0", "1 bea merged"], world.Sent);
        Assert.Equal(["1 1 merged"], world.Unsent);
        Assert.Equal(IncidentReason.WrongPhase, world.Do(IncidentVerb.Reopen).Reason);
    }

    [Fact]
    public void Removed_from_the_registry_it_closes() => Assert.Equal("1 removed", OneStep().To(1).Observe(r => r with { Removed = true }).To(60).Happened("closed"));

    [Fact]
    public void Told_late_of_a_cause_that_is_over_it_pages_nobody()
    {
        var world = new World().Open(new World().Report with { Bad = false }).To(60);
        Assert.Equal((IncidentPhase.Closed, 0), (world.It.Phase, world.It.Outbox.Count));
    }

    [Fact]
    public void A_camera_that_goes_dark_is_noted_as_tamper_and_an_explained_fault_as_explained()
    {
        var world = OneStep().Observe(r => r with
        {
            Related = [new(DeviceRef.Parse($"{Outlet}/c2"), "offline", "tamper"), new(DeviceRef.Parse($"{Outlet}/t2"), "offline", "lineDown")],
            RelatedCount = 2,
        });
        Assert.Equal(("0 tamper", "0 explained"), (world.Happened("tamper"), world.Happened("explained")));
    }

    // What costs nothing.

    [Fact]
    public void A_tick_with_nothing_due_and_a_report_that_says_nothing_new_return_the_same_instance()
    {
        foreach (var world in (World[])[OneStep(Joint), new World(Step(5, "on-shift")).Open(), new World().Mute("s1", 0, 20).Open(), OneStep().To(5).Bad(false), OneStep().To(5).Bad(false).To(20)])
        {
            var before = world.It;
            Assert.Same(before, world.Tick().It);
            Assert.Same(before, world.Observe(r => r with { Members = [.. r.Members], Related = [.. r.Related], Districts = [.. r.Districts] }).It);
            Assert.Equal(IncidentReason.NothingToDo, world.Reason);
        }
    }

    [Fact]
    public void A_change_is_a_later_revision_even_when_the_wall_clock_went_back()
    {
        var world = OneStep();
        var revision = world.It.Revision;
        world.WallStep = TimeSpan.FromDays(-1);
        Assert.Equal(revision + 1, world.Do(IncidentVerb.Note, note: "x").It.Revision);
    }

    [Fact]
    public void A_silence_covers_what_it_matches()
    {
        var node = ReportOf(DeviceKind.Line) with { Place = new() { AccessNode = "n", District = DivisionCode.Parse("320812") }, Districts = [DivisionCode.Parse("320812"), DivisionCode.Parse("320813")] };
        Assert.False(MuteRules.Covers(new() { District = DivisionCode.Parse("320812") }, node)); // half of it only
        Assert.True(MuteRules.Covers(new() { City = DivisionCode.Parse("320800") }, node));
        Assert.True(MuteRules.Covers(new() { AccessNode = "n" }, node));
        Assert.False(MuteRules.Covers(new() { Outlet = OutletCode.Parse(Outlet) }, node));
        Assert.False(MuteRules.Covers(new() { Outlet = OutletCode.Parse(Outlet), Rule = "hot" }, ReportOf(DeviceKind.Terminal)));
        Assert.True(MuteRules.Covers(new() { Device = DeviceRef.Parse($"{Outlet}/t1"), Rule = "offline" }, ReportOf(DeviceKind.Terminal)));
    }
}
