namespace Twin.Api.Tests.Documents;

public sealed class TeamTests(TwinServer server)
{
    private const string Yaml = "application/yaml";

    private static string Team(string person, string area = "320813") =>
        $"side: telecom\nareas: [\"{area}\"]\npeople:\n  - {{id: {person}, channels: [{{type: webhook, url: \"http://127.0.0.1:9/x\", secret: s3}}]}}\n";

    private async Task<Answer> Put(string id, string text, params (string Name, string Value)[] headers) => await server.Send("PUT", $"/v1/teams/{id}", text, Yaml, null, headers);

    [Fact]
    public async Task A_team_is_made_listed_changed_and_read_as_it_was_sent()
    {
        (await server.Send("GET", "/v1/teams/t-life")).Is(404);
        var made = (await Put("t-life", Team("life-li"))).Is(201);
        Assert.Equal("\"rev:1\"", made.ETag);
        var read = (await server.Send("GET", "/v1/teams/t-life")).Is(200);
        Assert.Equal((Yaml, Team("life-li")), (read.MediaType, read.Text));
        var listed = (await server.Send("GET", "/v1/teams")).Is(200)["items"].AsArray().Single(t => (string?)t!["id"] == "t-life")!;
        Assert.Equal(("telecom", "320813", 1), ((string?)listed["side"], (string?)listed["areas"]![0], (int)listed["people"]!));
        Assert.Equal(2, (int)(await Put("t-life", Team("life-sun"), ("If-Match", made.ETag!))).Is(200)["version"]!);
        (await Put("t-life", Team("life-li"), ("If-Match", made.ETag!))).Is(412);
        Assert.Equal(2, (int)(await server.Send("GET", "/v1/teams/t-life/versions")).Is(200)["total"]!);
        Assert.Equal(Team("life-li"), (await server.Send("GET", "/v1/teams/t-life/versions/1")).Is(200).Text);
    }

    [Fact]
    public async Task A_removed_team_is_gone_until_it_is_made_anew()
    {
        (await server.Send("DELETE", "/v1/teams/t-gone")).Is(404);
        var made = (await Put("t-gone", Team("gone-li"))).Is(201);
        (await server.Send("DELETE", "/v1/teams/t-gone", headers: ("If-Match", "\"rev:7\""))).Is(412);
        (await server.Send("DELETE", "/v1/teams/t-gone", headers: ("If-Match", made.ETag!))).Is(204);
        (await server.Send("GET", "/v1/teams/t-gone")).Is(404);
        (await server.Send("DELETE", "/v1/teams/t-gone")).Is(404);
        (await Put("t-gone", Team("gone-li"), ("If-Match", "*"))).Is(412);
        Assert.DoesNotContain((await server.Send("GET", "/v1/teams"))["items"].AsArray(), t => (string?)t!["id"] == "t-gone");

        (await Put("t-heir", Team("gone-li"))).Is(201); // nobody holds the person any more
        (await server.Send("DELETE", "/v1/teams/t-heir")).Is(204);

        var again = (await Put("t-gone", Team("gone-li"), ("If-None-Match", "*"))).Is(201); // the very text of before
        Assert.Equal("\"rev:3\"", again.ETag);
        var versions = (await server.Send("GET", "/v1/teams/t-gone/versions")).Is(200)["items"].AsArray();
        Assert.Equal([null, true, null], versions.Select(v => (bool?)v!["removed"]));
        (await server.Send("GET", "/v1/teams/t-gone/versions/2")).Is(404);
    }

    [Fact]
    public async Task A_person_is_of_one_team_only()
    {
        (await Put("t-first", Team("one-li"))).Is(201);
        var refused = (await Put("t-second", Team("one-li", "320812"))).Is(409);
        Assert.Equal(["people[0].id:conflict"], refused.Errors);
        Assert.Equal((4, 10), ((int)refused["errors"][0]!["line"]!, (int)refused["errors"][0]!["column"]!));
        Assert.Contains("t-first", refused.Text, StringComparison.Ordinal);
        (await server.Send("PUT", "/v1/teams/t-second?dryRun=true", Team("one-li"), Yaml)).Is(409);
        (await server.Send("GET", "/v1/teams/t-second")).Is(404);
        (await Put("t-first", Team("one-li", "320812"))).Is(200); // its own people it keeps
    }

    [Fact]
    public async Task Every_fault_of_a_team_has_its_place()
    {
        Assert.Equal(
            ["side:invalidValue", "people[0].channels[0].url:invalidValue", "shifts[0].people[0]:unknownPerson"],
            (await Put("t-faulty", "side: carrier\npeople:\n  - {id: faulty-li, channels: [{type: webhook, url: x}]}\nshifts:\n  - {people: [sun], days: mon, from: 08:00, to: 20:00}\n")).Is(400).Errors);
        Assert.Equal(["id:invalidValue"], (await Put("No%20Id", Team("x"))).Is(400).Errors);
        Assert.Equal(["id:invalidValue"], (await server.Send("DELETE", "/v1/teams/No%20Id")).Is(400).Errors);
        (await server.Send("GET", "/v1/teams", client: server.Stranger)).Is(401);
    }
}
