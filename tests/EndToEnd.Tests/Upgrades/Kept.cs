using System.Text.Json.Nodes;

namespace Twin.EndToEnd.Tests.Upgrades;

/// <summary>Holds an answer against an older one: everything the older one said is still said; there may be more.</summary>
internal static class Kept
{
    /// <summary>What is live and not stored with every reading, so that it is not there after any restart.</summary>
    private static readonly HashSet<string> Live = ["freshness", "updatedAt", "lastSeen", "values", "history", "counts"];

    /// <summary>What any start changes: the revision of a list, and since when a device is unknown that was never heard.</summary>
    private static bool Moves(JsonObject told, string name) => name switch
    {
        "revision" => told.ContainsKey("total"),
        "since" => (string?)told["status"] == "unknown" && told.ContainsKey("kind"),
        _ => false,
    };

    /// <summary>What of an older answer is missing or different, each with its place.</summary>
    public static IEnumerable<string> Lost(JsonNode? before, JsonNode? after, string at) => (before, after) switch
    {
        (JsonObject was, JsonObject now) => was.Where(p => !Live.Contains(p.Key) && !Moves(was, p.Key)).SelectMany(p => Lost(p.Value, now[p.Key], $"{at}.{p.Key}")),
        (JsonArray was, JsonArray now) when was.Count == now.Count => was.Zip(now).SelectMany((pair, i) => Lost(pair.First, pair.Second, $"{at}[{i}]")),
        _ => JsonNode.DeepEquals(before, after) ? [] : [$"{at} was {before?.ToJsonString() ?? "nothing"} and is {after?.ToJsonString() ?? "nothing"}"],
    };
}
