using Twin.Domain.Escalation;
using Twin.Domain.Incidents;
using Twin.Domain.Muting;
using Twin.Domain.Network;
using Twin.Domain.Notifications;
using Twin.Domain.Readings;
using Twin.Domain.Teams;
using Twin.Grains.Documents;
using Twin.Grains.Incidents;
using Twin.Grains.Muting;
using Twin.Grains.Network;
using Twin.Notifications.Channels;

namespace Twin.Grains.Tests;

/// <summary>From a device's fault to a person's letter box, through the real grains, storage and courier.</summary>
public sealed class IncidentTests : IAsyncLifetime
{
    private const string A = "3208120001";
    private const string B = "3208120002";

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private Network _network = null!;

    public async ValueTask InitializeAsync()
    {
        _network = await Network.Build();
        await _network.Teams(Network.Team("biz", Side.Business, "320812"), Network.Team("tel", Side.Telecom, "320812"), Network.Team("tel13", Side.Telecom, "320813"));
    }

    public async ValueTask DisposeAsync() => await _network.DisposeAsync();

    [Fact]
    public async Task A_fault_pages_whoever_is_on_shift_once_and_the_recovery_follows_the_page()
    {
        var a = await _network.Add(A, ["t1"]);
        await _network.Keep(a, "t1", ("cutter", Value.Of("jammed")));
        var incident = await _network.Opened("printer-cutter", Minute, a);
        await _network.Live(TimeSpan.FromMinutes(2));
        Assert.Equal(["biz-eng"], _network.Post.Taken.Select(n => n.Recipient));

        await _network.Keep(a, "t1", ("cutter", Value.Of("ok")));
        await _network.Live(TimeSpan.FromMinutes(6));
        Assert.Equal(["Page:0", "Recovery:recovery"], _network.Post.To("biz-eng"));
        var closed = Assert.Single(await _network.Incidents());
        Assert.Equal((incident.Id, IncidentPhase.Closed), (closed.Id, closed.Phase));
        Assert.All(closed.Outbox, m => Assert.Equal(NotificationOutcome.Delivered, m.Outcome));
    }

    [Fact]
    public async Task Children_of_a_dead_line_are_explained_and_one_that_is_really_dead_pages_a_fresh_window_after_it_returns()
    {
        var a = await _network.Add(A, ["t1", "t2", "c1", "l1"]);
        await _network.Live(Minute);
        _network.Quiet(a, "t1", "t2", "c1");
        await _network.Live(TimeSpan.FromSeconds(85));
        await _network.Keep(a, "l1", ("los", Value.Of(true)));
        await _network.Live(TimeSpan.FromMinutes(5));
        var line = Assert.Single(await _network.Incidents());
        Assert.Equal("line-down", line.Report.Cause.Rule);
        Assert.Equal(3, line.Report.RelatedCount);
        Assert.Equal(["biz-eng", "tel-eng"], _network.Post.Taken.Select(n => n.Recipient).Distinct().Order());

        await _network.Keep(a, "l1", ("los", Value.Of(false)));
        await _network.Keep(a, "t2");
        await _network.Keep(a, "c1");
        await _network.Until(async () => (await _network.Grains.Outlet(a).Read())!.Cases.Any(c => c.Reason == Domain.Explanation.FaultReason.FreshSilenceWindow), Minute, "t1 waits");
        await _network.Live(TimeSpan.FromSeconds(85));
        Assert.Null(await _network.Incident("terminal-offline"));
        await _network.Live(TimeSpan.FromSeconds(10));
        var child = await _network.Incident("terminal-offline");
        Assert.Equal("t1", child!.Report.Cause.Device!.Value.Id.ToString());
        Assert.Single(await _network.Incidents(), i => i.Report.Cause.Rule == "terminal-offline");
    }

    [Fact]
    public async Task A_terminal_and_its_line_that_fell_silent_keep_their_explanation_over_a_restart()
    {
        var a = await _network.Add(A, ["t1", "c1", "l1"]);
        await _network.Live(Minute);
        _network.Quiet(a, "t1", "c1");
        await _network.Keep(a, "l1", ("los", Value.Of(true)));
        await _network.Live(TimeSpan.FromMinutes(4));
        var before = _network.Post.Taken.Length;
        await _network.Restart();
        await _network.Live(TimeSpan.FromMinutes(4));
        Assert.Equal("line-down", Assert.Single(await _network.Incidents()).Report.Cause.Rule);
        Assert.All(_network.Post.Taken[before..], n => Assert.NotEqual("0", n.Step));
    }

