using Twin.Domain.Escalation;
using Twin.Domain.FieldService;
using Twin.Domain.Incidents;
using Twin.Domain.Muting;
using Twin.Domain.Network;
using Twin.Domain.Notifications;
using Twin.Domain.Teams;
using static Twin.Domain.Tests.Incidents.World;

namespace Twin.Domain.Tests.Incidents;

/// <summary>Who is paged, when, and why not.</summary>
public class LadderTests
{
    private static World ThreeSteps(CauseReport? report = null)
    {
        var world = new World(Step(0, "on-shift"), Step(30, "lead"), Step(60, "duty-manager"));
        return world.Open(report ?? world.Report);
    }

    [Fact]
    public void Steps_run_at_their_time_then_repeats_then_who_hears_that_nobody_answered()
    {
        var world = ThreeSteps();
        world.Policy = world.Policy with { RepeatTimes = 2 };
        world.Open().To(1000);
        Assert.Equal(
        [
            "0 bea 0", "30 bill 1", "60 bo 2",
            "90 bea 0", "90 bill 1", "90 bo 2",
            "120 bea 0", "120 bill 1", "120 bo 2",
            "150 bo unattended",
        ], world.Sent);
        Assert.Equal(["0 stepDue", "30 stepDue", "60 stepDue", "90 repeat", "90 repeat"], [.. world.It.Pages.Where(p => p.Sent).Take(5).Select(p => $"{(p.At - T0).TotalMinutes} {p.Reason}")]);
        Assert.Equal(("15 responseMissed", "150 unattended"), (world.Happened("responseMissed"), world.Happened("unattended")));
        Assert.Null(world.NextDeadline);
    }

    [Fact]
    public void A_pause_from_10_to_40_moves_steps_at_0_30_60_to_0_60_90()
    {
        var world = ThreeSteps().Mute("s1", 10, 40).To(120 - 1);
        Assert.Equal(["0 bea 0", "60 bill 1", "90 bo 2"], world.Sent);
        Assert.Equal(("10 silence", "40 pauseOver"), (world.Happened("paused"), world.Happened("resumed")));
        Assert.Equal(["10 1 silence"], world.Unsent);
        Assert.Equal("45 responseMissed", world.Happened("responseMissed")); // 15 min of open time
    }

    [Fact]
    public void C18_a_silence_with_three_minutes_left_leaves_three_minutes()
    {
        var world = ThreeSteps().To(27);
        world.Mute("s1", 27, 42).To(60);
        Assert.Equal(["0 bea 0", "45 bill 1"], world.Sent);
    }

    [Fact]
    public void Windows_that_overlap_are_their_union()
    {
        var world = ThreeSteps().Mute("s1", 10, 30).Mute("m1", 20, 50, MuteKind.Maintenance).To(80);
        Assert.Equal(["0 bea 0", "70 bill 1"], world.Sent);
        Assert.Equal("10 silence, 20 silence, 30 maintenance", world.Happened("paused"));
        Assert.Equal("50 pauseOver", world.Happened("resumed"));
    }

    [Fact]
    public void Ending_one_window_early_keeps_the_others()
    {
        var world = ThreeSteps().Mute("s1", 10, 60).Mute("s2", 10, 40).To(20);
        world.EndMute("s1").To(100);
        Assert.Equal(["0 bea 0", "60 bill 1", "90 bo 2"], world.Sent);
    }

    [Fact]
    public void A_fault_that_starts_in_a_pause_and_lasts_pages_at_its_end()
    {
        var world = new World().Mute("s1", 0, 20).Open();
        Assert.Equal(["0 0 silence"], world.Unsent);
        Assert.Equal([], world.Sent);
        Assert.Equal(["20 bea 0"], world.To(24).Sent);
    }

    [Fact]
    public void A_fault_that_starts_and_ends_in_a_pause_pages_nobody_and_leaves_one_record()
    {
        var world = new World().Mute("s1", 0, 20).Open().To(5).Bad(false).To(100);
        Assert.Equal((IncidentPhase.Closed, 0), (world.It.Phase, world.It.Outbox.Count));
        Assert.Equal(["0 opened faultRaised", "0 paused silence", "5 resolved causeCleared", "10 closed verified"], world.Story);
    }

