using Microsoft.Playwright;

namespace Twin.Cockpit.Tests;

public sealed class SignInTests(Browsers browsers)
{
    [Fact]
    public async Task A_key_signs_in_and_whoever_leaves_is_out()
    {
        await using var person = await browsers.Operator(signedIn: false);
        var page = person.Page;
        await page.GotoAsync("/see?lang=en");
        await person.Accessible();
        await person.Picture("sign-in");
        person.NoComplaints();

        await page.Locator("#key").FillAsync("not-a-key");
        await page.Locator("form button").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        person.Expected("401");

        await page.Locator("#key").FillAsync(browsers.Twin.Key);
        await page.Locator("form button").ClickAsync();
        await person.Live();
        Assert.False(await page.EvaluateAsync<bool>("document.cookie.includes('twin-session')"));
        // The key is nowhere in the browser.
        Assert.DoesNotContain(browsers.Twin.Key, await page.EvaluateAsync<string>("JSON.stringify(localStorage) + JSON.stringify(sessionStorage) + document.cookie + document.documentElement.outerHTML"), StringComparison.Ordinal);

        person.NoComplaints();
        await page.Locator("header summary").ClickAsync();
        await page.Locator("header details button").ClickAsync();
        await Assertions.Expect(page.Locator("#key")).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("#key")).ToBeVisibleAsync();
        // What was being asked for when the session ended was refused.
        person.Forgive("401");
        person.NoComplaints();
    }

    [Fact]
    public async Task A_revoked_key_is_asked_for_again()
    {
        var key = await browsers.Api.Key("revoked-in-browser", "read");
        await using var person = await browsers.Operator(key);
        await person.Open("/see");
        await browsers.Api.Client.DeleteAsync(new Uri("/v1/keys/revoked-in-browser", UriKind.Relative));
        await Assertions.Expect(person.Page.Locator("#key")).ToBeVisibleAsync();
    }
}
