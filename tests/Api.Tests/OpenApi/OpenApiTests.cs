using System.Text.Json.Nodes;

namespace Twin.Api.Tests.OpenApi;

public sealed class OpenApiTests(TwinServer server)
{
    private async Task<JsonNode> Document() => (await server.Send("GET", "/openapi/v1.json", client: server.Stranger)).Is(200).Json;

    private static IEnumerable<(string Path, string Method, JsonNode Operation)> Operations(JsonNode document) =>
        from path in document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        select (path.Key, operation.Key, operation.Value!);

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject o => o.Select(m => m.Value).SelectMany(Objects).Prepend(o),
        JsonArray a => a.SelectMany(Objects),
        _ => [],
    };

    [Fact]
    public async Task It_is_openapi_3_1_and_every_reference_leads_somewhere()
    {
        var document = await Document();
        Assert.StartsWith("3.1", (string?)document["openapi"], StringComparison.Ordinal);
        Assert.Equal("MIT", (string?)document["info"]!["license"]!["identifier"]);
        foreach (var reference in Objects(document).Select(o => o["$ref"]).OfType<JsonValue>().Select(v => v.GetValue<string>()).Distinct())
        {
            JsonNode? at = document;
            foreach (var step in reference.Split('/').Skip(1)) at = at?[step];
            Assert.True(at is not null, reference);
        }
    }

    [Fact]
    public async Task Every_operation_has_a_name_a_tag_a_summary_and_says_what_it_answers()
    {
        var operations = Operations(await Document()).ToList();
        Assert.All(operations, o =>
        {
            Assert.False(string.IsNullOrEmpty((string?)o.Operation["operationId"]), $"{o.Method} {o.Path}");
            Assert.False(string.IsNullOrEmpty((string?)o.Operation["summary"]), $"{o.Method} {o.Path}");
            Assert.NotEmpty(o.Operation["tags"]!.AsArray());
            Assert.Contains(o.Operation["responses"]!.AsObject(), r => r.Key.StartsWith('2'));
        });
        Assert.Equal(operations.Count, operations.Select(o => (string?)o.Operation["operationId"]).Distinct().Count());
        Assert.Contains(operations, o => o.Path == "/v1/outlets:import");
    }

    [Fact]
    public async Task Every_operation_but_the_open_ones_needs_a_key_and_answers_problems()
    {
        foreach (var (path, method, operation) in Operations(await Document()))
        {
            var open = !path.StartsWith("/v1", StringComparison.Ordinal) || path == "/v1/session";
            Assert.True(operation["security"] is JsonArray { Count: > 0 } == !open, $"{method} {path}");
            if (open) continue;
            Assert.True(operation["responses"]!["401"] is not null, $"{method} {path}");
            foreach (var (status, response) in operation["responses"]!.AsObject())
                if (status[0] is '4' or '5')
                    Assert.Equal("#/components/schemas/Problem", (string?)response!["content"]!["application/problem+json"]!["schema"]!["$ref"]);
        }
    }

    [Fact]
    public async Task Types_are_plain()
    {
        var document = await Document();
        var schemas = document["components"]!["schemas"]!;
        foreach (var schema in Objects(schemas).Where(o => o["type"] is JsonArray))
            Assert.False(schema["type"]!.AsArray().Any(t => (string?)t == "string") && schema["type"]!.AsArray().Any(t => (string?)t is "number" or "integer"), schema.ToJsonString());
        Assert.Equal(3, schemas["Value"]!["oneOf"]!.AsArray().Count);
        Assert.Equal(["unknown", "ok", "degraded", "down", "closed"], schemas["OutletStatus"]!["enum"]!.AsArray().Select(e => (string?)e));
        Assert.Equal("string", (string?)schemas["OutletStatus"]!["type"]);
        Assert.Equal(("string", "duration"), ((string?)schemas["SuggestionModel"]!["properties"]!["travel"]!["type"], (string?)schemas["SuggestionModel"]!["properties"]!["travel"]!["format"]));
        Assert.Null(schemas["OutletStatus"]!["readOnly"]);
        Assert.True((bool)schemas["OutletModel"]!["properties"]!["revision"]!["readOnly"]!);
        Assert.Equal(["name", "district"], schemas["OutletInput"]!["required"]!.AsArray().Select(r => (string?)r));
        Assert.Null(schemas["OutletInput"]!["properties"]!["status"]);
    }

    [Fact]
    public async Task The_docs_page_asks_nobody_else()
    {
        var page = await server.Send("GET", "/docs/", client: server.Stranger);
        Assert.DoesNotContain("https://", page.Text.Replace("https://github.com", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("default-src 'self'", page.Header("Content-Security-Policy"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generators_find_the_stream_s_events_and_what_is_read_only()
    {
        var document = (await server.Send("GET", "/openapi/v1.json")).Is(200);
        var schemas = document["components"]["schemas"]!.AsObject();
        foreach (var name in (string[])["SnapshotEvent", "ChangeEvent", "ResyncEvent"]) Assert.True(schemas.ContainsKey(name), name);
        var properties = schemas["OutletModel"]!["properties"]!.AsObject();
        foreach (var name in (string[])["status", "severity", "devices"]) Assert.True((bool?)properties[name]!["readOnly"], name);
        Assert.NotNull(document["paths"]["/v1/telemetry"]!["post"]!["requestBody"]!["content"]!["application/json"]!["example"]);
    }
}
