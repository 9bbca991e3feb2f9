using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Twin.Api.Access;
using Twin.Api.Tests.Access;
using Twin.Domain.Access;

namespace Twin.Api.Tests.Audit;

public sealed class AuditTests(TwinServer server)
{
    private async Task<JsonNode[]> Entries(string query) => [.. (await server.Send("GET", $"/v1/audit?{query}")).Is(200)["items"].AsArray().Select(e => e!)];

    private async Task<JsonNode> Only(string query) => Assert.Single(await Entries(query));

    [Fact]
    public async Task A_change_says_who_what_whence_and_how_it_ended()
    {
        var (name, text) = await Keys.Make(server, "admin");
        using var client = server.With(text);
        (await server.Send("PUT", "/v1/outlets/3208700001", TwinServer.Profile("3208700001"), client: client)).Is(201);
        var entry = await Only($"by={name}");
        Assert.Equal(
            [name, "127.0.0.1", "putOutlet", "PUT", "/v1/outlets/3208700001", "3208700001", "done", "201"],
            new[] { "by", "from", "action", "method", "path", "target", "outcome", "status" }.Select(member => entry[member]!.ToString()));
        Assert.NotNull(entry["keyId"]);
        Assert.NotEmpty((string)entry["traceId"]!);
        Assert.InRange((DateTime)entry["at"]!, DateTime.UtcNow.AddMinutes(-1), DateTime.UtcNow.AddSeconds(1));
    }

    [Fact]
    public async Task What_is_made_is_named_and_what_is_secret_is_not_told()
    {
        var (name, text) = await Keys.Make(server, "admin");
        using var client = server.With(text);
        var made = (await server.Send("POST", "/v1/keys", $$"""{"name":"{{name}}-made","scopes":["read"],"divisions":["3208"]}""", client: client)).Is(201);
        var entry = await Only($"by={name}");
        Assert.Equal(("addKey", $"{name}-made", "scopes read; divisions 3208"), ((string?)entry["action"], (string?)entry["target"], (string?)entry["detail"]));
        Assert.DoesNotContain(((string)made["key"]!)[^64..], (await server.Send("GET", $"/v1/audit?by={name}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_refused_is_told_too_and_what_only_asks_is_not()
    {
        var (name, text) = await Keys.Make(server, "read operate");
        using var client = server.With(text);
        (await server.Send("DELETE", "/v1/outlets/3208700002", client: client)).Is(403);
        (await server.Send("POST", "/v1/silences", "{}", client: client)).Is(400);
        await server.Send("POST", "/v1/silences?dryRun=true", """{"match":{"outlet":"3208700002"},"duration":"5m","reason":"x"}""", client: client);
        (await server.Send("GET", "/v1/outlets", client: client)).Is(200);
        var entries = await Entries($"by={name}");
        Assert.Equal(["addSilence refused 400", "deleteOutlet refused 403"], entries.Select(e => $"{e["action"]} {e["outcome"]} {e["status"]}"));
    }

    [Fact]
    public async Task An_import_is_one_entry_with_its_counts()
    {
        var (name, text) = await Keys.Make(server, "admin");
        using var client = server.With(text);
        var csv = "code,name,district\n3208700011,a,320812\n3208700012,b,320812\nx,c,320812\n";
        (await server.Send("POST", "/v1/outlets:import", csv, "text/csv", client)).Is(200);
        (await server.Send("POST", "/v1/outlets:import?dryRun=true", csv, "text/csv", client)).Is(200);
        Assert.Equal("2 created, 0 replaced, 0 unchanged, 1 rejected", (string?)(await Only($"by={name}"))["detail"]);
    }

    [Fact]
    public async Task Readings_are_not_changes()
    {
        var (name, text) = await Keys.Make(server, "ingest");
        using var client = server.With(text);
        (await server.Send("POST", "/v1/telemetry", "[]", client: client)).Is(202);
        Assert.Empty(await Entries($"by={name}"));
    }

    [Fact]
    public async Task Pages_hold_every_entry_once_the_newest_first_and_filters_narrow_them()
    {
        var (name, text) = await Keys.Make(server, "admin");
        using var client = server.With(text);
        var since = DateTime.UtcNow;
        for (var i = 0; i < 7; i++) (await server.Send("PUT", $"/v1/outlets/32087000{i + 20}", TwinServer.Profile($"32087000{i + 20}"), client: client)).Is(201);
        List<string> seen = [];
        for (string? cursor = null; ;)
        {
            var page = (await server.Send("GET", $"/v1/audit?by={name}&limit=3{(cursor is null ? "" : $"&cursor={cursor}")}")).Is(200);
            Assert.True(page["items"].AsArray().Count <= 3);
            seen.AddRange(page["items"].AsArray().Select(e => (string)e!["target"]!));
            if ((cursor = (string?)page.Json["nextCursor"]) is null) break;
            if (seen.Count == 3) (await server.Send("PUT", "/v1/outlets/3208700027", TwinServer.Profile("3208700027"), client: client)).Is(201);
        }
        Assert.Equal(["3208700026", "3208700025", "3208700024", "3208700023", "3208700022", "3208700021", "3208700020"], seen);
        Assert.Equal(2, (await Entries($"by={name}&target=3208700020,3208700021&action=putOutlet&outcome=done&since={since:O}")).Length);
        Assert.Empty(await Entries($"by={name}&until={since:O}"));
        Assert.Empty(await Entries($"by={name}&outcome=refused"));
    }

    [Fact]
    public async Task Bad_questions_are_refused_and_only_an_admin_may_ask()
    {
        var answer = (await server.Send("GET", "/v1/audit?since=yesterday&outcome=fine&limit=0&cursor=x&colour=red")).Is(400);
        Assert.Equal(["colour:unknownParameter", "since:badValue", "outcome:badValue", "limit:badValue", "cursor:badValue"], answer.Errors);
        using var reader = await Keys.Client(server, "read operate plan ingest");
        (await server.Send("GET", "/v1/audit", client: reader)).Is(403);
    }

    [Fact]
    public async Task Every_endpoint_that_changes_something_writes_an_entry()
    {
        var (name, text) = await Keys.Make(server, "admin");
        using var client = server.With(text);
        var changing = server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<NeededAccess>() is { Scope: not Scopes.Ingest } && e.Metadata.GetMetadata<IAllowAnonymous>() is null)
            .SelectMany(e => e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Where(m => m is not ("GET" or "HEAD")).Select(m => (Method: m, Endpoint: e)))
            .ToArray();
        Assert.True(changing.Length > 15);
        foreach (var (method, endpoint) in changing)
        {
            var path = "/" + System.Text.RegularExpressions.Regex.Replace(endpoint.RoutePattern.RawText!.Trim('/'), @"\{[^}]*\}", "nothing-of-this-name");
            await server.Send(method, path, "?", "text/nonsense", client);
        }
        var told = (await Entries($"by={name}&limit=1000")).Select(e => (string?)e["action"]).Order();
        Assert.Equal(changing.Select(c => c.Endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName).Order(), told);
    }
}
