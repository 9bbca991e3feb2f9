using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Twin.Cockpit.Tests;

public sealed class SimulationTests(Browsers browsers, Office office)
{
    [Fact]
    public async Task A_scenario_is_built_with_the_form_run_read_and_compared_with_another_run()
    {
        await using var person = await browsers.Operator(twin: office.Twin);
        var page = person.Page;
        await person.Open("/use/simulations/new");
        await Small(page, "基准人手", people: 2);
        await page.GetByLabel("方案 1 的值").FillAsync("4");
        await page.GetByRole(AriaRole.Button, new() { Name = "去掉方案：5 人" }).ClickAsync();
        await Expect(page.Locator(".cm-content")).ToContainTextAsync("teams.people: 4");
        await Start(page);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "恢复时间 · 按原因" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "与“4 人”对比" })).ToBeVisibleAsync();
        var first = page.Url.Split('/')[^1];
        // What is shown is what the server says.
        var result = (await office.Api.Get($"/v1/simulations/{first}"))["result"]!;
        await Expect(page.Locator("dl.facts")).ToContainTextAsync((string)result["fingerprint"]!);
        await Expect(page.Locator("#plan-0 ~ * tbody tr")).ToHaveCountAsync(result["comparisons"]!.AsArray().Count);
        await Expect(page.Locator("#by-place ~ * tbody tr")).Not.ToHaveCountAsync(0);
        await person.Accessible();
        await person.Picture("simulation-result");
        await page.Locator("#by-place ~ * tbody button").First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "返回各市" })).ToBeVisibleAsync();
        var csv = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "CSV", Exact = true }).ClickAsync());
        Assert.Equal($"{first}.csv", csv.SuggestedFilename);

        await page.GetByRole(AriaRole.Link, new() { Name = "以此为基础再做一次" }).ClickAsync();
        await Expect(page.Locator(".cm-content")).ToContainTextAsync("基准人手");
        await person.Open("/use/simulations/new");
        await Small(page, "多一人", people: 3);
        await Start(page);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "全部指标" })).ToBeVisibleAsync();
        await page.Locator("header select").SelectOptionAsync(first);
        await Expect(page.Locator("#compared ~ * tbody tr").First).ToBeVisibleAsync();
        await Expect(page.GetByText("种子相同")).ToBeVisibleAsync();
        await person.Accessible();
        await person.Picture("simulation-compare");

        await page.GetByRole(AriaRole.Link, new() { Name = "全部推演" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "多一人" })).ToBeVisibleAsync();
        await person.Accessible();
        await person.Picture("simulation-list");
        person.NoComplaints();
    }

    [Fact]
    public async Task A_text_is_checked_in_place_and_a_long_run_tells_how_far_it_is_until_it_is_cancelled()
    {
        await using var person = await browsers.Operator(twin: office.Twin);
        var page = person.Page;
        await person.Open("/use/simulations/new");
        await page.GetByRole(AriaRole.Button, new() { Name = "客服热线" }).ClickAsync();
        await Expect(page.Locator(".check.good")).ToBeVisibleAsync();
        var text = page.Locator(".cm-content");
        await text.PressAsync("Control+a");
        await text.PressAsync("Delete");
        await text.PressSequentiallyAsync("name: long\nreplications: soon\nhorizon: 100000h\nwarmup: 0s\nqueue: {arrivals: 1/m, service: 30s}");
        await Expect(page.Locator(".faults")).ToContainTextAsync("第 2 行");
        await Expect(page.Locator(".cm-lint-marker-error")).ToHaveCountAsync(1);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "开始推演" })).ToBeDisabledAsync();
        await person.Accessible();
        await text.PressAsync("Control+a");
        await text.PressAsync("Delete");
        await text.PressSequentiallyAsync("name: long\nreplications: 9000\nhorizon: 100000h\nwarmup: 0s\nqueue: {arrivals: 1/m, service: 30s}");
        await Start(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "取消", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "再点一次确认" }).ClickAsync();
        await Expect(page.GetByText("这次推演被取消")).ToBeVisibleAsync();
        person.Expected("400");
        person.NoComplaints();
    }

    /// <summary>A question of which the answer takes a second.</summary>
    private static async Task Small(IPage page, string name, int people)
    {
        await page.GetByLabel("名称").FillAsync(name);
        await page.GetByLabel("网点数").FillAsync("150");
        await page.GetByLabel("仿真时长（天）").FillAsync("20");
        await page.GetByLabel("不计的开头（天）").FillAsync("2");
        await page.GetByLabel("故障倍数", new() { Exact = true }).FillAsync("20");
        await page.GetByLabel("每组人数").FillAsync(people.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await page.GetByLabel("重复次数").FillAsync("4");
        await Expect(page.Locator(".cm-content")).ToContainTextAsync($"people: {people}");
    }

    private static async Task Start(IPage page)
    {
        await Expect(page.Locator(".check.good")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "开始推演" }).ClickAsync();
        await page.WaitForURLAsync("**/use/simulations/sim-*");
    }
}