    [Fact]
    public async Task Thirty_outlets_behind_a_node_are_one_incident_that_others_join_and_split_off_from()
    {
        var outlets = new List<OutletCode>();
        for (var i = 0; i < 36; i++) outlets.Add(await _network.Add($"32081210{i:00}", ["t1", "l1"], node: "OLT-1"));
        await _network.Live(Minute);
        foreach (var outlet in outlets.Take(30))
        {
            _network.Quiet(outlet, "t1");
            await _network.Keep(outlet, "l1", ("los", Value.Of(true)));
        }
        await _network.Live(TimeSpan.FromMinutes(2));
        var incident = Assert.Single(await _network.Incidents());
        Assert.Equal((IncidentScope.AccessNode, 30), (incident.Report.Scope, incident.Report.Members.Count));
        Assert.Equal(["biz-eng", "tel-eng"], _network.Post.Taken.Select(n => n.Recipient).Order());

        foreach (var outlet in outlets.Skip(30).Take(5)) await _network.Keep(outlet, "l1", ("los", Value.Of(true)));
        await _network.Live(Minute);
        incident = Assert.Single(await _network.Incidents());
        Assert.Equal(35, incident.Report.Members.Count);
        Assert.Equal(2, _network.Post.Taken.Length);

        // Two stay down: too few for an outage.
        foreach (var outlet in outlets.Take(33))
        {
            await _network.Keep(outlet, "t1");
            await _network.Keep(outlet, "l1", ("los", Value.Of(false)));
        }
        await _network.Until(async () => (await _network.Incidents()).Count(i => i.Report.Scope == IncidentScope.Outlet) == 2, TimeSpan.FromMinutes(2), "two split off");
        await _network.Live(TimeSpan.FromMinutes(6));
        var all = await _network.Incidents();
        Assert.Equal(3, all.Length);
        Assert.Equal(IncidentPhase.Closed, all.Single(i => i.Id == incident.Id).Phase);
        Assert.Equal(outlets.Skip(33).Take(2).Select(o => o.ToString()), all.Where(i => i.Report.Scope == IncidentScope.Outlet).Select(i => i.Report.Place.Outlet.ToString()!).Order());
    }

    [Fact]
    public async Task When_most_of_the_network_falls_silent_it_is_one_incident_of_ours()
    {
        var outlets = new List<OutletCode>();
        for (var i = 0; i < 14; i++) outlets.Add(await _network.Add($"32081210{i:00}", ["t1", "t2"], node: i % 2 == 0 ? "OLT-1" : "OLT-2"));
        await _network.Live(Minute);
        foreach (var outlet in outlets.Take(13)) _network.Quiet(outlet, "t1", "t2");
        await _network.Live(TimeSpan.FromMinutes(4));
        var incident = Assert.Single(await _network.Incidents());
        Assert.Equal("telemetry-lost", incident.Report.Cause.Rule);
        Assert.DoesNotContain(_network.Post.Taken, n => n.Incident != incident.Id);

        foreach (var outlet in outlets) (_network.Beating[(new(outlet, DeviceId.Parse("t1")), DeviceKind.Terminal)], _network.Beating[(new(outlet, DeviceId.Parse("t2")), DeviceKind.Terminal)]) = ([], []);
        await _network.Live(TimeSpan.FromMinutes(7));
        incident = Assert.Single(await _network.Incidents());
        Assert.Equal(IncidentPhase.Closed, incident.Phase);
    }

