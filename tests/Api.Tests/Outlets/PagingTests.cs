using Twin.Api.Tests.View;
using Twin.Domain.Network;
using static Twin.Api.Tests.View.Rows;

namespace Twin.Api.Tests.Outlets;

public sealed class PagingTests
{
    [Theory]
    [InlineData("sort=code")]
    [InlineData("sort=-severity,code")]
    [InlineData("sort=-since")]
    [InlineData("sort=name,-status")]
    [InlineData("sort=status,-updatedAt&status=!closed")]
    [InlineData("sort=-revision&severity=none,minor&city=3208")]
    [InlineData("sort=distance&near=118.9,33.3&within=60km")]
    [InlineData("sort=-distance,since&near=118.9,33.3")]
    [InlineData("sort=city,-severity,name")]
    [InlineData("sort=-severity,-since&designation=b")]
    [InlineData("sort=-code&designation=!b&status=ok,down")]
    public async Task The_union_of_the_pages_is_the_set_each_outlet_once_whatever_changes_meanwhile(string query)
    {
        await using var host = await ViewHost.Start();
        for (var seed = 0; seed < 5; seed++)
        {
            var random = new Random(seed);
            var world = new World(host.Feeds, random, (seed + 1) * 100_000);
            world.Change(300);
            var whole = await host.Codes($"{query}&limit=1000");
            var total = whole.Length;

            List<string> walked = [];
            string? cursor = null;
            do
            {
                var page = await host.Get($"/v1/outlets?{query}&limit={random.Next(1, 40)}&cursor={cursor}");
                walked.AddRange(page["items"]!.AsArray().Select(i => (string)i!["code"]!));
                Assert.Equal(total, (int)page["total"]!);
                cursor = (string?)page["nextCursor"];
                world.Change(50);
            }
            while (cursor is not null);
            Assert.True(whole.SequenceEqual(walked), $"seed {seed}");
        }
    }

    [Fact]
    public async Task The_last_page_says_so_with_a_null()
    {
        await using var host = await ViewHost.Start();
        host.Feeds.Put(Row(Code(1)), Row(Code(2)));
        var page = (await host.Get("/v1/outlets?limit=2")).AsObject();
        Assert.True(page.ContainsKey("nextCursor"));
        Assert.Null(page["nextCursor"]);
    }

    [Fact]
    public async Task When_the_log_has_lost_the_first_page_the_list_goes_on_from_the_same_place_in_the_present_state()
    {
        await using var host = await ViewHost.Start(log: 64);
        host.Feeds.Put([.. Enumerable.Range(0, 100).Select(i => Row(Code(i)))]);
        var first = await host.Get("/v1/outlets?limit=50");
        for (var i = 2; i < 100; i++) host.Feeds.Put(Row(Code(0), revision: i));
        host.Feeds.Remove("320812", Code(60));
        host.Feeds.Put(Row(Code(200)));

        var second = await host.Get($"/v1/outlets?limit=100&cursor={first["nextCursor"]}");
        Assert.Equal(
            [.. Enumerable.Range(50, 50).Where(i => i != 60).Append(200).Select(Code)],
            second["items"]!.AsArray().Select(i => (string)i!["code"]!));
    }

    [Fact]
    public async Task A_cursor_of_another_process_goes_on_by_its_place()
    {
        await using var one = await ViewHost.Start();
        await using var other = await ViewHost.Start();
        foreach (var host in (ViewHost[])[one, other]) host.Feeds.Put([.. Enumerable.Range(0, 10).Select(i => Row(Code(i), name: $"{i % 3}"))]);
        var first = await one.Get("/v1/outlets?sort=-name&limit=4");
        var second = await other.Get($"/v1/outlets?sort=-name&cursor={first["nextCursor"]}");
        Assert.Equal(await one.Codes("sort=-name"), first["items"]!.AsArray().Concat(second["items"]!.AsArray()).Select(i => (string)i!["code"]!));
    }

    [Fact]
    public async Task A_cursor_is_refused_with_other_filters_another_sort_or_a_changed_letter()
    {
        await using var host = await ViewHost.Start();
        host.Feeds.Put([.. Enumerable.Range(0, 10).Select(i => Row(Code(i)))]);
        var cursor = (string)(await host.Get("/v1/outlets?status=ok&limit=4"))["nextCursor"]!;
        await host.Get($"/v1/outlets?status=ok&limit=5&fields=name&cursor={cursor}");
        await host.Get($"/v1/outlets?status=ok,down&cursor={cursor}", 400);
        await host.Get($"/v1/outlets?cursor={cursor}", 400);
        await host.Get($"/v1/outlets?status=ok&sort=name&cursor={cursor}", 400);
        for (var i = 0; i < cursor.Length; i++)
            await host.Get($"/v1/outlets?status=ok&cursor={cursor[..i]}{(cursor[i] == 'A' ? 'B' : 'A')}{cursor[(i + 1)..]}", 400);
    }

    /// <summary>Outlets that come, go and change at random.</summary>
    private sealed class World(Feeds feeds, Random random, int revision)
    {
        private readonly HashSet<int> _there = [];
        private int _revision = revision;

        public void Change(int times)
        {
            for (var i = 0; i < times; i++)
            {
                var n = random.Next(200);
                if (random.Next(5) == 0)
                {
                    feeds.Remove("320812", Code(n));
                    _there.Remove(n);
                    continue;
                }
                _there.Add(n);
                feeds.Put(Row(
                    Code(n), (OutletStatus)random.Next(5), revision: ++_revision, severity: (Severity)random.Next(5), minutes: random.Next(50), name: $"{random.Next(9)}", designations: random.Next(3) switch { 0 => ["a", "b"], 1 => ["b"], _ => [] },
                    at: random.Next(9) == 0 ? null : new(118 + (2 * random.NextDouble()), 33 + random.NextDouble())));
            }
        }
    }
}
