using Twin.Api.Tests.Incidents;

namespace Twin.Api.Tests.Muting;

public sealed class MuteTests(TwinServer server)
{
    private Task<Answer> Post(string path, string body) => server.Send("POST", $"/v1/{path}", body);
    private Task<Answer> Get(string path) => server.Send("GET", $"/v1/{path}");
    private static string?[] Ids(Answer list) => [.. list.Is(200)["items"].AsArray().Select(i => (string?)i!["id"])];

    [Theory]
    [InlineData("silences", "maintenance-windows", "silence", "3208005001")]
    [InlineData("maintenance-windows", "silences", "maintenance", "3208005002")]
    public async Task One_is_set_listed_and_ended(string path, string other, string kind, string outlet)
    {
        (await server.Register(outlet)).Is(201);
        var made = (await Post(path, $$$"""{"match":{"outlet":"{{{outlet}}}"},"duration":"15m","reason":"router is replaced"}""")).Is(201);
        var id = (string)made["id"]!;
        Assert.Equal($"/v1/{path}/{id}", made.Location);
        Assert.Equal((kind, "active", "admin", outlet), ((string?)made["kind"], (string?)made["state"], (string?)made["by"], (string?)made["match"]["outlet"]));
        Assert.Equal(TimeSpan.FromMinutes(15), (DateTime)made["until"] - (DateTime)made["from"]);
        Assert.Equal(id, (string?)(await Get($"{path}/{id}")).Is(200)["id"]);
        Assert.Equal([id], Ids(await Get($"{path}?outlet={outlet}")));
        Assert.Empty(Ids(await Get($"{path}?outlet={outlet}&state=pending,expired")));

        (await Get($"{other}/{id}")).Is(404);
        (await server.Send("DELETE", $"/v1/{other}/{id}")).Is(404);
        Assert.DoesNotContain(id, Ids(await Get($"{other}?outlet={outlet}")));

        for (var i = 0; i < 2; i++) (await server.Send("DELETE", $"/v1/{path}/{id}")).Is(204);
        var ended = (await Get($"{path}/{id}")).Is(200);
        Assert.Equal(("expired", "admin"), ((string?)ended["state"], (string?)ended["endedBy"]));
        Assert.Empty(Ids(await Get($"{path}?outlet={outlet}")));
        Assert.Equal([id], Ids(await Get($"{path}?outlet={outlet}&state=expired")));
        (await server.Send("DELETE", $"/v1/{path}/s-0000000000")).Is(404);
    }

    [Fact]
    public async Task One_that_has_not_begun_is_pending_and_can_be_taken_back()
    {
        (await server.Register("3208005003")).Is(201);
        var made = (await Post("silences", """{"match":{"device":"3208005003/t1"},"from":"2100-01-01T08:00:00+08:00","duration":"PT2H","reason":"later","by":"li"}""")).Is(201);
        Assert.Equal(("pending", "li", "2100-01-01T02:00:00Z"), ((string?)made["state"], (string?)made["by"], (string?)made["until"]));
        (await server.Send("DELETE", $"/v1/silences/{made["id"]}")).Is(204);
        Assert.Equal("expired", (string?)(await Get($"silences/{made["id"]}"))["state"]);
    }

    [Fact]
    public async Task A_silence_holds_an_incident_at_once_and_says_beforehand_which()
    {
        var id = await IncidentHouse.Open(server, "3201050031", rule: "mute-hold");
        var secure = await IncidentHouse.Open(server, "3201050032", rule: "mute-hold", security: true);
        const string Body = """{"match":{"rule":"mute-hold","district":"320105"},"duration":"10m","reason":"known"}""";
        var dry = (await Post("silences?dryRun=true", Body)).Is(200);
        Assert.Equal([id], dry["incidents"].AsArray().Select(i => (string?)i!["id"]));
        Assert.Equal((1, "active"), ((int)dry["incidentCount"], (string?)dry["mute"]["state"]));
        Assert.Null(dry["mute"].AsObject()["id"]);
        Assert.DoesNotContain((await Get("silences?state=active"))["items"].AsArray(), m => (string?)m!["match"]!["rule"] == "mute-hold");

        var made = (await Post("silences", Body)).Is(201);
        await IncidentHouse.Until(server, async () => (await Get($"incidents/{id}")) is var a && (string?)a.Json["pausedBy"] == "silence" ? a : null, "it is held");
        Assert.Null((await Get($"incidents/{secure}")).Json["pausedBy"]);
        (await server.Send("DELETE", $"/v1/silences/{made["id"]}")).Is(204);
        await IncidentHouse.Until(server, async () => (await Get($"incidents/{id}")) is var a && a.Json["pausedBy"] is null ? a : null, "it goes on");
    }