    [Fact]
    public async Task A_silence_holds_the_ladder_and_gives_back_the_time_that_was_left()
    {
        var a = await _network.Add(A, ["t1"]);
        await _network.Keep(a, "t1", ("cutter", Value.Of("jammed")));
        var incident = await _network.Opened("printer-cutter", Minute, a);
        await _network.Live(incident.OpenedAt + TimeSpan.FromMinutes(2) - _network.Now);
        var silence = (await _network.Grains.MuteBook().Add(new() { Id = "", Kind = MuteKind.Silence, Match = new() { Outlet = a }, From = _network.Now, Until = _network.Now + TimeSpan.FromMinutes(15), By = "test" }))!;
        await _network.Live(TimeSpan.FromMinutes(9));
        Assert.Equal(PauseReason.Silence, Assert.Single((await _network.Incident("printer-cutter"))!.Paused).Reason);
        await _network.Grains.MuteBook().End(silence.Id, MuteKind.Silence, "test");
        await _network.Live(TimeSpan.FromSeconds(175));
        Assert.Empty(_network.Post.To("biz-lead"));
        await _network.Live(TimeSpan.FromSeconds(10));
        Assert.Equal(["Page:0", "Page:1"], _network.Post.Taken.Select(n => $"{n.Kind}:{n.Step}"));
    }

    [Fact]
    public async Task A_fault_that_begins_and_ends_in_a_maintenance_window_is_on_record_and_pages_nobody()
    {
        var a = await _network.Add(A, ["t1"]);
        await _network.Grains.MuteBook().Add(new() { Id = "", Kind = MuteKind.Maintenance, Match = new() { District = Network.District }, From = _network.Now, Until = _network.Now + TimeSpan.FromMinutes(20), By = "test" });
        await _network.Live(TimeSpan.FromSeconds(2));
        await _network.Keep(a, "t1", ("cutter", Value.Of("jammed")));
        await _network.Live(TimeSpan.FromMinutes(3));
        await _network.Keep(a, "t1", ("cutter", Value.Of("ok")));
        await _network.Live(TimeSpan.FromMinutes(25));
        Assert.Equal(IncidentPhase.Closed, Assert.Single(await _network.Incidents()).Phase);
        Assert.Empty(_network.Post.Taken);
    }

    [Fact]
    public async Task An_intrusion_pages_at_once_through_silence_and_closing_time_and_a_line_lost_meanwhile_is_told_of()
    {
        Assert.Equal(DocumentOutcome.Accepted, (await _network.Grains.CalendarDocument("never").Put(new("weekly: {}", false, "test"))).Outcome);
        await _network.Documents.Refresh();
        var a = await _network.Add(A, ["c1", "l1"], calendar: "never");
        await _network.Grains.MuteBook().Add(new() { Id = "", Kind = MuteKind.Silence, Match = new() { Outlet = a }, From = _network.Now, Until = _network.Now + TimeSpan.FromHours(1), By = "test" });
        await _network.Live(TimeSpan.FromSeconds(2));
        for (var i = 0; i < 4; i++)
        {
            await _network.Say(a, "c1", ("person", Value.Of(true)));
            await _network.Live(TimeSpan.FromSeconds(1));
        }
        await _network.Live(TimeSpan.FromSeconds(2));
        var intrusion = await _network.Incident("intrusion");
        Assert.NotNull(intrusion);
        Assert.Equal(["biz-eng"], _network.Post.Pages.Select(n => n.Recipient));

        _network.Quiet(a, "c1");
        await _network.Keep(a, "l1", ("los", Value.Of(true)));
        await _network.Live(TimeSpan.FromSeconds(15));
        var line = await _network.Incident("line-down");
        Assert.True(line!.Report.CommunicationsLost);
        Assert.Contains(_network.Post.Pages, n => n.Incident == line.Id);
    }

    [Fact]
    public async Task The_policy_an_incident_opened_under_stays_with_it()
    {
        var a = await _network.Add(A, ["t1"]);
        await _network.Keep(a, "t1", ("cutter", Value.Of("jammed")));
        var incident = await _network.Opened("printer-cutter", Minute, a);
        await _network.Policy("steps: [{after: 0s, notify: [duty-manager]}, {after: 1m, notify: [duty-manager]}]");
        await _network.Live(TimeSpan.FromMinutes(6));
        Assert.Equal(1, (await _network.Incident("printer-cutter"))!.Policy.Version);
        Assert.Equal(["biz-eng", "biz-lead"], _network.Post.Taken.Select(n => n.Recipient));
    }

