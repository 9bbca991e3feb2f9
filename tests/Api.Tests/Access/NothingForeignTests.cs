using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Twin.Api.Tests.Live;

namespace Twin.Api.Tests.Access;

/// <summary>
/// Every operation of the API's description is asked with a key of one city, about things of both: an operation added tomorrow is in here by itself, and fails when it tells of
/// the other city.
/// </summary>
public sealed partial class NothingForeignTests(TwinServer server)
{
    /// <summary>What to put into a path. An operation with a parameter that is in no line here must be given one.</summary>
    private static readonly (string Path, Func<TwoCities, string[]> Values)[] Ids =
    [
        ("/v1/outlets/{code}", _ => [TwoCities.Mine, TwoCities.Theirs, TwoCities.Disguised]),
        ("/v1/devices/{code}/{id}", _ => [$"{TwoCities.Mine}/t1", $"{TwoCities.Theirs}/t1", $"{TwoCities.Theirs}/t9"]),
        ("/v1/incidents/{id}", it => [it.OwnIncident, it.ForeignIncident, it.SharedIncident]),
        ("/v1/silences/{id}", it => [.. it.Mutes.Where(m => m.Key.StartsWith("silences", StringComparison.Ordinal)).Select(m => m.Value)]),
        ("/v1/maintenance-windows/{id}", it => [.. it.Mutes.Where(m => m.Key.StartsWith("maintenance", StringComparison.Ordinal)).Select(m => m.Value)]),
        ("/v1/teams/{id}", _ => ["inner-team", "outer-team"]),
        ("/v1/calendars/{id}", _ => ["standard"]),
        ("/v1/policies/{id}", _ => ["default"]),
        ("/v1/keys/{name}", _ => ["outer-key"]),
        ("/v1/simulations/{id}", _ => ["sim-1"]),
    ];

    /// <summary>What to try for a query parameter wherever there is one of that name.</summary>
    private static readonly Dictionary<string, string[]> Queries = new(StringComparer.Ordinal)
    {
        ["district"] = [TwoCities.ForeignDistrict, "320000"],
        ["city"] = ["3212"],
        ["outlet"] = [TwoCities.Theirs, TwoCities.Mine],
        ["q"] = ["店"],
        ["accessNode"] = [TwoCities.Node, "outer-node"],
        ["bbox"] = ["119,32,120,33"],
        ["near"] = ["119.4,32.4"],
        ["zoom"] = ["22"],
        ["limit"] = ["1000"],
        ["sort"] = ["-members", "outlet"],
        ["rule"] = ["shared-outage"],
        ["team"] = ["outer-team"],
        ["state"] = ["active,pending,expired"],
        ["by"] = ["outlet", "city,district,accessNode,designation"],
        ["recipient"] = ["outer-li"],
        ["fields"] = ["name,address,incidents"],
    };

    [Fact]
    public async Task No_answer_to_a_key_of_one_city_tells_of_another()
    {
        var cities = await TwoCities.On(server);
        var (asked, answered) = (0, new HashSet<string>(StringComparer.Ordinal));
        foreach (var (path, method, operation) in await Operations())
        {
            if (method != "get") continue;
            foreach (var filled in Filled(path, cities))
            {
                foreach (var query in QueriesOf(path, operation, cities))
                {
                    var url = filled + query;
                    if (path == "/v1/stream") await StreamOf(url, cities);
                    else if (await Ask("GET", url, null, null, cities) == 200) answered.Add(path);
                    asked++;
                }
            }
        }
        Assert.True(asked > 120, $"{asked} were asked");
        Assert.True(answered.Count >= 27, $"only {answered.Count} of the operations answered: {string.Join(' ', answered.Order())}");
    }

    [Fact]
    public async Task Nothing_of_another_city_is_changed_by_a_key_of_one()
    {
        var cities = await TwoCities.On(server);
        var before = await Theirs(cities);
        foreach (var (path, method, operation) in await Operations())
        {
            if (method == "get") continue;
            foreach (var filled in Filled(path, cities).Where(p => !IsOwn(p, cities)))
            {
                foreach (var (type, body) in BodiesOf(operation))
                {
                    var status = await Ask(method.ToUpperInvariant(), filled, body, type, cities);
                    // What has no foreign thing in its path takes many at once, and refuses those of others one by one.
                    Assert.True(status is >= 400 and < 500 || !path.Contains('{', StringComparison.Ordinal), $"{method} {filled}: {status}");
                }
            }
        }
        Assert.Equal(before, await Theirs(cities));

    }

    private static bool IsOwn(string path, TwoCities cities) =>
        path.Contains('{', StringComparison.Ordinal) || ((string[])[TwoCities.Mine, cities.OwnIncident, cities.SharedIncident, cities.Mutes["silences/own"], cities.Mutes["maintenance-windows/own"]]).Any(own => path.Contains(own, StringComparison.Ordinal));

    /// <summary>All that the admin sees of the other city.</summary>
    private async Task<string> Theirs(TwoCities cities)
    {
        var export = (await server.Send("GET", "/v1/outlets:export")).Is(200).Text.Split('\n').Where(l => l.Contains(TwoCities.Theirs, StringComparison.Ordinal) || l.Contains(TwoCities.Disguised, StringComparison.Ordinal));
        var timeline = (await server.Send("GET", $"/v1/incidents/{cities.ForeignIncident}")).Is(200)["timeline"].AsArray().Where(t => (string?)t!["by"] != "twin" && (string?)t["event"] is "acknowledged" or "note" or "resolved" or "closed").Select(t => t!.ToJsonString());
        var mutes = (await server.Send("GET", "/v1/silences?state=active,pending,expired")).Is(200)["items"].AsArray().Where(m => cities.Mutes.ContainsValue((string)m!["id"]!)).Select(m => m!.ToJsonString());
        var team = (await server.Send("GET", "/v1/teams/outer-team")).Is(200).Text;
        return string.Join('\n', [.. export, .. timeline, .. mutes, team]);
    }

