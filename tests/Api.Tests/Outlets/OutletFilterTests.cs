using System.Text.Json;
using System.Text.Json.Nodes;
using Twin.Api.Json;
using Twin.Api.Outlets;
using Twin.Api.Tests.View;
using Twin.Domain.Access;
using Twin.Domain.Network;
using static Twin.Api.Tests.View.Rows;

namespace Twin.Api.Tests.Outlets;

public sealed class OutletFilterTests : IAsyncLifetime
{
    private ViewHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await ViewHost.Start();
        _host.Feeds.Put(
            Row("3208000001", OutletStatus.Ok, at: new(118.87, 33.29), node: "OLT-1", area: "320813", name: "洪泽 Lake Shop", designations: ["共产党员服务店"], model: "T9"),
            Row("3208000002", OutletStatus.Down, "320813", severity: Severity.Critical, rule: "terminal-offline", at: new(118.90, 33.29), node: "OLT-2", minutes: 10),
            Row("3208000003", OutletStatus.Degraded, "320813", severity: Severity.Minor, rule: "terminal-hot", at: new(119.50, 33.60), area: "320812", minutes: 20),
            Row("3203000004", OutletStatus.Unknown, "320303", address: "云龙区 Main St 8", amenities: ["雨伞", "充电宝"], minutes: 30),
            Row("3203000005", OutletStatus.Closed, "320303", calendar: "weekend", amenities: ["雨伞"], minutes: 40, name: "MAIN corner"));
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("", "12345")]
    [InlineData("status=&severity=&q=", "12345")]
    [InlineData("status=down", "2")]
    [InlineData("status=down,degraded", "23")]
    [InlineData("status=down&status=closed", "25")]
    [InlineData("status=!ok", "2345")]
    [InlineData("status=!ok,!unknown", "235")]
    [InlineData("status=down,ok,!ok", "2")]
    [InlineData("severity=critical,minor", "23")]
    [InlineData("severity=!none", "23")]
    [InlineData("district=320813", "23")]
    [InlineData("district=320813,320303", "2345")]
    [InlineData("district=320800", "123")]
    [InlineData("district=!320813", "145")]
    [InlineData("district=320800,!320813", "1")]
    [InlineData("city=3208", "123")]
    [InlineData("city=320300", "45")]
    [InlineData("city=!3208", "45")]
    [InlineData("telecomArea=320813", "1")]
    [InlineData("telecomArea=320800", "13")]
    [InlineData("telecomArea=!320813", "2345")]
    [InlineData("accessNode=OLT-1,OLT-2", "12")]
    [InlineData("accessNode=!OLT-1", "2345")]
    [InlineData("calendar=weekend", "5")]
    [InlineData("calendar=!weekend", "1234")]
    [InlineData("designation=共产党员服务店", "1")]
    [InlineData("designation=!共产党员服务店", "2345")]
    [InlineData("amenity=充电宝", "4")]
    [InlineData("amenity=雨伞,!充电宝", "5")]
    [InlineData("model=T9", "1")]
    [InlineData("rule=terminal-offline", "2")]
    [InlineData("rule=!terminal-offline", "1345")]
    [InlineData("q=main", "45")]
    [InlineData("q=洪泽", "1")]
    [InlineData("q=3203", "45")]
    [InlineData("q=LAKE shop", "1")]
    [InlineData("bbox=118.8,33.2,119,33.4", "12")]
    [InlineData("bbox=118.87,33.29,118.87,33.29", "1")]
    [InlineData("near=118.87,33.29&within=1km", "1")]
    [InlineData("near=118.87,33.29&within=5km", "12")]
    [InlineData("near=118.87,33.29&within=2900m", "12")]
    [InlineData("near=118.87,33.29&within=2700m", "1")]
    [InlineData("near=118.87,33.29", "12345")]
    [InlineData("updatedSince=2027-01-01T12:20:00Z", "345")]
    [InlineData("updatedSince=2027-01-01T20:30:00%2B08:00", "45")]
    [InlineData("updatedSince=2027-01-01T20:30:00+08:00", "45")]
    [InlineData("city=3208&status=!ok&severity=critical", "2")]
    public async Task A_filter_chooses(string query, string expected) =>
        Assert.Equal(expected, string.Concat((await _host.Codes(query)).Select(c => c[^1]).Order()));

    [Theory]
    [InlineData("", "45123")]
    [InlineData("-code", "32154")]
    [InlineData("name", "51234")] // by code point
    [InlineData("status", "15432")]
    [InlineData("-status,code", "23451")]
    [InlineData("-severity", "23451")]
    [InlineData("severity,-code", "15432")]
    [InlineData("city,-since", "54321")]
    [InlineData("-updatedAt", "54321")]
    [InlineData("district", "45123")]
    [InlineData("accessNode,code", "45312")]
    [InlineData("-accessNode", "21453")]
    [InlineData("distance&near=118.87,33.29", "12345")]
    [InlineData("-distance&near=118.87,33.29", "45321")]
    public async Task A_sort_orders(string sort, string expected) =>
        Assert.Equal(expected, string.Concat((await _host.Codes($"sort={sort}")).Select(c => c[^1])));

    [Fact]
    public async Task An_item_is_written_as_the_model_is()
    {
        var items = (await _host.Get("/v1/outlets"))["items"]!.AsArray();
        Assert.Equal(5, items.Count);
        foreach (var item in items)
        {
            var row = _host.View.Find(OutletCode.Parse((string)item!["code"]!), DivisionLimit.Whole)!;
            var model = JsonSerializer.SerializeToNode(ModelOf(row), ApiJson.Options);
            Assert.True(JsonNode.DeepEquals(model, item), $"{item}\n{model}");
        }
    }

    [Fact]
    public async Task Only_the_fields_asked_for_are_answered_and_the_code_always()
    {
        var item = (await _host.Get("/v1/outlets?fields=name,status&limit=1"))["items"]![0]!.AsObject();
        Assert.Equal(["code", "name", "status"], item.Select(f => f.Key));
    }

    [Fact]
    public async Task Rows_near_a_point_carry_their_distance()
    {
        var items = (await _host.Get("/v1/outlets?near=118.87,33.29&within=5km&sort=distance"))["items"]!.AsArray();
        Assert.Equal([0, 2788], items.Select(i => Math.Round((double)i!["distanceM"]!)));
    }

    [Theory]
    [InlineData("foo=1", "foo unknownParameter")]
    [InlineData("asOf=2999-01-01T00:00:00Z", "asOf inFuture")]
    [InlineData("asOf=2020-01-01T00:00:00Z", "asOf tooOld")]
    [InlineData("asOf=2026-11-20", "asOf badValue")]
    [InlineData("asOf=2026-11-20T08:00:00", "asOf badValue")]
    [InlineData("status=green", "status badValue")]
    [InlineData("status=!", "status badValue")]
    [InlineData("severity=1", "severity badValue")]
    [InlineData("district=3208", "district badValue")]
    [InlineData("city=320812", "city badValue")]
    [InlineData("city=32", "city badValue")]
    [InlineData("telecomArea=x", "telecomArea badValue")]
    [InlineData("bbox=1,2,3", "bbox badValue")]
    [InlineData("bbox=1,2,x,4", "bbox badValue")]
    [InlineData("bbox=119,33,118,34", "bbox badValue")]
    [InlineData("bbox=118,34,119,33", "bbox badValue")]
    [InlineData("bbox=-181,33,119,34", "bbox badValue")]
    [InlineData("bbox=NaN,33,119,34", "bbox badValue")]
    [InlineData("near=118", "near badValue")]
    [InlineData("near=118,91", "near badValue")]
    [InlineData("within=5km", "within needsNear")]
    [InlineData("near=118,33&within=5", "within badValue")]
    [InlineData("near=118,33&within=-5km", "within badValue")]
    [InlineData("near=118,33&within=0m", "within badValue")]
    [InlineData("updatedSince=yesterday", "updatedSince badValue")]
    [InlineData("updatedSince=2027-01-01T00:00:00", "updatedSince badValue")]
    [InlineData("updatedSince=2027-13-01T00:00:00Z", "updatedSince badValue")]
    [InlineData("sort=colour", "sort badValue")]
    [InlineData("sort=code,-code", "sort repeated")]
    [InlineData("sort=distance", "sort needsNear")]
    [InlineData("limit=0", "limit badValue")]
    [InlineData("limit=1001", "limit badValue")]
    [InlineData("limit=ten", "limit badValue")]
    [InlineData("limit=1&limit=2", "limit repeated")]
    [InlineData("fields=colour", "fields badValue")]
    [InlineData("cursor=garbage", "cursor badValue")]
    [InlineData("cursor=%00", "cursor badValue")]
    [InlineData("minRevision=-1", "minRevision badValue")]
    public async Task A_fault_of_the_query_is_named(string query, string expected)
    {
        var error = Assert.Single((await _host.Get($"/v1/outlets?{query}", 400))["errors"]!.AsArray())!;
        Assert.Equal(expected, $"{error["path"]} {error["code"]}");
    }

    [Fact]
    public async Task All_faults_of_a_query_are_told_at_once()
    {
        var problem = await _host.Get("/v1/outlets?status=green,blue&limit=0&bbox=1&foo=1", 400);
        Assert.Equal(["foo", "status", "status", "limit", "bbox"], problem["errors"]!.AsArray().Select(e => (string)e!["path"]!).OrderBy(p => Array.IndexOf(["foo", "status", "limit", "bbox"], p)));
    }

    [Fact]
    public async Task A_revision_the_view_has_seen_is_answered_with()
    {
        Assert.Equal(1, (long)(await _host.Get("/v1/outlets?minRevision=1"))["revision"]!);
        var waiting = _host.Get("/v1/outlets?minRevision=9&status=down&city=3203");
        _host.Feeds.Put(Row("3203000004", OutletStatus.Down, "320303", revision: 9));
        Assert.Single((await waiting)["items"]!.AsArray());
    }

    [Fact]
    public async Task Outlets_are_counted_by_what_is_asked()
    {
        var answer = await _host.Get("/v1/outlets/summary?by=city,status&status=!closed");
        Assert.Equal(
            ["320300 unknown 1", "320800 degraded 1", "320800 down 1", "320800 ok 1"],
            answer["groups"]!.AsArray().Select(g => $"{g!["city"]} {g["status"]} {g["count"]}"));
        Assert.Equal(4, (int)answer["total"]!);
    }

    [Fact]
    public async Task An_outlet_with_several_rules_or_designations_counts_once_for_each_and_one_without_for_none()
    {
        _host.Feeds.Put(Row("3208000001", designations: ["a", "b", "a"], revision: 2), Row("3208000002", designations: ["b"], revision: 2));
        var answer = await _host.Get("/v1/outlets/summary?by=designation");
        Assert.Equal(["a 1", "b 2"], answer["groups"]!.AsArray().Select(g => $"{g!["designation"]} {g["count"]}"));
        Assert.Equal(5, (int)answer["total"]!);
    }

    [Fact]
    public async Task Outlets_without_an_access_node_are_a_group_of_their_own()
    {
        var groups = (await _host.Get("/v1/outlets/summary?by=accessNode"))["groups"]!.AsArray();
        Assert.Equal(["null 3", "OLT-1 1", "OLT-2 1"], groups.Select(g => $"{g!["accessNode"] ?? "null"} {g["count"]}"));
        Assert.True(groups[0]!.AsObject().ContainsKey("accessNode"));
    }

    [Theory]
    [InlineData("", "by required")]
    [InlineData("by=colour", "by badValue")]
    [InlineData("by=city,status,district,severity,rule", "by tooMany")]
    [InlineData("by=city&limit=5", "limit unknownParameter")]
    public async Task A_fault_of_a_summary_is_named(string query, string expected)
    {
        var error = Assert.Single((await _host.Get($"/v1/outlets/summary?{query}", 400))["errors"]!.AsArray())!;
        Assert.Equal(expected, $"{error["path"]} {error["code"]}");
    }

    [Fact]
    public async Task Without_a_key_nothing_is_told()
    {
        _host.Client.DefaultRequestHeaders.Authorization = null;
        foreach (var path in (string[])["outlets", "outlets/summary?by=city", "map", "divisions", "stream"]) await _host.Get($"/v1/{path}", 401);
    }
}
