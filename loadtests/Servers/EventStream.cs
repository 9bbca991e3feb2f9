using System.Diagnostics;

namespace Twin.LoadTests.Servers;

/// <summary>A reader of the live stream, and when each event reached it.</summary>
public sealed class EventStream : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _snapshot = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;

    /// <param name="http">Carries the key.</param>
    /// <param name="query">Filters, with the question mark.</param>
    /// <param name="changed">Given the data of each <c>change</c> and when it came (a <see cref="Stopwatch"/> timestamp), one after the other.</param>
    /// <param name="bufferBytes">What is read at once.</param>
    public EventStream(HttpClient http, string query, Action<string, long> changed, int bufferBytes = 64 * 1024) => _reading = Task.Run(() => Read(http, query, changed, bufferBytes));

    /// <summary>Once all of the snapshot is there: from then on every change comes.</summary>
    public Task Snapshot => _snapshot.Task;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading;
        _stop.Dispose();
    }

    private async Task Read(HttpClient http, string query, Action<string, long> changed, int bufferBytes)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri($"/v1/stream{query}", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, _stop.Token);
            answer.EnsureSuccessStatusCode();
            using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(_stop.Token), bufferSize: bufferBytes);
            for (var name = ""; await lines.ReadLineAsync(_stop.Token) is { } line;)
            {
                if (line.StartsWith("event: ", StringComparison.Ordinal)) name = line[7..];
                else if (name == "change" && line.StartsWith("data: ", StringComparison.Ordinal)) changed(line, Stopwatch.GetTimestamp());
                else if (name == "snapshot" && line.Contains("\"done\":true", StringComparison.Ordinal)) _snapshot.TrySetResult();
                else if (name == "resync") throw new ServerException($"the stream could not keep up: {line}");
            }
            throw new ServerException("the stream ended");
        }
        catch (Exception failure) when (failure is OperationCanceledException or HttpRequestException or IOException or ServerException)
        {
            _snapshot.TrySetException(failure);
            _ = _snapshot.Task.Exception; // whether anybody waits for it or not
        }
    }
}