    [Fact]
    public async Task A_dry_run_counts_the_outlets()
    {
        for (var i = 0; i < 3; i++) (await server.Register($"320800504{i}", ",\"accessNode\":\"MUTE-OLT\"")).Is(201);
        var dry = (await Post("maintenance-windows?dryRun=true", """{"match":{"accessNode":"MUTE-OLT"},"until":"2100-01-01T00:00:00Z","from":"2099-12-31T00:00:00Z","reason":"splice"}""")).Is(200);
        Assert.Equal((3, 0), ((int)dry["outlets"], (int)dry["faults"]));
        Assert.Equal(["3208005040", "3208005041", "3208005042"], dry["sampleOutlets"].AsArray().Select(o => (string?)o));
    }

    [Theory]
    [InlineData("{}", 400, "match:required reason:required until:required")]
    [InlineData("""{"match":{},"duration":"15m","reason":" "}""", 400, "match:required reason:required")]
    [InlineData("""{"match":{"outlet":"12","color":"red"},"until":"tomorrow","reason":"x"}""", 400, "match.color:unknownField match.outlet:invalidValue until:invalidValue")]
    [InlineData("""{"match":{"rule":"x"},"until":"2100-01-01T00:00:00Z","duration":"15m","reason":"x"}""", 400, "duration:conflict until:outOfRange")]
    [InlineData("""{"match":{"rule":"x"},"duration":"soon","reason":"x"}""", 400, "duration:invalidValue")]
    [InlineData("""{"match":{"outlet":"3208999999"},"duration":"15m","reason":"x"}""", 422, "match.outlet:unknownOutlet")]
    [InlineData("""{"match":{"device":"3208999999/t1","district":"320899"},"duration":"15m","reason":"x"}""", 422, "match.device:unknownDevice match.district:unknownDivision")]
    [InlineData("""{"match":{"district":"320800","city":"320812"},"duration":"15m","reason":"x"}""", 422, "match.city:notACity match.district:notACounty")]
    [InlineData("""{"match":{"rule":"x"},"until":"2020-01-01T00:00:00Z","reason":"x"}""", 422, "until:outOfRange")]
    [InlineData("""{"match":{"rule":"x"},"from":"2100-01-02T00:00:00Z","until":"2100-01-01T00:00:00Z","reason":"x"}""", 422, "until:outOfRange")]
    [InlineData("""{"match":{"rule":"x"},"duration":"PT0S","reason":"x"}""", 422, "duration:outOfRange")]
    public async Task Every_fault_is_named(string body, int status, string expected)
    {
        foreach (var path in (string[])["silences", "maintenance-windows?dryRun=true"])
            Assert.Equal(expected, string.Join(' ', (await Post(path, body)).Is(status).Errors.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task Queries_are_checked_too()
    {
        Assert.Equal(["outlet:badValue", "state:badValue", "x:unknownParameter"], (await Get("silences?state=old&outlet=12&x=1")).Is(400).Errors.Order());
        (await server.Send("POST", "/v1/silences?dry=true", "{}")).Is(400);
        (await server.Send("POST", "/v1/silences", "x", "text/plain")).Is(415);
        (await server.Send("GET", "/v1/silences", client: server.Stranger)).Is(401);
    }
}