    [Fact]
    public async Task A_terminal_that_either_side_may_be_to_blame_for_opens_a_leg_of_each()
    {
        var a = await _network.Add(A, ["t1", "l1"], area: "320813");
        await _network.Keep(a, "t1", ("session", Value.Of(false)));
        var incident = await _network.Opened("no-session", TimeSpan.FromMinutes(4), a);
        Assert.Equal([("biz", true), ("tel13", true)], incident.Legs.Select(l => (l.Team!, l.Required)));
        Assert.Equal(IncidentReason.Acknowledged, (await _network.Do(incident, IncidentVerb.Acknowledge, "biz-eng")).Reason);
        await _network.Live(TimeSpan.FromMinutes(6));
        Assert.Equal(["biz-eng", "tel13-eng", "tel13-lead"], _network.Post.Pages.Select(n => n.Recipient).Order());
    }

    [Fact]
    public async Task Nobody_is_at_two_places_and_whoever_resolved_is_free_again()
    {
        var (a, b) = (await _network.Add(A, ["t1"]), await _network.Add(B, ["t1"]));
        await _network.Keep(a, "t1", ("cutter", Value.Of("jammed")));
        await _network.Keep(b, "t1", ("cutter", Value.Of("jammed")));
        var (first, second) = (await _network.Opened("printer-cutter", Minute, a), await _network.Opened("printer-cutter", Minute, b));
        Assert.Equal(IncidentReason.Assigned, (await _network.Do(first, IncidentVerb.Assign, to: "biz-eng")).Reason);
        var busy = await _network.Do(second, IncidentVerb.Assign, to: "biz-eng");
        Assert.Equal((IncidentReason.Busy, first.Id), (busy.Reason, busy.BusyAt));
        Assert.Equal(IncidentReason.ResolvedByHand, (await _network.Do(first, IncidentVerb.Resolve)).Reason);
        Assert.Equal(IncidentReason.Assigned, (await _network.Do(second, IncidentVerb.Assign, to: "biz-eng")).Reason);
        Assert.Equal(second.Id, Assert.Single((await _network.Grains.Roster().Since(-1)).Assignments!).Incident);
    }

    [Fact]
    public async Task An_assignment_that_could_not_be_stored_holds_nobody()
    {
        var (a, b) = (await _network.Add(A, ["t1"]), await _network.Add(B, ["t1"]));
        await _network.Keep(a, "t1", ("cutter", Value.Of("jammed")));
        await _network.Keep(b, "t1", ("cutter", Value.Of("jammed")));
        var (first, second) = (await _network.Opened("printer-cutter", Minute, a), await _network.Opened("printer-cutter", Minute, b));
        _network.Storage.Refuse($"i-{first.Id}", 1);
        await Assert.ThrowsAnyAsync<Exception>(() => _network.Do(first, IncidentVerb.Assign, to: "biz-eng"));
        await _network.Live(TimeSpan.FromSeconds(30));
        Assert.Equal(IncidentReason.Assigned, (await _network.Do(second, IncidentVerb.Assign, to: "biz-eng")).Reason);
    }

    [Fact]
    public async Task Twin_sends_the_free_engineer_to_one_place_and_to_the_next_when_that_is_done()
    {
        await _network.Policy("autoAssign: true\nverifyFor: 1m");
        var (a, b) = (await _network.Add(A, ["t1"]), await _network.Add(B, ["t1"]));
        await _network.Keep(a, "t1", ("cutter", Value.Of("jammed")));
        await _network.Opened("printer-cutter", Minute, a);
        await _network.Keep(b, "t1", ("cutter", Value.Of("jammed")));
        await _network.Opened("printer-cutter", Minute, b);
        await _network.Until(async () => (await _network.Incidents()).Count(i => i.Legs[0].Assignee == "biz-eng") == 1, Minute, "one is assigned");
        var served = (await _network.Incidents()).Single(i => i.Legs[0].Assignee == "biz-eng");
        await _network.Keep(served.Report.Place.Outlet!.Value, "t1", ("cutter", Value.Of("ok")));
        await _network.Until(async () => (await _network.Incidents()).Any(i => i.Id != served.Id && i.Legs[0].Assignee == "biz-eng"), TimeSpan.FromMinutes(2), "the other is served");
        await _network.Keep(a, "t1", ("cutter", Value.Of("ok")));
        await _network.Keep(b, "t1", ("cutter", Value.Of("ok")));
        await _network.Live(TimeSpan.FromMinutes(3));
        Assert.All(await _network.Incidents(), i => Assert.Equal(IncidentPhase.Closed, i.Phase));
        Assert.Empty((await _network.Grains.Roster().Since(-1)).Assignments!);
    }

