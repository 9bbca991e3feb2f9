using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Orleans.Runtime;

namespace Twin.Api.Tests.Fuzz;

/// <summary>
/// Every operation of the API's description, asked in ways it was not made for. <c>make fuzz</c> runs a hundred thousand cases; TWIN_FUZZ_SEED, TWIN_FUZZ_CASES and
/// TWIN_FUZZ_CASE (one only) choose others. A case is its seed and number: what is found once is found again.
/// </summary>
public sealed class FuzzTests
{
    private const int QuickCases = 6_000;

    private static int Setting(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : otherwise;

    [Fact]
    public async Task Whatever_is_sent_is_answered_and_nothing_is_harmed()
    {
        var (seed, cases) = (Setting("TWIN_FUZZ_SEED", 1), Setting("TWIN_FUZZ_CASES", QuickCases));
        var one = Setting("TWIN_FUZZ_CASE", -1);
        var server = new TwinServer();
        await server.InitializeAsync();
        try
        {
            foreach (var code in FuzzCase.Codes) (await server.Register(code)).Is(201);
            (await server.Register(Anchor)).Is(201);
            var run = new FuzzRun(server, seed, Operation.AllOf((await server.Send("GET", "/openapi/v1.json")).Is(200).Json));
            var anchor = await Read(server);
            // Once, so that what is made at first use is there before it is measured.
            await run.All(one >= 0 ? one : 0, one >= 0 ? 1 : Math.Min(1_000, cases));
            var (memory, twins) = (GC.GetTotalMemory(forceFullCollection: true), await Activations(server));
            var watch = Stopwatch.StartNew();
            if (one < 0) await run.All(1_000, cases - 1_000);
            var seconds = watch.Elapsed.TotalSeconds;
            var (memoryAfter, twinsAfter) = (GC.GetTotalMemory(forceFullCollection: true), await Activations(server));
            Console.WriteLine($"fuzz: seed {seed}, {cases} cases, {(cases - 1_000) / Math.Max(0.001, seconds):0}/s; {run}; {run.Findings.Count} findings; memory {memory >> 20} -> {memoryAfter >> 20} MiB, activations {twins} -> {twinsAfter}");
            foreach (var finding in run.Findings.Concat(run.Findings.Count > 0 ? server.Log.Failures.DistinctBy(f => f[..Math.Min(300, f.Length)]) : [])) Console.WriteLine(finding);

            Assert.True(run.Findings.Count == 0, $"Seed {seed}, {run.Findings.Count} findings:\n{string.Join('\n', run.Findings)}");
            Assert.Equal(anchor, await Read(server));
            // Who changed what is written down, and this server's store is in memory: a few kilobytes for each call that would change something.
            Assert.True(memoryAfter - memory < (200L << 20) + (cases * 4_096L), $"The heap grew from {memory >> 20} to {memoryAfter >> 20} MiB.");
            // Whatever ids are asked for, only what there is stays awake.
            Assert.True(twinsAfter - twins < 3_000, $"{twinsAfter} grains are awake; {twins} were.");
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    /// <summary>An outlet that no case knows.</summary>
    private const string Anchor = "3205990001";

    private static async Task<string> Read(TwinServer server) => (await server.Send("GET", $"/v1/outlets/{Anchor}?fields=code,name,district,calendar,lines,terminals,cameras,revision")).Is(200).Text;

    private static async Task<int> Activations(TwinServer server) => await server.Grains.GetGrain<IManagementGrain>(0).GetTotalActivationCount();

    [Fact]
    public async Task A_request_that_is_refused_changes_nothing()
    {
        var server = new TwinServer();
        await server.InitializeAsync();
        try
        {
            foreach (var code in FuzzCase.Codes) (await server.Register(code)).Is(201);
            Operation[] writes = [.. Operation.AllOf((await server.Send("GET", "/openapi/v1.json")).Is(200).Json).Where(o => o.Method != "GET")];
            var run = new FuzzRun(server, seed: 2, writes);
            var (refused, before) = (0, await Everything(server));
            for (var number = 0; number < 400; number++)
            {
                var status = await run.One(number);
                var after = await Everything(server);
                if (status >= 400)
                {
                    refused++;
                    Assert.True(before == after, $"case {number}, answered {status}, changed something:\n{new FuzzCase(2, number, writes)}\n{before}\n{after}");
                }
                before = after;
            }
            Assert.True(refused > 100);
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    private static async Task<string> Everything(TwinServer server)
    {
        var all = new List<string>();
        foreach (var path in (string[])["/v1/outlets:export", "/v1/keys", "/v1/silences?state=active,pending,expired", "/v1/maintenance-windows?state=active,pending,expired", "/v1/calendars", "/v1/policies", "/v1/teams", "/v1/rulebook/versions", "/v1/incidents"])
            all.Add((await server.Send("GET", path)).Text);
        return string.Join('\n', all.Select(t => t.Contains("lastUsed", StringComparison.Ordinal) ? string.Join(',', JsonNode.Parse(t)!["items"]!.AsArray().Select(k => k!["id"])) : t.Replace(Revision(t), "", StringComparison.Ordinal)));
    }

    // The view's: devices whose silence is judged meanwhile move it too.
    private static string Revision(string text) => text.StartsWith("{\"items\"", StringComparison.Ordinal) && JsonNode.Parse(text) is JsonObject o && o["revision"] is JsonNode r ? $"\"revision\":{r.ToJsonString()}" : "\u0001";
}
