using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Twin.EndToEnd.Tests.Running;
using Twin.Servers;

namespace Twin.EndToEnd.Tests.Backups;

/// <summary>A backup of a Twin that is busy, restored into a new folder and into a database: the same Twin.</summary>
public sealed class BackupTests : IDisposable
{
    private const string Shop = "3208008351";
    private const int Busy = 400;
    private const string Rules = """
        version: 1
        rules:
          - {id: hot, device: terminal, when: temperatureC > 70, severity: minor}
          - {id: link-down, device: line, when: 'link == "down"', severity: critical, legs: [telecom]}
        """;

    private readonly TempFolder _temp = new();
    private readonly ConcurrentBag<int> _acknowledged = [];

    public void Dispose() => _temp.Dispose();

    private static string Code(int n) => string.Create(CultureInfo.InvariantCulture, $"3208{n:000000}");

    [Fact]
    public async Task A_backup_taken_under_load_brings_the_same_Twin_back_on_either_store()
    {
        await using var twin = await TwinProcess.Serve(_temp["data"]);
        var incident = await Prepare(twin.Api);
        var key = await NewKey(twin.Api, "reader");
        var revoked = await NewKey(twin.Api, "revoked");
        await twin.Api.Client.DeleteAsync(new Uri($"/v1/keys/{revoked.Id}", UriKind.Relative));
        Task<Dictionary<string, string>> All(TwinApi api) => Everything.Of(api, [Shop], [$"{Shop}/t1", $"{Shop}/t2", $"{Shop}/l1"], [incident]);
        var before = await All(twin.Api);

        using var stop = new CancellationTokenSource();
        var load = Task.Run(() => Load(twin.Api, stop.Token));
        await TwinApi.Until(() => Task.FromResult(_acknowledged.Count >= 50 || load.IsCompleted), "the load is under way");
        int[] certain = [.. _acknowledged];
        var taken = await Executable.Run("backup", _temp["twin.backup"], "--data", _temp["data"]);
        Assert.True(taken.Code == 0, $"{taken}");
        await stop.CancelAsync();
        await load;
        Assert.InRange(certain.Length, 50, Busy);
        Assert.Equal(before, await All(twin.Api));
        Assert.Equal(0, await twin.Terminate());

        Assert.Equal(0, (await Executable.Run("restore", _temp["twin.backup"], "--data", _temp["restored"])).Code);
        await using (var restored = await TwinProcess.Serve(_temp["restored"])) await IsTheSame(restored.Api);

        await using var server = await PostgresServer.StartAsync();
        var environment = new Dictionary<string, string> { ["TWIN__Storage"] = "postgres", ["TWIN__Connection"] = await server.NewDatabase(), ["TWIN_ADMIN_KEY"] = "another-admin-key" };
        Assert.Equal(0, (await Executable.Run(_temp.Path, environment, "restore", _temp["twin.backup"])).Code);
        await using (var restored = await TwinProcess.Start(_temp["pg"], environment, "--mqtt", "off"))
        {
            var refused = await Executable.Run(_temp.Path, environment, "restore", _temp["twin.backup"], "--replace");
            Assert.Equal(1, refused.Code);
            Assert.Contains("in use by a running Twin", refused.Errors, StringComparison.Ordinal);
            await IsTheSame(restored.Api);
        }

        async Task IsTheSame(TwinApi api)
        {
            foreach (var (what, told) in await All(api)) Assert.True(before[what] == told, $"{what} was\n{before[what]}\nand is\n{told}");
            // Every transition that was acknowledged before the backup began is in it, and the outlets agree with their devices.
            foreach (var n in certain) Assert.Equal("hot", (string?)Assert.Single((await api.Device($"{Code(n)}/t1"))["faults"]!.AsArray())!["rule"]);
            await TwinApi.Until(async () => (int)(await api.Get("/v1/outlets?rule=hot"))["total"]! >= certain.Length + 1, "the outlets know");
            Assert.Equal(Busy + 1, (int)(await api.Get("/v1/outlets"))["total"]!);
            using var reader = new TwinApi(api.Client.BaseAddress!.ToString(), key.Key);
            await reader.Get($"/v1/outlets/{Shop}");
            using var former = new TwinApi(api.Client.BaseAddress!.ToString(), revoked.Key);
            Assert.Equal(HttpStatusCode.Unauthorized, (await Assert.ThrowsAsync<HttpRequestException>(() => former.Get($"/v1/outlets/{Shop}"))).StatusCode);
        }
    }

