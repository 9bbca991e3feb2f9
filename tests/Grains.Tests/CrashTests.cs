using Twin.Domain.Incidents;
using Twin.Domain.Notifications;
using Twin.Domain.Readings;
using Twin.Domain.Teams;
using Twin.Grains.Network;

namespace Twin.Grains.Tests;

/// <summary>
/// The process dies at every point at which something of a fault's story has reached storage, another grain or a receiver and the rest has not; it comes back, and the
/// story goes on: one incident, every message, and the one that was on its way to a person at that moment at most twice.
/// </summary>
public sealed class CrashTests : IAsyncLifetime
{
    private const string A = "3208120001";

    private Network _network = null!;

    public static TheoryData<string, int> Points
    {
        get
        {
            var points = new TheoryData<string, int>();
            foreach (var point in new[]
            {
                $"write t-{A}", $"written t-{A}", "call outlet.Report",
                $"write o-{A}", $"written o-{A}",
                "call incident.Observe", $"write i-{A}", $"written i-{A}", "call outlet.IncidentMoved", "call district.ReportIncident", "call district.Report",
                "send Page", "sent Page", "call incident.Delivered", "call incident.Reconsider", "write d-320812/incidents", "written d-320812/incidents",
            })
                foreach (var time in new[] { 1, 2, 3 })
                    points.Add(point, time);
            foreach (var time in new[] { 4, 5, 6, 7, 8, 10, 12 })
            {
                points.Add($"write i-{A}", time);
                points.Add($"written i-{A}", time);
            }
            foreach (var point in new[] { "send Recovery", "sent Recovery" })
                foreach (var time in new[] { 1, 2 })
                    points.Add(point, time);
            return points;
        }
    }

    public async ValueTask InitializeAsync() => _network = await Network.Build();

    public async ValueTask DisposeAsync() => await _network.DisposeAsync();

    [Theory, MemberData(nameof(Points))]
    public async Task Killed_anywhere_and_restarted_it_is_one_incident_and_no_page_is_lost(string point, int time)
    {
        await _network.Teams(Network.Team("biz", Side.Business, "320812"));
        await _network.Policy("steps: [{after: 0s, notify: [on-shift]}, {after: 30s, notify: [lead]}, {after: 60s, notify: [duty-manager]}]\nverifyFor: 20s");
        await _network.Rules("version: 1\nrules:\n  - {id: cutter, device: terminal, when: cutter == \"jammed\", severity: major}\n  - {id: hot, device: terminal, when: temperatureC > 70, severity: minor}\n");
        var a = await _network.Add(A, ["t1"]);
        await _network.Live(TimeSpan.FromSeconds(5));
        _network.Life.DieAt(point, time);

        await Story(("cutter", Value.Of("jammed")), TimeSpan.FromSeconds(90));
        await Story(("cutter", Value.Of("ok")), TimeSpan.FromSeconds(50));
        // Some points come up less often than asked for: then it dies at the end.
        if (_network.Life.Dead) await _network.Restart();
        await _network.Live(TimeSpan.FromSeconds(150));

        var incident = Assert.Single(await _network.Incidents());
        Assert.Equal(IncidentPhase.Closed, incident.Phase);
        Assert.Equal(1, incident.Visits);
        Assert.All(incident.Outbox, m => Assert.Equal(NotificationOutcome.Delivered, m.Outcome));
        string[] people = ["biz-duty", "biz-eng", "biz-lead"];
        var (taken, distinct) = (_network.Post.Taken, _network.Post.Taken.Select(n => n.Key).Distinct().Order(StringComparer.Ordinal).ToArray());
        Assert.Equal(people, taken.Where(n => n.Kind == NotificationKind.Page).Select(n => n.Recipient).Distinct().Order());
        Assert.Equal(people, taken.Where(n => n.Kind == NotificationKind.Recovery).Select(n => n.Recipient).Distinct().Order());
        Assert.Equal(distinct, incident.Outbox.Select(m => m.Key).Order(StringComparer.Ordinal));
        // Each person's messages go one after the other, so one of each person's can be sent and not yet recorded.
        foreach (var person in people)
        {
            var theirs = taken.Where(n => n.Recipient == person).ToArray();
            Assert.InRange(theirs.Length - theirs.DistinctBy(n => n.Key).Count(), 0, 1);
        }
        foreach (var person in people)
            Assert.True(Array.FindIndex(taken, n => n.Recipient == person && n.Kind == NotificationKind.Recovery) > Array.FindLastIndex(taken, n => n.Recipient == person && n.Kind == NotificationKind.Page), $"{person} heard of the recovery first");
        var listed = Assert.Single((await _network.Grains.District(Network.District).Changes(default)).Incidents);
        Assert.Equal((incident.Id, IncidentPhase.Closed), (listed.Id, listed.Phase));

        async Task Story((string, Value) value, TimeSpan within)
        {
            // What was not acknowledged is sent again, as a terminal does.
            for (var end = _network.Now + within; ;)
            {
                try
                {
                    await _network.Keep(a, "t1", value);
                }
                catch (Exception) when (_network.Life.Dead)
                {
                }
                await _network.Settle();
                await _network.Live(end - _network.Now);
                if (!_network.Life.Dead) return;
                _network.Time.Advance(TimeSpan.FromSeconds(3));
                await _network.Restart();
                if (_network.Now >= end) return;
            }
        }
    }

