using Microsoft.Extensions.DependencyInjection;
using Twin.Domain.Network;
using Twin.Grains.Hosting;

namespace Twin.Api.Tests.Incidents;

public sealed class IncidentTests(TwinServer server)
{
    private Task<Answer> Get(string path) => server.Send("GET", $"/v1/incidents{path}");
    private Task<Answer> Do(string id, string verb, string? body = null, params (string, string)[] headers) => server.Send("POST", $"/v1/incidents/{id}/{verb}", body, headers: headers);
    private static string?[] Ids(Answer list) => [.. list.Is(200)["items"].AsArray().Select(i => (string?)i!["id"])];

    [Fact]
    public async Task An_incident_is_listed_read_explained_and_names_its_members()
    {
        var id = await IncidentHouse.Open(server, "3201050001");
        var read = (await Get($"/{id}")).Is(200);
        Assert.Equal(("open", "3201050001", "terminal-offline"), ((string?)read["phase"], (string?)read["outlet"], (string?)read["cause"]["rule"]));
        Assert.Contains(read["timeline"].AsArray(), t => (string?)t!["event"] == "opened");
        Assert.Equal("business", (string?)read["legs"][0]!["side"]);
        var why = (await Get($"/{id}/why")).Is(200);
        Assert.Equal("rule", (string?)why["chain"][0]!["stage"]);
        Assert.Contains(why["pages"].AsArray(), p => (string?)p!["recipient"] == "house-li" && (bool)p["sent"]!);
        Assert.Equal(["3201050001"], (await Get($"/{id}/members")).Is(200)["items"].AsArray().Select(m => (string?)m));
        // Whoever was let go by another test is known to be free.
        await server.Services.GetRequiredService<SharedFacts>().Refresh();
        Assert.Equal("house-li", (string?)(await Get($"/{id}/suggest?leg=business")).Is(200)["items"][0]!["person"]);
        (await Get($"/{id}/suggest?leg=telecom")).Is(404);
    }

    [Fact]
    public async Task People_work_an_incident_to_its_end()
    {
        var id = await IncidentHouse.Open(server, "3201050002");
        Assert.Equal("acknowledged", (string?)(await Do(id, "acknowledge", """{"by":"house-wang"}""")).Is(200)["phase"]);
        Assert.Equal("house-wang", (string?)(await Do(id, "acknowledge")).Is(200)["legs"][0]!["acknowledgedBy"]);
        Assert.Equal("house-li", (string?)(await Do(id, "assign", """{"to":"house-li"}""")).Is(200)["legs"][0]!["assignee"]);
        var other = await IncidentHouse.Open(server, "3201050003");
        var busy = (await Do(other, "assign", """{"to":"house-li"}""")).Is(409);
        Assert.Equal(["to:busy"], busy.Errors);
        Assert.Contains(id, busy.Text, StringComparison.Ordinal);
        Assert.Equal("onSite", (string?)(await Do(id, "arrive", """{"by":"house-li"}""")).Is(200)["phase"]);
        Assert.Equal("resolved", (string?)(await Do(id, "resolve", """{"note":"plugged in again"}""")).Is(200)["phase"]);
        var late = (await Do(id, "assign", """{"to":"house-wang"}""")).Is(409);
        Assert.Equal(["phase:wrongPhase"], late.Errors);
        Assert.Equal("resolved", (string?)late["errors"][0]!["message"]);
        Assert.Equal("closed", (string?)(await Do(id, "close")).Is(200)["phase"]);
        await IncidentHouse.Listed(server, id, "closed");
    }

    [Fact]
    public async Task Those_that_were_open_at_a_past_time_are_found_whatever_became_of_them()
    {
        var id = await IncidentHouse.Open(server, "3201050009");
        var opened = DateTime.Parse((string)(await Get($"/{id}")).Is(200)["openedAt"]!, null, System.Globalization.DateTimeStyles.AdjustToUniversal);
        (await Do(id, "resolve")).Is(200);
        (await Do(id, "close")).Is(200);
        await IncidentHouse.Listed(server, id, "closed");
        var closed = DateTime.Parse((string)(await Get($"/{id}")).Is(200)["closedAt"]!, null, System.Globalization.DateTimeStyles.AdjustToUniversal);
        foreach (var (at, there) in ((DateTime, bool)[])[(opened.AddTicks(-1), false), (opened, true), (closed.AddTicks(-1), true), (closed, false)])
            Assert.Equal(there, Ids(await Get($"?outlet=3201050009&openAt={at:O}")).Contains(id));
        Assert.Equal(["openAt:badValue"], (await Get("?openAt=yesterday")).Is(400).Errors);
    }

