using Twin.EndToEnd.Tests.Running;

namespace Twin.EndToEnd.Tests.Incidents;

/// <summary>An incident's life as others see it.</summary>
public sealed class LifeTests
{
    private const string Code = "3208120001";

    [Fact]
    public async Task The_stream_tells_of_incidents_from_opening_to_closing_and_of_one_whose_outlet_is_removed()
    {
        await using var duty = await Duty.Start("  - {after: 0s, notify: [on-shift]}", "reopenWithin: 1s");
        await duty.Outlet(Code);
        using var stream = await TwinStream.Open(duty.Api, query: "?topics=incidents");
        Assert.Empty((await stream.Expect("snapshot")).Data["incidents"]!.AsArray());

        await duty.Api.Report($"{Code}/t1", """{"temperatureC":80}""");
        var opened = await stream.IncidentChange(i => (string?)i["phase"] == "open");
        var incident = (string)opened.Data["id"]!;
        Assert.Equal((Code, $"{Code}/t1"), ((string?)opened.Data["incident"]!["outlet"], (string?)opened.Data["incident"]!["cause"]!["device"]));
        await duty.Api.Report($"{Code}/t1", """{"temperatureC":20}""");
        var closed = await stream.IncidentChange(i => (string?)i["phase"] == "closed");
        Assert.Equal(incident, (string?)closed.Data["id"]);

        await duty.Api.Report($"{Code}/l1", """{"link":"down"}""");
        var second = (string)(await stream.IncidentChange(i => (string?)i["phase"] == "open" && (string?)i["id"] != incident)).Data["id"]!;
        await duty.Pager.Page("chen", second);
        using (var removed = await duty.Api.Client.DeleteAsync(new Uri($"/v1/outlets/{Code}", UriKind.Relative))) Assert.True(removed.IsSuccessStatusCode);
        await stream.IncidentChange(i => (string?)i["phase"] == "closed" && (string?)i["id"] == second);
        var shown = await duty.Api.Get($"/v1/incidents/{second}");
        Assert.Equal(("closed", "removed"), ((string?)shown["phase"], (string?)shown["timeline"]!.AsArray().Last(t => (string?)t!["event"] == "closed")!["reason"]));
        Assert.Equal(0, (int)(await duty.Api.Get("/v1/incidents?phase=!closed"))["total"]!);
    }
}
