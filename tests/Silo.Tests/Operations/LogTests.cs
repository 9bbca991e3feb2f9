using System.Text.Json.Nodes;
using Twin.EndToEnd.Tests.Running;

namespace Twin.Silo.Tests.Operations;

/// <summary>A log line and the answer to the request it is about name the same trace.</summary>
public sealed class LogTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task A_line_for_people_has_the_trace_of_the_answer()
    {
        await using var twin = await TwinProcess.Serve(_temp["data"]);
        var trace = await Refused(twin);
        await TwinApi.Until(() => Task.FromResult(twin.Errors.Contains($"traceId={trace} A wrong key was shown", StringComparison.Ordinal)), "it is logged");
    }

    [Fact]
    public async Task A_line_for_machines_is_JSON_and_has_the_trace_of_the_answer()
    {
        await using var twin = await TwinProcess.Serve(_temp["data"], "--log-format", "json");
        var trace = await Refused(twin);
        IReadOnlyList<JsonNode> Lines() => [.. twin.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!)];
        await TwinApi.Until(() => Task.FromResult(Lines().Any(l => (string?)l["traceId"] == trace)), "it is logged");
        var line = Lines().First(l => (string?)l["traceId"] == trace);
        Assert.Equal(("warning", "Twin.Api.Access.KeyCheck", "127.0.0.1"), ((string?)line["level"], (string?)line["category"], (string?)line["fields"]!["Address"]));
        Assert.StartsWith("A wrong key was shown from 127.0.0.1", (string?)line["message"], StringComparison.Ordinal);
        Assert.Equal(16, ((string?)line["spanId"])!.Length);
        Assert.All(Lines(), l => Assert.Equal(TimeSpan.Zero, DateTimeOffset.Parse((string)l["time"]!, System.Globalization.CultureInfo.InvariantCulture).Offset));
    }

    /// <summary>The trace's id in the answer to a request that is refused and logged.</summary>
    private static async Task<string> Refused(TwinProcess twin)
    {
        using var client = new HttpClient { BaseAddress = twin.Api.Client.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new("Bearer", "not-a-key");
        using var answer = await client.GetAsync(new Uri("/v1/outlets", UriKind.Relative));
        return (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["traceId"]!;
    }
}
