using Twin.EndToEnd.Tests.Restarts;
using Twin.EndToEnd.Tests.Running;

namespace Twin.EndToEnd.Tests.Incidents;

/// <summary>Killed between two steps of a ladder: each still runs once.</summary>
public sealed class LadderCrashTests
{
    private const string Code = "3208120001";

    [Theory, InlineData("sqlite"), InlineData("postgres")]
    public async Task A_step_due_after_the_restart_runs_once_and_is_not_late(string kind)
    {
        await using var store = await Store.Of(kind);
        await using var duty = await Duty.Start(store, """
              - {after: 0s, notify: [on-shift]}
              - {after: 25s, notify: [lead]}
              - {after: 27s, notify: [cao]}
            """);
        var incident = await PagedAndKilled(duty);
        await duty.Restart();

        await duty.Pager.Page("lan", incident);
        await duty.Pager.Page("cao", incident);
        TakenOnce(duty, incident, late: false);
        Assert.Equal(["lan", "cao"], duty.Pager.Of(incident).Where(t => t.Recipient != "li").Select(t => t.Recipient));
    }

    [Theory, InlineData("sqlite"), InlineData("postgres")]
    public async Task Steps_that_fell_due_while_it_was_down_run_once_each_and_say_that_they_are_late(string kind)
    {
        await using var store = await Store.Of(kind);
        await using var duty = await Duty.Start(store, """
              - {after: 0s, notify: [on-shift]}
              - {after: 4s, notify: [lead]}
              - {after: 6s, notify: [cao]}
            """, "repeat: {every: 8s, times: 1}");
        var incident = await PagedAndKilled(duty);
        var due = duty.Pager.Tries[0].At.AddSeconds(7);
        await TwinApi.Until(() => Task.FromResult(DateTime.UtcNow > due), "both steps are due");
        await duty.Restart();

        await duty.Pager.Page("lan", incident);
        await duty.Pager.Page("cao", incident);
        // The repeat comes after them: by then every step has run as often as it ever will.
        await duty.Pager.Until(t => t.Recipient == "cao" && (int)t.Event["data"]!["round"]! == 1, "everyone is told again");
        TakenOnce(duty, incident, late: true);
    }

    private static async Task<string> PagedAndKilled(Duty duty)
    {
        await duty.Outlet(Code);
        await duty.Api.Report($"{Code}/t1", """{"temperatureC":80}""");
        var page = await duty.Pager.Page("li");
        await duty.Twin.Kill();
        Assert.All(duty.Pager.Tries, t => Assert.Equal("li", t.Recipient));
        return page.Incident;
    }

    private static void TakenOnce(Duty duty, string incident, bool late)
    {
        var first = duty.Pager.Of(incident).Where(t => t.Type == "page" && (int)t.Event["data"]!["round"]! == 0).ToLookup(t => t.Recipient);
        Assert.Equal(["cao", "lan", "li"], first.Select(g => g.Key).Order(StringComparer.Ordinal));
        // Killed between being taken and that being recorded: the one repeat there may be.
        Assert.Single(first["li"].Select(t => t.Id).Distinct());
        Assert.InRange(first["li"].Count(), 1, 2);
        foreach (var person in new[] { "lan", "cao" }) Assert.Equal(late, Assert.Single(first[person]).Late);
    }
}
