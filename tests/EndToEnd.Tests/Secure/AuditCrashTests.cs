using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Twin.EndToEnd.Tests.Running;

namespace Twin.EndToEnd.Tests.Secure;

/// <summary>Twin is killed while several people change things.</summary>
public sealed class AuditCrashTests : IDisposable
{
    private const int Writers = 6;
    private const int ChangesBeforeTheKill = 80;

    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task After_a_kill_no_change_is_without_its_entry_and_what_was_answered_is_told_as_done()
    {
        var answered = new ConcurrentBag<string>();
        await using (var twin = await TwinProcess.Start(_temp["data"], new Dictionary<string, string>(), "--mqtt", "off"))
        {
            var writing = Enumerable.Range(0, Writers).Select(writer => Write(twin.Api, writer, answered)).ToArray();
            await TwinApi.Until(() => Task.FromResult(answered.Count >= ChangesBeforeTheKill), "enough was changed");
            await twin.Kill();
            await Task.WhenAll(writing);
        }

        await using var again = await TwinProcess.Start(_temp["data"], new Dictionary<string, string>(), "--mqtt", "off");
        var there = (await again.Api.Text("/v1/outlets:export")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => (string)JsonNode.Parse(line)!["code"]!).ToHashSet();
        var entries = await Entries(again.Api);
        Assert.DoesNotContain(there, code => !entries.ContainsKey(code));
        Assert.DoesNotContain(answered, code => !there.Contains(code) || entries[code] != "done");
        // A call that was under way may be told as unknown; nothing else is.
        Assert.InRange(entries.Count - answered.Count, 0, Writers);
    }

    /// <summary>Registers outlet after outlet until the server is gone.</summary>
    private static async Task Write(TwinApi api, int writer, ConcurrentBag<string> answered)
    {
        try
        {
            for (var i = 0; ; i++)
            {
                var code = string.Create(CultureInfo.InvariantCulture, $"3208{writer:00}{i:0000}");
                await api.Put(code);
                answered.Add(code);
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            // Killed.
        }
    }

    private static async Task<Dictionary<string, string>> Entries(TwinApi api)
    {
        var entries = new Dictionary<string, string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await api.Get($"/v1/audit?action=putOutlet&limit=50{(cursor.Length > 0 ? $"&cursor={cursor}" : "")}");
            foreach (var entry in page["items"]!.AsArray()) entries.Add((string)entry!["target"]!, (string)entry["outcome"]!);
            cursor = (string?)page["nextCursor"];
        }
        return entries;
    }
}