    /// <summary>An outlet with a fault, an incident that somebody has acknowledged, documents of every kind, a silence.</summary>
    private static async Task<string> Prepare(TwinApi api)
    {
        await api.Send("PUT", "/v1/calendars/night", "weekly: {mon-sun: [\"00:00-24:00\"]}\ntimeZone: Asia/Shanghai\n", "application/yaml");
        await api.Send("PUT", "/v1/policies/default", "correlationHold: 500ms\nsteps:\n  - {after: 0s, notify: [on-shift]}\n", "application/yaml");
        await api.Send("PUT", "/v1/teams/gang", """{"side":"telecom","areas":["320812"],"people":[{"id":"chen","name":"陈工","role":"engineer","channels":[{"type":"log"}]}]}""");
        await api.Put(Shop, "清江浦第一网点", terminals: 2);
        await api.Send("POST", "/v1/outlets:import", string.Join('\n', Enumerable.Range(0, Busy).Select(n => TwinApi.Profile(Code(n), $"网点{n}").Trim())), "application/x-ndjson");
        await api.Send("POST", "/v1/silences", $$"""{"match":{"outlet":"{{Code(0)}}"},"until":"{{DateTime.UtcNow.AddDays(1):O}}","reason":"test","by":"me"}""");
        await api.Rules(Rules, $"{Shop}/l1", "link-down");
        await TwinApi.Until(async () => (await api.Device($"{Code(Busy - 1)}/t1"))["rules"]!.AsArray().Count == 1, "the rules are in force");
        await api.Report($"{Shop}/t1", """{"temperatureC":80}""");
        await api.Report($"{Shop}/t2", """{"temperatureC":20}""");
        await api.Report($"{Shop}/l1", """{"link":"down"}""");
        await TwinApi.Until(async () => (int)(await api.Get($"/v1/incidents?outlet={Shop}"))["total"]! > 0, "it has an incident");
        var incident = (string)(await api.Get($"/v1/incidents?outlet={Shop}"))["items"]![0]!["id"]!;
        await TwinApi.Until(async () => (await api.Text($"/v1/notifications?incident={incident}")).Contains("delivered", StringComparison.Ordinal), "the page is delivered");
        await api.Send("POST", $"/v1/incidents/{incident}/acknowledge", """{"by":"chen"}""");
        // Statuses are stored two seconds after they change.
        await TwinApi.Until(async () => DateTime.UtcNow - (DateTime)(await api.Get($"/v1/outlets/{Shop}"))["since"]! > TimeSpan.FromSeconds(3), "the outlet's status is stored");
        return incident;
    }

    private static async Task<(string Id, string Key)> NewKey(TwinApi api, string name)
    {
        var made = await api.Send("POST", "/v1/keys", $$"""{"name":"{{name}}","scopes":["read"]}""");
        return ((string)made["id"]!, (string)made["key"]!);
    }

    /// <summary>Terminals that turn hot and stay so, one after the other, and are written down when that is acknowledged.</summary>
    private async Task Load(TwinApi api, CancellationToken stop)
    {
        for (var n = 0; n < Busy && !stop.IsCancellationRequested; n++)
        {
            await api.Report($"{Code(n)}/t1", """{"temperatureC":80}""");
            _acknowledged.Add(n);
        }
    }
}