    [Fact]
    public void Nothing_holds_a_security_incident()
    {
        var report = ReportOf(DeviceKind.Camera, "intrusion", Severity.Critical);
        var world = new World { Turns = [1000], OpenAtFirst = false };
        Assert.Equal(["0 bea 0"], world.Mute("s1", 0, 20).Open(report with { Cause = report.Cause with { Security = true } }).Sent);
        var line = new World { Turns = [1000], OpenAtFirst = false }.Mute("s1", 0, 20).Open(ReportOf(DeviceKind.Line) with { CommunicationsLost = true });
        Assert.Equal(["0 opened communicationsLostDuringIntrusion"], line.Story.Take(1));
        Assert.Equal(["0 tom 0", "0 bea update"], line.Sent);
    }

    // The calendar.

    [Fact]
    public void A_fault_of_the_night_pages_five_minutes_after_opening_if_it_lasts()
    {
        var world = new World { Turns = [600], OpenAtFirst = false }.Open().To(609);
        Assert.Equal(["605 bea 0"], world.Sent);
        Assert.Equal(["0 0 closed"], world.Unsent);
        Assert.Empty(new World { Turns = [600], OpenAtFirst = false }.Open().To(604).Bad(false).To(700).Sent);
    }

    [Fact]
    public void A_rule_that_pages_when_closed_pages_when_closed()
    {
        var report = ReportOf(DeviceKind.Terminal);
        Assert.Equal(["0 bea 0"], new World { Turns = [600], OpenAtFirst = false }.Open(report with { Cause = report.Cause with { PageWhenClosed = true } }).Sent);
    }

    [Fact]
    public void A_ladder_the_night_interrupts_goes_on_at_opening_without_grace() =>
        Assert.Equal(["0 bea 0", "620 bill 1"], new World(Step(0, "on-shift"), Step(30, "lead")) { Turns = [10, 600] }.Open().To(640).Sent);

    [Fact]
    public void The_end_of_a_stop_of_sales_is_no_opening()
    {
        // Nobody could be paged yet, and a new interval of the calendar begins: that alone gives no grace.
        var world = new World(Step(10, "on-shift")) { Turns = [5, 5] }.Open().To(12);
        Assert.Equal(["10 bea 0"], world.Sent);
    }

    // Acknowledgements.

    [Fact]
    public void C15_acknowledged_a_millisecond_before_a_step_it_is_not_sent()
    {
        var world = ThreeSteps().To(30 - 1 / 60000.0).Acknowledge("bea").To(59);
        Assert.Equal(["0 bea 0"], world.Sent);
        Assert.Equal(["1 acknowledged"], world.It.Pages.Where(p => !p.Sent).Select(p => $"{p.Step} {p.Reason}"));
    }

    [Fact]
    public void C15_acknowledged_a_millisecond_after_a_step_it_is_sent_once_and_nothing_later()
    {
        var world = ThreeSteps().To(30 + 1 / 60000.0).Acknowledge("bea").To(59);
        Assert.Equal(["0 bea 0", "30 bill 1"], world.Sent);
    }

    [Fact]
    public void An_acknowledgement_that_comes_before_the_tick_of_a_due_step_does_not_undo_it()
    {
        var world = ThreeSteps();
        // Nobody ticked at 30.
        var (_, it) = IncidentRules.Decide(world.It, new IncidentInput.Command(IncidentVerb.Acknowledge, null, "bea", null, null), world.Surroundings, Twin.Domain.Time.Moment.At(Minute(30.01)));
        Assert.Equal(2, it.Outbox.Count);
    }

    [Fact]
    public void An_acknowledgement_nobody_acts_upon_expires_and_the_ladder_restarts_with_whoever_gave_it()
    {
        var world = ThreeSteps().To(5).Acknowledge("bo");
        Assert.Equal((IncidentPhase.Acknowledged, IncidentReason.Acknowledged), (world.It.Phase, world.Reason));
        world.To(70);
        Assert.Equal("35 ackExpired", world.Happened("acknowledgementExpired"));
        Assert.Equal(["0 bea 0", "35 bea 0", "35 bo 0", "65 bill 1"], world.Sent);
        Assert.Equal(("ackExpired", IncidentPhase.Open), (world.It.Outbox[1].Reason, world.It.Phase));
    }

