using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Twin.LoadTests.Fleet;

namespace Twin.LoadTests.Servers;

/// <summary>The API of a Twin, for what is done beside the load.</summary>
public sealed class TwinClient : IDisposable
{
    private const int OutletsPerImport = 2_000;

    public TwinClient(Uri url, string key)
    {
        Http = new(new SocketsHttpHandler { PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20) }) { BaseAddress = url, Timeout = TimeSpan.FromMinutes(2) };
        Http.DefaultRequestHeaders.Authorization = new("Bearer", key);
    }

    public HttpClient Http { get; }

    public async Task<JsonNode> Get(string path) => JsonNode.Parse(await Text(path))!;

    public async Task<string> Text(string path)
    {
        using var answer = await Http.GetAsync(new Uri(path, UriKind.Relative));
        return await Whole(answer);
    }

    /// <summary>Every item of a list, page by page.</summary>
    /// <param name="path">The list, with a question mark and at least its order.</param>
    public async IAsyncEnumerable<JsonNode> All(string path)
    {
        for (var cursor = ""; ;)
        {
            var page = await Get($"{path}&limit=1000{cursor}");
            foreach (var item in page["items"]!.AsArray()) yield return item!;
            if ((string?)page["nextCursor"] is not { } next) yield break;
            cursor = $"&cursor={Uri.EscapeDataString(next)}";
        }
    }

    public async Task<JsonNode?> Send(string method, string path, string body, string type = "application/json")
    {
        using var request = new HttpRequestMessage(new(method), path) { Content = new StringContent(body, Encoding.UTF8) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using var answer = await Http.SendAsync(request);
        var text = await Whole(answer);
        return text.Length == 0 ? null : JsonNode.Parse(text);
    }

    /// <summary>Codes of counties by the four digits of their city.</summary>
    public async Task<ILookup<string, string>> Counties() =>
        (await Get("/v1/divisions"))["items"]!.AsArray().Where(d => (string?)d!["level"] == "county").ToLookup(d => ((string)d!["code"]!)[..4], d => (string)d!["code"]!);

    /// <summary>How many outlets the list has, or those that a filter lets through.</summary>
    public async Task<int> Total(string filter = "") => (int)(await Get($"/v1/outlets?fields=code&limit=1{(filter.Length == 0 ? "" : $"&{filter}")}"))["total"]!;

    /// <summary>A rule more in the rule book, unless the book knows its id.</summary>
    public async Task AddRule(string id, string rule)
    {
        var book = await Text("/v1/rulebook");
        if (!book.Contains(id, StringComparison.Ordinal)) await Send("PUT", "/v1/rulebook", $"{book.TrimEnd()}\n  - {{id: {id}, {rule}}}\n", "application/yaml");
    }

    /// <summary>Each of these devices says one thing, as of now.</summary>
    public Task<JsonNode?> Say(IEnumerable<string> devices, string name, bool value)
    {
        var at = DateTime.UtcNow.ToString("O", CultureInfo.InvariantCulture);
        return Send("POST", "/v1/telemetry", new JsonArray([.. devices.Select(d => new JsonObject { ["device"] = d, ["at"] = at, ["values"] = new JsonObject { [name] = value } })]).ToJsonString());
    }

    /// <summary>Registers the network, in pieces.</summary>
    /// <param name="network">What is registered.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="node">The access node of an outlet.</param>
    /// <param name="registered">Told the first outlet of each piece that was taken, and the one after its last.</param>
    public async Task Import(Network network, Progress progress, Func<int, string>? node = null, Func<int, int, Task>? registered = null)
    {
        if (network.Marked) await Guest.Check(this, network);
        var counties = await Counties();
        for (var from = 0; from < network.Registered; from += OutletsPerImport)
        {
            progress.Say($"importing outlets: {from:N0} of {network.Registered:N0}");
            var answer = (await Send("POST", "/v1/outlets:import", network.Csv(counties, from, OutletsPerImport, node), "text/csv"))!;
            if ((int?)answer["rejected"] is > 0) throw new ServerException($"outlets were rejected: {answer.ToJsonString()}");
            if (registered is not null) await registered(from, Math.Min(from + OutletsPerImport, network.Registered));
        }
    }

    /// <summary>Asks until it is so.</summary>
    public static async Task Until(Func<Task<bool>> so, string what, TimeSpan within, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(within);
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        try
        {
            while (!await so()) await again.WaitForNextTickAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new ServerException($"it never came about that {what}");
        }
    }

    public void Dispose() => Http.Dispose();

    private static async Task<string> Whole(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? text : throw new ServerException($"{answer.RequestMessage!.Method} {answer.RequestMessage.RequestUri!.PathAndQuery}: {(int)answer.StatusCode} {text}");
    }
}
