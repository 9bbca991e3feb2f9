using Microsoft.Playwright;
using Twin.EndToEnd.Tests.Running;
using Twin.Servers;
using static Microsoft.Playwright.Assertions;

namespace Twin.Cockpit.Tests;

public sealed class StreamTests(Browsers browsers) : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    private const string Scrolled = "e => { e.scrollTop = 60; }";

    [Fact]
    public async Task A_server_that_dies_is_told_of_and_one_that_is_back_goes_on_by_itself()
    {
        string[] where = ["--urls", $"http://127.0.0.1:{FreePort.Next()}"];
        var twin = await TwinProcess.Serve(_temp["data"], where);
        try
        {
            await Office.SetUp(twin.Api);
            await using var person = await browsers.Operator(twin: twin);
            var page = person.Page;
            // A network without outlets is known as well.
            await person.Open("/manage/incidents");
            var id = await Trouble(twin.Api, 12);
            await Expect(page.Locator("tbody tr")).ToHaveCountAsync(12);
            await person.Open($"/manage/incidents/{id}");
            var does = page.Locator(".legs .do button");
            await Expect(does.First).ToBeEnabledAsync();

            await using var looker = await browsers.Operator(twin: twin, height: 500);
            await looker.Open("/see");
            var (rows, list) = (looker.Page.Locator("[data-row]"), looker.Page.Locator(".queue .list"));
            var acknowledge = rows.First.Locator(".state button");
            await Expect(rows).ToHaveCountAsync(12);
            await Expect(acknowledge).ToBeEnabledAsync();
            await list.EvaluateAsync(Scrolled);
            foreach (var one in (Operator[])[person, looker]) await one.Page.EvaluateAsync("window.same = true");

            await twin.Kill();
            await Expect(page.Locator("header .age.offline")).ToBeVisibleAsync();
            // What was known stays; what would change something says why it cannot.
            await Expect(does.First).ToBeDisabledAsync();
            await Expect(does.First).ToHaveAttributeAsync("title", "与服务器断开，暂不能操作");
            await Expect(looker.Page.Locator("[role=status] > p button")).ToBeVisibleAsync();
            await Expect(looker.Page.Locator("[data-count=queue]")).ToHaveTextAsync("12");
            await Expect(acknowledge).ToBeDisabledAsync();
            await Expect(acknowledge).ToHaveAttributeAsync("title", "与服务器断开，暂不能操作");
            await looker.Picture("offline");

            await twin.DisposeAsync();
            twin = await TwinProcess.Serve(_temp["data"], where);
            await person.Live();
            await looker.Live();
            await Expect(does.First).ToBeEnabledAsync();
            // The same session, told of what is new since; nothing is lost, nothing is there twice, and nothing has moved.
            await Office.Trouble(twin.Api, "3208970099", "之后");
            await Expect(looker.Page.Locator(".queue .pill button")).ToContainTextAsync("1");
            Assert.Equal((12, 60), await Seen(rows, list));
            await Expect(acknowledge).ToBeEnabledAsync();
            await looker.Page.Keyboard.PressAsync(".");
            await Expect(looker.Page.Locator("[data-count=queue]")).ToHaveTextAsync("13");
            Assert.Equal((13, 0), await Seen(rows, list));
            foreach (var one in (Operator[])[person, looker]) Assert.True(await one.Page.EvaluateAsync<bool>("window.same"));
        }
        finally
        {
            await twin.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_browser_without_a_network_says_so_and_goes_on_when_there_is_one()
    {
        await using var twin = await TwinProcess.Serve(_temp["data"]);
        await Office.SetUp(twin.Api);
        var id = await Trouble(twin.Api, 12);
        await using var person = await browsers.Operator(twin: twin, height: 500);
        var page = person.Page;
        await person.Open("/see");
        var (rows, list) = (page.Locator("[data-row]"), page.Locator(".queue .list"));
        await Expect(rows).ToHaveCountAsync(12);
        await list.EvaluateAsync(Scrolled);
        await page.EvaluateAsync("window.same = true");

        await person.Offline(true);
        await Expect(page.Locator("header .age.offline")).ToBeVisibleAsync();
        await Expect(page.Locator("[role=status] > p")).ToContainTextAsync("浏览器没有网络连接");
        await Expect(rows.First.Locator(".state button")).ToBeDisabledAsync();
        Assert.Equal((12, 60), await Seen(rows, list));
        // A page that is opened meanwhile has been loaded before; what it would show has not.
        await twin.Api.Send("POST", $"/v1/incidents/{id}/acknowledge", """{"by":"王主任"}""");
        await Office.Trouble(twin.Api, "3208970099", "之后");

        await person.Offline(false);
        await person.Live();
        await Expect(page.Locator(".queue .pill button")).ToContainTextAsync("1");
        await Expect(page.Locator($"[data-row='{id}'] .state .phase")).ToHaveTextAsync("已确认");
        Assert.Equal((12, 60), await Seen(rows, list));
        Assert.True(await page.EvaluateAsync<bool>("window.same"));
        // That it was not there was what was tried.
        person.Forgive("ERR_INTERNET_DISCONNECTED");
        person.NoComplaints();
    }

    /// <summary>So many outlets without power; one of their incidents.</summary>
    private static async Task<string> Trouble(TwinApi api, int count)
    {
        string[] codes = [.. Enumerable.Range(1, count).Select(i => $"32089700{i:00}")];
        foreach (var code in codes) await api.Put(code, $"之前{code[^2..]}");
        await api.Send("POST", "/v1/telemetry", $"[{string.Join(',', codes.Select(c => $$"""{"device":"{{c}}/l1","at":"{{DateTime.UtcNow:O}}","values":{"dyingGasp":true} }"""))}]");
        await TwinApi.Until(async () => (int)(await api.Get("/v1/incidents?phase=!closed"))["total"]! == count, $"{count} incidents are open");
        return (string)(await api.Get("/v1/incidents?limit=1"))["items"]![0]!["id"]!;
    }

    /// <summary>How many rows there are, each counted once, and how far the list is scrolled.</summary>
    private static async Task<(int Rows, int Scroll)> Seen(ILocator rows, ILocator list) =>
        ((await rows.EvaluateAllAsync<string[]>("all => all.map(e => e.dataset.row)")).Distinct().Count() is var distinct && distinct == await rows.CountAsync() ? distinct : -1, (int)await list.EvaluateAsync<double>("e => e.scrollTop"));
}
