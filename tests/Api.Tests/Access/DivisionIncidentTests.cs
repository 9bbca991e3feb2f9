namespace Twin.Api.Tests.Access;

/// <summary>Incidents, silences, teams and documents, from within one city.</summary>
public sealed class DivisionIncidentTests(TwinServer server)
{
    private static string?[] Ids(Answer list) => [.. list.Is(200)["items"].AsArray().Select(i => (string?)i!["id"])];

    private async Task<(TwoCities Cities, Func<string, string, string?, Task<Answer>> Send)> Ready()
    {
        var cities = await TwoCities.On(server);
        return (cities, (method, path, body) => server.Send(method, path, body, client: cities.Part));
    }

    [Fact]
    public async Task Incidents_of_the_city_are_listed_with_those_that_have_an_outlet_there()
    {
        var (cities, send) = await Ready();
        var list = (await send("GET", "/v1/incidents?sort=id", null)).Is(200);
        Assert.Equal(((string[])[cities.OwnIncident, cities.SharedIncident]).Order(StringComparer.Ordinal), Ids(list).Order(StringComparer.Ordinal));
        Assert.Equal(2, (int)list["total"]);
        // What is hidden of an incident is not found by either.
        foreach (var filter in (string[])[$"outlet={TwoCities.Theirs}", $"district={TwoCities.ForeignDistrict}", "city=3212"])
            Assert.DoesNotContain(cities.SharedIncident, Ids(await send("GET", $"/v1/incidents?{filter}", null)));
        foreach (var part in (string[])["", "/why", "/members", "/suggest"]) (await send("GET", $"/v1/incidents/{cities.ForeignIncident}{part}", null)).Is(403);
        foreach (var verb in (string[])["acknowledge", "resolve", "close"]) (await send("POST", $"/v1/incidents/{cities.ForeignIncident}/{verb}", null)).Is(403);
        (await send("GET", "/v1/incidents/3212999999-zz", null)).Is(404);
        (await send("GET", $"/v1/notifications?incident={cities.ForeignIncident}", null)).Is(403);
    }

    [Fact]
    public async Task Of_an_incident_of_several_cities_one_sees_one_s_own_part()
    {
        var (cities, send) = await Ready();
        var whole = (await server.Send("GET", $"/v1/incidents/{cities.SharedIncident}")).Is(200);
        Assert.Equal(2, (int)whole["members"]["count"]!);
        var part = (await send("GET", $"/v1/incidents/{cities.SharedIncident}", null)).Is(200);
        Assert.Equal((1, TwoCities.Mine), ((int)part["members"]["count"]!, (string?)part["members"]["sample"]![0]));
        Assert.Equal([$"{TwoCities.Mine}/l1"], part["related"].AsArray().Select(r => (string?)r!["device"]));
        Assert.Equal(1, (int)part["relatedCount"]);
        Assert.Equal(whole["timeline"].AsArray().Count, part["timeline"].AsArray().Count);
        Assert.Contains(part["timeline"].AsArray(), t => (string?)t!["event"] == "membersJoined" && t["detail"] is null);
        Assert.Equal([TwoCities.Mine], (await send("GET", $"/v1/incidents/{cities.SharedIncident}/members", null)).Is(200)["ever"].AsArray().Select(m => (string?)m));
        // It is theirs to work on as well.
        (await send("POST", $"/v1/incidents/{cities.SharedIncident}/note", """{"note":"内部"}""")).Is(200);
        var own = (await send("GET", $"/v1/incidents/{cities.OwnIncident}", null)).Is(200);
        Assert.Contains(own["timeline"].AsArray(), t => (string?)t!["event"] == "note" && (string?)t["detail"] == "内部");
    }

    [Fact]
    public async Task Work_is_given_to_the_people_one_sees()
    {
        var (cities, send) = await Ready();
        Assert.Equal(["to:unknownPerson"], (await send("POST", $"/v1/incidents/{cities.OwnIncident}/assign", """{"to":"outer-li"}""")).Is(422).Errors);
        Assert.Equal(["to:unknownTarget"], (await send("POST", $"/v1/incidents/{cities.OwnIncident}/reassign", """{"to":"outer-team"}""")).Is(422).Errors);
        var people = (await send("GET", $"/v1/incidents/{cities.OwnIncident}/suggest", null)).Is(200)["items"].AsArray();
        Assert.Equal(["inner-li"], people.Select(p => (string?)p!["person"]));
    }