    [Fact]
    public async Task A_channel_that_refuses_is_followed_by_the_next_and_the_recovery_does_not_overtake()
    {
        _network.Post.Answer = m => m.Channel.Type == ChannelType.Log ? new SendResult.Refused("400") : null;
        var a = await _network.Add(A, ["t1"]);
        await _network.Keep(a, "t1", ("cutter", Value.Of("jammed")));
        await _network.Opened("printer-cutter", Minute, a);
        await _network.Live(TimeSpan.FromSeconds(5));
        Assert.Equal("webhook", Assert.Single(_network.Post.Taken).Channel);

        // A receiver that is down for a while: the page waits, and the recovery behind it.
        _network.Post.Answer = m => new SendResult.Retry("503");
        var b = await _network.Add(B, ["t1"]);
        await _network.Keep(b, "t1", ("cutter", Value.Of("jammed")));
        await _network.Opened("printer-cutter", Minute, b);
        await _network.Keep(b, "t1", ("cutter", Value.Of("ok")));
        await _network.Live(TimeSpan.FromMinutes(7));
        _network.Post.Answer = _ => null;
        await _network.Live(TimeSpan.FromMinutes(2));
        var second = await _network.Incident("printer-cutter", b);
        Assert.Equal(["Page:0", "Recovery:recovery"], _network.Post.Taken.Where(n => n.Incident == second!.Id && n.Recipient == "biz-eng").Select(n => $"{n.Kind}:{n.Step}"));
    }

    [Fact]
    public async Task A_receiver_that_hangs_holds_nobody_else_up()
    {
        _network.Post.Silent.Add("biz-eng");
        var a = await _network.Add(A, ["t1"]);
        await _network.Keep(a, "t1", ("cutter", Value.Of("jammed")));
        await _network.Opened("printer-cutter", Minute, a);
        await _network.Live(TimeSpan.FromMinutes(11));
        Assert.Equal(["biz-duty", "biz-lead"], _network.Post.Taken.Select(n => n.Recipient).Order());
    }

    [Fact]
    public async Task Deleting_an_outlet_closes_its_incidents_also_when_a_crash_came_between()
    {
        var a = await _network.Add(A, ["t1"]);
        await _network.Keep(a, "t1", ("cutter", Value.Of("jammed")));
        var incident = await _network.Opened("printer-cutter", Minute, a);
        _network.Beating.Clear();
        _network.Life.DieAt($"write i-{incident.Id}");
        await Assert.ThrowsAnyAsync<Exception>(async () => await _network.Grains.Outlet(a).Delete(WriteCondition.None));
        await _network.Restart();
        await _network.Live(TimeSpan.FromMinutes(3));
        var closed = (await _network.Incident("printer-cutter"))!;
        Assert.Equal((IncidentPhase.Closed, true), (closed.Phase, closed.Report.Removed));
        Assert.Null(_network.Storage.Stored($"o-{A}"));
        await _network.Live(TimeSpan.FromSeconds(20));
        Assert.Equal(["network"], _network.Awake.Keys);
    }

    [Fact]
    public async Task The_same_cause_soon_after_closing_reopens_and_long_after_is_a_new_incident()
    {
        var a = await _network.Add(A, ["t1"]);
        await _network.Keep(a, "t1", ("cutter", Value.Of("jammed")));
        var first = await _network.Opened("printer-cutter", Minute, a);
        await _network.Keep(a, "t1", ("cutter", Value.Of("ok")));
        await _network.Live(TimeSpan.FromMinutes(10));
        Assert.Equal(IncidentPhase.Closed, (await _network.Incident("printer-cutter"))!.Phase);
        await _network.Keep(a, "t1", ("cutter", Value.Of("jammed")));
        var again = await _network.Opened("printer-cutter", Minute, a);
        Assert.Equal((first.Id, 2), (again.Id, again.Visits));
        await _network.Keep(a, "t1", ("cutter", Value.Of("ok")));
        await _network.Live(TimeSpan.FromMinutes(37), TimeSpan.FromSeconds(5));
        await _network.Keep(a, "t1", ("cutter", Value.Of("jammed")));
        Assert.NotEqual(first.Id, (await _network.Opened("printer-cutter", Minute, a)).Id);
    }

