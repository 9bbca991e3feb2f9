using Microsoft.Playwright;
using Twin.Cockpit.Tests;
using Twin.EndToEnd.Tests.Running;

[assembly: AssemblyFixture(typeof(Browsers))]

namespace Twin.Cockpit.Tests;

/// <summary>A Twin with a small living network, run as a process, and a browser to look at it with. Shared: a test signs in on its own and minds its own outlets.</summary>
public sealed class Browsers : IAsyncLifetime
{
    /// <summary>What the whole machine lacks (no GPU, no second process user) and what asks other hosts without being told to.</summary>
    private static readonly string[] Flags =
        ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--force-device-scale-factor=1"];

    private readonly TempFolder _temp = new();
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    public TwinProcess Twin { get; private set; } = null!;

    public TwinApi Api => Twin.Api;

    public async ValueTask InitializeAsync()
    {
        var executable = "/usr/bin/chromium";
        Assert.True(File.Exists(executable), $"{executable} is not there: scripts/install-test-tools installs it.");
        Twin = await TwinProcess.Serve(_temp["data"], "--demo", "300");
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = executable, Args = Flags });
    }

    /// <summary>A browser of its own, as another person has one, signed in with a key; with none, not signed in.</summary>
    public async Task<Operator> Operator(string? key = null, bool signedIn = true, TwinProcess? twin = null, int width = 1440, int height = 900)
    {
        twin ??= Twin;
        var context = await _browser.NewContextAsync(new() { BaseURL = twin.Url, ViewportSize = new() { Width = width, Height = height }, Locale = "zh-CN", TimezoneId = "Asia/Shanghai", ReducedMotion = ReducedMotion.Reduce });
        if (signedIn)
        {
            var answer = await context.APIRequest.PostAsync("/v1/session", new() { DataObject = new { key = key ?? twin.Key } });
            Assert.True(answer.Ok, await answer.TextAsync());
        }
        return await Tests.Operator.Begin(context, twin.Url);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.CloseAsync();
        _playwright?.Dispose();
        if (Twin is not null) await Twin.DisposeAsync();
        _temp.Dispose();
    }
}