    [Theory]
    [InlineData("""{"outlet":"3210000002"}""", 201)]
    [InlineData("""{"device":"3210000002/t1","rule":"terminal-hot"}""", 201)]
    [InlineData("""{"district":"321003"}""", 201)]
    [InlineData("""{"city":"3210","accessNode":"two-cities-node"}""", 201)]
    [InlineData("""{"outlet":"3212000001"}""", 403)]
    [InlineData("""{"outlet":"3210000009"}""", 403)]
    [InlineData("""{"device":"3212000001/t9"}""", 403)]
    [InlineData("""{"district":"321202"}""", 403)]
    [InlineData("""{"outlet":"3210000002","district":"321202"}""", 403)]
    [InlineData("""{"city":"3212"}""", 403)]
    [InlineData("""{"rule":"terminal-hot"}""", 403)]
    [InlineData("""{"accessNode":"two-cities-node"}""", 403)]
    [InlineData("""{"telecomArea":"321002"}""", 403)]
    [InlineData("""{"outlet":"3212999999"}""", 422)]
    public async Task A_silence_is_bound_to_the_key_s_city(string match, int status)
    {
        var (_, send) = await Ready();
        foreach (var path in (string[])["/v1/silences", "/v1/maintenance-windows"])
        {
            var answer = (await send("POST", path, $$"""{"match":{{match}},"from":"2098-01-01T00:00:00Z","duration":"1h","reason":"test"}""")).Is(status);
            if (status == 201) (await send("DELETE", answer.Location!, null)).Is(204);
            (await send("POST", $"{path}?dryRun=true", $$"""{"match":{{match}},"duration":"1h","reason":"test"}""")).Is(status == 201 ? 200 : status);
        }
    }

    [Fact]
    public async Task Silences_that_hold_something_of_the_city_are_seen_and_only_its_own_are_ended()
    {
        var (cities, send) = await Ready();
        foreach (var kind in (string[])["silences", "maintenance-windows"])
        {
            var seen = Ids(await send("GET", $"/v1/{kind}?state=active,pending,expired", null));
            foreach (var (name, sees) in ((string, bool)[])[("own", true), ("shared", true), ("foreign", false), ("foreignDistrict", false), ("foreignNode", false)])
            {
                var id = cities.Mutes[$"{kind}/{name}"];
                Assert.Equal(sees, seen.Contains(id));
                (await send("GET", $"/v1/{kind}/{id}", null)).Is(sees ? 200 : 403);
                if (name != "own") (await send("DELETE", $"/v1/{kind}/{id}", null)).Is(403);
            }
        }
    }

    [Fact]
    public async Task Teams_are_seen_without_what_reaches_their_people_and_only_where_they_work()
    {
        var (_, send) = await Ready();
        Assert.Contains("inner-team", Ids(await send("GET", "/v1/teams", null)));
        Assert.DoesNotContain("outer-team", Ids(await send("GET", "/v1/teams", null)));
        foreach (var path in (string[])["", "/versions", "/versions/1"]) (await send("GET", $"/v1/teams/outer-team{path}", null)).Is(403);
        (await send("GET", "/v1/teams/no-such-team", null)).Is(404);
        using var reader = await Keys.Client(server, "read");
        foreach (var path in (string[])["/v1/teams/inner-team", "/v1/teams/inner-team/versions/1"])
        {
            var team = (await server.Send("GET", path, client: reader)).Is(200);
            Assert.Equal("application/json", team.MediaType);
            Assert.Equal(("内李", "webhook", "***", "***"), ((string?)team["people"][0]!["name"], (string?)team["people"][0]!["channels"]![1]!["type"], (string?)team["people"][0]!["channels"]![1]!["url"], (string?)team["people"][0]!["channels"]![1]!["secret"]));
            Assert.Contains("outer-secret", (await server.Send("GET", path)).Is(200).Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_governs_the_province_is_read_by_everybody_and_written_by_no_part_of_it()
    {
        var (cities, send) = await Ready();
        foreach (var path in (string[])["/v1/rulebook", "/v1/rulebook/versions", "/v1/calendars", "/v1/calendars/standard", "/v1/policies/default"]) (await send("GET", path, null)).Is(200);
        foreach (var path in (string[])["/v1/rulebook", "/v1/calendars/standard", "/v1/policies/default", "/v1/teams/inner-team"])
            (await server.Send("PUT", $"{path}?dryRun=true", "{}", "application/yaml", cities.Part)).Is(403);
        (await send("POST", "/v1/keys", """{"name":"wider","scopes":["read"]}""")).Is(403);
        (await send("GET", "/v1/notifications/backlogs", null)).Is(403);
    }
}
