using System.Text.Json.Nodes;

namespace Twin.EndToEnd.Tests.Running;

/// <summary>An event of the live stream.</summary>
public sealed record StreamEvent(string Name, string? Id, JsonNode Data);

/// <summary>A reader of the live stream.</summary>
public sealed class TwinStream : IDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _lines;

    private TwinStream(HttpResponseMessage response, StreamReader lines) => (_response, _lines) = (response, lines);

    public static async Task<TwinStream> Open(TwinApi api, string? lastEventId = null, string query = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/stream" + query);
        if (lastEventId is not null) request.Headers.Add("Last-Event-ID", lastEventId);
        var response = await api.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(200, (int)response.StatusCode);
        return new(response, new(await response.Content.ReadAsStreamAsync()));
    }

    /// <summary>The next event, comments left out; null when the stream has ended.</summary>
    public async Task<StreamEvent?> Next()
    {
        string? name = null, id = null, data = null;
        while (await _lines.ReadLineAsync().WaitAsync(Executable.Limit) is { } line)
        {
            if (line.Length == 0 && name is not null) return new(name, id, JsonNode.Parse(data!)!);
            if (line.Length == 0) (name, id, data) = (null, null, null);
            else if (line.StartsWith("event: ", StringComparison.Ordinal)) name = line[7..];
            else if (line.StartsWith("id: ", StringComparison.Ordinal)) id = line[4..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal)) data = line[6..];
        }
        return null;
    }

    public async Task<StreamEvent> Expect(string name)
    {
        var next = await Next();
        Assert.Equal(name, next?.Name);
        return next!;
    }

    /// <summary>Reads on until a change says so.</summary>
    public async Task<StreamEvent> Change(Func<JsonNode, bool> so)
    {
        while (await Next() is { } next)
            if (next.Name == "change" && next.Data["outlet"] is { } outlet && so(outlet)) return next;
        throw new InvalidOperationException("The stream ended.");
    }

    /// <summary>Reads on until a change of an incident says so.</summary>
    public async Task<StreamEvent> IncidentChange(Func<JsonNode, bool> so)
    {
        while (await Next() is { } next)
            if (next.Name == "change" && next.Data["incident"] is { } incident && so(incident)) return next;
        throw new InvalidOperationException("The stream ended.");
    }

    public void Dispose() => _response.Dispose();
}
