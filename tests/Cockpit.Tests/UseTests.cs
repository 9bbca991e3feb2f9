using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Twin.EndToEnd.Tests.Running;
using static Microsoft.Playwright.Assertions;

namespace Twin.Cockpit.Tests;

/// <summary>Past incidents in the Use area: every number is the server's, and leads to what it counts.</summary>
public sealed class UseTests(Browsers browsers, Office office)
{
    private const string City = "320100", District = "320102";

    private static readonly Lock Gate = new();
    private static Task? Made;

    /// <summary>Three incidents in a city of their own: two of one outlet, of which one is mended, and one of another.</summary>
    private Task Ready()
    {
        lock (Gate) return Made ??= Make();
    }

    private async Task Make()
    {
        foreach (var (code, name) in ((string, string)[])[("3201088001", "=常坏店"), ("3201088002", "偶坏店")])
            await office.Api.Send("PUT", $"/v1/outlets/{code}", $$"""{"code":"{{code}}","name":"{{name}}","district":"{{District}}","telecomArea":"320104","calendar":"always","lines":[{"id":"l1","model":"M-1"},{"id":"l2","model":"M-2"}]}""");
        foreach (var line in (string[])["3201088001/l1", "3201088001/l2", "3201088002/l1"]) await office.Api.Report(line, """{"dyingGasp":true}""");
        await TwinApi.Until(async () => (int)(await List(""))["total"]! == 3, "there are three incidents");
        await office.Api.Report("3201088001/l2", """{"dyingGasp":false}""");
        await TwinApi.Until(async () => (int)(await List("&phase=closed"))["total"]! == 1, "one is mended");
    }

    private Task<JsonNode> List(string more) => office.Api.Get($"/v1/incidents?city={City}{more}");

    private async Task<JsonNode> Statistics(string by) =>
        await office.Api.Get($"/v1/incidents/statistics?by={by}&city={City}&from={DateTime.UtcNow.AddDays(-7):yyyy-MM-ddTHH:mm:ssZ}&to={DateTime.UtcNow.AddMinutes(1):yyyy-MM-ddTHH:mm:ssZ}&target=4h");

