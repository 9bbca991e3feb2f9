using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml;
using Twin.Domain.Network;

namespace Twin.Api.Tests.Incidents;

public sealed class IncidentStatisticsTests(TwinServer server)
{
    private const string Day = "from=2026-01-01&to=2026-01-02";

    private static readonly string Yesterday = DateTime.UtcNow.AddDays(-1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
    private static readonly string Span = $"from={Yesterday}&to=2126-01-01";

    private Task<Answer> Get(string path) => server.Send("GET", $"/v1/incidents{path}");

    private static TimeSpan? Duration(JsonNode? node) => node is null ? null : XmlConvert.ToTimeSpan((string)node!);

    private async Task<(string Rules, Dictionary<string, string> Ids)> Ready(string prefix, string outlets)
    {
        (await server.Send("PUT", $"/v1/outlets/{outlets}1", $$"""{"code":"{{outlets}}1","name":"=甲,\"一\"店","district":"{{IncidentHouse.District}}","lines":[{"id":"l1"}],"terminals":[{"id":"t1","model":"{{prefix}}-X"}]}""")).Is(201);
        (await server.Send("PUT", $"/v1/outlets/{outlets}2", $$"""{"code":"{{outlets}}2","name":"乙店","district":"{{IncidentHouse.District}}","terminals":[{"id":"t1","model":"{{prefix}}-Y"}]}""")).Is(201);
        var ids = new Dictionary<string, string>
        {
            ["mended"] = await IncidentHouse.Open(server, $"{outlets}1", Severity.Major, $"{prefix}-hot"),
            ["closed"] = await IncidentHouse.Open(server, $"{outlets}1", Severity.Minor, $"{prefix}-cold"),
            ["open"] = await IncidentHouse.Open(server, $"{outlets}2", Severity.Critical, $"{prefix}-hot"),
            ["nowhere"] = await IncidentHouse.Open(server, $"{outlets}3", Severity.Major, $"{prefix}-hot"),
        };
        foreach (var id in (string[])[ids["mended"], ids["closed"]]) (await server.Send("POST", $"/v1/incidents/{id}/resolve")).Is(200);
        (await server.Send("POST", $"/v1/incidents/{ids["closed"]}/close")).Is(200);
        await IncidentHouse.Listed(server, ids["mended"], "resolved");
        await IncidentHouse.Listed(server, ids["closed"], "closed");
        return ($"rule={prefix}-hot,{prefix}-cold", ids);
    }

    [Fact]
    public async Task Every_number_is_the_number_of_incidents_that_the_list_finds()
    {
        var (rules, ids) = await Ready("stat", "320105810");
        foreach (var by in (string[])["city", "district", "telecomArea", "model", "rule", "severity", "accessNode", "outlet", "device"])
        {
            var answer = (await Get($"/statistics?by={by}&{Span}&{rules}")).Is(200);
            var total = answer["total"];
            Assert.Equal((4, 2, 0, 2), ((int)total["incidents"]!, (int)total["open"]!, (int)total["merged"]!, (int)total["restored"]!));
            var counted = 0;
            foreach (var group in answer["groups"].AsArray())
            {
                var filter = $"{by}={Uri.EscapeDataString((string)group!["key"]!)}{(by == "rule" ? "" : $"&{rules}")}&since={(string)answer["from"]!}&until={(string)answer["to"]!}{(by == "outlet" ? "&scope=outlet" : "")}";
                Assert.Equal((int)(await Get($"?{filter}")).Is(200)["total"], (int)group["figures"]!["incidents"]!);
                Assert.Equal((int)(await Get($"?{filter}&phase=!resolved,!closed")).Is(200)["total"], (int)group["figures"]!["open"]!);
                Assert.Equal((int)(await Get($"?{filter}&phase=resolved,closed&merged=false")).Is(200)["total"], (int)group["figures"]!["restored"]!);
                counted += (int)group["figures"]!["incidents"]!;
            }
            Assert.Equal(answer["groups"].AsArray().Count, (int)answer["groupCount"]);
            Assert.Equal(4, counted + (int)answer["ungrouped"]);
            Assert.Equal(by switch { "telecomArea" or "accessNode" => 4, "model" => 1, _ => 0 }, (int)answer["ungrouped"]);
        }
        var models = (await Get($"/statistics?by=model&{Span}&{rules}&sort=key")).Is(200)["groups"].AsArray();
        Assert.Equal([("stat-X", 2), ("stat-Y", 1)], models.Select(m => ((string)m!["key"]!, (int)m["figures"]!["incidents"]!)));
        Assert.Equal(["stat-cold", "stat-hot"], models[0]!["figures"]!["causes"]!.AsArray().Select(c => (string?)c!["rule"]));
        Assert.Contains(ids["open"], (string?)models[1]!["figures"]!["last"]!["id"], StringComparison.Ordinal);
        Assert.Single((await Get($"/statistics?by=outlet&{Span}&{rules}&limit=1")).Is(200)["groups"].AsArray());
    }

    [Fact]
    public async Task Restore_times_run_from_opening_to_being_mended()
    {
        var (rules, ids) = await Ready("took", "320105820");
        var took = new List<TimeSpan>();
        foreach (var id in (string[])[ids["mended"], ids["closed"]])
        {
            var incident = (await Get($"/{id}")).Is(200);
            took.Add(DateTimeOffset.Parse((string)incident["resolvedAt"]!, CultureInfo.InvariantCulture) - DateTimeOffset.Parse((string)incident["openedAt"]!, CultureInfo.InvariantCulture));
        }
        var total = (await Get($"/statistics?by=rule&{Span}&{rules}&target=30d")).Is(200)["total"];
        // Of two, the median by nearest rank is the smaller, the others the larger.
        foreach (var (quantile, of) in ((string, TimeSpan)[])[("restoreP50", took.Min()), ("restoreP90", took.Max()), ("restoreP95", took.Max())])
            Assert.Equal(of.TotalMilliseconds, Duration(total[quantile])!.Value.TotalMilliseconds, 1.0);
        Assert.Equal((2, 1.0), ((int)total["withinTarget"]!, (double)total["withinTargetShare"]!));
        Assert.True(Duration(total["faultTime"]) > took[0] + took[1]);
        var none = (await Get($"/statistics?by=rule&{Span}&{rules}&target=1ms")).Is(200)["total"];
        Assert.Equal((0, 0.0), ((int)none["withinTarget"]!, (double)none["withinTargetShare"]!));
        Assert.Null((await Get($"/statistics?by=rule&{Span}&{rules}")).Is(200)["total"]["withinTarget"]);
    }

    [Fact]
    public async Task A_time_without_an_incident_tells_when_the_last_one_was()
    {
        var id = await IncidentHouse.Open(server, "3201058301", rule: "quiet-since");
        var opened = (string)(await Get($"/{id}")).Is(200)["openedAt"]!;
        var after = DateTimeOffset.Parse(opened, CultureInfo.InvariantCulture).AddMilliseconds(1).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var answer = (await Get($"/statistics?by=city&from={after}&to=2126-01-01&rule=quiet-since")).Is(200);
        Assert.Equal((0, 0), ((int)answer["total"]["incidents"]!, answer["groups"].AsArray().Count));
        Assert.Null(answer["total"]["restoreP50"]);
        Assert.Equal((id, opened), ((string?)answer["earlier"]["id"], (string?)answer["earlier"]["openedAt"]));
    }

    [Theory]
    [InlineData("by=city", "from:required", "to:required")]
    [InlineData(Day, "by:required")]
    [InlineData($"by=colour&{Day}", "by:badValue")]
    [InlineData("by=city&from=2024-01-01&to=2026-06-01", "to:tooLong")]
    [InlineData($"by=city&{Day}&target=soon&sort=-size&limit=0&scope=town&device=%20&severity=dire", "severity:badValue", "scope:badValue", "target:badValue", "sort:badValue", "limit:badValue")]
    [InlineData($"by=city&{Day}&since=2026-01-01T00:00:00Z", "since:unknownParameter")]
    public async Task What_cannot_be_answered_is_refused_with_everything_that_is_wrong(string query, params string[] faults) =>
        Assert.Equal(faults.Order(StringComparer.Ordinal), (await Get($"/statistics?{query}")).Is(400).Errors.Order(StringComparer.Ordinal));

    [Fact]
    public async Task The_book_is_exported_as_a_spreadsheet_reads_it()
    {
        var (rules, ids) = await Ready("csv", "320105840");
        using var answer = await server.Client.GetAsync(new Uri($"/v1/incidents:export?{Span}&{rules}", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(("text/csv", "utf-8"), (answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentType.CharSet));
        Assert.Matches(@"^incidents-\d{8}-\d{8}\.csv$", answer.Content.Headers.ContentDisposition!.FileName!.Trim('"'));
        var bytes = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        var text = System.Text.Encoding.UTF8.GetString(bytes[3..]);
        var lines = text.Split("\r\n");
        Assert.Equal("", lines[^1]);
        Assert.Equal(4, lines.Length - 2);
        Assert.Equal(ids.Values.Order(StringComparer.Ordinal), lines[1..^1].Select(l => l.Split(',')[0]).Order(StringComparer.Ordinal));
        Assert.All(lines[1..^1], l => Assert.Matches(@"^[^,]+,\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00,", l));
        Assert.Contains("建邺区", text, StringComparison.Ordinal);
        Assert.Contains("csv-X", text, StringComparison.Ordinal);
        Assert.Single((await server.Send("GET", $"/v1/incidents:export?{Span}&{rules}&severity=critical")).Is(200).Text.Split("\r\n")[1..^1]);
        Assert.Equal(["from:required", "to:required"], (await server.Send("GET", "/v1/incidents:export")).Is(400).Errors);
    }
}
