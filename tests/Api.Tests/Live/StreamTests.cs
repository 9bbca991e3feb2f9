using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Twin.Api.Json;
using Twin.Api.Outlets;
using Twin.Api.Tests.View;
using Twin.Domain.Network;
using static Twin.Api.Tests.View.Rows;

namespace Twin.Api.Tests.Live;

public sealed class StreamTests
{
    [Fact]
    public async Task A_stream_begins_with_the_network_in_parts_of_which_the_last_carries_the_id()
    {
        await using var host = await ViewHost.Start();
        host.Feeds.Put([.. Enumerable.Range(0, 2_500).Select(i => Row(Code(i)))]);
        using var events = await EventReader.Open(host.Client);
        Assert.Equal("text/event-stream", events.Response.Content.Headers.ContentType!.MediaType);
        Assert.True(events.Response.Headers.CacheControl!.NoStore);
        Assert.Equal("no", events.Response.Headers.GetValues("X-Accel-Buffering").Single());

        List<string> codes = [];
        foreach (var (count, done) in ((int, bool)[])[(1_000, false), (1_000, false), (500, true)])
        {
            var part = await events.Expect("snapshot");
            codes.AddRange(part.Data!["items"]!.AsArray().Select(i => (string)i!["code"]!));
            Assert.Equal((done, done), ((bool)part.Data["done"]!, part.Id is not null));
            Assert.Equal(1, (long)part.Data["revision"]!);
            Assert.Equal(count, part.Data["items"]!.AsArray().Count);
        }
        Assert.Equal(Enumerable.Range(0, 2_500).Select(Code), codes.Order());
    }

    [Fact]
    public async Task An_empty_network_has_an_empty_snapshot()
    {
        await using var host = await ViewHost.Start();
        using var events = await EventReader.Open(host.Client, "topics=outlets");
        var part = await events.Expect("snapshot");
        Assert.Equal((0, true), (part.Data!["items"]!.AsArray().Count, (bool)part.Data["done"]!));
    }

    [Fact]
    public async Task Asked_for_some_fields_it_tells_these_of_snapshot_and_changes()
    {
        await using var host = await ViewHost.Start();
        host.Feeds.Put(Row(Code(1)));
        using var events = await EventReader.Open(host.Client, "fields=status,name");
        var part = await events.Expect("snapshot");
        string[] fields = ["code", "name", "status"];
        Assert.Equal(fields, part.Data!["items"]![0]!.AsObject().Select(m => m.Key));

        host.Feeds.Put(Row(Code(1), OutletStatus.Down, revision: 2));
        var change = await events.Expect("change");
        Assert.Equal(fields, change.Data!["outlet"]!.AsObject().Select(m => m.Key));
        Assert.Equal("down", (string)change.Data["outlet"]!["status"]!);
    }

