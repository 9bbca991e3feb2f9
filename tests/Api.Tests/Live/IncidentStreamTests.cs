using Twin.Api.Tests.View;
using Twin.Domain.Incidents;
using Twin.Domain.Network;
using static Twin.Api.Tests.View.Rows;

namespace Twin.Api.Tests.Live;

public sealed class IncidentStreamTests
{
    private static string Told(Block block) => block.Data!["id"] is { } id
        ? $"{id} {block.Data["incident"]?["phase"] ?? block.Data["reason"]}"
        : $"{block.Data["code"]} {block.Data["outlet"]?["status"] ?? block.Data["reason"]}";

    [Fact]
    public async Task Open_incidents_come_with_the_snapshot_where_they_are_followed()
    {
        await using var host = await ViewHost.Start();
        host.Feeds.Put(Row(Code(1)));
        host.Feeds.Put(Incident("a-1"), Incident("a-2", IncidentPhase.Closed), Incident("a-3", IncidentPhase.Resolved));

        using var both = await EventReader.Open(host.Client, "topics=outlets,incidents");
        var part = (await both.Expect("snapshot")).Data!;
        Assert.Equal(["a-1", "a-3"], part["incidents"]!.AsArray().Select(i => (string?)i!["id"]));
        Assert.Single(part["items"]!.AsArray());

        using var incidents = await EventReader.Open(host.Client, "topics=incidents");
        Assert.Empty((await incidents.Expect("snapshot")).Data!["items"]!.AsArray());

        using var outlets = await EventReader.Open(host.Client);
        Assert.Null((await outlets.Expect("snapshot")).Data!["incidents"]);
    }

    [Fact]
    public async Task A_snapshot_has_a_thousand_rows_an_event_of_both_together()
    {
        await using var host = await ViewHost.Start();
        host.Feeds.Put([.. Enumerable.Range(0, 1_500).Select(i => Row(Code(i)))]);
        host.Feeds.Put([.. Enumerable.Range(0, 800).Select(i => Incident($"a-{i:0000}"))]);
        using var events = await EventReader.Open(host.Client, "topics=outlets,incidents");
        foreach (var expected in ((int, int, bool)[])[(1_000, 0, false), (500, 500, false), (0, 300, true)])
        {
            var part = (await events.Expect("snapshot")).Data!;
            Assert.Equal(expected, (part["items"]!.AsArray().Count, part["incidents"]!.AsArray().Count, (bool)part["done"]!));
        }
    }

    [Fact]
    public async Task Incidents_and_outlets_change_in_one_order_and_a_closed_one_is_told_once_more()
    {
        await using var host = await ViewHost.Start();
        using var events = await EventReader.Open(host.Client, "topics=outlets,incidents");
        await events.Expect("snapshot");
        host.Feeds.Put(Incident("a-1"));
        host.Feeds.Put(Row(Code(1), OutletStatus.Down, revision: 2));
        host.Feeds.Put(Incident("a-1", IncidentPhase.Acknowledged, revision: 2));
        host.Feeds.Put(Incident("a-1", IncidentPhase.Closed, revision: 3));
        host.Feeds.Put(Incident("a-1", IncidentPhase.Closed, revision: 4));
        host.Feeds.Put(Incident("a-1", revision: 5));

        foreach (var expected in (string[])["a-1 open", $"{Code(1)} down", "a-1 acknowledged", "a-1 closed", "a-1 open"]) Assert.Equal(expected, Told(await events.Expect("change")));
    }

    [Fact]
    public async Task A_stream_resumes_without_gap_over_both_topics()
    {
        await using var host = await ViewHost.Start();
        host.Feeds.Put(Row(Code(1)));
        string id;
        using (var events = await EventReader.Open(host.Client, "topics=outlets,incidents")) id = (await events.Expect("snapshot")).Id!;
        host.Feeds.Put(Incident("a-1"));
        host.Feeds.Put(Row(Code(1), OutletStatus.Down, revision: 2));
        host.Feeds.Put(Incident("a-1", IncidentPhase.OnSite, revision: 2));

        using var resumed = await EventReader.Open(host.Client, "topics=outlets,incidents", id);
        foreach (var expected in (string[])["a-1 open", $"{Code(1)} down", "a-1 onSite"]) Assert.Equal(expected, Told(await resumed.Expect("change")));
    }

    [Theory]
    [InlineData("severity=critical", "a-1")]
    [InlineData("rule=line-down", "a-2")]
    [InlineData("accessNode=OLT-1", "a-3")]
    [InlineData("telecomArea=320813", "a-2")]
    [InlineData("district=320804", "a-3")]
    [InlineData("status=down", "a-2 a-3")]
    [InlineData("city=3205", "")]
    public async Task Filters_look_at_the_incident_or_at_its_outlet(string query, string expected)
    {
        await using var host = await ViewHost.Start();
        host.Feeds.Put(Row(Code(1)), Row(Code(2), OutletStatus.Down));
        host.Feeds.Put(
            Incident("a-1", severity: Severity.Critical, outlet: Code(1)), Incident("a-2", outlet: Code(2), rule: "line-down", area: "320813"), Incident("a-3", district: "320804", node: "OLT-1"));
        using var events = await EventReader.Open(host.Client, $"topics=incidents&{query}");
        Assert.Equal(expected, string.Join(' ', (await events.Expect("snapshot")).Data!["incidents"]!.AsArray().Select(i => (string?)i!["id"])));
    }

    [Fact]
    public async Task An_incident_that_leaves_the_filter_is_removed()
    {
        await using var host = await ViewHost.Start();
        using var events = await EventReader.Open(host.Client, "topics=incidents&severity=critical");
        await events.Expect("snapshot");
        host.Feeds.Put(Incident("a-1", severity: Severity.Critical));
        host.Feeds.Put(Incident("a-1", severity: Severity.Major, revision: 2));
        host.Feeds.Put(Incident("a-1", severity: Severity.Major, revision: 3));
        host.Feeds.Put(Incident("a-2", severity: Severity.Critical));
        foreach (var expected in (string[])["a-1 open", "a-1 filtered", "a-2 open"]) Assert.Equal(expected, Told(await events.Expect("change")));
    }
}