    [Fact]
    public async Task Closing_by_hand_what_is_still_bad_reopens_it()
    {
        var a = await _network.Add(A, ["t1"]);
        await _network.Keep(a, "t1", ("cutter", Value.Of("jammed")));
        var incident = await _network.Opened("printer-cutter", Minute, a);
        Assert.Equal(IncidentReason.ClosedByHand, (await _network.Do(incident, IncidentVerb.Close)).Reason);
        await _network.Live(TimeSpan.FromMinutes(4));
        Assert.Equal(IncidentPhase.Closed, (await _network.Incident("printer-cutter"))!.Phase);
        await _network.Live(TimeSpan.FromMinutes(2));
        var reopened = Assert.Single(await _network.Incidents());
        Assert.Equal((IncidentPhase.Open, 2), (reopened.Phase, reopened.Visits));
        Assert.Equal(2, _network.Post.To("biz-eng").Count(m => m == "Page:0"));
    }

    [Fact]
    public async Task An_unknown_incident_or_outlet_stays_in_no_memory_and_neither_does_one_that_is_done()
    {
        Assert.Null(await _network.Grains.Incident("3208120009-abc").Read());
        Assert.Null(await _network.Grains.Incident("3208120009-abc").Do(new(IncidentVerb.Note, null, "x", null, "n")));
        await _network.Grains.Incident("3208120009-abc").Reconsider();
        await _network.Grains.Incident("3208120009-abc").Delivered(new("k", NotificationOutcome.Delivered, _network.Now, 1, null));
        await _network.Grains.Outlet(OutletCode.Parse(B)).IncidentMoved("x-1", IncidentPhase.Closed, Minute);
        await _network.Grains.Outlet(OutletCode.Parse(B)).Reconsider();
        await _network.Live(TimeSpan.FromSeconds(20));
        Assert.Equal(["network"], _network.Awake.Keys);

        var a = await _network.Add(A, ["t1"]);
        await _network.Keep(a, "t1", ("cutter", Value.Of("jammed")));
        await _network.Opened("printer-cutter", Minute, a);
        await _network.Keep(a, "t1", ("cutter", Value.Of("ok")));
        await _network.Live(TimeSpan.FromMinutes(7));
        Assert.Equal(IncidentPhase.Closed, (await _network.Incident("printer-cutter"))!.Phase);
        await _network.Live(TimeSpan.FromSeconds(20));
        Assert.Equal(["network", $"o-{A}", $"t-{A}-t1"], _network.Awake.Keys);
    }

    [Fact]
    public async Task A_row_that_a_crash_took_from_the_list_comes_back_and_a_stale_one_is_put_right()
    {
        await _network.Policy("verifyFor: 5s");
        var district = _network.Grains.District(Network.District);
        var a = await _network.Add(A, ["t1"]);
        await _network.Keep(a, "t1", ("cutter", Value.Of("jammed")));
        var incident = await _network.Opened("printer-cutter", Minute, a);
        _network.Storage.Refuse("d-320812/incidents", 1_000);
        await _network.Crash(district);
        Assert.Empty((await district.Changes(default)).Incidents);
        _network.Storage.Refuse("d-320812/incidents", 0);
        await _network.Live(TimeSpan.FromSeconds(140));
        Assert.Equal(incident.Id, Assert.Single((await district.Changes(default)).Incidents).Id);

        _network.Storage.Refuse("d-320812/incidents", 1_000);
        await _network.Keep(a, "t1", ("cutter", Value.Of("ok")));
        await _network.Live(TimeSpan.FromSeconds(20));
        await _network.Crash(district);
        _network.Storage.Refuse("d-320812/incidents", 0);
        Assert.Equal(IncidentPhase.Open, Assert.Single((await district.Changes(default)).Incidents).Phase);
        await _network.Live(TimeSpan.FromSeconds(140));
        Assert.Equal(IncidentPhase.Closed, Assert.Single((await district.Changes(default)).Incidents).Phase);
    }
}
