using System.Text.Json.Nodes;
using Twin.EndToEnd.Tests.Running;

namespace Twin.EndToEnd.Tests.Incidents;

/// <summary>Silences and maintenance windows, and what is recorded of a time nobody was called.</summary>
public sealed class MutedTests
{
    private const string Code = "3208120001";
    private const string Fence = "3208120002";
    private const string AtOnce = "  - {after: 0s, notify: [on-shift]}";

    [Fact]
    public async Task A_fault_that_outlasts_its_silence_pages_after_its_end()
    {
        await using var duty = await Duty.Start(AtOnce);
        await duty.Outlet(Code);
        var silence = await duty.Api.Send("POST", "/v1/silences", Match("10s"));
        await duty.Api.Report($"{Code}/t1", """{"temperatureC":80}""");
        var incident = await duty.Incident(Code);

        var why = await duty.Api.Get($"/v1/incidents/{incident}/why");
        Assert.Contains(why["chain"]!.AsArray(), r => (string?)r!["stage"] == "silence");
        Assert.DoesNotContain(why["pages"]!.AsArray(), p => (bool)p!["sent"]!);
        var page = await duty.Pager.Page("li", incident);
        Assert.True(page.At >= ((DateTime)silence["until"]!).ToUniversalTime(), $"paged at {page.At:O}, silent until {silence["until"]}");
        Assert.Single(duty.Pager.Taken);
        Assert.Single(await duty.Incidents(Code));
    }

    [Fact]
    public async Task A_fault_that_begins_and_ends_in_a_silence_is_recorded_once_and_pages_nobody()
    {
        await using var duty = await Duty.Start(AtOnce);
        await duty.Outlet(Code);
        await duty.Outlet(Fence);
        var silence = await duty.Api.Send("POST", "/v1/silences", Match("1h"));
        await duty.Api.Report($"{Code}/t1", """{"temperatureC":80}""");
        var incident = await duty.Incident(Code);
        var why = await duty.Api.Get($"/v1/incidents/{incident}/why");
        await duty.Api.Report($"{Code}/t1", """{"temperatureC":20}""");
        await duty.UntilPhase(incident, "closed");
        using (var ended = await duty.Api.Client.DeleteAsync(new Uri($"/v1/silences/{silence["id"]}", UriKind.Relative))) Assert.True(ended.IsSuccessStatusCode);

        // Another outlet has its page and its all-clear after that: what this one had to say would have come before.
        await duty.Api.Report($"{Fence}/t1", """{"temperatureC":80}""");
        await duty.Pager.Page("li");
        await duty.Api.Report($"{Fence}/t1", """{"temperatureC":20}""");
        await duty.Pager.Until(t => t.Type == "recovery", "the other outlet is well again");
        Assert.Empty(duty.Pager.Of(incident));
        Assert.Equal((incident, "closed"), ((string?)Assert.Single(await duty.Incidents(Code))["id"], (string?)(await duty.Incidents(Code))[0]["phase"]));
        Assert.Contains(why["pages"]!.AsArray(), p => !(bool)p!["sent"]! && (string?)p["reason"] == "silence");
    }

    [Fact]
    public async Task Down_time_in_a_maintenance_window_is_excused_and_the_past_is_as_it_was()
    {
        await using var duty = await Duty.Start(AtOnce);
        await duty.Outlet(Code);
        await UntilStatus("ok");
        await duty.Api.Send("POST", "/v1/maintenance-windows", Match("1h"));
        var before = DateTime.UtcNow;
        await duty.Api.Report($"{Code}/l1", """{"link":"down"}""");
        await UntilStatus("down");
        var during = DateTime.UtcNow;
        var incident = await duty.Incident(Code);
        JsonNode figures = null!;
        await TwinApi.Until(async () => (decimal)(figures = (await duty.Api.Get($"/v1/availability?outlet={Code}&from={before.AddDays(-1):yyyy-MM-dd}&to={before.AddDays(2):yyyy-MM-dd}"))["items"]![0]!)["excusedMinutes"]! > 0, "minutes are excused");

        Assert.True((decimal)figures["upMinutes"]! > 0);
        Assert.Equal(0, (decimal)figures["downMinutes"]!);
        Assert.Equal((decimal)figures["openMinutes"]!, new[] { "up", "down", "unknown", "excused" }.Sum(part => (decimal)figures[$"{part}Minutes"]!));
        Assert.Equal("ok", await Was(before));
        Assert.Equal("down", await Was(during));
        await duty.Api.Report($"{Code}/l1", """{"link":"up"}""");
        await UntilStatus("ok");
        Assert.Equal("down", await Was(during));
        Assert.Contains((await duty.Api.Get($"/v1/incidents/{incident}/why"))["chain"]!.AsArray(), r => (string?)r!["stage"] == "maintenance");
        Assert.Empty(duty.Pager.Tries);

        Task UntilStatus(string status) => TwinApi.Until(async () => (string?)(await duty.Api.Get($"/v1/outlets/{Code}"))["status"] == status, $"the outlet is {status}");
        async Task<string?> Was(DateTime then) => (string?)Assert.Single((await duty.Api.Get($"/v1/outlets?asOf={then:O}"))["items"]!.AsArray())!["status"];
    }

    private static string Match(string duration) => $$"""{"match":{"outlet":"{{Code}}"},"duration":"{{duration}}","reason":"splicing"}""";
}
