using Microsoft.Playwright;
using Twin.EndToEnd.Tests.Running;
using static Microsoft.Playwright.Assertions;

namespace Twin.Cockpit.Tests;

public sealed class IncidentTests(Browsers browsers, Office office)
{
    private Task UntilPhase(string id, string phase) => TwinApi.Until(async () => (string?)(await office.Incident(id))["phase"] == phase, $"{id} is {phase}");

    [Fact]
    public async Task Many_are_acknowledged_at_once_and_it_can_be_taken_back()
    {
        var made = new[] { await office.Trouble("批量甲"), await office.Trouble("批量乙") };
        await using var person = await browsers.Operator(twin: office.Twin);
        var page = person.Page;
        await person.Open("/manage/incidents?q=批量");
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(2);

        async Task Acknowledge()
        {
            await page.Locator("thead input[type=checkbox]").CheckAsync();
            await page.GetByRole(AriaRole.Group, new() { Name = "批量处置" }).GetByRole(AriaRole.Button, new() { Name = "确认", Exact = true }).ClickAsync();
        }
        await Acknowledge();
        await page.GetByRole(AriaRole.Button, new() { Name = "撤销" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "撤销" })).ToHaveCountAsync(0);
        foreach (var (_, id) in made) Assert.Equal("open", (string?)(await office.Incident(id))["phase"]);

        await Acknowledge();
        await page.GetByRole(AriaRole.Button, new() { Name = "立即执行" }).ClickAsync();
        await Expect(page.Locator("tbody .phase.acknowledged")).ToHaveCountAsync(2);
        foreach (var (_, id) in made) await UntilPhase(id, "acknowledged");