    [Fact]
    public void An_acknowledgement_that_was_acted_upon_does_not_expire()
    {
        var world = ThreeSteps().To(5).Acknowledge("bea").To(30).Do(IncidentVerb.Assign, to: "bea").To(300);
        Assert.Equal("", world.Happened("acknowledgementExpired"));
        Assert.Equal((IncidentPhase.Assigned, "bea"), (world.It.Phase, world.It.Legs[0].Assignee));
        Assert.Equal(["0 bea 0", "30 bea assigned"], world.Sent);
    }

    [Fact]
    public void Acknowledging_an_acknowledged_leg_changes_nothing()
    {
        var world = ThreeSteps().To(5).Acknowledge("bea").To(10);
        var before = world.It;
        Assert.Same(before, world.Acknowledge("bo").It);
        Assert.Equal(IncidentReason.NothingToDo, world.Reason);
    }

    // Joint dispatch.

    [Fact]
    public void C16_one_districts_acknowledgement_leaves_the_others_steps()
    {
        var world = ThreeSteps(Joint).To(5).Acknowledge("bea").To(31);
        Assert.Equal(["0 bea 0"], world.SentTo(Side.Business));
        Assert.Equal(["0 tom 0", "30 tina 1"], world.SentTo(Side.Telecom));
        Assert.Equal(IncidentPhase.Open, world.It.Phase); // as far as its least advanced leg
        Assert.Equal(IncidentPhase.Acknowledged, world.Acknowledge("tina").It.Phase);
        Assert.Equal([World.Minute(5), World.Minute(31)], world.It.Legs.Select(l => l.RespondedAt!.Value));
        Assert.Equal("15 responseMissed", world.Happened("responseMissed")); // the telecom leg's
    }

    [Fact]
    public void Whoever_belongs_to_no_team_acknowledges_every_leg() =>
        Assert.All(ThreeSteps(Joint).To(1).Acknowledge("dashboard").It.Legs, l => Assert.Equal(IncidentPhase.Acknowledged, l.Phase));

    [Fact]
    public void C16_a_leg_that_is_not_ours_is_handed_over_and_its_clock_goes_on()
    {
        var world = ThreeSteps(ReportOf(DeviceKind.Line)).To(10).Do(IncidentVerb.Reassign, "tom", to: "business", note: "power cut");
        Assert.Equal(("business:shops", IncidentReason.Reassigned), (world.Legs, world.Reason));
        Assert.Equal("10 reassigned", world.Happened("reassigned"));
        Assert.Contains("power cut", world.It.Timeline[^1].Detail, StringComparison.Ordinal);
        Assert.Equal(["0 tom 0", "0 bea update", "10 bea reassigned", "30 bill 1", "60 bo 2"], world.To(61).Sent);
        Assert.Equal("15 responseMissed", world.Happened("responseMissed"));
    }

    [Fact]
    public void A_leg_handed_over_does_not_come_back_with_the_next_report()
    {
        var world = ThreeSteps(ReportOf(DeviceKind.Line)).To(10).Do(IncidentVerb.Reassign, "tom");
        world.Observe(r => r with { RelatedCount = 3 });
        Assert.Equal("business:shops", world.Legs);
    }

    [Fact]
    public void In_a_joint_dispatch_a_leg_that_is_not_ours_is_withdrawn_and_the_other_goes_on()
    {
        var world = ThreeSteps(Joint).To(10).Do(IncidentVerb.Reassign, "bea").To(31);
        Assert.Equal("business:shops:withdrawn telecom:lines", world.Legs);
        Assert.Equal(["0 bea 0"], world.SentTo(Side.Business));
        Assert.Equal(["0 tom 0", "30 tina 1"], world.SentTo(Side.Telecom));
    }

    [Fact]
    public void Handed_to_and_fro_every_message_has_a_key_of_its_own()
    {
        var world = ThreeSteps(Joint).To(1).Acknowledge("bea").To(32); // its acknowledgement expires: round 1
        world.Do(IncidentVerb.Reassign, "bea").To(33).Do(IncidentVerb.Reassign, "tom", Side.Telecom).To(95);
        Assert.Equal(world.It.Outbox.Count, world.It.Outbox.Select(m => m.Key).Distinct().Count());
        Assert.Contains("60 bo 2", world.SentTo(Side.Business));
    }

