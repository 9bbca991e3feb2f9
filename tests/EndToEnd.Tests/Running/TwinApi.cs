using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;

namespace Twin.EndToEnd.Tests.Running;

/// <summary>The API of a running Twin, with the admin's key.</summary>
public sealed class TwinApi : IDisposable
{
    public TwinApi(string url, string key, HttpMessageHandler? handler = null)
    {
        Client = new(handler ?? new HttpClientHandler()) { BaseAddress = new(url), Timeout = Executable.Limit };
        Client.DefaultRequestHeaders.Authorization = new("Bearer", key);
    }

    public HttpClient Client { get; }

    public async Task<JsonNode> Get(string path) => JsonNode.Parse(await Text(path))!;

    public async Task<string> Text(string path)
    {
        using var answer = await Client.GetAsync(new Uri(path, UriKind.Relative));
        return await Whole(answer);
    }

    public async Task<JsonNode> Send(string method, string path, string body, string type = "application/json")
    {
        using var request = new HttpRequestMessage(new(method), path) { Content = new StringContent(body, Encoding.UTF8) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using var answer = await Client.SendAsync(request);
        return JsonNode.Parse(await Whole(answer))!;
    }

    /// <summary>A new key of this name and scopes.</summary>
    public async Task<string> Key(string name, params string[] scopes) =>
        (string)(await Send("POST", "/v1/keys", JsonSerializer.Serialize(new { name, scopes })))["key"]!;

    /// <summary>A registered outlet with a line, some terminals and a camera.</summary>
    public Task<JsonNode> Put(string code, string name = "演示网点", int terminals = 1) => Send("PUT", $"/v1/outlets/{code}", Profile(code, name, terminals));

    public static string Profile(string code, string name, int terminals = 1) => $$"""
        {"code":"{{code}}","name":"{{name}}","district":"320812","location":{"lon":119.03,"lat":33.59},"calendar":"always","designations":["共产党员服务店"],"lines":[{"id":"l1"}],"terminals":[{{string.Join(',', Enumerable.Range(1, terminals).Select(i => $$"""{"id":"t{{i}}"}"""))}}],"cameras":[{"id":"c1"}]}
        """;

    /// <summary>Says something for a device; returns when it is acknowledged, and it must be accepted.</summary>
    public async Task Report(string device, string values, int? seq = null)
    {
        var reading = $$"""[{"device":"{{device}}","at":"{{DateTime.UtcNow:O}}"{{(seq is { } n ? $",\"seq\":{n}" : "")}},"values":{{values}}}]""";
        var answer = await Send("POST", "/v1/telemetry", reading);
        Assert.True((int)answer["accepted"]! == 1, answer.ToJsonString());
    }

    public Task<JsonNode> Device(string device) => Get($"/v1/devices/{device}");

    /// <summary>Replaces the rule book and waits until a device is judged by it.</summary>
    public async Task Rules(string yaml, string device, string rule)
    {
        await Send("PUT", "/v1/rulebook", yaml, "application/yaml");
        await Until(async () => (await Device(device))["rules"]!.AsArray().Any(r => (string?)r!["id"] == rule), $"{device} is judged by {rule}");
    }

    public Task UntilDevice(string device, string status) =>
        Until(async () => (string?)(await Device(device))["status"] == status, $"{device} is {status}");

    /// <summary>Asks until it is so. What is asked is another process, which has no way to call back; a test that hangs ends with what it waited for.</summary>
    /// <param name="so">Whether it is.</param>
    /// <param name="what">What is waited for.</param>
    /// <param name="within">For what may take longer than anything here usually does.</param>
    public static async Task Until(Func<Task<bool>> so, string what, TimeSpan? within = null)
    {
        using var limit = new CancellationTokenSource(within ?? Executable.Limit);
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await so())
            if (limit.IsCancellationRequested || !await again.WaitForNextTickAsync()) throw new TimeoutException($"It never came about that {what}.");
    }

    public void Dispose() => Client.Dispose();

    private static async Task<string> Whole(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? text : throw new HttpRequestException($"{answer.RequestMessage!.RequestUri}: {text}", null, answer.StatusCode);
    }
}
