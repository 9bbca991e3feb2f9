using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Twin.EndToEnd.Tests.Running;

namespace Twin.EndToEnd.Tests.Restarts;

/// <summary>Killed in the middle of work: what was acknowledged is kept, what was not is whole or not there.</summary>
public sealed class CrashTests : IDisposable
{
    private const int Outlets = 400;
    private const string Rules = """
        version: 1
        rules:
          - {id: hot, device: terminal, when: temperatureC > 70, severity: minor}
        """;

    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    private static string Code(int n) => string.Create(CultureInfo.InvariantCulture, $"3208{n:000000}");

    private static string Lines(int from, int count) => string.Join('\n', Enumerable.Range(from, count).Select(n => TwinApi.Profile(Code(n), $"网点{n}").Trim()));

    [Theory, InlineData("sqlite"), InlineData("postgres")]
    public async Task Every_acknowledged_transition_outlives_a_kill_in_the_middle_of_telemetry(string kind)
    {
        await using var store = await Store.Of(kind);
        await using var before = await TwinProcess.Serve(_temp["data"], store.Arguments);
        await before.Api.Send("PUT", "/v1/rulebook", Rules, "application/yaml");
        await before.Api.Send("POST", "/v1/outlets:import", Lines(0, Outlets), "application/x-ndjson");
        await TwinApi.Until(async () => (await before.Api.Device($"{Code(Outlets - 1)}/t1"))["rules"]!.AsArray().Count == 1, "the rule is in force");

        var acknowledged = new ConcurrentBag<int>();
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(Report)));
        Assert.InRange(acknowledged.Count, 100, Outlets - 1);

        await using var after = await TwinProcess.Serve(_temp["data"], store.Arguments);
        foreach (var n in acknowledged)
        {
            var device = await after.Api.Device($"{Code(n)}/t1");
            Assert.Equal("hot", (string?)Assert.Single(device["faults"]!.AsArray())!["rule"]);
            Assert.Contains(device["transitions"]!.AsArray(), t => (string?)t!["subject"] == "hot" && (string?)t["to"] == "raised");
        }
        // The outlets heard of it too, told or not before the end.
        await TwinApi.Until(async () => (int)(await after.Api.Get("/v1/outlets?rule=hot"))["total"]! >= acknowledged.Count, "the outlets know");

        async Task Report()
        {
            try
            {
                while (Interlocked.Increment(ref next) is var n && n < Outlets)
                {
                    await before.Api.Report($"{Code(n)}/t1", """{"temperatureC":80}""");
                    acknowledged.Add(n);
                    if (acknowledged.Count == 100) await before.Kill();
                }
            }
            catch (HttpRequestException)
            {
                // Killed under way: this one was never acknowledged.
            }
        }
    }

    [Theory, InlineData("sqlite"), InlineData("postgres")]
    public async Task Every_acknowledged_line_outlives_a_kill_in_the_middle_of_an_import(string kind)
    {
        await using var store = await Store.Of(kind);
        const int PerRequest = 25;
        await using var before = await TwinProcess.Serve(_temp["data"], store.Arguments);
        var acknowledged = new ConcurrentBag<int>();
        var next = -PerRequest;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(Import)));
        Assert.InRange(acknowledged.Count, 8, Outlets / PerRequest * 10 - 1);

        await using var after = await TwinProcess.Serve(_temp["data"], store.Arguments);
        var export = (await after.Api.Text("/v1/outlets:export")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (var n in acknowledged.SelectMany(from => Enumerable.Range(from, PerRequest)))
        {
            var line = Assert.Single(export, l => l.Contains(Code(n), StringComparison.Ordinal));
            Assert.Contains($"\"网点{n}\"", line, StringComparison.Ordinal);
        }
        // Whatever else got in is whole as well: list, export and districts agree on how many there are.
        Assert.Equal(export.Length, (int)(await after.Api.Get("/v1/outlets"))["total"]!);
        foreach (var line in export) await after.Api.Get($"/v1/outlets/{(string?)System.Text.Json.Nodes.JsonNode.Parse(line)!["code"]}");

        async Task Import()
        {
            try
            {
                while (Interlocked.Add(ref next, PerRequest) is var from && from < Outlets * 10)
                {
                    await before.Api.Send("POST", "/v1/outlets:import", Lines(from, PerRequest), "application/x-ndjson");
                    acknowledged.Add(from);
                    if (acknowledged.Count == 8) await before.Kill();
                }
            }
            catch (HttpRequestException)
            {
                // Killed under way: this one was never acknowledged.
            }
        }
    }
}