    [Fact]
    public void A_team_that_gets_a_leg_late_is_not_paged_for_everything_past()
    {
        var world = ThreeSteps().To(1).Acknowledge("bea").Do(IncidentVerb.Assign, to: "bea").To(140).Do(IncidentVerb.Reassign, to: "lines").To(151);
        Assert.Equal(["140 tom reassigned", "150 tom 0", "150 tina 1", "150 ted 2"], world.SentTo(Side.Telecom));
        Assert.Equal(DivisionCode.Parse("320813"), world.It.Legs[0].Area);
    }

    [Fact]
    public void A_ladder_that_was_at_its_end_begins_anew_for_those_who_get_the_leg()
    {
        var world = ThreeSteps().To(200).Do(IncidentVerb.Reassign, to: "telecom").To(231);
        Assert.Equal(["200 tom reassigned", "230 tina 1"], world.SentTo(Side.Telecom));
    }

    [Fact]
    public void A_leg_handed_over_in_a_pause_pages_its_new_people_when_the_pause_ends()
    {
        var world = new World().Mute("s1", 0, 20).Open().To(5).Do(IncidentVerb.Reassign, to: "telecom").To(21);
        Assert.Equal(["20 tom 0"], world.Sent);
        Assert.Equal("reassigned", world.It.Outbox[0].Reason);
    }

    [Fact]
    public void Handed_to_a_team_where_nobody_is_meant_the_next_step_runs_at_once()
    {
        var world = new World(Step(0, "on-shift"), Step(30, "duty-manager")).Open().To(5).Do(IncidentVerb.Reassign, to: "province");
        Assert.Equal(["0 bea 0", "5 pat 1"], world.Sent);
        Assert.Equal(["5 reassigned nobody"], world.Unsent);
    }

    // People who cannot be reached.

    [Fact]
    public void A_step_to_nobody_is_recorded_and_the_next_runs_at_once()
    {
        var world = new World(Step(0, "ghost"), Step(30, "lead"), Step(60, "duty-manager")).Open();
        Assert.Equal(["0 bill 1"], world.Sent);
        Assert.Equal(["0 0 nobody"], world.Unsent);
        Assert.Equal("previousReachedNobody", world.It.Outbox[0].Reason);
        Assert.Equal(["0 bill 1", "60 bo 2"], world.To(61).Sent);
    }

    [Fact]
    public void Someone_without_a_channel_the_step_allows_is_not_reached_and_the_record_says_so()
    {
        var world = new World(Step(0, "on-shift") with { Channels = [ChannelType.WeCom] }, Step(30, "lead")).Open();
        Assert.Equal(["0 0 noChannel", "0 0 nobody"], world.Unsent);
        Assert.Equal(["0 bill 1"], world.Sent);
    }

    [Fact]
    public void If_nobody_can_come_in_time_the_next_step_does_not_wait_for_its_timer()
    {
        var world = new World(Step(0, "on-shift"), Step(30, "lead"), Step(60, "duty-manager"));
        world.Roster = Roster.Of([new("bea", "other", Side.Business, "3208000000", null, T0)]);
        world.Open().To(31);
        Assert.Equal(["0 bea 0", "0 bill 1"], world.Sent);
        Assert.Equal(("noCapacity", "0 noCapacity"), (world.It.Outbox[1].Reason, world.Happened("noCapacity")));
        Assert.Equal(["0 bea 0", "0 bill 1", "60 bo 2"], world.To(61).Sent);
    }

    [Fact]
    public void An_area_no_team_covers_is_heard_by_the_province()
    {
        var world = new World { Teams = TeamDirectory.Of([Team("province", "province", "", "pat:duty-manager")]) }.Open();
        Assert.Equal(["0 pat 2"], world.Sent);
        Assert.Equal(["0 nobody", "1 nobody"], world.It.Pages.Where(p => !p.Sent).Select(p => $"{p.Step} {p.Reason}"));
    }

    [Fact]
    public void Without_any_team_it_still_says_that_nobody_was_told()
    {
        var world = new World { Teams = TeamDirectory.Empty }.Open().To(500);
        Assert.Empty(world.Sent);
        Assert.Equal("unattended nobody", string.Join(' ', world.Unsent[^1].Split(' ')[1..]));
    }

