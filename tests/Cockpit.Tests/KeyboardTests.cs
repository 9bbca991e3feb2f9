using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Twin.EndToEnd.Tests.Running;
using static Microsoft.Playwright.Assertions;

namespace Twin.Cockpit.Tests;

/// <summary>Without a mouse: at each step the focus is somewhere, can be seen, and is where one would go on.</summary>
public sealed class KeyboardTests(Browsers browsers, Office office)
{
    private const string InEditor = "() => !!document.activeElement?.shadowRoot?.activeElement?.closest('.cm-content')";

    [Fact]
    public async Task From_signing_in_to_an_incident_that_is_acknowledged_assigned_and_silenced_and_its_outlet()
    {
        var (code, id) = await office.Trouble("键盘甲");
        await using var person = await browsers.Operator(signedIn: false, twin: office.Twin);
        var (page, keys) = (person.Page, person.Page.Keyboard);
        await page.GotoAsync("/see");
        await Expect(page.Locator("#key")).ToBeFocusedAsync();
        await keys.TypeAsync(office.Twin.Key);
        await keys.PressAsync("Enter");
        await person.Live();
        await Expect(page.Locator($"[data-row='{id}']")).ToBeVisibleAsync();

        await person.PressUntil("j", "(id) => document.activeElement?.closest('[data-row]')?.dataset.row === id", id);
        await person.Focused();
        await keys.PressAsync("Enter");
        await Expect(page.Locator("aside")).ToContainTextAsync(code);
        await keys.PressAsync("a");
        await Until(id, i => (string?)i["phase"] == "acknowledged");
        Assert.Contains("键盘甲", await person.Focused(), StringComparison.Ordinal);

        await keys.PressAsync("d");
        await Expect(page.Locator($"[data-row='{id}'] .more li button").First).ToBeFocusedAsync();
        await person.Focused();
        await keys.PressAsync("Enter");
        await Until(id, i => i["legs"]!.AsArray().Any(l => l!["assignee"] is not null));
        await Expect(page.Locator($"[data-row='{id}'] [data-assign]").First).ToBeFocusedAsync();

        await keys.PressAsync("u");
        await Expect(page.Locator($"[data-row='{id}'] form select")).ToBeFocusedAsync();
        await keys.PressAsync("Tab");
        await keys.TypeAsync("keyboard");
        await keys.PressAsync("Enter");
        await Expect(page.Locator($"[data-row='{id}'] [data-silence]")).ToBeFocusedAsync();
        await Until(id, i => (string?)i["pausedBy"] == "silence");

        // The drawer has not taken the focus; it is there for the asking, and gives it back.
        await keys.PressAsync("o");
        await Expect(page.Locator("aside")).ToBeFocusedAsync();
        await keys.PressAsync("Escape");
        await Expect(page.Locator("aside")).ToHaveCountAsync(0);
        await person.Focused();
        await person.PressUntil("j", "(id) => document.activeElement?.closest('[data-row]')?.dataset.row === id", id);
        await keys.PressAsync("Enter");
        await Expect(page.Locator("aside")).ToContainTextAsync(code);
        await keys.PressAsync("o");
        await keys.PressAsync("Tab");
        await person.Focused();
        await keys.PressAsync("Enter");
        await Expect(page.Locator("h1")).ToContainTextAsync("键盘甲");
        await Expect(page.Locator("#main")).ToBeFocusedAsync();
        await office.Mend(code, id);
        person.NoComplaints();
    }

    [Fact]
    public async Task Incidents_in_Manage_are_gone_through_and_one_is_worked_on()
    {
        var (code, id) = await office.Trouble("键盘乙");
        await using var person = await browsers.Operator(twin: office.Twin);
        var (page, keys) = (person.Page, person.Page.Keyboard);
        await person.Open("/see");
        await keys.PressAsync("g");
        await keys.PressAsync("m");
        await Expect(page.Locator("#main")).ToBeFocusedAsync();
        await Expect(page.Locator($"a.open[href*='{id}']")).ToBeVisibleAsync();
        await person.PressUntil("j", "(id) => !!document.activeElement?.matches(`a.open[href*='${id}']`)", id);
        await person.Focused();
        await keys.PressAsync("Enter");
        await Expect(page.Locator("h1")).ToContainTextAsync("断电");

        // Each press takes away the very button that was pressed.
        var card = page.Locator(".legs article:has(.do)").First;
        await Expect(card.GetByRole(AriaRole.Button, new() { Name = "确认", Exact = true })).ToBeVisibleAsync();
        await person.PressUntil("Tab", "() => !!document.activeElement?.closest('.legs article .do')");
        await person.Focused();
        await keys.PressAsync("Enter");
        await Until(id, i => (string?)i["phase"] == "acknowledged");
        // The server knows before the page does: until then the button that was pressed has the focus.
        await Expect(card.GetByRole(AriaRole.Button, new() { Name = "确认", Exact = true })).ToHaveCountAsync(0);
        await Expect(card.Locator("button:focus")).ToHaveCountAsync(1);
        await keys.PressAsync("Enter");
        await Expect(card.Locator("li button").First).ToBeVisibleAsync();
        await person.PressUntil("Tab", "() => !!document.activeElement?.closest('.legs article li')");
        await keys.PressAsync("Enter");
        await Until(id, i => i["legs"]!.AsArray().Any(l => l!["assignee"] is not null));
        await Expect(card.Locator("button:focus")).ToHaveCountAsync(1);
        await office.Mend(code, id);
        person.NoComplaints();
    }

