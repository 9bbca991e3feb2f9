using System.Globalization;
using System.Text;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Twin.Cockpit.Tests;

public sealed class DocumentTests(Browsers browsers, Office office)
{
    [Fact]
    public async Task A_policy_is_checked_while_it_is_written_and_put_in_force_over_what_was_read()
    {
        await office.Api.Send("PUT", "/v1/policies/night", "correlationHold: 5s\n", "application/yaml");
        await using var person = await browsers.Operator(twin: office.Twin);
        var page = person.Page;
        await person.Open("/manage/policies/night");
        var text = page.Locator(".cm-content");
        await Expect(text).ToContainTextAsync("correlationHold: 5s");

        await Write(text, "correlationHold: 7s\nverifyFor: soon\n");
        var fault = page.Locator(".faults");
        await Expect(fault).ToContainTextAsync("第 2 行");
        await Expect(page.Locator(".cm-lint-marker-error")).ToHaveCountAsync(1);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "生效" })).ToBeDisabledAsync();
        await person.Accessible();
        await person.Picture("policy-fault");

        await Write(text, "correlationHold: 7s\nverifyFor: 2m\n");
        await Expect(page.Locator(".check.good")).ToBeVisibleAsync();
        await page.Locator(".bar select").SelectOptionAsync("active");
        await Expect(page.Locator(".cm-deletedChunk").First).ToContainTextAsync("5s");
        await page.GetByRole(AriaRole.Button, new() { Name = "生效" }).ClickAsync();
        await Expect(page.GetByText("第 2 版已生效")).ToBeVisibleAsync();
        Assert.Contains("verifyFor: 2m", await office.Api.Text("/v1/policies/night"), StringComparison.Ordinal);

        // Somebody else changes it meanwhile: nothing of theirs is overwritten.
        await Write(text, "correlationHold: 8s\n");
        await office.Api.Send("PUT", "/v1/policies/night", "correlationHold: 9s\n", "application/yaml");
        await page.GetByRole(AriaRole.Button, new() { Name = "生效" }).ClickAsync();
        await Expect(page.GetByText("没有覆盖")).ToBeVisibleAsync();
        Assert.Contains("9s", await office.Api.Text("/v1/policies/night"), StringComparison.Ordinal);
        // Both are shown, and it is for the one who came second to say which it shall be.
        await Expect(page.Locator(".cm-deletedChunk").First).ToContainTextAsync("9s");
        await Expect(text).ToContainTextAsync("8s");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "生效" })).ToBeDisabledAsync();
        await person.Picture("policy-conflict");
        await page.GetByRole(AriaRole.Button, new() { Name = "保留我写的" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "生效" }).ClickAsync();
        await Expect(page.GetByText("第 4 版已生效")).ToBeVisibleAsync();
        Assert.Contains("8s", await office.Api.Text("/v1/policies/night"), StringComparison.Ordinal);
        // Refusals are what was tried here; the browser tells of each.
        person.Expected("400");
        person.Expected("412");
        person.NoComplaints();
    }

    [Fact]
    public async Task A_rule_book_is_played_recorded_readings_before_it_is_put_in_force()
    {
        const string Outlet = "3208955001";
        await office.Api.Send("PUT", $"/v1/outlets/{Outlet}", $$"""{"code":"{{Outlet}}","name":"回测","district":"320812","calendar":"always","terminals":[{"id":"t1"}]}""", "application/json");
        var recording = string.Concat(Enumerable.Range(0, 30).Select(i => string.Create(CultureInfo.InvariantCulture, $"{{\"device\":\"{Outlet}/t1\",\"at\":\"2026-11-23T02:{i / 3:00}:{i % 3 * 20:00}Z\",\"values\":{{\"shaking\":{(i is >= 10 and < 19 ? 75 : 40)}}}}}\n")));
        await using var person = await browsers.Operator(twin: office.Twin);
        var page = person.Page;
        await person.Open("/manage/rules");
        var (file, play) = (page.Locator("input[type=file]"), page.GetByRole(AriaRole.Button, new() { Name = "回测" }));
        await Expect(play).ToBeDisabledAsync();
        await Write(page.Locator(".cm-content"), "version: 1\nrules: [{id: shaking, device: terminal, when: shaking > 70, hold: 60s, severity: minor}]");
        await Expect(page.Locator(".check.good")).ToBeVisibleAsync();

        await file.SetInputFilesAsync(new FilePayload { Name = "broken.ndjson", MimeType = "application/x-ndjson", Buffer = Encoding.UTF8.GetBytes(recording + "{\n") });
        await play.ClickAsync();
        await Expect(page.Locator(".fault li")).ToContainTextAsync("第 31 行");

        await file.SetInputFilesAsync(new FilePayload { Name = "day.ndjson", MimeType = "application/x-ndjson", Buffer = Encoding.UTF8.GetBytes(recording) });
        await play.ClickAsync();
        await Expect(page.GetByText("1 处不同：多出 1，少了 0")).ToBeVisibleAsync();
        var incidents = page.Locator(".sums tbody tr").First.Locator("td");
        await Expect(incidents).ToHaveTextAsync(["1", "0", "+1"]);
        await Expect(page.Locator(".pairs tbody tr")).ToContainTextAsync($"{Outlet}/t1");
        await person.Accessible();
        await person.Picture("backtest");
        await page.SetViewportSizeAsync(390, 844);
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        await person.Picture("backtest-390");
        await page.SetViewportSizeAsync(1440, 900);

        // What is wrong with the rule book is marked in it, and nothing is in force that was not.
        await Write(page.Locator(".cm-content"), "version: 1\nrules: [{id: shaking, device: kettle, when: shaking > 70, severity: minor}]");
        await Expect(page.Locator(".faults")).ToContainTextAsync("第 2 行");
        await play.ClickAsync();
        await Expect(page.Locator(".fault").GetByText("没有回放")).ToBeVisibleAsync();
        await Expect(page.Locator(".cm-lint-marker-error")).ToHaveCountAsync(1);
        Assert.DoesNotContain("shaking", await office.Api.Text("/v1/rulebook"), StringComparison.Ordinal);
        person.Expected("400");
        person.NoComplaints();
    }

    /// <summary>As somebody types: no letter of it is a shortcut of the page.</summary>
    private static async Task Write(ILocator editor, string text)
    {
        await editor.PressAsync("Control+a");
        await editor.PressAsync("Delete");
        await editor.PressSequentiallyAsync(text);
    }

    [Fact]
    public async Task A_team_is_written_and_its_week_is_shown()
    {
        await using var person = await browsers.Operator(twin: office.Twin);
        var page = person.Page;
        await person.Open("/manage/teams");
        await page.GetByLabel("编号，如 a-z 0-9 -").FillAsync("night-crew");
        await page.GetByRole(AriaRole.Button, new() { Name = "新建" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "文档" }).ClickAsync();
        await Expect(page.Locator(".check.good")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "生效" }).ClickAsync();
        await Expect(page.Locator("main nav[aria-label='班组与班次'] a", new() { HasText = "night-crew" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "班次", Exact = true }).ClickAsync();
        await Expect(page.Locator(".week rect")).ToHaveCountAsync(7);
        await person.Picture("shifts");
        await page.GetByRole(AriaRole.Button, new() { Name = "删除班组" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "确定删除" }).ClickAsync();
        await Expect(page.GetByText("night-crew")).ToHaveCountAsync(0);
        // A new document is asked for before it is there.
        person.Expected("404");
        person.NoComplaints();
    }

    [Fact]
    public async Task A_team_is_filled_in_with_its_faults_where_they_are_and_nobody_overwritten()
    {
        const string Team = "side: business\nareas: [\"320830\"]\npeople:\n  - {id: sun, name: 孙工, channels: [{type: log}]}\nshifts: [{people: [sun], days: mon-sun, from: \"00:00\", to: \"24:00\"}] # for now\n";
        await office.Api.Send("PUT", "/v1/teams/form-crew", Team, "application/yaml");
        await using var person = await browsers.Operator(twin: office.Twin);
        var page = person.Page;
        await person.Open("/manage/teams/form-crew?tab=form");
        await Expect(page.Locator(".duty")).ToContainTextAsync("现在当班：孙工");
        var save = page.GetByRole(AriaRole.Button, new() { Name = "生效" });
        await Expect(save).ToBeDisabledAsync();

        var people = page.Locator("fieldset", new() { Has = page.GetByLabel("编号", new() { Exact = true }) });
        await page.GetByRole(AriaRole.Button, new() { Name = "增加人员" }).ClickAsync();
        var added = people.Nth(1);
        await added.GetByLabel("编号", new() { Exact = true }).FillAsync("钱 工");
        await added.GetByLabel("姓名").FillAsync("钱工");
        await added.GetByLabel("家：经度").FillAsync("118.5");
        await added.GetByLabel("家：经度").BlurAsync();
        await Expect(added.Locator(".wrong").First).ToContainTextAsync("people[1]");
        await Expect(people.Nth(0).Locator(".wrong")).ToHaveCountAsync(0);
        await Expect(save).ToBeDisabledAsync();
        await person.Accessible();
        await person.Picture("team-form-faults");
        await added.GetByLabel("编号", new() { Exact = true }).FillAsync("qian");
        await added.GetByLabel("家：纬度").FillAsync("33.1");
        await added.GetByLabel("技能").FillAsync("fibre terminal");
        await added.GetByLabel("技能").BlurAsync();

        // The week is split: nobody is on for a stretch of the day, and that is shown before it is put in force.
        var shift = page.Locator("fieldset", new() { Has = page.GetByLabel("从", new() { Exact = true }) }).First;
        await shift.GetByLabel("孙工").UncheckAsync();
        await shift.GetByLabel("钱工").CheckAsync();
        await Expect(page.Locator(".duty")).ToContainTextAsync("现在当班：钱工");
        await shift.GetByRole(AriaRole.Button, new() { Name = "周日", Exact = true }).ClickAsync();
        await Expect(page.GetByText("文档里有注释")).ToBeVisibleAsync();

        await office.Api.Send("PUT", "/v1/teams/form-crew", Team.Replace("孙工", "孙师傅", StringComparison.Ordinal), "application/yaml");
        await save.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "现行版本" })).ToContainTextAsync("孙师傅");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "您写的" })).ToContainTextAsync("qian");
        await person.Picture("team-form-conflict");
        Assert.Contains("孙师傅", await office.Api.Text("/v1/teams/form-crew"), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "保留我写的" }).ClickAsync();
        await save.ClickAsync();
        await Expect(page.GetByText("第 3 版已生效")).ToBeVisibleAsync();
        var text = await office.Api.Text("/v1/teams/form-crew");
        Assert.Contains("{id: qian, name: \"钱工\", role: engineer, channels: [{type: log}], skills: [fibre, terminal], home: {lon: 118.5, lat: 33.1}}", text, StringComparison.Ordinal);
        Assert.Contains("{people: [qian], days: mon-sat, from: \"00:00\", to: \"24:00\"}", text, StringComparison.Ordinal);
        await page.SetViewportSizeAsync(390, 844);
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        await person.Picture("team-form-390");
        // A fault and somebody else's version are what was tried here; the browser tells of each.
        person.Expected("400");
        person.Expected("412");
        person.NoComplaints();
    }

    [Fact]
    public async Task A_key_is_shown_once_works_and_is_revoked()
    {
        await using var person = await browsers.Operator(twin: office.Twin);
        var page = person.Page;
        await person.Open("/manage/keys");
        await page.Locator("form input").First.FillAsync("made-in-browser");
        await page.GetByLabel("属于").SelectOptionAsync("wang");
        await page.GetByRole(AriaRole.Button, new() { Name = "创建密钥" }).ClickAsync();
        var key = await page.Locator("#made").InputValueAsync();
        Assert.StartsWith("twin_", key, StringComparison.Ordinal);
        Assert.Equal("wang", (string?)(await office.Api.Get("/v1/keys/made-in-browser"))["person"]);
        await using (var other = await browsers.Operator(key, twin: office.Twin)) await other.Open("/see");
        await page.GetByRole(AriaRole.Button, new() { Name = "已保存，关闭" }).ClickAsync();
        await Expect(page.Locator("#made")).ToHaveCountAsync(0);
        Assert.DoesNotContain(key, await page.ContentAsync(), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "吊销 made-in-browser" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "确定吊销" }).ClickAsync();
        await Expect(page.GetByText("made-in-browser")).ToHaveCountAsync(0);
        person.NoComplaints();
    }
}