    [Fact]
    public async Task Two_steps_that_fell_due_while_Twin_was_down_run_once_each_at_once_and_say_they_are_late()
    {
        var incident = await Paged();
        await _network.Kill();
        _network.Time.Advance(TimeSpan.FromMinutes(11));
        await _network.Begin();
        var back = _network.Now;
        await _network.Live(TimeSpan.FromSeconds(3));
        await _network.Live(TimeSpan.FromMinutes(5));
        Assert.Equal([("biz-eng", "0", false), ("biz-lead", "1", true), ("biz-duty", "2", true)], _network.Post.Taken.OrderBy(n => n.Step, StringComparer.Ordinal).Select(n => (n.Recipient, n.Step, n.Late)));
        Assert.Equal(2, (await _network.Incidents()).Single(i => i.Id == incident.Id).Outbox.Count(m => m.Late && m.CreatedAt <= back + TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task A_step_that_falls_due_after_the_restart_runs_once_on_time()
    {
        var incident = await Paged();
        await _network.Kill();
        _network.Time.Advance(TimeSpan.FromMinutes(3));
        await _network.Begin();
        await _network.Live(TimeSpan.FromMinutes(4));
        var page = Assert.Single(_network.Post.Taken, n => n.Step == "1");
        Assert.False(page.Late);
        Assert.InRange(page.CreatedAt - incident.OpenedAt, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(2));
    }

    [Theory]
    [InlineData(40)]
    public async Task A_store_that_refuses_receipts_for_a_while_costs_nobody_a_second_page(int writes)
    {
        await _network.Teams(Network.Team("biz", Side.Business, "320812"));
        var a = await _network.Add(A, ["t1"]);
        _network.Post.Answer = m =>
        {
            _network.Storage.Refuse($"i-{m.Notification.Incident}", writes);
            return null;
        };
        await _network.Keep(a, "t1", ("cutter", Value.Of("jammed")));
        await _network.Live(TimeSpan.FromMinutes(3));
        Assert.Single(_network.Post.Taken);
        Assert.Equal(NotificationOutcome.Delivered, Assert.Single(Assert.Single(await _network.Incidents()).Outbox).Outcome);
    }

    private async Task<Incident> Paged()
    {
        await _network.Teams(Network.Team("biz", Side.Business, "320812"));
        var a = await _network.Add(A, ["t1"]);
        await _network.Keep(a, "t1", ("cutter", Value.Of("jammed")));
        var incident = await _network.Opened("printer-cutter", TimeSpan.FromMinutes(1), a);
        await _network.Live(TimeSpan.FromSeconds(30));
        return incident;
    }
}