    [Fact]
    public void An_incident_of_unknown_place_does_not_break_the_judgement_of_capacity()
    {
        var report = ReportOf(DeviceKind.Line) with { Scope = IncidentScope.AccessNode, Place = new() { AccessNode = "n", Location = new(119, 33) }, Cause = new() { Rule = IncidentCause.SharedOutage } };
        var world = new World { Teams = TeamDirectory.Of([Crewed("any", "320000"), Crewed("lines", "320813")]), Roster = Roster.Of([new("any-man", "i", Side.Telecom, "x", null, T0)]) };
        Assert.Equal("noCapacity", world.Open(report).It.Outbox[1].Reason);

        static Team Crewed(string id, string area) => Team(id, "telecom", area, $"{id}-man", $"{id}-lead:lead") is var team
            ? new() { Id = team.Id, Side = team.Side, Areas = team.Areas, People = [.. team.People.Select(p => p with { Home = new(119, 33) })] }
            : team;
    }

    // Unless.

    [Fact]
    public void Whom_twin_assigned_has_not_acknowledged_so_the_ladder_goes_on_but_for_steps_unless_assigned()
    {
        var world = new World().Open().To(1).Decide(new IncidentInput.AutoAssign(Side.Business, "bea"));
        Assert.Equal((IncidentReason.AssignedByTwin, IncidentPhase.Assigned), (world.Reason, world.It.Phase));
        Assert.Equal(["0 bea 0", "1 bea assigned", "5 bill 1"], world.To(39).Sent);
        Assert.Equal(["10 2 unlessMet"], world.Unsent);
        Assert.Equal(["40 bea 0", "40 bill 1"], world.To(41).Sent[3..]);
        Assert.Equal(["0 bea 0"], world.Acknowledge("bea").To(1000).Sent.Take(1));
        Assert.Equal(5, world.Sent.Length);
    }

    // What changes on the way.

    [Fact]
    public void A_severity_that_rises_pages_those_on_the_ladder_once_more_and_one_that_falls_nobody()
    {
        var world = new World().Open().To(3).Observe(r => r with { Severity = Severity.Critical });
        Assert.Equal(["0 bea 0", "3 bea severity"], world.Sent);
        Assert.Equal(["0 bea 0", "3 bea severity", "5 bill 1"], world.Observe(r => r with { Severity = Severity.Minor }).To(6).Sent);
        Assert.Equal("3 severityRaised, 3 severityLowered", world.Happened("severityChanged"));
    }

    [Fact]
    public void A_severity_that_rises_in_a_pause_is_recorded_as_not_sent()
    {
        var world = new World().Open().Mute("s1", 1, 10).To(3).Observe(r => r with { Severity = Severity.Critical });
        Assert.Equal(["0 bea 0"], world.Sent);
        Assert.Equal(["1 1 silence", "3 severity silence"], world.Unsent);
    }

    [Fact]
    public void A_severity_that_rises_before_the_first_step_is_told_by_that_step() =>
        Assert.Equal(["2 bea 0"], new World(Step(2, "on-shift")).Open().To(1).Observe(r => r with { Severity = Severity.Critical }).To(3).Sent);

    [Fact]
    public void A_camera_whose_link_turns_bad_becomes_the_carriers_too()
    {
        var world = ThreeSteps(ReportOf(DeviceKind.Camera)).To(10).Observe(r => r with { Cause = r.Cause with { LinkBad = true } });
        Assert.Equal("business:shops telecom:lines", world.Legs);
        Assert.Equal(["10 tom 0", "40 tina 1"], world.To(41).SentTo(Side.Telecom));
        Assert.Equal("business:shops telecom:lines", world.Observe(r => r with { Cause = r.Cause with { LinkBad = false } }).Legs); // once opened it stays
    }

    [Fact]
    public void Who_is_only_informed_gets_one_update_with_the_first_page()
    {
        var world = ThreeSteps(ReportOf(DeviceKind.Line)).To(200);
        Assert.Equal(["0 bea update"], world.SentTo(Side.Business));
        Assert.Equal(NotificationKind.Update, world.It.Outbox.Single(m => m.Recipient == "bea").Kind);
        Assert.Equal("15 responseMissed", world.Happened("responseMissed")); // once: the carrier's
    }