    [Fact]
    public async Task A_field_that_no_outlet_has_is_refused_by_name()
    {
        await using var host = await ViewHost.Start();
        using var answer = await host.Client.GetAsync("/v1/stream?fields=name,colour");
        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Contains("colour", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Changes_follow_in_order_with_the_outlet_as_it_is_written_elsewhere()
    {
        await using var host = await ViewHost.Start();
        using var events = await EventReader.Open(host.Client);
        await events.Expect("snapshot");
        for (var i = 1; i <= 50; i++) host.Feeds.Put(Row(Code(1), (OutletStatus)(i % 5), revision: i, severity: Severity.Major, rule: "terminal-hot"));
        host.Feeds.Remove("320812", Code(1));

        for (var i = 1; i <= 50; i++)
        {
            var change = (await events.Expect("change")).Data!;
            var model = ModelOf(Row(Code(1), (OutletStatus)(i % 5), revision: i, severity: Severity.Major, rule: "terminal-hot"));
            Assert.Equal((Code(1), i), ((string)change["code"]!, (long)change["revision"]!));
            Assert.True(JsonNode.DeepEquals(JsonSerializer.SerializeToNode(model, ApiJson.Options), change["outlet"]));
        }
        Assert.Equal("""{"code":"3208000001","revision":50,"removed":true,"reason":"deleted"}""", (await events.Expect("change")).Data!.ToJsonString());
    }

    [Fact]
    public async Task An_outlet_that_enters_the_filter_appears_and_one_that_leaves_it_is_removed()
    {
        await using var host = await ViewHost.Start();
        host.Feeds.Put(Row(Code(1)), Row(Code(2), OutletStatus.Down));
        using var events = await EventReader.Open(host.Client, "status=down");
        Assert.Equal(Code(2), (string)Assert.Single((await events.Expect("snapshot")).Data!["items"]!.AsArray())!["code"]!);

        host.Feeds.Put(Row(Code(1), OutletStatus.Degraded, revision: 2));
        host.Feeds.Put(Row(Code(1), OutletStatus.Down, revision: 3));
        host.Feeds.Put(Row(Code(2), OutletStatus.Ok, revision: 3));
        host.Feeds.Put(Row(Code(2), OutletStatus.Closed, revision: 4));
        host.Feeds.Remove("320812", Code(2));
        host.Feeds.Remove("320812", Code(1));

        Assert.Equal("down", (string)(await events.Expect("change")).Data!["outlet"]!["status"]!);
        Assert.Equal("""{"code":"3208000002","revision":3,"removed":true,"reason":"filtered"}""", (await events.Expect("change")).Data!.ToJsonString());
        Assert.Equal("""{"code":"3208000001","revision":3,"removed":true,"reason":"deleted"}""", (await events.Expect("change")).Data!.ToJsonString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stream_resumes_after_the_last_event_without_gap(bool byHeader)
    {
        await using var host = await ViewHost.Start();
        host.Feeds.Put(Row(Code(1)), Row(Code(2)));
        string id;
        using (var events = await EventReader.Open(host.Client))
        {
            await events.Expect("snapshot");
            host.Feeds.Put(Row(Code(1), OutletStatus.Down, revision: 2));
            id = (await events.Expect("change")).Id!;
        }
        host.Feeds.Put(Row(Code(2), OutletStatus.Down, revision: 3));
        host.Feeds.Put(Row(Code(1), OutletStatus.Ok, revision: 4));

        using var resumed = byHeader ? await EventReader.Open(host.Client, lastEventId: id) : await EventReader.Open(host.Client, $"resume={id}");
        Assert.Equal((Code(2), 3), Told(await resumed.Expect("change")));
        Assert.Equal((Code(1), 4), Told(await resumed.Expect("change")));
        host.Feeds.Put(Row(Code(1), OutletStatus.Closed, revision: 5));
        Assert.Equal((Code(1), 5), Told(await resumed.Expect("change")));

        static (string, long) Told(Block block) => ((string)block.Data!["code"]!, (long)block.Data["revision"]!);
    }

    [Fact]
    public async Task What_left_the_filter_during_the_gap_is_removed_on_resuming()
    {
        await using var host = await ViewHost.Start();
        host.Feeds.Put(Row(Code(1), OutletStatus.Down), Row(Code(2), OutletStatus.Ok));
        string id;
        using (var events = await EventReader.Open(host.Client, "status=down")) id = (await events.Expect("snapshot")).Id!;
        host.Feeds.Put(Row(Code(2), OutletStatus.Degraded, revision: 2));
        host.Feeds.Put(Row(Code(1), OutletStatus.Ok, revision: 3));

        using var resumed = await EventReader.Open(host.Client, "status=down", id);
        Assert.Equal("""{"code":"3208000001","revision":3,"removed":true,"reason":"filtered"}""", (await resumed.Expect("change")).Data!.ToJsonString());
    }

    [Fact]
    public async Task A_gap_that_cannot_be_filled_is_told_and_the_snapshot_follows()
    {
        await using var host = await ViewHost.Start(log: 64);
        host.Feeds.Put(Row(Code(1)));
        string id;
        using (var events = await EventReader.Open(host.Client)) id = (await events.Expect("snapshot")).Id!;
        for (var i = 2; i < 100; i++) host.Feeds.Put(Row(Code(1), revision: i));

        foreach (var (token, reason) in ((string, string)[])[(id, "gone"), ("abc-1", "otherEpoch"), (id.Split('-')[0] + "-ffff", "gone")])
        {
            using var resumed = await EventReader.Open(host.Client, lastEventId: token);
            var resync = await resumed.Expect("resync");
            Assert.Equal((reason, ""), ((string)resync.Data!["reason"]!, resync.Id));
            Assert.Equal(99, (long)Assert.Single((await resumed.Expect("snapshot")).Data!["items"]!.AsArray())!["revision"]!);
        }
    }

    [Fact]
    public async Task A_reader_that_is_too_slow_is_cut_off_with_a_resync_and_can_begin_again()
    {
        await using var host = await ViewHost.Start(stream: o => o.BehindMax = 10);
        using var events = await EventReader.Open(host.Client);
        await events.Expect("snapshot");
        // One batch, so the reader meets it as a whole.
        host.Feeds.Put([.. Enumerable.Range(0, 5_000).Select(i => Row(Code(i)))]);
        Block? block;
        while ((block = await events.Next())!.Name == "change") { }
        Assert.Equal(("resync", "tooSlow"), (block.Name, (string)block.Data!["reason"]!));
        Assert.Null(await events.Next());

        using var again = await EventReader.Open(host.Client);
        await again.Expect("snapshot");
    }

    [Fact]
    public async Task A_heartbeat_comes_every_fifteen_seconds_with_where_to_resume()
    {
        var time = new FakeTimeProvider();
        await using var host = await ViewHost.Start(time);
        using var events = await EventReader.Open(host.Client, "status=down");
        await events.Expect("snapshot");
        host.Feeds.Put(Row(Code(1)));
        for (var beat = 0; beat < 2; beat++)
        {
            var next = events.Next();
            while (!next.IsCompleted)
            {
                time.Advance(TimeSpan.FromSeconds(1));
                await Task.Yield();
            }
            var block = (await next)!;
            Assert.Equal(("heartbeat", null), (block.Comment, block.Name));
            Assert.NotNull(block.Id);
        }
    }

    [Fact]
    public async Task Streams_end_when_the_host_stops()
    {
        await using var host = await ViewHost.Start();
        using var events = await EventReader.Open(host.Client);
        await events.Expect("snapshot");
        var stopped = host.Stop();
        Assert.Null(await events.Next());
        await stopped;
    }

    [Fact]
    public async Task Many_readers_see_every_change_in_order()
    {
        await using var host = await ViewHost.Start();
        var readers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => EventReader.Open(host.Client)));
        foreach (var reader in readers) await reader.Expect("snapshot");
        for (var i = 1; i <= 200; i++) host.Feeds.Put(Row(Code(i % 7), revision: i));
        await Task.WhenAll(readers.Select(async reader =>
        {
            for (var i = 1; i <= 200; i++) Assert.Equal(i, (long)(await reader.Expect("change")).Data!["revision"]!);
        }));
        foreach (var reader in readers) reader.Dispose();
    }

    [Theory]
    [InlineData("topics=people", "topics badValue")]
    [InlineData("resume=abc", "resume badValue")]
    [InlineData("resume=-1", "resume badValue")]
    [InlineData("resume=1-", "resume badValue")]
    [InlineData("resume=1-fffffffffffffffff", "resume badValue")]
    [InlineData("status=green", "status badValue")]
    [InlineData("limit=5", "limit unknownParameter")]
    public async Task A_fault_of_the_query_is_named(string query, string expected)
    {
        await using var host = await ViewHost.Start();
        var error = Assert.Single((await host.Get($"/v1/stream?{query}", 400))["errors"]!.AsArray())!;
        Assert.Equal(expected, $"{error["path"]} {error["code"]}");
    }
}
