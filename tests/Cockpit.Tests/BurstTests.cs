using System.Globalization;
using Twin.EndToEnd.Tests.Running;
using static Microsoft.Playwright.Assertions;

namespace Twin.Cockpit.Tests;

/// <summary>Much at once: nothing that somebody looks at moves, and all of it is counted.</summary>
public sealed class BurstTests(Browsers browsers, Province province) : IClassFixture<Province>
{
    private const int Changes = 500;

    /// <summary>How often the map was drawn in one frame, at most. Each drawing begins with a transform of its own.</summary>
    private const string CountDrawings = """
        (() => {
          let inFrame = 0;
          window.drawings = { most: 0, all: 0 };
          const set = CanvasRenderingContext2D.prototype.setTransform;
          CanvasRenderingContext2D.prototype.setTransform = function (...to) {
            window.drawings.all++;
            window.drawings.most = Math.max(window.drawings.most, ++inFrame);
            if (inFrame === 1) requestAnimationFrame(() => { inFrame = 0; });
            return set.apply(this, to);
          };
        })()
        """;

    [Fact]
    public async Task Five_hundred_changes_at_once_move_nothing_and_are_all_counted()
    {
        await using var person = await browsers.Operator(twin: province.Twin, height: 500);
        var page = person.Page;
        await page.AddInitScriptAsync(CountDrawings);
        await province.Refresh();
        await person.Open("/see");
        var (rows, list) = (page.Locator("[data-row]"), page.Locator(".queue .list"));
        await Expect(rows).ToHaveCountAsync(8);
        await list.EvaluateAsync("e => { e.scrollTop = 60; }");
        await Expect(rows.Nth(3)).ToBeInViewportAsync();
        await rows.Nth(3).HoverAsync();
        var (row, scroll) = (await rows.Nth(3).GetAttributeAsync("data-row"), await list.EvaluateAsync<double>("e => e.scrollTop"));
        var box = (await rows.Nth(3).BoundingBoxAsync())!;
        Assert.True(scroll > 8);

        var at = DateTime.UtcNow.ToString("O", CultureInfo.InvariantCulture);
        var readings = province.Codes.Where((_, i) => !Province.InTrouble.Contains(i)).Take(Changes).Select(c => $$"""{"device":"{{c}}/t1","at":"{{at}}","values":{"session":false} }""");
        Assert.Equal(Changes, (int)(await province.Api.Send("POST", "/v1/telemetry", $"[{string.Join(',', readings)}]"))["accepted"]!);

        await Expect(page.Locator(".queue .pill button")).ToContainTextAsync($"{Changes}", new() { Timeout = 60_000 });
        var same = page.Locator($"[data-row='{row}']");
        Assert.Equal((row, scroll), (await page.EvaluateAsync<string>($"document.elementFromPoint({(box.X + 60).ToString(CultureInfo.InvariantCulture)}, {(box.Y + (box.Height / 2)).ToString(CultureInfo.InvariantCulture)}).closest('[data-row]').dataset.row"), await list.EvaluateAsync<double>("e => e.scrollTop")));
        Assert.Equal(box.Y, (await same.BoundingBoxAsync())!.Y);
        await Expect(rows).ToHaveCountAsync(8);
        var (most, all) = (await page.EvaluateAsync<int>("drawings.most"), await page.EvaluateAsync<int>("drawings.all"));
        Assert.True(most == 1 && all > 1, $"at most {most} in a frame, {all} in all");

        await page.Keyboard.PressAsync(".");
        await Expect(page.Locator(".queue .pill button")).ToHaveCountAsync(0);
        await Expect(rows.Nth(90)).ToBeAttachedAsync();
        await Numbers.AreTrue(page, province.Api);
        await person.Picture("burst");
        person.NoComplaints();
    }
}
