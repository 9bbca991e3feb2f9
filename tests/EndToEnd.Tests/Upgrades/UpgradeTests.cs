using System.Text.Json.Nodes;
using Twin.EndToEnd.Tests.Running;

namespace Twin.EndToEnd.Tests.Upgrades;

/// <summary>Today's Twin started on what an older release left behind.</summary>
public sealed class UpgradeTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public static TheoryData<string> Releases => ["0.1.0"];

    public void Dispose() => _temp.Dispose();

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task All_that_an_older_release_stored_is_said_as_it_said_it(string release)
    {
        var golden = new Golden(release);
        await golden.LayInto(_temp["data"]);
        await using var twin = await TwinProcess.Serve(_temp["data"]);
        await IsKept(golden, twin.Api);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await twin.Api.Client.GetAsync(new Uri("/v1/outlets/3208000006", UriKind.Relative))).StatusCode);

        // What is new has its defaults, and can be changed.
        await twin.Api.Send("PUT", "/v1/policies/default", "correlationHold: 500ms\nsteps:\n  - {after: 0s, notify: [on-shift]}\n", "application/yaml");
        // It goes on from there: faults end, the profile's revision counts on, and what is broken gets its incident.
        await twin.Api.Report("3208008351/t1", """{"temperatureC":20}""");
        Assert.Empty((await twin.Api.Device("3208008351/t1"))["faults"]!.AsArray());
        var before = (long)(await twin.Api.Get("/v1/outlets/3208000005"))["revision"]!;
        await twin.Api.Put("3208000005", "又一个名字");
        Assert.True((long)(await twin.Api.Get("/v1/outlets/3208000005"))["revision"]! > before);
        await TwinApi.Until(async () => Rules(await twin.Api.Get("/v1/incidents?outlet=3203003072")) is ["link-down"], "the line that was down has its incident");

        // And the second start of today's release reads what the first has made of it.
        var rules = await twin.Api.Text("/v1/rulebook/versions");
        Assert.Equal(0, await twin.Terminate());
        await using var again = await TwinProcess.Serve(_temp["data"]);
        Assert.Equal(rules, await again.Api.Text("/v1/rulebook/versions"));
        Assert.Equal(["link-down"], Rules(await again.Api.Get("/v1/incidents?outlet=3203003072")));
    }

    private static string[] Rules(JsonNode incidents) => [.. incidents["items"]!.AsArray().Select(i => (string)i!["cause"]!["rule"]!)];

    private static async Task IsKept(Golden golden, TwinApi api)
    {
        Assert.NotEmpty(golden.Told);
        api.Client.DefaultRequestHeaders.Accept.ParseAdd("application/json");
        var lost = new List<string>();
        foreach (var (path, told) in golden.Told) lost.AddRange(Kept.Lost(told, await api.Get(path), path));
        Assert.True(lost.Count == 0, string.Join('\n', lost));
    }
}
