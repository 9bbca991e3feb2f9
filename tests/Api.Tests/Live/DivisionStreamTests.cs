using Twin.Api.Tests.View;
using Twin.Domain.Incidents;
using Twin.Domain.Network;
using Twin.Grains.Incidents;
using static Twin.Api.Tests.View.Rows;

namespace Twin.Api.Tests.Live;

/// <summary>The stream as a key limited to a division follows it.</summary>
public sealed class DivisionStreamTests
{
    private const string Other = "320305";

    private static string Told(Block block) => block.Data!["id"] is { } id
        ? $"{id} {block.Data["incident"]?["phase"] ?? block.Data["reason"]}"
        : $"{block.Data["code"]} {block.Data["outlet"]?["status"] ?? block.Data["reason"]}";

    /// <summary>An access node's, in one district, with outlets in others.</summary>
    private static IncidentRow Shared(string district, long revision, params (string Outlet, string District)[] members) => Incident("n-1", district: district, node: "OLT-1", revision: revision) with
    {
        Members = members.Length,
        MemberSample = [.. members.Select(m => m.Outlet)],
        MemberDistricts = [.. members.Select(m => DivisionCode.Parse(m.District)).Distinct()],
    };

    [Fact]
    public async Task It_begins_with_and_tells_of_what_is_inside()
    {
        await using var host = await ViewHost.Start();
        host.Feeds.Put(Row(Code(1)), Row(Code(2), district: Other));
        host.Feeds.Put(Incident("a-1", outlet: Code(1)), Incident("a-2", outlet: Code(2), district: Other));
        using var client = host.Within("3208");
        using var events = await EventReader.Open(client, "topics=outlets,incidents");
        var part = (await events.Expect("snapshot")).Data!;
        Assert.Equal([Code(1)], part["items"]!.AsArray().Select(i => (string?)i!["code"]));
        Assert.Equal(["a-1"], part["incidents"]!.AsArray().Select(i => (string?)i!["id"]));

        host.Feeds.Put(Row(Code(2), OutletStatus.Down, district: Other, revision: 2));
        host.Feeds.Put(Incident("a-2", IncidentPhase.Acknowledged, outlet: Code(2), district: Other, revision: 2));
        host.Feeds.Put(Incident("a-1", IncidentPhase.Acknowledged, outlet: Code(1), revision: 2));
        host.Feeds.Put(Row(Code(1), OutletStatus.Down, revision: 2));
        Assert.Equal("a-1 acknowledged", Told(await events.Expect("change")));
        Assert.Equal($"{Code(1)} down", Told(await events.Expect("change")));
    }

    [Fact]
    public async Task An_outlet_that_moves_away_is_removed_and_one_that_moves_in_is_there()
    {
        await using var host = await ViewHost.Start();
        host.Feeds.Put(Row(Code(1)), Row(Code(2), district: Other, name: "elsewhere"));
        host.Feeds.Put(Incident("a-1", outlet: Code(1)));
        using var client = host.Within("320812");
        using var events = await EventReader.Open(client, "topics=outlets,incidents");
        await events.Expect("snapshot");

        host.Feeds.Put(Row(Code(1), OutletStatus.Down, district: Other, revision: 2, name: "elsewhere"));
        host.Feeds.Put(Incident("a-1", outlet: Code(1), district: Other, revision: 2));
        host.Feeds.Put(Row(Code(1), OutletStatus.Ok, district: Other, revision: 3, name: "elsewhere"));
        host.Feeds.Put(Row(Code(2), OutletStatus.Degraded, revision: 2));
        var gone = await events.Expect("change");
        Assert.Equal($"{Code(1)} filtered", Told(gone));
        Assert.DoesNotContain("elsewhere", gone.Data!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("a-1 filtered", Told(await events.Expect("change")));
        Assert.Equal($"{Code(2)} degraded", Told(await events.Expect("change")));
    }

    [Fact]
    public async Task An_id_given_to_another_key_or_for_other_filters_leads_to_nothing_more()
    {
        await using var host = await ViewHost.Start();
        host.Feeds.Put(Row(Code(1)));
        string id;
        using (var all = await EventReader.Open(host.Client, "topics=outlets,incidents")) id = (await all.Expect("snapshot")).Id!;
        host.Feeds.Put(Row(Code(2), OutletStatus.Down, district: Other));
        host.Feeds.Put(Incident("a-2", outlet: Code(2), district: Other));
        host.Feeds.Put(Shared(Other, 1, (Code(2), Other)));
        host.Feeds.Put(Row(Code(1), OutletStatus.Down, revision: 2));
        using var client = host.Within("3208");
        using var resumed = await EventReader.Open(client, "topics=outlets,incidents&severity=none", id);
        Assert.Equal($"{Code(1)} down", Told(await resumed.Expect("change")));
        using var asked = await EventReader.Open(client, $"topics=incidents,outlets&resume={id}");
        Assert.Equal($"{Code(1)} down", Told(await asked.Expect("change")));
    }

    [Fact]
    public async Task Readers_of_one_change_are_told_each_their_own_part_of_it()
    {
        await using var host = await ViewHost.Start();
        host.Feeds.Put(Row(Code(1)), Row(Code(2), district: Other), Row(Code(3), district: "321202"));
        using var part = host.Within("3208");
        using var neither = host.Within("321202");
        using var whole = await EventReader.Open(host.Client, "topics=incidents");
        using var mine = await EventReader.Open(part, "topics=incidents");
        using var none = await EventReader.Open(neither, "topics=incidents,outlets");
        foreach (var reader in (EventReader[])[whole, mine, none]) await reader.Expect("snapshot");

        host.Feeds.Put(Shared(Other, 1, (Code(2), Other)));
        host.Feeds.Put(Shared(Other, 2, (Code(1), "320812"), (Code(2), Other)));
        host.Feeds.Put(Row(Code(3), OutletStatus.Down, district: "321202", revision: 2));
        Assert.Equal(1, (int)(await whole.Expect("change")).Data!["incident"]!["members"]!["count"]!);
        Assert.Equal(2, (int)(await whole.Expect("change")).Data!["incident"]!["members"]!["count"]!);
        var seen = (await mine.Expect("change")).Data!["incident"]!["members"]!;
        Assert.Equal((1, Code(1)), ((int)seen["count"]!, (string?)seen["sample"]!.AsArray().Single()));
        Assert.Equal($"{Code(3)} down", Told(await none.Expect("change")));
    }
}
