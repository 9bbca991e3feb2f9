using System.Text.Json.Nodes;
using Twin.Api.Map;
using Twin.Api.Tests.View;
using Twin.Domain.Network;
using static Twin.Api.Tests.View.Rows;

namespace Twin.Api.Tests.Map;

public sealed class MapTests : IAsyncLifetime
{
    private ViewHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await ViewHost.Start();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Few_outlets_are_shown_singly_in_the_order_of_their_codes()
    {
        _host.Feeds.Put(Row(Code(2), OutletStatus.Down, at: new(118.9, 33.3), severity: Severity.Major), Row(Code(1), at: new(118.8, 33.2)), Row(Code(3)));
        var map = await _host.Get("/v1/map");
        Assert.Equal([Code(1), Code(2)], map["outlets"]!.AsArray().Select(o => (string)o!["code"]!));
        Assert.Equal("""{"code":"3208000002","name":"网点0002","lon":118.9,"lat":33.3,"status":"down","severity":"major"}""", map["outlets"]![1]!.ToJsonString(Json.ApiJson.Options));
        Assert.Empty(map["clusters"]!.AsArray());
        Assert.Equal((3, 1), ((int)map["total"]!, (int)map["withoutLocation"]!));
    }

    [Fact]
    public async Task Many_are_clusters_that_add_up()
    {
        Spread(3_000);
        var map = await _host.Get("/v1/map");
        var clusters = map["clusters"]!.AsArray();
        Assert.Equal(8, (int)map["zoom"]!);
        Assert.InRange(clusters.Count, 20, MapRules.ClustersMax);
        Assert.Equal(3_000, clusters.Sum(c => (int)c!["count"]!));
        Assert.Equal(3_000, clusters.Sum(c => c!["statuses"]!.AsObject().Sum(s => (int)s.Value!)));
        foreach (var c in clusters)
        {
            var box = c!["bbox"]!.AsArray().Select(e => (double)e!).ToArray();
            Assert.InRange((double)c["lon"]!, box[0], box[2]);
            Assert.InRange((double)c["lat"]!, box[1], box[3]);
        }
    }

    [Fact]
    public async Task A_filter_that_has_to_look_at_every_row_makes_the_same_clusters_as_one_that_has_not()
    {
        Spread(3_000);
        Assert.Equal((await _host.Get("/v1/map?status=down,ok&bbox=117,31,121,34")).ToJsonString(), (await _host.Get($"/v1/map?status=down,ok&bbox=117,31,121,34&q={Uri.EscapeDataString("网点")}")).ToJsonString());
    }

    [Fact]
    public async Task A_closer_look_has_smaller_clusters_then_single_outlets_and_never_too_many()
    {
        Spread(3_000);
        var far = await _host.Get("/v1/map?zoom=6");
        var near = await _host.Get("/v1/map?zoom=8");
        var nearest = await _host.Get("/v1/map?zoom=22");
        var box = await _host.Get("/v1/map?bbox=118,33,118.3,33.3");
        Assert.True(far["clusters"]!.AsArray().Count < near["clusters"]!.AsArray().Count);
        Assert.InRange(nearest["clusters"]!.AsArray().Count, 1, MapRules.ClustersMax);
        Assert.Equal(3_000, nearest["clusters"]!.AsArray().Sum(c => (int)c!["count"]!));
        Assert.Equal((int)box["total"]!, box["outlets"]!.AsArray().Count);
        Assert.Equal(await Listed("bbox=118,33,118.3,33.3"), box["outlets"]!.AsArray().Select(o => (string)o!["code"]!));
    }

    [Fact]
    public async Task Streets_show_up_to_two_thousand_singly()
    {
        _host.Feeds.Put([.. Enumerable.Range(0, 500).Select(i => Row(Code(i), at: new(118.9 + (i * 1e-5), 33.3)))]);
        Assert.Equal(500, (await _host.Get("/v1/map?zoom=13"))["outlets"]!.AsArray().Count);
        Assert.Empty((await _host.Get("/v1/map?zoom=12"))["outlets"]!.AsArray());
    }

    [Fact]
    public async Task The_filters_of_the_list_apply()
    {
        Spread(500);
        var map = await _host.Get("/v1/map?status=down&city=3208");
        Assert.Equal(await Listed("status=down&city=3208"), map["outlets"]!.AsArray().Select(o => (string)o!["code"]!));
    }

    [Fact]
    public async Task An_empty_network_has_an_empty_map()
    {
        var map = await _host.Get("/v1/map");
        Assert.Equal(0, (int)map["total"]!);
        Assert.Empty(map["outlets"]!.AsArray());
    }

    [Theory]
    [InlineData("zoom=23", "zoom")]
    [InlineData("zoom=a", "zoom")]
    [InlineData("bbox=1,2,3", "bbox")]
    [InlineData("sort=code", "sort")]
    public async Task A_fault_of_the_query_is_named(string query, string path) =>
        Assert.Equal(path, (string)Assert.Single((await _host.Get($"/v1/map?{query}", 400))["errors"]!.AsArray())!["path"]!);

    [Fact]
    public async Task The_divisions_are_told_once_and_then_known()
    {
        var items = (await _host.Get("/v1/divisions"))["items"]!.AsArray();
        Assert.Equal(Divisions.All.Count, items.Count);
        var hongze = items.Single(i => (string)i!["code"]! == "320813")!;
        Assert.Equal(("洪泽区", "320800", "county"), ((string)hongze["nameZh"]!, (string)hongze["parent"]!, (string)hongze["level"]!));

        using var first = await _host.Client.GetAsync("/v1/divisions");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/divisions");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await _host.Client.SendAsync(request);
        Assert.Equal(304, (int)second.StatusCode);
    }

    private void Spread(int count)
    {
        var random = new Random(1);
        _host.Feeds.Put([.. Enumerable.Range(0, count).Select(i => Row(
            Code(i), (OutletStatus)(i % 5), at: new(116.4 + (5.5 * random.NextDouble()), 30.8 + (4.3 * random.NextDouble()))))]);
    }

    private async Task<string[]> Listed(string query) => [.. await _host.Codes($"{query}&limit=1000")];
}