    [Fact]
    public async Task A_rule_book_is_written_and_the_editor_is_left_again()
    {
        await using var person = await browsers.Operator(twin: office.Twin);
        var (page, keys) = (person.Page, person.Page.Keyboard);
        await person.Open("/manage/incidents");
        await person.PressUntil("Tab", "() => document.activeElement?.getAttribute('href') === '/manage/rules'");
        await person.Focused();
        await keys.PressAsync("Enter");
        await Expect(page.Locator(".cm-content")).ToBeVisibleAsync();
        await person.PressUntil("Tab", InEditor);
        await Expect(page.Locator(".cm-editor.cm-focused")).ToBeVisibleAsync();
        await person.Focused();
        await keys.PressAsync("Control+End");
        await keys.TypeAsync("\n# as written by hand ? j a");
        await Expect(page.Locator(".check.good")).ToBeVisibleAsync();
        await Expect(page.Locator("dialog")).ToHaveCountAsync(0);
        await keys.PressAsync("Tab");
        Assert.False(await page.EvaluateAsync<bool>(InEditor));
        await person.Focused();
        await person.PressUntil("Shift+Tab", InEditor);
        await person.PressUntil("Shift+Tab", "() => document.activeElement?.textContent === '生效'");
        await person.Focused();
        await keys.PressAsync("Enter");
        await Expect(page.GetByText("版已生效")).ToBeVisibleAsync();
        await person.Focused();
        Assert.Contains("# as written by hand ? j a", await office.Api.Text("/v1/rulebook"), StringComparison.Ordinal);
        person.NoComplaints();
    }

    [Fact]
    public async Task The_help_says_what_works_here_and_gives_the_focus_back()
    {
        await office.Trouble("键盘丙");
        await using var person = await browsers.Operator(twin: office.Twin);
        var (page, keys) = (person.Page, person.Page.Keyboard);
        await person.Open("/see");
        await Expect(page.Locator("[data-row]").First).ToBeVisibleAsync();
        await keys.PressAsync("j");
        var before = await person.Focused();
        await keys.PressAsync("?");
        var help = page.Locator("dialog");
        await Expect(help.Locator("kbd")).Not.ToHaveCountAsync(0);
        Assert.Superset(new HashSet<string>(["Escape", "g", "s", "m", "u", "/", ".", "?", "a", "d", "j", "k", "l", "p", "v", "w", "x", "Tab", "Enter"]), (await help.Locator("kbd").AllTextContentsAsync()).ToHashSet());
        await person.Focused();
        await keys.PressAsync("Escape");
        await Expect(help).ToHaveCountAsync(0);
        await person.FocusIsBackAt(before);

        // Of two dialogs, one opened from the other.
        await keys.PressAsync("?");
        await person.PressUntil("Tab", "() => document.activeElement?.textContent === '关于 Twin'");
        await keys.PressAsync("Enter");
        await Expect(page.Locator("dialog h2")).ToHaveTextAsync("关于 Twin");
        await keys.PressAsync("Escape");
        await Expect(help).ToHaveCountAsync(0);
        await person.FocusIsBackAt(before);

        // Switched off, none of them does anything, and the help is still one Tab away.
        await keys.PressAsync("?");
        await page.Locator("dialog input[type=checkbox]").PressAsync(" ");
        await keys.PressAsync("Escape");
        await keys.PressAsync("w");
        await keys.PressAsync("?");
        await Expect(help).ToHaveCountAsync(0);
        Assert.DoesNotContain("wall", page.Url, StringComparison.Ordinal);
        person.NoComplaints();
    }

    private Task Until(string id, Func<JsonNode, bool> so) => TwinApi.Until(async () => so(await office.Incident(id)), $"{id} is so");
}
