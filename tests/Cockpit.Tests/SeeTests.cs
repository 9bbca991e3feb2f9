using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Twin.EndToEnd.Tests.Running;
using static Microsoft.Playwright.Assertions;

namespace Twin.Cockpit.Tests;

/// <summary>The first screen over a network that stands still: how it looks, and that every number on it is what the API counts.</summary>
public sealed class SeeTests(Browsers browsers, Province province) : IClassFixture<Province>, IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    private static ILocator[] Varying(IPage page) => [page.Locator("header .age"), page.Locator("header time"), page.Locator("[data-row] .state > span"), page.Locator(".strip .plot"), page.Locator(".strip h2 span"), page.Locator(".strip .scale")];

    private async Task<Operator> Look(string path, int width, int height)
    {
        await province.Refresh();
        var person = await browsers.Operator(twin: province.Twin, width: width, height: height);
        await person.Open(path);
        await Expect(person.Page.Locator("[data-row]")).ToHaveCountAsync(8);
        await Expect(person.Page.Locator("[data-kpi=camera]")).ToContainTextAsync("%");
        await Expect(person.Page.Locator($"canvas[data-points='{province.Codes.Count}']")).ToBeVisibleAsync();
        return person;
    }

    [Theory]
    [InlineData("see-1440", "/see?lang=zh", 1440, 900)]
    [InlineData("queue-390", "/see?lang=zh", 390, 844)]
    [InlineData("wall-1920", "/see?lang=zh&wall=1", 1920, 1080)]
    public async Task It_looks_as_it_is_kept(string name, string path, int width, int height)
    {
        await using var person = await Look(path, width, height);
        if (name.StartsWith("queue", StringComparison.Ordinal)) await person.Page.Locator("#queue-title").EvaluateAsync("e => e.scrollIntoView()");
        await person.Matches(name, Varying(person.Page));
        person.NoComplaints();
    }

    [Fact]
    public async Task A_panel_that_has_moved_is_not_taken_for_what_is_kept()
    {
        await using var person = await Look("/see?lang=zh", 1440, 900);
        await person.Matches("see-1440", Varying(person.Page));
        await person.Page.Locator(".queue .list").EvaluateAsync("e => { e.style.translate = '0 12px'; }");
        var (share, tooFar) = await person.Far("see-1440", Varying(person.Page));
        Assert.True(tooFar, $"{share:0} of 10,000");
    }

    [Fact]
    public async Task Every_number_on_it_is_what_the_API_counts()
    {
        await using var person = await Look("/see", 1440, 900);
        await Numbers.AreTrue(person.Page, province.Api);
        await person.Open("/see?area=320500");
        await Numbers.AreTrue(person.Page, province.Api, "city=3205");
        person.NoComplaints();
    }

    [Fact]
    public async Task Planned_work_is_counted_as_such_and_each_outlet_once()
    {
        var window = (string)(await province.Api.Send("POST", "/v1/maintenance-windows", $$"""{"match":{"outlet":"{{province.Codes[45]}}"},"duration":"1h","reason":"camera is changed"}"""))["id"]!;
        try
        {
            await using var person = await Look("/see", 1440, 900);
            var marks = person.Page.Locator("[data-mark]");
            await Expect(person.Page.Locator("[data-mark=maintenance]")).ToHaveTextAsync("1");
            await Expect(person.Page.Locator("[data-mark=minor]")).ToHaveTextAsync($"{await province.Count("severity=minor") - 1}");
            Assert.Equal(await province.Count(""), (await marks.AllTextContentsAsync()).Sum(n => int.Parse(n, NumberStyles.AllowThousands, CultureInfo.InvariantCulture)));
            // Each number says where it comes from.
            foreach (var number in await person.Page.Locator("[data-mark], [data-kpi]").AllAsync())
                Assert.True((await number.EvaluateAsync<string>("e => e.closest('button').title")).Length > 10);
        }
        finally
        {
            await province.Api.Client.DeleteAsync(new Uri($"/v1/maintenance-windows/{window}", UriKind.Relative));
        }
    }

    [Fact]
    public async Task Pictures_lie_under_the_map_where_that_is_set_and_come_from_there_alone()
    {
        await using var twin = await TwinProcess.Serve(_temp["data"], new Dictionary<string, string> { ["TWIN__Cockpit__MapTiles"] = "https://tiles.test/{z}/{x}/{y}.png", ["TWIN__Cockpit__MapTilesBy"] = "© 天地图" });
        await twin.Api.Put("3208008351");
        await using var person = await browsers.Operator(twin: twin);
        var asked = new System.Collections.Concurrent.ConcurrentBag<string>();
        var picture = await person.Page.ScreenshotAsync(new() { Clip = new() { Width = 256, Height = 256 } });
        await person.Page.RouteAsync("https://tiles.test/**", route =>
        {
            asked.Add(route.Request.Url);
            return route.FulfillAsync(new() { ContentType = "image/png", BodyBytes = picture });
        });
        await person.Open("/see?at=119,33,9");
        await Expect(person.Page.Locator(".note")).ToContainTextAsync("© 天地图");
        await TwinApi.Until(() => Task.FromResult(!asked.IsEmpty), "pictures are asked for");
        // Zoom 9: 512 columns of the world, the 425th over 119 degrees east, the 206th under 33 degrees north.
        Assert.Contains("https://tiles.test/9/425/206.png", asked);
        Assert.All(asked, url => Assert.StartsWith("https://tiles.test/9/", url, StringComparison.Ordinal));
        Assert.True(person.Forgive("another host was asked: https://tiles.test/9/") > 0);
        person.NoComplaints();
    }

    [Fact]
    public async Task The_last_hour_is_asked_for_at_once_and_a_moment_of_it_shows_all_as_it_was()
    {
        await using var person = await browsers.Operator(twin: province.Twin);
        var page = person.Page;
        List<string> asked = [];
        page.Request += (_, r) => { lock (asked) asked.Add(r.Url); };
        await page.RunAndWaitForResponseAsync(() => person.Open("/see"), "**/v1/outlets/summary/series?*");
        await Expect(page.Locator(".note")).ToContainTextAsync(Province.Approval);
        lock (asked) Assert.DoesNotContain(asked, url => url.Contains("asOf", StringComparison.Ordinal));

        foreach (var (at, open) in ((DateTime, int)[])[(province.Well, 0), (province.Troubled, 8)])
        {
            var time = at.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
            await person.Open($"/see?t={time}");
            await Expect(page.Locator("p.past")).ToContainTextAsync("历史：");
            await Expect(page.Locator("[data-count=past]")).ToHaveTextAsync($"{open}");
            await Expect(page.Locator(".then li .text")).ToHaveCountAsync(open);
            await Expect(page.Locator("[data-kpi=camera]")).ToContainTextAsync("%");
            await Numbers.OutletsAreTrue(page, province.Api, $"asOf={time}");
            await Expect(page.Locator("[data-kpi=unacknowledged]")).ToHaveTextAsync("–");
        }
        await person.Accessible();
        await person.Picture("past");
        await page.GetByRole(AriaRole.Button, new() { Name = "回到实时" }).ClickAsync();
        await Expect(page.Locator("[data-row]")).ToHaveCountAsync(8);
        person.NoComplaints();
    }

    [Fact]
    public async Task What_has_not_been_heard_of_for_twenty_seconds_is_said_to_be_old_and_stays()
    {
        await using var person = await browsers.Operator(twin: province.Twin);
        var page = person.Page;
        await page.Clock.InstallAsync();
        await person.Open("/see");
        await Expect(page.Locator("[data-kpi=critical]")).ToHaveTextAsync("2");
        // The page's own clock goes ahead; the server has just spoken.
        await page.Clock.FastForwardAsync(60_000);
        await Expect(page.Locator("header .age.stale")).ToBeVisibleAsync();
        await Expect(page.Locator("[role=status] > p")).ToContainTextAsync("秒");
        await Expect(page.Locator("[data-kpi=critical]")).ToHaveTextAsync("2");
        await person.Picture("stale");
    }
}