    [Fact]
    public void More_members_page_nobody_again()
    {
        var report = ReportOf(DeviceKind.Line) with { Scope = IncidentScope.AccessNode, Cause = new() { Rule = IncidentCause.SharedOutage }, Members = [.. Enumerable.Range(0, 1500).Select(i => $"{3208000000 + i}")] };
        var world = new World().Open(report).To(1).Observe(r => r with { Members = [.. Enumerable.Range(0, 1800).Select(i => $"{3208000000 + i}")] });
        Assert.Equal(["0 tom 0", "0 bea update"], world.Sent);
        Assert.Equal((1800, "1 membersJoined"), (world.It.EverMembers.Count, world.Happened("membersJoined")));
    }

    // Restarts.

    [Fact]
    public void C17_killed_between_two_steps_it_fires_once_and_on_time()
    {
        var world = ThreeSteps().To(20).Restart(25).To(31);
        Assert.Equal(["0 bea 0", "30 bill 1"], world.Sent);
    }

    [Fact]
    public void C17_restarted_after_two_were_due_each_runs_once_at_once_and_late()
    {
        var world = ThreeSteps().To(20).Restart(65).To(89);
        Assert.Equal(["0 bea 0", "65 bill 1 late", "65 bo 2 late"], world.Sent);
        Assert.Equal(["0 bea 0", "65 bill 1 late", "65 bo 2 late", "90 bea 0"], world.To(90).Sent[..4]);
        Assert.DoesNotContain(world.Story, s => s.Contains("slipped", StringComparison.Ordinal));
    }

    [Fact]
    public void A_step_of_the_wall_clock_moves_no_step()
    {
        var world = ThreeSteps().To(10);
        world.WallStep = TimeSpan.FromHours(-5);
        world.Tick().To(29.9);
        Assert.Single(world.Sent);
        Assert.Equal(2, world.To(30).Sent.Length);
    }

    // Channels.

    [Fact]
    public void A_page_that_a_channel_refused_goes_out_over_the_next_one_and_then_it_is_said_that_there_is_none()
    {
        var world = ThreeSteps().To(1);
        var first = world.It.Outbox[0];
        Assert.Equal($"{Outlet}-1:business:0:bea:webhook:0", first.Key);
        world.Receipt(first.Key, NotificationOutcome.Failed, "400");
        Assert.Equal((IncidentReason.ChannelFailed, $"{Outlet}-1:business:0:bea:email:0"), (world.Reason, world.It.Outbox[1].Key));
        Assert.Equal((NotificationOutcome.Failed, "400"), (world.It.Outbox[0].Outcome, world.It.Outbox[0].Detail));
        world.Receipt(first.Key, NotificationOutcome.Failed);
        Assert.Equal(IncidentReason.NothingToDo, world.Reason);
        world.Receipt(world.It.Outbox[1].Key, NotificationOutcome.Failed);
        Assert.Equal(["1 0 noChannel"], world.Unsent);
        Assert.Equal(2, world.It.Outbox.Count);
    }

    [Fact]
    public void A_delivered_message_is_marked_and_a_second_receipt_changes_nothing()
    {
        var world = ThreeSteps().To(1);
        Assert.Equal(IncidentReason.Delivered, world.Receipt(world.It.Outbox[0].Key, NotificationOutcome.Delivered).Reason);
        var before = world.It;
        Assert.Same(before, world.Receipt(before.Outbox[0].Key, NotificationOutcome.Failed).It);
    }

    [Fact]
    public void A_page_whose_leg_was_handed_over_since_still_tries_the_next_channel()
    {
        var world = ThreeSteps().To(1).Do(IncidentVerb.Reassign, to: "telecom");
        world.Receipt(world.It.Outbox[0].Key, NotificationOutcome.Failed);
        Assert.Equal(["0 bea 0", "1 tom reassigned", "1 bea 0"], world.Sent);
    }

    [Fact]
    public void A_page_refused_after_its_recovery_is_not_sent_behind_it()
    {
        var world = ThreeSteps().To(1).Bad(false).To(10);
        Assert.Equal(["0 bea 0", "6 bea recovery"], world.Receipt(world.It.Outbox[0].Key, NotificationOutcome.Failed).Sent);
        Assert.Equal(["1 1 causeCleared", "10 0 recovered"], world.Unsent);
    }
}
