using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Twin.Cockpit.Tests;

/// <summary>Every page there is, found where the cockpit itself finds them: one added tomorrow is in here by itself.</summary>
public sealed partial class PageTests(Browsers browsers)
{
    private static readonly (int Width, int Height)[] Sizes = [(390, 844), (1440, 900), (1920, 1080)];

    public static IEnumerable<TheoryDataRow<string>> Routes() =>
        Route().Matches(File.ReadAllText(Path.Combine(Repository.Cockpit, "src", "app", "routes.ts"))).Select(m => new TheoryDataRow<string>(m.Groups[1].Value));

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Opens_in_both_languages_at_every_width_without_a_complaint(string route)
    {
        await using var person = await browsers.Operator();
        var path = Addressed(route);
        foreach (var language in (string[])["zh", "en"])
        {
            await person.Open($"{path}?lang={language}");
            await person.Settled();
            await Assertions.Expect(person.Page.Locator("html")).ToHaveAttributeAsync("lang", language == "zh" ? "zh-CN" : "en");
            foreach (var (width, height) in Sizes)
            {
                await person.Page.SetViewportSizeAsync(width, height);
                Assert.True(await person.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{path} is wider than {width} px");
                await person.Picture($"{route.Trim('/').Replace('/', '-')}-{language}-{width}");
            }
            await person.Page.SetViewportSizeAsync(1440, 900);
            await person.Accessible();
        }
        person.NoComplaints();
    }

    [Fact]
    public async Task The_language_is_switched_on_the_spot_and_back()
    {
        await using var person = await browsers.Operator();
        await person.Open("/see");
        await person.Settled();
        var (tab, queue) = (person.Page.Locator("header nav a").First, person.Page.Locator("#queue-title"));
        foreach (var (area, title) in ((string, string)[])[("See", "Incidents"), ("视 · 监测", "事件")])
        {
            await person.Page.Keyboard.PressAsync("l");
            await Assertions.Expect(tab).ToHaveTextAsync(area);
            await Assertions.Expect(queue).ToContainTextAsync(title);
        }
        person.NoComplaints();
    }

    [Fact]
    public async Task The_first_screen_is_within_its_budget_of_script()
    {
        await using var person = await browsers.Operator();
        await person.Open("/see");
        await person.Settled();
        var scripts = await person.Page.EvaluateAsync<string[]>("[...new Set(performance.getEntriesByType('resource').map(r => r.name).filter(n => n.endsWith('.js')))]");
        Assert.NotEmpty(scripts);
        var sizes = await Task.WhenAll(scripts.Select(async s => (Script: s, Size: Packed(await browsers.Api.Client.GetByteArrayAsync(new Uri(s))))));
        Assert.True(sizes.Sum(s => s.Size) <= 60_000, string.Join('\n', sizes.Select(s => $"{s.Size} {s.Script}")));
    }

    /// <summary>A page about one thing, with a thing that exists.</summary>
    private static string Addressed(string route) => route switch
    {
        "/see/outlets" => $"{route}/3208008351",
        _ => route,
    };

    private static int Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(bytes);
        return (int)packed.Length;
    }

    [GeneratedRegex("path: '([^']+)'")]
    private static partial Regex Route();
}