/// <summary>What the first screen says, beside what the API counts.</summary>
internal static class Numbers
{
    private static readonly string[] Marks = ["critical", "major", "minor", "unknown", "ok", "closed"];

    public static async Task AreTrue(IPage page, TwinApi api, string within = "")
    {
        await OutletsAreTrue(page, api, within);
        var open = await Incidents(api, $"phase=open,acknowledged,assigned,onSite&{within}");
        var soon = DateTime.UtcNow.AddMinutes(5);
        await Says(page, "[data-kpi=unacknowledged]", Whole(open.Count(i => (string?)i["phase"] == "open")));
        await Says(page, "[data-kpi=jobs]", Whole(open.Count(i => (string?)i["phase"] is "assigned" or "onSite")));
        await Says(page, "[data-kpi=due]", Whole(open.Count(i => i["legs"]!.AsArray().Any(l => (bool)l!["required"]! && l["respondBy"] is { } by && Time(by) < soon))));
        await Says(page, "[data-count=queue]", $"{open.Count}");
    }

    public static async Task OutletsAreTrue(IPage page, TwinApi api, string filter = "")
    {
        var groups = (await api.Get($"/v1/outlets/summary?by=status,severity&{filter}"))["groups"]!.AsArray();
        int Count(Func<string, string, bool> of) => groups.Where(g => of((string)g!["status"]!, (string)g["severity"]!)).Sum(g => (int)g!["count"]!);
        foreach (var mark in Marks) await Says(page, $"[data-mark={mark}]", Whole(Count((status, severity) => Mark(status, severity) == mark)));
        await Says(page, "[data-kpi=critical]", Whole(Count((_, severity) => severity == "critical")));
        await Says(page, "[data-kpi=major]", Whole(Count((status, severity) => Mark(status, severity) == "major")));
        var (up, trading, all) = (Count((status, _) => status is "ok" or "degraded"), Count((status, _) => status != "closed"), Count((_, _) => true));
        await Says(page, "[data-kpi=up]", Percent(up, trading));
        var rules = System.Text.Json.Nodes.JsonNode.Parse(await Json(api, "/v1/rulebook"))!["rules"]!.AsArray();
        foreach (var kind in (string[])["camera", "line"])
        {
            var of = string.Join(',', rules.Where(r => (string)r!["device"]! == kind).Select(r => (string)r!["id"]!));
            var faulty = (int)(await api.Get($"/v1/outlets/summary?by=status&rule={of}&{filter}"))["total"]!;
            await Says(page, $"[data-kpi={kind}]", Percent(all - faulty, all));
        }
    }

    private static string Mark(string status, string severity) => severity is "none" or "info" ? status switch { "down" => "major", "degraded" => "minor", _ => status } : severity;

    private static Task Says(IPage page, string where, string what) => Expect(page.Locator(where)).ToHaveTextAsync(what);

    private static string Whole(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Never rounded up.</summary>
    private static string Percent(int part, int of) => (10_000L * part / of / 100m).ToString("0.00", CultureInfo.InvariantCulture) + "%";

    private static DateTime Time(JsonNode node) => DateTime.Parse((string)node!, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);

    private static async Task<string> Json(TwinApi api, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("application/json");
        using var answer = await api.Client.SendAsync(request);
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task<List<JsonNode>> Incidents(TwinApi api, string query)
    {
        List<JsonNode> found = [];
        string? cursor = null;
        do
        {
            var page = await api.Get($"/v1/incidents?limit=1000&{query}{(cursor is null ? "" : $"&cursor={cursor}")}");
            found.AddRange(page["items"]!.AsArray().Select(i => i!).Where(i => i["mergedInto"] is null));
            cursor = (string?)page["nextCursor"];
        }
        while (cursor is not null);
        return found;
    }
}
