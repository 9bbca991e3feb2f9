using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Twin.EndToEnd.Tests.Running;

namespace Twin.Cockpit.Tests;

/// <summary>One person's browser, of which everything is written down that a user would not want to happen.</summary>
public sealed class Operator : IAsyncDisposable
{
    /// <summary>Only to find what never comes; a loaded machine may take its time.</summary>
    private const float PatienceMs = 30_000;

    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _complaints = new();
    private IPage? _desk;

    private Operator(IBrowserContext context, IPage page) => (_context, Page) = (context, page);

    public IPage Page { get; }

    internal static async Task<Operator> Begin(IBrowserContext context, string home)
    {
        context.SetDefaultTimeout(PatienceMs);
        Assertions.SetDefaultExpectTimeout(PatienceMs);
        var it = new Operator(context, await context.NewPageAsync());
        it.Page.Console += (_, m) =>
        {
            if (m.Type is "error" or "warning") it._complaints.Enqueue($"console {m.Type}: {m.Text} ({m.Location})");
        };
        it.Page.PageError += (_, error) => it._complaints.Enqueue($"script: {error}");
        it.Page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(home, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal) && !request.Url.StartsWith("blob:", StringComparison.Ordinal))
                it._complaints.Enqueue($"another host was asked: {request.Url}");
        };
        return it;
    }

    /// <summary>Opens a page and waits until it is signed in and told of the network.</summary>
    public async Task Open(string path)
    {
        await Page.GotoAsync(path);
        await Live();
    }

    /// <summary>An empty page of the same browser, to work something out on.</summary>
    internal async Task<IPage> Desk() => _desk ??= await _context.NewPageAsync();

    public Task Live() => Assertions.Expect(Page.Locator("header .age.live")).ToBeVisibleAsync();

    /// <summary>The browser has no network, or has it again.</summary>
    public Task Offline(bool offline) => _context.SetOfflineAsync(offline);

    /// <summary>What has the focus, which whoever has no mouse must see: it is something, and it is framed.</summary>
    public async Task<string> Focused()
    {
        var what = await Focus();
        Assert.True(what.StartsWith("seen ", StringComparison.Ordinal) && !what.StartsWith("seen BODY", StringComparison.Ordinal), what);
        return what;
    }

    private Task<string> Focus() =>
        Page.EvaluateAsync<string>("""
            () => {
              let at = document.activeElement;
              while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
              const framed = (e) => e && getComputedStyle(e).outlineStyle !== 'none' && parseFloat(getComputedStyle(e).outlineWidth) >= 1;
              const seen = framed(at) || framed(at.closest('.cm-editor')) || framed(at.closest('label')) || at.id === 'main';
              return `${seen ? 'seen' : 'unseen'} ${at.tagName}: ${at.innerText.slice(0, 60)}`;
            }
            """);

    /// <summary>Until the focus is back where <see cref="Focused"/> told it was.</summary>
    public Task FocusIsBackAt(string told) => TwinApi.Until(async () => await Focus() == told, $"the focus is back at {told}");

    /// <summary>Presses a key until something is so, which for a hand without a mouse must come about within a page's worth of it.</summary>
    public async Task PressUntil(string key, string so, object? of = null)
    {
        for (var i = 0; i < 150; i++)
        {
            if (await Page.EvaluateAsync<bool>(so, of)) return;
            await Page.Keyboard.PressAsync(key);
        }
        Assert.Fail($"{key} never led to {so}; the focus is at {await Focused()}");
    }

    /// <summary>Until nothing on the page says that it is still being loaded.</summary>
    public async Task Settled()
    {
        await Assertions.Expect(Page.Locator("main [aria-busy=true]")).ToHaveCountAsync(0);
        await Assertions.Expect(Page.Locator("main")).Not.ToBeEmptyAsync();
    }

    public async Task<byte[]> Picture(string name) => await Page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Pictures, $"{name}.png") });

    /// <summary>No error or warning in the console, which is also where a violated policy shows; no script that failed; nobody else asked.</summary>
    public void NoComplaints() => Assert.True(_complaints.IsEmpty, string.Join('\n', _complaints));

    /// <summary>For a test in which a refusal is what is tried: there must be some, and they are forgotten.</summary>
    public void Expected(string part) => Assert.True(Forgive(part) > 0, $"Nobody complained of {part}.");

    /// <summary>Forgets what may have come.</summary>
    public int Forgive(string part)
    {
        var (before, kept) = (_complaints.Count, _complaints.Where(c => !c.Contains(part, StringComparison.Ordinal)).ToArray());
        _complaints.Clear();
        foreach (var one in kept) _complaints.Enqueue(one);
        return before - kept.Length;
    }

    /// <summary>WCAG 2.2 AA, as far as a program can tell.</summary>
    public async Task Accessible()
    {
        var result = await Page.RunAxe(new AxeRunOptions { RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] } });
        Assert.True(result.Violations.Length == 0, string.Join('\n', result.Violations.SelectMany(v => v.Nodes.Select(n => $"{v.Id}: {v.Help}: {n.Html}"))));
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
