using System.Text.Json.Nodes;

namespace Twin.Api.Tests.Live;

/// <summary>One block of an event stream, comments included.</summary>
public sealed record Block(string? Name, string? Id, JsonNode? Data, string? Comment);

/// <summary>Reads an event stream from a real socket.</summary>
public sealed class EventReader : IDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _lines;

    private EventReader(HttpResponseMessage response, StreamReader lines) => (_response, _lines) = (response, lines);

    public HttpResponseMessage Response => _response;

    public static async Task<EventReader> Open(HttpClient client, string query = "", string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/stream?{query}");
        if (lastEventId is not null) request.Headers.Add("Last-Event-ID", lastEventId);
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(200, (int)response.StatusCode);
        return new(response, new(await response.Content.ReadAsStreamAsync()));
    }

    /// <summary>The next block, or null when the stream has ended.</summary>
    public async Task<Block?> Next()
    {
        string? name = null, id = null, data = null, comment = null;
        while (await _lines.ReadLineAsync() is { } line)
        {
            if (line.Length == 0) return new(name, id, data is null ? null : JsonNode.Parse(data), comment);
            if (line[0] == ':') comment = line[1..].Trim();
            else if (line.StartsWith("event: ", StringComparison.Ordinal)) name = line[7..];
            else if (line.StartsWith("id: ", StringComparison.Ordinal) || line == "id:") id = line[3..].Trim();
            else if (line.StartsWith("data: ", StringComparison.Ordinal)) data = line[6..];
            else throw new FormatException(line);
        }
        return null;
    }

    /// <summary>The next event, which must be of this kind.</summary>
    public async Task<Block> Expect(string name)
    {
        var block = await Next();
        Assert.Equal(name, block?.Name);
        return block!;
    }

    public void Dispose() => _response.Dispose();
}