    [Fact]
    public async Task An_idempotency_key_makes_a_repeat_harmless()
    {
        var id = await IncidentHouse.Open(server, "3201050004");
        for (var i = 0; i < 2; i++) (await Do(id, "note", """{"note":"rang twice"}""", ("Idempotency-Key", "k-1"))).Is(200);
        Assert.Single((await Get($"/{id}"))["timeline"].AsArray(), t => (string?)t!["event"] == "note");
        Assert.Equal(["Idempotency-Key:tooLong"], (await Do(id, "note", """{"note":"x"}""", ("Idempotency-Key", new string('k', 201)))).Is(400).Errors);
    }

    [Fact]
    public async Task What_cannot_be_done_is_refused_with_every_fault()
    {
        var id = await IncidentHouse.Open(server, "3201050005");
        Assert.Equal(["leg:invalidValue", "to:required", "who:unknownField"], (await Do(id, "assign", """{"leg":"carrier","who":"x"}""")).Is(400).Errors.Order());
        Assert.Equal(["to:required"], (await Do(id, "assign")).Is(400).Errors);
        Assert.Equal(["note:required"], (await Do(id, "note", "{}")).Is(400).Errors);
        Assert.Equal(["to:unknownPerson"], (await Do(id, "assign", """{"to":"nobody-known"}""")).Is(422).Errors);
        Assert.Equal(["to:unknownTarget"], (await Do(id, "reassign", """{"to":"nobody-known"}""")).Is(422).Errors);
        Assert.Equal(["leg:unknownLeg"], (await Do(id, "acknowledge", """{"leg":"telecom"}""")).Is(422).Errors);
        Assert.Equal(["leg:badValue"], (await Get($"/{id}/suggest?leg=carrier")).Is(400).Errors);
        (await Do(id, "acknowledge", "not json")).Is(400);
        (await server.Send("POST", $"/v1/incidents/{id}/note", "note", "text/plain")).Is(415);
        (await server.Send("GET", $"/v1/incidents/{id}", client: server.Stranger)).Is(401);
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("GET", "/why")]
    [InlineData("GET", "/members")]
    [InlineData("GET", "/suggest")]
    [InlineData("POST", "/acknowledge")]
    public async Task An_unknown_incident_is_not_found(string method, string rest)
    {
        foreach (var id in (string[])["3201050000-zz", "nonsense", "a%20b-c"]) (await server.Send(method, $"/v1/incidents/{id}{rest}")).Is(404);
    }

    [Fact]
    public async Task A_list_is_filtered_sorted_and_paged()
    {
        var minor = await IncidentHouse.Open(server, "3201050011", Severity.Minor, "list-a");
        var critical = await IncidentHouse.Open(server, "3201050012", Severity.Critical, "list-a");
        var major = await IncidentHouse.Open(server, "3201050013", Severity.Major, "list-b");
        Assert.Equal([critical, minor], Ids(await Get("?rule=list-a&sort=-severity")));
        Assert.Equal([major], Ids(await Get("?rule=list-a,list-b&severity=major")));
        Assert.Equal([minor, critical], Ids(await Get("?rule=list-a&sort=outlet&district=320105&city=3201&leg=business&team=house&phase=open")));
        Assert.Empty(Ids(await Get("?rule=list-a&leg=telecom")));
        Assert.Empty(Ids(await Get("?rule=list-a&since=2100-01-01T00:00:00Z")));
        List<string?> paged = [];
        string? cursor = null;
        do
        {
            var page = await Get($"?rule=list-a,list-b&sort=severity&limit=1{(cursor is null ? "" : $"&cursor={cursor}")}");
            paged.AddRange(Ids(page));
            Assert.Equal(3, (int)page["total"]);
            cursor = (string?)page.Json["nextCursor"];
        }
        while (cursor is not null);
        Assert.Equal([minor, major, critical], paged);
        Assert.Equal(["colour:unknownParameter", "limit:badValue", "phase:badValue", "sort:badValue"], (await Get("?phase=new&sort=size&limit=0&colour=red")).Is(400).Errors.Order());
        Assert.Equal(["cursor:badValue"], (await Get("?cursor=abc")).Is(400).Errors);
    }
}
