using System.Security.Cryptography;
using System.Text;
using Twin.EndToEnd.Tests.Running;

namespace Twin.EndToEnd.Tests.Incidents;

/// <summary>From a reading to the people who are told, and to their all-clear.</summary>
public sealed class PageTests
{
    private const string Code = "3208120001";
    private const string Ladder = """
          - {after: 0s, notify: [on-shift]}
          - {after: 4s, notify: [lead], unless: acknowledged}
        """;

    [Fact]
    public async Task A_page_is_signed_an_acknowledgement_stops_the_ladder_and_those_paged_hear_that_it_is_over()
    {
        await using var duty = await Duty.Start(Ladder);
        await duty.Outlet(Code);
        await duty.Outlet("3208120002");
        await duty.Api.Report($"{Code}/t1", """{"temperatureC":80}""");
        var page = await duty.Pager.Page("li");
        var incident = await duty.Incident(Code);
        await duty.Api.Send("POST", $"/v1/incidents/{incident}/acknowledge", """{"by":"li"}""");

        Assert.Equal($"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Duty.Secret), page.Body))}", page.Signature);
        Assert.StartsWith("application/cloudevents+json", page.ContentType, StringComparison.Ordinal);
        Assert.Equal(($"{incident}:business:0:li:webhook:0", incident), (page.Id, page.Incident));
        Assert.Equal(("1.0", "twin.incident.page"), ((string?)page.Event["specversion"], (string?)page.Event["type"]));
        Assert.Equal((incident, "business", "li", 0, false), ((string?)page.Event["data"]!["incident"], page.Leg, page.Recipient, (int)page.Event["data"]!["round"]!, page.Late));

        // Nobody acknowledges the second one, which is younger: when its second step runs, that of the first would have run.
        await duty.Api.Report("3208120002/t1", """{"temperatureC":80}""");
        var other = await duty.Incident("3208120002");
        await duty.Pager.Page("lan", other);
        Assert.DoesNotContain(duty.Pager.Taken, t => t.Recipient == "lan" && t.Incident == incident);

        await duty.Api.Report($"{Code}/t1", """{"temperatureC":20}""");
        var recovery = await duty.Pager.Until(t => t.Type == "recovery" && t.Incident == incident, "there is an all-clear");
        var shown = await duty.Api.Get($"/v1/incidents/{incident}");
        Assert.Equal("closed", (string?)shown["phase"]);
        Assert.True((DateTime)shown["closedAt"]! - (DateTime)shown["resolvedAt"]! >= TimeSpan.FromSeconds(1), "it was verified first");
        Assert.Equal("li", recovery.Recipient);
        await duty.Api.Report("3208120002/t1", """{"temperatureC":20}""");
        await duty.UntilPhase(other, "closed");
        foreach (var person in new[] { "li", "lan" }) await duty.Pager.Until(t => t.Type == "recovery" && t.Incident == other && t.Recipient == person, $"{person} hears that the other is over");
        Assert.Equal(["page", "recovery"], duty.Pager.Of(incident).Select(t => t.Type));
    }

    [Fact]
    public async Task Where_either_side_may_be_the_cause_one_acknowledging_leaves_the_other_to_its_steps()
    {
        await using var duty = await Duty.Start("""
              - {after: 0s, notify: [on-shift]}
              - {after: 5s, notify: [lead], unless: acknowledged}
              - {after: 7s, notify: [cao], unless: acknowledged}
            """);
        await duty.Outlet(Code, telecomArea: "320813");
        await duty.Api.Report($"{Code}/t1", """{"session":false}""");
        await duty.Pager.Page("li");
        await duty.Pager.Page("chen");
        var incident = await duty.Incident(Code);
        await duty.Api.Send("POST", $"/v1/incidents/{incident}/acknowledge", """{"leg":"business","by":"li"}""");

        await duty.Pager.Page("cui");
        await duty.Pager.Page("cao");
        Assert.Equal(["business li", "telecom cao", "telecom chen", "telecom cui"], duty.Pager.Of(incident).Select(t => $"{t.Leg} {t.Recipient}").Order(StringComparer.Ordinal));
        var legs = (await duty.Api.Get($"/v1/incidents/{incident}"))["legs"]!.AsArray();
        Assert.Equal(["business 320812 acknowledged", "telecom 320813 open"], legs.Select(l => $"{l!["side"]} {l["area"]} {l["phase"]}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_a_dead_line_explains_pages_nobody_and_what_stays_dead_after_it_pages_by_itself()
    {
        const string Silence = """
            version: 1
            rules:
              - {id: terminal-silent, device: terminal, when: silent(3s), severity: major}
              - {id: camera-silent, device: camera, when: silent(3s), severity: major}
              - {id: line-silent, device: line, when: silent(3s), severity: major}
            """;
        await using var duty = await Duty.Start(Ladder, "reopenWithin: 1m");
        await duty.Outlet(Code, 2, rules: Silence, judged: "terminal-silent");
        await duty.Pager.Page("chen");
        var line = await duty.Incident(Code);
        await TwinApi.Until(async () => (await Explained()).Length == 3, "the line explains terminals and camera");
        Assert.All(await Explained(), f => Assert.Equal(line, f));
        Assert.Equal($"{Code}/l1", (string?)(await duty.Api.Get($"/v1/incidents/{line}"))["cause"]!["device"]);

        // All but one terminal come back, and say so again and again.
        using var over = new CancellationTokenSource();
        var alive = Task.Run(async () =>
        {
            using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(300));
            do await duty.Heard(Code, "l1", "t2", "c1");
            while (!over.IsCancellationRequested && await beat.WaitForNextTickAsync());
        });
        var page = await duty.Pager.Until(t => t.Type == "page" && t.Incident != line, "the dead terminal is paged for");
        await duty.Pager.Until(t => t.Type == "recovery" && t.Incident == line && t.Recipient == "chen", "chen hears that the line is back");
        await over.CancelAsync();
        await alive;

        Assert.Equal(("li", $"{Code}/t1"), (page.Recipient, (string?)(await duty.Api.Get($"/v1/incidents/{page.Incident}"))["cause"]!["device"]));
        Assert.Equal([line, page.Incident], duty.Pager.Taken.Where(t => t.Type == "page").Select(t => t.Incident).Distinct());

        async Task<string[]> Explained() => [.. (await duty.Api.Get($"/v1/outlets/{Code}"))["devices"]!.AsArray()
            .SelectMany(d => d!["faults"]!.AsArray()).Where(f => (string?)f!["standing"] == "explained").Select(f => (string)f!["incident"]!)];
    }
}
