using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Twin.Api.Tests.Fuzz;

/// <summary>Sends cases and judges the answers.</summary>
internal sealed class FuzzRun(TwinServer server, int seed, IReadOnlyList<Operation> operations)
{
    /// <summary>Only to find what hangs: no request takes a hundredth of it.</summary>
    private static readonly TimeSpan HangsAfter = TimeSpan.FromSeconds(60);
    private const int Workers = 12;

    private readonly ConcurrentDictionary<int, int> _statuses = new();
    private readonly ConcurrentDictionary<string, string> _findings = new();

    public IReadOnlyDictionary<int, int> Statuses => _statuses;

    /// <summary>What was found, one of each kind.</summary>
    public IReadOnlyCollection<string> Findings => [.. _findings.Values];

    public async Task All(int from, int count)
    {
        var next = from - 1;
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Run(async () =>
        {
            for (int number; (number = Interlocked.Increment(ref next)) < from + count;) await One(number);
        })));
    }

    public async Task<int> One(int number)
    {
        var it = new FuzzCase(seed, number, operations);
        try
        {
            using var hang = new CancellationTokenSource(HangsAfter);
            using var request = it.ToRequest(server.Client.BaseAddress!);
            using var response = await server.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, hang.Token);
            var status = (int)response.StatusCode;
            _statuses.AddOrUpdate(status, 1, (_, n) => n + 1);
            // A stream of events never ends.
            if (response.Content.Headers.ContentType?.MediaType == "text/event-stream") return status;
            var body = await response.Content.ReadAsByteArrayAsync(hang.Token);
            if (FaultOf(it, response, body) is { } fault) Found(number, it, fault);
            return status;
        }
        catch (OperationCanceledException)
        {
            Found(number, it, "hangs");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            Found(number, it, $"no answer: {e.Message} {e.InnerException?.Message}");
        }
        catch (Exception e) when (e is UriFormatException or ArgumentException or FormatException or InvalidOperationException or NotSupportedException)
        {
            // The client cannot send this at all.
        }
        return 0;
    }

    private void Found(int number, FuzzCase it, string fault) => _findings.TryAdd($"{it.Operation.Method} {it.Operation.Path} {fault[..Math.Min(60, fault.Length)]}", $"case {number}: {fault}\n    {it}");

    /// <summary>What is wrong with an answer, whatever was asked.</summary>
    private static string? FaultOf(FuzzCase it, HttpResponseMessage response, byte[] body)
    {
        var status = (int)response.StatusCode;
        if (status < 400) return null;
        if (status >= 500) return $"{status}: {Text(body)}";
        if (status == 429 && response.Headers.RetryAfter is null) return "429 without Retry-After";
        if (it.Method is "HEAD") return null;
        // What is not HTTP is the server's own to refuse, without words.
        if (body.Length == 0 && status is 400 or 431 or 414 && response.Headers.ConnectionClose == true) return null;
        if (response.Content.Headers.ContentType?.MediaType != "application/problem+json") return $"{status} is no problem: {response.Content.Headers.ContentType} {Text(body)}";
        try
        {
            if (JsonNode.Parse(body) is not JsonObject problem) return $"{status} is no object";
            if ((int?)problem["status"] != status || problem["title"] is null || problem["traceId"] is null) return $"{status} lacks status, title or traceId: {Text(body)}";
            if (status is 400 or 422 && problem["errors"] is not JsonArray { Count: > 0 }) return $"{status} names no errors: {Text(body)}";
            return null;
        }
        catch (System.Text.Json.JsonException e)
        {
            return $"{status} is not JSON: {e.Message}";
        }
    }

    private static string Text(byte[] body) => System.Text.Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(400, body.Length)));

    public override string ToString() => string.Join(", ", _statuses.OrderBy(s => s.Key).Select(s => $"{s.Key}: {s.Value}"));
}
