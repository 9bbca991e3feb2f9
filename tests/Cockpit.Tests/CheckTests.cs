using System.Diagnostics;
using Twin.EndToEnd.Tests.Running;

namespace Twin.Cockpit.Tests;

/// <summary>What the front's own tools find in its sources.</summary>
public sealed class CheckTests(Browsers browsers)
{
    [Fact]
    public Task Its_code_is_in_the_house_form_and_its_types_hold() => Npm("run", "check");

    [Fact]
    public Task Its_own_tests_pass() => Npm("test");

    [Fact]
    public async Task Its_client_is_the_one_of_this_API()
    {
        using var temp = new TempFolder();
        var (document, client) = (temp["v1.json"], temp["schema.d.ts"]);
        await File.WriteAllTextAsync(document, await browsers.Api.Text("/openapi/v1.json"));
        await Run("node", "scripts/client.mjs", document, client);
        var kept = await File.ReadAllTextAsync(Path.Combine(Repository.Cockpit, "src", "api", "schema.d.ts"));
        Assert.True(kept == await File.ReadAllTextAsync(client), "src/api/schema.d.ts is not what the API describes: start Twin and run `npm run client` in src/Cockpit.");
    }

    private static Task Npm(params string[] arguments) => Run("npm", arguments);

    private static async Task Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = Repository.Cockpit, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var ended = await Executable.Finish(process);
        Assert.True(ended.Code == 0, ended.Output + ended.Errors);
    }
}
