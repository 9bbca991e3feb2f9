using Microsoft.Extensions.DependencyInjection;
using Twin.Api.Access;
using Twin.Api.Tests.Live;

namespace Twin.Api.Tests.Access;

public sealed class KeyTests(TwinServer server)
{
    [Fact]
    public async Task A_key_is_shown_once_and_kept_as_a_hash()
    {
        var made = (await server.Send("POST", "/v1/keys", """{"name":"once","scopes":["read","operate"],"divisions":["320800","320900"]}""")).Is(201);
        var text = (string)made["key"]!;
        Assert.StartsWith("twin_", text, StringComparison.Ordinal);
        Assert.Equal("/v1/keys/once", made.Location);
        Assert.Equal("no-store", made.Header("Cache-Control"));
        Assert.Equal(["read", "operate"], made["scopes"].AsArray().Select(s => (string?)s));
        Assert.Equal(["3208", "3209"], made["divisions"].AsArray().Select(s => (string?)s));
        Assert.Equal("admin", (string?)made["createdBy"]);

        var secret = text[^64..];
        foreach (var path in (string[])["/v1/keys", "/v1/keys/once", $"/v1/keys/{made["id"]}"])
        {
            var seen = (await server.Send("GET", path)).Is(200);
            Assert.DoesNotContain(secret, seen.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("\"hash\"", seen.Text, StringComparison.OrdinalIgnoreCase);
        }
        Assert.DoesNotContain(secret, (await server.Grains.GetGrain<Grains.Access.IKeyringGrain>("keyring").List()).Single(k => k.Name == "once").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_done_with_the_key_of_a_person_is_told_as_theirs()
    {
        var made = (await server.Send("POST", "/v1/keys", """{"name":"of-somebody","person":"li-1","scopes":["read","operate"]}""")).Is(201);
        Assert.Equal("li-1", (string?)made["person"]);
        using var theirs = server.With((string)made["key"]!);
        Assert.Equal(("of-somebody", "li-1"), ((string?)(await server.Send("GET", "/v1/session", client: theirs)).Is(200)["name"], (string?)(await server.Send("GET", "/v1/session", client: theirs)).Is(200)["person"]));
        Assert.Equal("li-1", (string?)(await server.Send("GET", "/v1/keys/of-somebody")).Is(200)["person"]);
        Assert.Null((await server.Send("GET", "/v1/session")).Is(200).Json["person"]);
        Assert.Equal(["person:invalidValue"], (await server.Send("POST", "/v1/keys", """{"name":"of-nobody","person":"李 工","scopes":["read"]}""")).Is(400).Errors);
    }

    [Fact]
    public async Task A_key_that_was_used_says_when()
    {
        var (name, text) = await Keys.Make(server, "read");
        Assert.Null((await server.Send("GET", $"/v1/keys/{name}")).Is(200).Json["lastUsed"]);
        using var client = server.With(text);
        (await server.Send("GET", "/v1/divisions", client: client)).Is(200);
        await server.Services.GetRequiredService<KnownKeys>().TellUses();
        Assert.NotNull((await server.Send("GET", $"/v1/keys/{name}")).Is(200).Json["lastUsed"]);
    }

    [Fact]
    public async Task A_revoked_key_is_refused_at_once_and_its_stream_ends()
    {
        var (name, text) = await Keys.Make(server, "read");
        using var client = server.With(text);
        using var stream = await EventReader.Open(client, "status=closed&q=nothing-is-called-so");
        await stream.Expect("snapshot");
        (await server.Send("DELETE", $"/v1/keys/{name}")).Is(204);
        (await server.Send("GET", "/v1/divisions", client: client)).Is(401);
        while (await stream.Next() is not null) { }
        (await server.Send("DELETE", $"/v1/keys/{name}")).Is(404);
        // The name is free again, and the old key stays bad.
        await Keys.Make(server, name, "read", "");
        (await server.Send("GET", "/v1/divisions", client: client)).Is(401);
    }

    [Fact]
    public async Task A_key_that_expires_ends_its_streams_by_itself()
    {
        var (_, text) = await Keys.Make(server, "short-lived", "read", "", $",\"expiresAt\":\"{DateTime.UtcNow.AddSeconds(8):O}\"");
        using var client = server.With(text);
        using var stream = await EventReader.Open(client, "q=nothing-is-called-so");
        while (await stream.Next() is not null) { }
        (await server.Send("GET", "/v1/divisions", client: client)).Is(401);
    }

    [Fact]
    public async Task Every_fault_of_a_request_is_named_and_no_key_made()
    {
        var answer = (await server.Send("POST", "/v1/keys", """{"name":"No Good","scopes":["read","write","read"],"divisions":["32","3299","x",7],"expiresAt":"2020-01-01T00:00:00Z","colour":"red"}""")).Is(400);
        Assert.Equal(
            ["name:invalidValue", "scopes[1]:invalidValue", "scopes[2]:duplicate", "divisions[1]:unknownDivision", "divisions[2]:unknownDivision", "divisions[3]:wrongType", "expiresAt:outOfRange", "colour:unknownField"],
            answer.Errors);
        (await server.Send("POST", "/v1/keys", """{"name":"nothing","scopes":[]}""")).Is(400);
        (await server.Send("POST", "/v1/keys", """{"name":"nothing"}""")).Is(400);
        (await server.Send("GET", "/v1/keys/nothing")).Is(404);
    }

    [Fact]
    public async Task A_name_is_one_key_s_and_admin_is_the_first_one_s()
    {
        var (name, _) = await Keys.Make(server, "read");
        Assert.Equal(["name:conflict"], (await server.Send("POST", "/v1/keys", $$"""{"name":"{{name}}","scopes":["read"]}""")).Is(409).Errors);
        (await server.Send("POST", "/v1/keys", """{"name":"admin","scopes":["read"]}""")).Is(409);
        (await server.Send("DELETE", "/v1/keys/admin")).Is(409);
    }

    [Fact]
    public async Task What_a_change_says_was_done_by_is_the_key_s_name()
    {
        var (name, text) = await Keys.Make(server, "admin");
        using var client = server.With(text);
        (await server.Send("PUT", "/v1/calendars/by-key", "timeZone: Asia/Shanghai\nweekly: {mon-sun: [\"08:00-20:00\"]}\n", "application/yaml", client)).Is(201);
        Assert.Contains($"\"{name}\"", (await server.Send("GET", "/v1/calendars/by-key/versions")).Is(200).Text, StringComparison.Ordinal);
    }
}