    [Fact]
    public async Task Restore_times_are_the_server_s_and_each_number_leads_to_as_many_incidents()
    {
        await Ready();
        await using var person = await browsers.Operator(twin: office.Twin);
        var page = person.Page;
        foreach (var (query, by) in ((string, string)[])[($"area={City}", "district"), ($"area={City}&by=telecomArea", "telecomArea"), ($"area={City}&by=model", "model"), ($"area={City}&by=rule", "rule"), ($"area={City}&by=severity", "severity"), ($"area={District}", "outlet")])
        {
            await person.Open($"/use/restore?{query}");
            await person.Settled();
            var answer = await Statistics(by);
            var groups = answer["groups"]!.AsArray();
            var rows = page.Locator("section:has(> header #inc-groups) tbody tr");
            await Expect(rows).ToHaveCountAsync(groups.Count);
            for (var i = 0; i < groups.Count; i++)
            {
                var figures = groups[i]!["figures"]!;
                await Expect(rows.Nth(i).Locator("td").Nth(1)).ToHaveTextAsync($"{(int)figures["incidents"]!}");
                await Expect(rows.Nth(i).Locator("td").Nth(2)).ToHaveTextAsync($"{(int)figures["open"]!}");
            }
            await Expect(page.Locator("dl.figures dd").First).ToHaveTextAsync("3");
        }
        await person.Accessible();
        await person.Picture("use-restore");

        // From a number to the incidents: of the whole, of what is open, of what is mended, of a row.
        foreach (var (what, count) in ((string, int)[])[("dl.figures dd a >> nth=0", 3), ("dl.figures dd a >> nth=1", 2), ("dl.figures dd a >> nth=2", 1), ("tbody tr >> nth=0 >> td >> nth=1 >> a", 2)])
        {
            await person.Open($"/use/restore?area={District}");
            await page.Locator(what).ClickAsync();
            await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "事件台账" })).ToBeVisibleAsync();
            await Expect(page.Locator("b.total")).ToHaveTextAsync($"共 {count} 起");
            await Expect(page.Locator("tbody tr")).ToHaveCountAsync(count);
        }
        // From a row to what is in it, and back.
        await person.Open($"/use/restore?area={City}");
        await page.Locator("td a.row").First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "网点", Exact = true })).ToBeVisibleAsync();
        await Expect(page.Locator("td a.row").First).ToHaveTextAsync("=常坏店");
        await page.GoBackAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "区县", Exact = true })).ToBeVisibleAsync();
        person.NoComplaints();
    }

    [Fact]
    public async Task An_outlet_that_fails_again_and_again_is_found_with_its_causes()
    {
        await Ready();
        await using var person = await browsers.Operator(twin: office.Twin);
        var page = person.Page;
        await person.Open($"/use/offenders?area={City}");
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        await Expect(page.Locator("tbody tr")).ToContainTextAsync("=常坏店");
        await Expect(page.Locator("tbody tr a.cause")).ToHaveTextAsync("店内断电 2");
        await person.Accessible();
        await page.Locator("tbody tr a.cause").ClickAsync();
        await Expect(page.Locator("b.total")).ToHaveTextAsync("共 2 起");
        await page.GetByRole(AriaRole.Button, new() { Name = "去掉“原因：店内断电”" }).ClickAsync();
        await Expect(page.Locator("b.total")).ToHaveTextAsync("共 2 起");
        await person.Open($"/use/offenders?area={City}&by=device");
        await Expect(page.GetByText("这段时间没有重复故障的设备")).ToBeVisibleAsync();
        person.NoComplaints();
    }

    [Fact]
    public async Task The_ledger_is_taken_along_as_a_file_that_a_spreadsheet_reads()
    {
        await Ready();
        await using var person = await browsers.Operator(twin: office.Twin);
        var page = person.Page;
        await person.Open($"/use/ledger?area={City}");
        await Expect(page.Locator("b.total")).ToHaveTextAsync("共 3 起");
        await person.Accessible();
        await person.Picture("use-ledger");
        var file = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "导出台账 CSV" }).ClickAsync());
        Assert.EndsWith(".csv", file.SuggestedFilename, StringComparison.Ordinal);
        var bytes = await File.ReadAllBytesAsync(await file.PathAsync(), TestContext.Current.CancellationToken);
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        var lines = System.Text.Encoding.UTF8.GetString(bytes[3..]).Split("\r\n");
        Assert.Equal(3, lines.Length - 2);
        // What a spreadsheet would take for a formula is a text.
        Assert.Equal(2, lines.Count(l => l.Contains("\"'=常坏店\"", StringComparison.Ordinal)));
        person.NoComplaints();
    }

    [Fact]
    public async Task A_file_that_could_not_be_had_is_asked_for_again_and_another_language_asks_for_nothing()
    {
        await Ready();
        await using var person = await browsers.Operator(twin: office.Twin);
        var page = person.Page;
        await page.RouteAsync("**/v1/incidents:export*", route => route.FulfillAsync(new() { Status = 503, ContentType = "application/problem+json", Body = """{"title":"忙","status":503,"detail":"稍后再试"}""" }), new() { Times = 1 });
        await person.Open($"/use/ledger?area={City}");
        await page.GetByRole(AriaRole.Button, new() { Name = "导出台账 CSV" }).ClickAsync();
        var alert = page.GetByRole(AriaRole.Alert);
        await Expect(alert).ToContainTextAsync("稍后再试");
        await page.RunAndWaitForDownloadAsync(() => alert.GetByRole(AriaRole.Button).ClickAsync());
        await Expect(alert).ToHaveCountAsync(0);
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(3);

        var asked = new System.Collections.Concurrent.ConcurrentBag<string>();
        page.Request += (_, request) => asked.Add(request.Url);
        await page.Keyboard.PressAsync("l");
        // What it asked for would have been asked for before this.
        await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Export ledger CSV" }).ClickAsync());
        Assert.DoesNotContain(asked, url => url.Contains("/v1/incidents?", StringComparison.Ordinal) || url.Contains("/v1/incidents/statistics", StringComparison.Ordinal));
        person.Expected("503");
        person.NoComplaints();
    }

    [Fact]
    public async Task A_time_without_incidents_one_that_is_too_long_and_a_part_that_fails_are_said_in_words()
    {
        await Ready();
        await using var person = await browsers.Operator(twin: office.Twin);
        var page = person.Page;
        await person.Open($"/use/restore?area={City}&from=2026-01-01&to=2026-01-02");
        await Expect(page.GetByText("这段时间没有事件").First).ToBeVisibleAsync();
        await Expect(page.GetByText("此前也没有")).ToBeVisibleAsync();
        await Expect(page.GetByText("历史时段：")).ToBeVisibleAsync();
        await person.Accessible();
        await page.GetByRole(AriaRole.Button, new() { Name = "回到最近" }).ClickAsync();
        await Expect(page.Locator("dl.figures dd").First).ToHaveTextAsync("3");
        await person.Open("/use/restore?from=2025-01-01&to=2026-06-30");
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("一次最多查看 400 天，请缩短时间范围。");

        await page.RouteAsync("**/v1/incidents/statistics*by=rule*", route => route.FulfillAsync(new() { Status = 503, ContentType = "application/problem+json", Body = """{"title":"忙","status":503,"detail":"稍后再试"}""" }));
        await person.Open($"/use/restore?area={City}");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("稍后再试");
        await Expect(page.Locator("dl.figures dd").First).ToHaveTextAsync("3");
        person.Expected("503");
        person.NoComplaints();
    }

    [Fact]
    public async Task A_scenario_of_the_live_network_has_its_people_and_a_rule_book_of_one_s_own()
    {
        await using var person = await browsers.Operator(twin: office.Twin);
        var page = person.Page;
        await person.Open("/use/simulations/new");
        await Choice(page, "网点").SelectOptionAsync("live");
        await Expect(page.Locator(".cm-content")).ToContainTextAsync("live: true");
        await Expect(page.GetByLabel("每组人数")).ToHaveCountAsync(0);
        await Choice(page, "人员").SelectOptionAsync("more");
        await Expect(page.GetByLabel("每组人数")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "增加一个方案" }).ClickAsync();
        await Expect(page.Locator(".cm-content")).ToContainTextAsync("teams[1].people");
        await Choice(page, "规则库").SelectOptionAsync("own");
        // What is in force is there to be changed.
        await Expect(page.GetByLabel("规则库正文")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("terminal-offline"));
        await Expect(page.Locator(".check.good")).ToBeVisibleAsync();
        await person.Accessible();
        await page.GetByLabel("规则库正文").FillAsync("version: 1\nrules: [{id: a}]");
        await Expect(page.Locator(".faults")).ToContainTextAsync("device");
        person.Expected("400");
        person.NoComplaints();
    }

    private static ILocator Choice(IPage page, string label) => page.Locator($"form label:has-text('{label}') select").First;
}
