using Twin.EndToEnd.Tests.Running;
using Twin.Servers;
using static Microsoft.Playwright.Assertions;

namespace Twin.Cockpit.Tests;

public sealed class StreamTests(Browsers browsers) : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task A_server_that_dies_is_told_of_and_one_that_is_back_goes_on_by_itself()
    {
        string[] where = ["--urls", $"http://127.0.0.1:{FreePort.Next()}"];
        var twin = await TwinProcess.Serve(_temp["data"], where);
        try
        {
            await Office.SetUp(twin.Api);
            await using var person = await browsers.Operator(twin: twin);
            var page = person.Page;
            // A network without outlets is known as well.
            await person.Open("/manage/incidents");
            await Office.Trouble(twin.Api, "3208970001", "之前");
            await Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);

            await using var looker = await browsers.Operator(twin: twin);
            await looker.Open("/see");
            var acknowledge = looker.Page.Locator("[data-row] .state button");
            await Expect(acknowledge).ToBeEnabledAsync();

            await twin.Kill();
            await Expect(page.Locator("header .age.offline")).ToBeVisibleAsync();
            // What was known stays.
            await Expect(page.Locator("tbody")).ToContainTextAsync("之前");
            await Expect(looker.Page.Locator("[role=status] > p button")).ToBeVisibleAsync();
            await Expect(looker.Page.Locator("[data-count=queue]")).ToHaveTextAsync("1");
            await Expect(acknowledge).ToBeDisabledAsync();
            await looker.Picture("offline");

            await twin.DisposeAsync();
            twin = await TwinProcess.Serve(_temp["data"], where);
            await person.Live();
            // The same session, told of what is new since.
            await Office.Trouble(twin.Api, "3208970002", "之后");
            await Expect(page.Locator("tbody")).ToContainTextAsync("之后");
            await Expect(looker.Page.Locator("[data-row]")).ToHaveCountAsync(2);
            await Expect(acknowledge.First).ToBeEnabledAsync();
            await Expect(page.Locator("tbody")).ToContainTextAsync("之前");
        }
        finally
        {
            await twin.DisposeAsync();
        }
    }
}