    private async Task<List<(string Path, string Method, JsonNode Operation)>> Operations() =>
    [
        .. from path in (await server.Send("GET", "/openapi/v1.json", client: server.Stranger)).Is(200)["paths"].AsObject()
           where path.Key.StartsWith("/v1/", StringComparison.Ordinal)
           from operation in path.Value!.AsObject()
           select (path.Key, operation.Key, operation.Value!),
    ];

    private static IEnumerable<string> Filled(string path, TwoCities cities)
    {
        path = path.Replace("{version}", "1", StringComparison.Ordinal);
        if (!path.Contains('{', StringComparison.Ordinal)) return [path];
        foreach (var (pattern, values) in Ids.OrderByDescending(i => i.Path.Length))
            if (path == pattern || path.StartsWith(pattern + "/", StringComparison.Ordinal))
                return values(cities).Select(v => $"{pattern[..pattern.IndexOf('{', StringComparison.Ordinal)]}{v}{path[pattern.Length..]}");
        throw new InvalidOperationException($"{path} has a parameter that this test does not know: say what to ask of it.");
    }

    private static IEnumerable<string> QueriesOf(string path, JsonNode operation, TwoCities cities)
    {
        var needed = path switch
        {
            "/v1/outlets/summary" => "by=city,status",
            "/v1/outlets/summary/series" => $"by=city,status&from={DateTime.UtcNow.AddHours(-1):yyyy-MM-ddTHH:mm:ssZ}&to=2099-01-01&step=1m",
            "/v1/availability" => "from=2026-11-01&to=2099-01-01",
            "/v1/outlets/{code}/history" => "from=2026-11-01&to=2099-01-01",
            "/v1/stream" => "topics=outlets,incidents",
            _ => "",
        };
        yield return $"?{needed}";
        var names = (operation["parameters"] as JsonArray ?? []).Where(p => (string?)p!["in"] == "query").Select(p => (string)p!["name"]!).ToArray();
        foreach (var name in names)
            foreach (var value in Queries.GetValueOrDefault(name, []))
                if (!needed.Contains($"{name}=", StringComparison.Ordinal) || name == "by") yield return $"?{(name == "by" ? needed.Replace("by=city,status", "", StringComparison.Ordinal) : needed)}&{name}={Uri.EscapeDataString(value)}".Replace("?&", "?", StringComparison.Ordinal);
        if (names.Contains("incident"))
            foreach (var id in (string[])[cities.OwnIncident, cities.ForeignIncident, cities.SharedIncident]) yield return $"?incident={id}";
        if (names.Contains("asOf")) yield return $"?{needed}&asOf={DateTime.UtcNow:yyyy-MM-ddTHH:mm:ssZ}".Replace("?&", "?", StringComparison.Ordinal);
        if (path == "/v1/availability")
            foreach (var scope in (string[])["district=320000&by=outlet", $"city={TwoCities.Own}&by=outlet"]) yield return $"?{needed}&{scope}";
    }

    private static IEnumerable<(string? Type, string? Body)> BodiesOf(JsonNode operation)
    {
        if (operation["requestBody"]?["content"] is not JsonObject content) return [(null, null)];
        return content.Select(c => ((string?)c.Key, (string?)Example(c.Value!["example"])));

        // The text of an example is what is sent where the content is no JSON.
        static string Example(JsonNode? example) => example is JsonValue text && text.TryGetValue<string>(out var plain) ? plain : example?.ToJsonString() ?? "{}";
    }

    private async Task<int> Ask(string method, string url, string? body, string? type, TwoCities cities)
    {
        var answer = await server.Send(method, url, body, type, cities.Part);
        Assert.True(answer.Status < 500, $"{method} {url}: {answer.Status} {answer.Text}");
        Check($"{method} {url} {body}", answer.Text);
        return answer.Status;
    }

    private static async Task StreamOf(string url, TwoCities cities)
    {
        using var events = await EventReader.Open(cities.Part, url[(url.IndexOf('?', StringComparison.Ordinal) + 1)..]);
        for (var done = false; !done;)
        {
            var part = await events.Expect("snapshot");
            Check(url, part.Data!.ToJsonString(Json.ApiJson.Options));
            done = (bool)part.Data["done"]!;
        }
    }

    /// <summary>What the caller said itself it may hear again.</summary>
    private static void Check(string asked, string answer)
    {
        Assert.True(!answer.Contains(TwoCities.ForeignMark, StringComparison.Ordinal), $"{asked}: {answer}");
        foreach (var id in ForeignId().Matches(answer).Select(m => m.Value).Concat(Outlets().Matches(answer).Select(m => m.Value)))
            Assert.True((id.StartsWith("321000", StringComparison.Ordinal) && id != TwoCities.Disguised) || asked.Contains(id, StringComparison.Ordinal), $"{asked} was told of {id}: {answer}");
    }

    [GeneratedRegex(@"outer-\w+")]
    private static partial Regex ForeignId();

    [GeneratedRegex(@"\b32\d{8}\b")]
    private static partial Regex Outlets();
}
