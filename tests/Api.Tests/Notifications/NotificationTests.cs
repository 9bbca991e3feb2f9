using Twin.Api.Tests.Incidents;

namespace Twin.Api.Tests.Notifications;

public sealed class NotificationTests(TwinServer server)
{
    private Task<Answer> Get(string query) => server.Send("GET", $"/v1/notifications{query}");

    [Fact]
    public async Task What_was_sent_is_found_by_incident_and_by_person_newest_first()
    {
        var first = await IncidentHouse.Open(server, "3201050021");
        var second = await IncidentHouse.Open(server, "3201050022");
        foreach (var id in (string[])[first, second])
        {
            var one = await IncidentHouse.Until(server, async () => (await Get($"?incident={id}&outcome=delivered&kind=page")).Is(200) is var a && a["items"].AsArray().Count > 0 ? a : null, "it was delivered");
            var page = one["items"][0]!;
            Assert.Equal((id, "house-li", "page", "delivered", "business"), ((string?)page["incident"], (string?)page["recipient"], (string?)page["kind"], (string?)page["outcome"], (string?)page["leg"]));
            Assert.StartsWith($"{id}:business:0:house-li:", (string?)page["key"], StringComparison.Ordinal);
            Assert.NotNull(page["text"]);
        }
        // The list is read through the view, which hears of it a moment later.
        List<(string At, string Key, string Incident)> found = [];
        await IncidentHouse.Until(server, async () => (found = await All("?recipient=house-li&outcome=delivered")).Any(f => f.Incident == first) && found.Any(f => f.Incident == second) ? found : null, "both are listed");
        Assert.Equal(found.OrderByDescending(f => DateTime.Parse(f.At, System.Globalization.CultureInfo.InvariantCulture)).ThenBy(f => f.Key, StringComparer.Ordinal), found);
        Assert.Equal(found.Count, found.Distinct().Count());
        Assert.Empty((await Get("?recipient=nobody-known")).Is(200)["items"].AsArray());
        Assert.Empty((await Get($"?incident={first}&since=2100-01-01T00:00:00Z")).Is(200)["items"].AsArray());
        Assert.Empty((await Get("?incident=3201050000-zz")).Is(200)["items"].AsArray());
    }

    private async Task<List<(string At, string Key, string Incident)>> All(string query)
    {
        List<(string, string, string)> all = [];
        string? cursor = null;
        do
        {
            var page = (await Get($"{query}&limit=1{(cursor is null ? "" : $"&cursor={cursor}")}")).Is(200);
            all.AddRange(page["items"].AsArray().Select(i => ((string)i!["createdAt"]!, (string)i["key"]!, (string)i["incident"]!)));
            cursor = (string?)page.Json["nextCursor"];
        }
        while (cursor is not null);
        return all;
    }

    [Fact]
    public async Task Faults_are_named_and_the_backlogs_are_read()
    {
        Assert.Equal(
            ["cursor:badValue", "incident:badValue", "kind:badValue", "limit:badValue", "outcome:badValue", "since:badValue", "who:unknownParameter"],
            (await Get("?incident=x&kind=letter&outcome=lost&since=today&limit=0&cursor=abc&who=li")).Is(400).Errors.Order());
        var backlogs = (await Get("/backlogs")).Is(200);
        Assert.Equal(backlogs["items"].AsArray().Count, (int)backlogs["total"]);
        (await Get("/backlogs?x=1")).Is(400);
    }
}
