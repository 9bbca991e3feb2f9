using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Twin.EndToEnd.Tests.Running;
using static Microsoft.Playwright.Assertions;

namespace Twin.Cockpit.Tests;

/// <summary>
/// How fast the first screen is over a demo of some size; run by hand, on a machine with nothing else to do, since it asserts no time:
/// <c>TWIN_SPEED=20000,4 dotnet tests/Cockpit.Tests/bin/Release/net10.0/Twin.Cockpit.Tests.dll --explicit only --filter-class '*SpeedByHand'</c> (outlets, and how many times slower the browser's
/// processor is made). Figures and pictures, one of them grey, are left in <c>artifacts/cockpit</c>.
/// </summary>
public sealed class SpeedByHand(Browsers browsers) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>The times between frames for as long as something goes on.</summary>
    private const string Frames = "() => { const times = window.frames_ = []; let last = performance.now(); window.framing_ = true; const next = (now) => { times.push(now - last); last = now; if (window.framing_) requestAnimationFrame(next); }; requestAnimationFrame(next); }";

    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact(Explicit = true)]
    public async Task Figures()
    {
        var asked = (Environment.GetEnvironmentVariable("TWIN_SPEED") ?? "20000,1").Split(',').Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        var (outlets, slower) = (asked[0], asked.ElementAtOrDefault(1) is > 1 and var n ? n : 1);
        List<string> figures = [$"{outlets:N0} outlets, processor {slower} times slower"];
        await using var twin = await TwinProcess.Serve(_temp["data"], "--demo", $"{outlets}");
        await TwinApi.Until(async () => (int)(await twin.Api.Get("/v1/outlets?limit=1"))["total"]! == outlets, "all outlets are there", Patience);
        await using var person = await browsers.Operator(twin: twin);
        var page = person.Page;
        page.SetDefaultTimeout((float)Patience.TotalMilliseconds);
        var browser = await page.Context.NewCDPSessionAsync(page);
        await browser.SendAsync("Performance.enable");
        if (slower > 1) await browser.SendAsync("Emulation.setCPUThrottlingRate", new() { ["rate"] = slower });

        await page.GotoAsync("/see");
        figures.Add(await Shown(page, "by a server that had only just started"));
        await page.ReloadAsync();
        figures.Add(await Shown(page, "once more"));

        var map = (await page.Locator("canvas").BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(map.X + (map.Width / 2), map.Y + (map.Height / 2));
        figures.Add(await Frame(page, "zooming in", async () => { for (var i = 0; i < 20; i++) await page.Mouse.WheelAsync(0, -50); }));
        await person.Picture($"speed-{outlets}-{slower}-near");
        figures.Add(await Frame(page, "dragging", async () =>
        {
            await page.Mouse.DownAsync();
            await page.Mouse.MoveAsync(map.X + 60, map.Y + 60, new() { Steps = 40 });
            await page.Mouse.UpAsync();
        }));
        await page.Locator(".zoom button").Nth(2).ClickAsync();
        figures.Add(await Frame(page, "dragging the whole province", async () =>
        {
            await page.Mouse.MoveAsync(map.X + (map.Width / 2), map.Y + (map.Height / 2));
            await page.Mouse.DownAsync();
            await page.Mouse.MoveAsync(map.X + 200, map.Y + 200, new() { Steps = 40 });
            await page.Mouse.UpAsync();
        }));
        await page.Locator(".zoom button").Nth(2).ClickAsync();
        figures.Add(await Frame(page, "changes as they come, five seconds", () => page.WaitForTimeoutAsync(5_000)));
        var lines = string.Join('\n', (await twin.Api.Get("/v1/outlets?limit=500&sort=code"))["items"]!.AsArray().Select(o => new JsonObject
        {
            ["code"] = (string)o!["code"]!,
            ["name"] = $"{(string)o["name"]!} 新",
            ["district"] = (string)o["district"]!,
            ["calendar"] = (string)o["calendar"]!,
            ["location"] = o["location"]?.DeepClone(),
            ["accessNode"] = (string?)o["accessNode"],
            ["telecomArea"] = (string?)o["telecomArea"],
            ["lines"] = o["lines"]!.DeepClone(),
            ["terminals"] = o["terminals"]!.DeepClone(),
            ["cameras"] = o["cameras"]!.DeepClone(),
        }.ToJsonString()));
        figures.Add(await Frame(page, "500 changes at once, three seconds", async () =>
        {
            await twin.Api.Send("POST", "/v1/outlets:import", lines, "application/x-ndjson");
            await page.WaitForTimeoutAsync(3_000);
        }));
        figures.Add(await Frame(page, "a filter", () => page.Locator(".legend button").First.ClickAsync()));
        figures.Add(await Frame(page, "the filter off", () => page.Locator(".legend button").First.ClickAsync()));
        figures.Add(await Frame(page, "the table", async () =>
        {
            await page.Keyboard.PressAsync("v");
            await Expect(page.Locator("tbody tr").First).ToBeVisibleAsync();
        }));
        await page.Keyboard.PressAsync("v");

        var metrics = (await browser.SendAsync("Performance.getMetrics"))!.Value.GetProperty("metrics").EnumerateArray().ToDictionary(m => m.GetProperty("name").GetString()!, m => m.GetProperty("value").GetDouble());
        figures.Add($"page: {metrics["JSHeapUsedSize"] / 1e6:0} MB of script memory, {metrics["Nodes"]:0} nodes");
        await person.Picture($"speed-{outlets}-{slower}");
        await page.EvaluateAsync("document.documentElement.style.filter = 'grayscale(1)'");
        await person.Picture($"speed-{outlets}-{slower}-grey");
        await File.WriteAllLinesAsync(Path.Combine(Repository.Pictures, $"speed-{outlets}-{slower}.txt"), figures);
        TestContext.Current.TestOutputHelper!.WriteLine(string.Join('\n', figures));
    }

    private static async Task<string> Shown(IPage page, string how)
    {
        await Expect(page.Locator("canvas[data-points]")).ToBeAttachedAsync(new() { Timeout = (float)Patience.TotalMilliseconds });
        await Expect(page.Locator("[data-kpi=up]")).ToContainTextAsync("%", new() { Timeout = (float)Patience.TotalMilliseconds });
        return $"the page, {how}: first points {await page.EvaluateAsync<double>("performance.getEntriesByName('first-points')[0].startTime"):0} ms after it was asked for; all known {await page.EvaluateAsync<double>("performance.now()"):0} ms";
    }

    private static async Task<string> Frame(IPage page, string what, Func<Task> act)
    {
        await page.EvaluateAsync(Frames);
        await act();
        var times = await page.EvaluateAsync<JsonElement>("async () => { await new Promise(requestAnimationFrame); await new Promise(requestAnimationFrame); window.framing_ = false; return window.frames_; }");
        double[] sorted = [.. times.EnumerateArray().Select(t => t.GetDouble()).Order()];
        return $"{what}: {sorted.Length} frames, half within {sorted[sorted.Length / 2]:0} ms, 95 % within {sorted[(int)(sorted.Length * 0.95)]:0} ms, longest {sorted[^1]:0} ms";
    }
}
