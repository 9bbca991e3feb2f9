using System.Text.Json.Nodes;

namespace Twin.Api.Tests.Documents;

public sealed class DocumentTests(TwinServer server)
{
    private const string Yaml = "application/yaml";
    private const string Hours = "timeZone: Asia/Shanghai\nweekly: {mon-sun: [\"08:00-20:00\"]}\n";

    [Fact]
    public async Task The_rule_book_is_read_as_it_was_written_or_as_json()
    {
        var text = await server.Send("GET", "/v1/rulebook");
        Assert.Equal((200, Yaml), (text.Status, text.MediaType));
        Assert.StartsWith("\"rev:", text.ETag, StringComparison.Ordinal);
        var json = await server.Send("GET", "/v1/rulebook", headers: ("Accept", "application/json"));
        Assert.Equal("application/json", json.MediaType);
        Assert.NotEmpty(json["rules"].AsArray());
        Assert.Equal(304, (await server.Send("GET", "/v1/rulebook", headers: ("If-None-Match", text.ETag!))).Status);
    }

    [Fact]
    public async Task A_document_that_was_read_can_be_tried_and_written_back_under_its_tag()
    {
        var text = await server.Send("GET", "/v1/rulebook");
        var tried = (await server.Send("PUT", "/v1/rulebook?dryRun=true", text.Text + "\n# more\n", Yaml)).Is(200);
        Assert.Equal((true, false, true), ((bool)tried["valid"]!, (bool)tried["changed"]!, (bool)tried["dryRun"]!));
        (await server.Send("PUT", "/v1/rulebook", text.Text, Yaml, null, ("If-Match", "\"rev:999\""))).Is(412);
        var written = (await server.Send("PUT", "/v1/rulebook", text.Text + "\n# more\n", Yaml, null, ("If-Match", text.ETag!))).Is(200);
        Assert.True((bool)written["changed"]!);
        Assert.Equal($"\"rev:{written["version"]}\"", written.ETag);
        Assert.False((bool)(await server.Send("PUT", "/v1/rulebook", text.Text + "\n# more\n", Yaml)).Is(200)["changed"]!);

        var versions = (await server.Send("GET", "/v1/rulebook/versions")).Is(200)["items"].AsArray();
        Assert.Equal((int)written["version"]!, (int)versions[0]!["version"]!);
        Assert.Equal("admin", (string?)versions[0]!["by"]);
        Assert.Equal(text.Text, (await server.Send("GET", $"/v1/rulebook/versions/{versions[1]!["version"]}")).Text);
        (await server.Send("GET", "/v1/rulebook/versions/4711")).Is(404);
    }

    [Fact]
    public async Task Every_fault_of_a_rule_book_has_its_place_and_the_old_one_stays()
    {
        var before = (await server.Send("GET", "/v1/rulebook")).ETag;
        var book = "version: 1\nrules:\n  - id: a\n    device: kettle\n    when: temperatureC >\n    severity: major\n    colour: red\n";
        var faults = (await server.Send("PUT", "/v1/rulebook", book, Yaml)).Is(400)["errors"].AsArray();
        Assert.True(faults.Count >= 3, faults.ToJsonString());
        Assert.All(faults, f => Assert.True((int)f!["line"]! >= 4 && (int)f["column"]! >= 1, f!.ToJsonString()));
        Assert.Equal([":syntax"], (await server.Send("PUT", "/v1/rulebook", "a: [", Yaml)).Is(400).Errors);
        (await server.Send("PUT", "/v1/rulebook", [0x61, 0xFF], Yaml)).Is(400);
        (await server.Send("PUT", "/v1/rulebook", "x", "text/plain")).Is(415);
        (await server.Send("PUT", "/v1/rulebook", new string('#', (1024 * 1024) + 1), Yaml)).Is(413);
        Assert.Equal(before, (await server.Send("GET", "/v1/rulebook")).ETag);
    }

    [Fact]
    public async Task A_calendar_is_made_changed_and_listed()
    {
        (await server.Send("GET", "/v1/calendars/market")).Is(404);
        (await server.Send("GET", "/v1/calendars/market/versions")).Is(404);
        (await server.Send("PUT", "/v1/calendars/market", Hours, Yaml, null, ("If-Match", "*"))).Is(412);
        var made = (await server.Send("PUT", "/v1/calendars/market", Hours, Yaml, null, ("If-None-Match", "*"))).Is(201);
        Assert.Equal("\"rev:1\"", made.ETag);
        var json = JsonNode.Parse((await server.Send("GET", "/v1/calendars/market", headers: ("Accept", "application/json"))).Text)!;
        var changed = (await server.Send("PUT", "/v1/calendars/market", json.ToJsonString(), "application/json", null, ("If-Match", made.ETag!))).Is(200);
        Assert.Equal(2, (int)changed["version"]!);
        Assert.Equal("application/json", (await server.Send("GET", "/v1/calendars/market")).MediaType);
        var ids = (await server.Send("GET", "/v1/calendars"))["items"].AsArray().Select(c => (string?)c!["id"]).ToArray();
        Assert.Superset(new HashSet<string?> { "always", "market", "standard" }, ids.ToHashSet());
    }

    [Fact]
    public async Task The_calendar_that_never_closes_is_fixed()
    {
        (await server.Send("GET", "/v1/calendars/always")).Is200AndText("00:00-24:00");
        (await server.Send("PUT", "/v1/calendars/always", Hours, Yaml)).Is(409);
        Assert.Equal(["id:invalidValue"], (await server.Send("GET", "/v1/calendars/No%20Id")).Is(400).Errors);
    }
}

internal static class AnswerChecks
{
    public static void Is200AndText(this Answer answer, string text)
    {
        answer.Is(200);
        Assert.Contains(text, answer.Text, StringComparison.Ordinal);
    }
}