        // A view that is kept finds them again.
        await page.Locator("main summary").ClickAsync();
        await page.GetByPlaceholder("视图名称").FillAsync("我的批量");
        await page.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        await page.GotoAsync("/manage/incidents");
        await page.Locator("main summary").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "我的批量", Exact = true }).ClickAsync();
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(2);
        person.NoComplaints();
    }

    [Fact]
    public async Task What_was_asked_for_is_sent_when_the_page_is_closed_while_it_can_still_be_taken_back()
    {
        // More than are asked for side by side while the page stays.
        var made = new List<string>();
        foreach (var name in Enumerable.Range(1, 9)) made.Add((await office.Trouble($"离开{name}")).Incident);
        await using var person = await browsers.Operator(twin: office.Twin);
        var page = person.Page;
        await person.Open("/manage/incidents?q=离开");
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(made.Count);
        await page.Locator("thead input[type=checkbox]").CheckAsync();
        await page.GetByRole(AriaRole.Group, new() { Name = "批量处置" }).GetByRole(AriaRole.Button, new() { Name = "确认", Exact = true }).ClickAsync();
        await Expect(page.GetByText("离开或隐藏本页：立即执行")).ToBeVisibleAsync();
        await page.CloseAsync(new() { RunBeforeUnload = true });
        foreach (var id in made) await UntilPhase(id, "acknowledged");
        person.NoComplaints();
    }

    [Fact]
    public async Task Whoever_signs_in_as_somebody_finds_what_that_person_has_been_given()
    {
        var (code, id) = await office.Trouble("归我");
        await office.Api.Send("POST", $"/v1/incidents/{id}/assign", """{"to":"zhao","leg":"business"}""");
        var key = (string)(await office.Api.Send("POST", "/v1/keys", """{"name":"desk-7","person":"zhao","scopes":["read","operate"]}"""))["key"]!;
        await using var person = await browsers.Operator(key, twin: office.Twin);
        await person.Open("/see?queue=mine");
        await Expect(person.Page.Locator("[data-row]")).ToHaveCountAsync(1);
        await Expect(person.Page.Locator($"[data-row='{id}']")).ToContainTextAsync("归我");
        await using var other = await browsers.Operator(await office.Api.Key("desk-8", "read"), twin: office.Twin);
        await other.Open("/see?queue=mine");
        await Expect(other.Page.GetByText("此密钥不属于某个人")).ToBeVisibleAsync();
        person.NoComplaints();
    }

    [Fact]
    public async Task One_is_taken_given_to_somebody_and_written_about()
    {
        var (code, id) = await office.Trouble("单个");
        await using var person = await browsers.Operator(twin: office.Twin);
        var page = person.Page;
        await person.Open($"/manage/incidents/{id}");
        await Expect(page.GetByText(code).First).ToBeVisibleAsync();
        await Expect(page.Locator("#why-pages")).ToBeVisibleAsync();
        var leg = page.GetByRole(AriaRole.Article, new() { Name = "业务侧" });
        await leg.GetByRole(AriaRole.Button, new() { Name = "派单" }).ClickAsync();
        await leg.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "李工" }).GetByRole(AriaRole.Button).ClickAsync();
        await Expect(leg.Locator("dd", new() { HasText = "李工" })).ToBeVisibleAsync();
        Assert.Contains("li", (await office.Incident(id))["legs"]!.AsArray().Select(l => (string?)l!["assignee"]));

        await page.GetByPlaceholder("写一条备注").FillAsync("已联系店主");
        await page.GetByRole(AriaRole.Button, new() { Name = "添加" }).ClickAsync();
        await Expect(page.Locator(".timeline")).ToContainTextAsync("已联系店主");
        await Expect(page.Locator(".map canvas")).ToHaveAttributeAsync("data-points", "1");
        await Expect(page.Locator(".topology .cause")).ToContainTextAsync("l1");
        // What the server wrote down is said in the reader's language, what people wrote as they wrote it.
        await Expect(page.Locator(".timeline")).ToContainTextAsync("第 0 步：");
        await Expect(page.Locator(".timeline")).Not.ToContainTextAsync("step 0");
        await person.Picture("incident");
        await person.Accessible();

        await leg.GetByRole(AriaRole.Button, new() { Name = "到场" }).ClickAsync();
        await UntilPhase(id, "onSite");
        await office.Mend(code, id);
        person.NoComplaints();
    }

    [Fact]
    public async Task What_one_person_has_taken_another_sees_at_once()
    {
        var (_, id) = await office.Trouble("两人");
        await using var first = await browsers.Operator(await office.Api.Key("first-operator", "read", "operate"), twin: office.Twin);
        await using var second = await browsers.Operator(await office.Api.Key("second-operator", "read", "operate"), twin: office.Twin);
        foreach (var person in (Operator[])[first, second]) await person.Open($"/manage/incidents/{id}");
        var (ours, theirs) = (first.Page.GetByRole(AriaRole.Button, new() { Name = "确认", Exact = true }), second.Page.GetByRole(AriaRole.Button, new() { Name = "确认", Exact = true }));
        await Expect(theirs).ToBeVisibleAsync();
        await ours.ClickAsync();
        await Expect(second.Page.GetByRole(AriaRole.Article, new() { Name = "业务侧" })).ToContainTextAsync("first-operator");
        await Expect(theirs).ToHaveCountAsync(0);

        // Both at the same moment: the one who comes second is told who was first.
        var (_, other) = await office.Trouble("同时");
        await first.Open($"/manage/incidents/{other}");
        await Expect(ours).ToBeVisibleAsync();
        await first.Page.RouteAsync("**/acknowledge", async route =>
        {
            using var rival = new TwinApi(office.Twin.Url, office.Twin.Key);
            await rival.Send("POST", $"/v1/incidents/{other}/acknowledge", """{"by":"rival"}""");
            await route.ContinueAsync();
        });
        await ours.ClickAsync();
        await Expect(first.Page.GetByText("rival 已在")).ToBeVisibleAsync();
        first.NoComplaints();
        second.NoComplaints();
    }

    [Fact]
    public async Task Whoever_may_only_read_is_offered_nothing_else()
    {
        var (_, id) = await office.Trouble("只读");
        await using var person = await browsers.Operator(await office.Api.Key("reader", "read"), twin: office.Twin);
        var page = person.Page;
        await person.Open("/manage/incidents?q=只读");
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        await Expect(page.Locator("main input[type=checkbox]")).ToHaveCountAsync(0);
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "密钥" })).ToHaveCountAsync(0);
        await person.Open($"/manage/incidents/{id}");
        await Expect(page.GetByRole(AriaRole.Article).First).ToBeVisibleAsync();
        await Expect(page.Locator("article button")).ToHaveCountAsync(0);
        await person.Open("/manage/rules");
        await Expect(page.Locator(".cm-content")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "生效" })).ToHaveCountAsync(0);
        await person.Open("/manage/mutes");
        await person.Settled();
        await Expect(page.Locator("main form")).ToHaveCountAsync(0);
        person.NoComplaints();
    }

    [Fact]
    public async Task The_board_shows_what_waits_for_a_team_and_who_has_got_it()
    {
        const string Code = "3208133001";
        await office.Api.Send("PUT", $"/v1/outlets/{Code}", TwinApi.Profile(Code, "看板").Replace("320812", "320813", StringComparison.Ordinal));
        await office.Api.Report($"{Code}/l1", """{"dyingGasp":true}""");
        await using var person = await browsers.Operator(twin: office.Twin);
        var page = person.Page;
        await person.Open("/manage/dispatch");
        await page.GetByRole(AriaRole.Button, new() { Name = "业务侧" }).ClickAsync();
        await page.GetByLabel("全省").SelectOptionAsync("320800");
        var team = page.GetByRole(AriaRole.Article, new() { Name = "hz" });
        await team.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "看板" }).GetByRole(AriaRole.Link, new() { Name = "派单" }).ClickAsync();
        await page.GetByRole(AriaRole.Article, new() { Name = "业务侧" }).GetByRole(AriaRole.Listitem).Filter(new() { HasText = "周工" }).GetByRole(AriaRole.Button).ClickAsync();
        await Expect(page.Locator("dd", new() { HasText = "周工" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "派单看板" }).ClickAsync();
        await Expect(team.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "周工" })).ToContainTextAsync("看板");
        await Expect(team.GetByText("待派")).ToHaveCountAsync(0);
        await person.Picture("dispatch");
        person.NoComplaints();
    }

    [Fact]
    public async Task A_silence_shows_what_it_would_hold_before_it_is_set_and_can_be_ended()
    {
        var (code, id) = await office.Trouble("静默");
        await using var person = await browsers.Operator(twin: office.Twin);
        var page = person.Page;
        await person.Open($"/manage/mutes?outlet={code}");
        await Expect(page.Locator(".preview")).ToContainTextAsync("覆盖 1 个网点、1 个未关闭事件");
        await page.GetByLabel("理由").FillAsync("更换电源");
        await page.GetByRole(AriaRole.Button, new() { Name = "设置" }).ClickAsync();
        var row = page.Locator("tbody tr", new() { HasText = "更换电源" });
        await Expect(row).ToContainTextAsync("生效中");
        await TwinApi.Until(async () => (string?)(await office.Incident(id))["pausedBy"] == "silence", $"{id} is held");
        await row.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(row).ToHaveCountAsync(0);
        person.NoComplaints();
    }
}
