using System.Text.Json.Nodes;

namespace Twin.Api.Tests.Fuzz;

/// <summary>One operation of the API's own description: what a request for it looks like.</summary>
internal sealed record Operation(string Method, string Path, IReadOnlyList<string> Query, IReadOnlyList<(string Type, JsonNode? Example)> Bodies)
{
    public static List<Operation> AllOf(JsonNode document) =>
    [
        .. from path in document["paths"]!.AsObject()
           from operation in path.Value!.AsObject()
           where operation.Key is "get" or "put" or "post" or "patch" or "delete" or "head"
           select new Operation(operation.Key.ToUpperInvariant(), path.Key, QueryOf(operation.Value!), BodiesOf(document, operation.Value!)),
    ];

    private static List<string> QueryOf(JsonNode operation) =>
        [.. (operation["parameters"] as JsonArray ?? []).Where(p => (string?)p!["in"] == "query").Select(p => (string)p!["name"]!)];

    private static List<(string, JsonNode?)> BodiesOf(JsonNode document, JsonNode operation) =>
        [.. (operation["requestBody"]?["content"] as JsonObject ?? []).Select(c => (c.Key, ExampleOf(c.Value!)))];

    private static JsonNode? ExampleOf(JsonNode content) => content["example"] ?? (content["examples"] as JsonObject)?.Select(e => e.Value?["value"]).FirstOrDefault();
}
