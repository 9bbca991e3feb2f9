using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Twin.EndToEnd.Tests.Running;

namespace Twin.EndToEnd.Tests.Storms;

/// <summary>
/// What others notice of a device that floods, and of a key that offers far more than the node can take, and what that does to its memory. A measurement, run when asked for: <c>make flood</c>.
/// Latencies count from the time a request was due. Client and server share the machine.
/// </summary>
public sealed class FloodFigures(ITestOutputHelper output) : IDisposable
{
    private const int Outlets = 500, OthersPerSecond = 50, FloodPerSecond = 100, ReadingsPerRequest = 10;

    private static readonly TimeSpan Each = TimeSpan.FromSeconds(int.Parse(Environment.GetEnvironmentVariable("TWIN_FLOOD_SECONDS") ?? "60", CultureInfo.InvariantCulture));

    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact(Explicit = true)]
    public async Task Others_beside_a_flood()
    {
        await using var twin = await TwinProcess.Serve(_temp["data"]);
        await twin.Api.Send("POST", "/v1/outlets:import", string.Join('\n', Enumerable.Range(0, Outlets).Select(n => TwinApi.Profile(Code(n), $"网点{n}").Trim())), "application/x-ndjson");
        using var others = new TwinApi(twin.Url, await twin.Api.Key("others", "ingest"));
        using var flood = new TwinApi(twin.Url, await twin.Api.Key("flood", "ingest"));
        await Others(others, TimeSpan.FromSeconds(10));

        await Measured("alone", _ => Task.CompletedTask);
        await Measured($"one device floods, {FloodPerSecond * ReadingsPerRequest:N0} readings/s", stop => OpenLoop(flood, FloodPerSecond, _ => Batch(Enumerable.Repeat(0, ReadingsPerRequest)), stop));
        var notices = (await twin.Api.Device($"{Code(0)}/t1"))["notices"]!.ToJsonString();
        Assert.Contains("flood", notices, StringComparison.Ordinal);
        var large = Batch(Enumerable.Range(0, 2_000).Select(n => n % Outlets));
        await Measured("one key offers all that 40 connections can send", stop => Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Run(() => Push(flood, large, stop)))));

        async Task Measured(string what, Func<CancellationToken, Task> beside)
        {
            using var stop = new CancellationTokenSource();
            var (before, most) = (Resident(twin.Id), 0L);
            var flooding = beside(stop.Token);
            var watching = Task.Run(async () =>
            {
                using var every = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
                while (!stop.IsCancellationRequested && await every.WaitForNextTickAsync(CancellationToken.None)) most = Math.Max(most, Resident(twin.Id));
            });
            var latencies = await Others(others, Each);
            await stop.CancelAsync();
            await Task.WhenAll(flooding, watching);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{what}: others' requests p50 {At(latencies, 0.5):F1} ms, p99 {At(latencies, 0.99):F1} ms, longest {latencies[^1]:F0} ms ({latencies.Length} of them); resident {before} MiB before, {most} at most, {Resident(twin.Id)} after; flood {_answers}"));
            _answers.Clear();
        }
    }

    private readonly Answers _answers = new();

    private sealed class Answers : ConcurrentDictionary<int, int>
    {
        public override string ToString() => string.Join(", ", this.OrderBy(a => a.Key).Select(a => $"{a.Value} x {a.Key}")) is { Length: > 0 } some ? some : "none";
    }

    private static async Task<double[]> Others(TwinApi api, TimeSpan time)
    {
        using var stop = new CancellationTokenSource(time);
        var latencies = new ConcurrentBag<double>();
        await OpenLoop(api, OthersPerSecond, n => Batch(Enumerable.Range(0, ReadingsPerRequest).Select(i => 1 + (n * ReadingsPerRequest + i) % (Outlets - 1))), stop.Token, latencies);
        return [.. latencies.Order()];
    }

    /// <summary>Sends at a fixed rate, whether answers come or not.</summary>
    private static async Task OpenLoop(TwinApi api, int perSecond, Func<int, string> body, CancellationToken stop, ConcurrentBag<double>? latencies = null)
    {
        var sent = new List<Task>();
        var began = Stopwatch.GetTimestamp();
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        for (var n = 0; !stop.IsCancellationRequested;)
        {
            var due = TimeSpan.FromSeconds((double)n / perSecond);
            if (Stopwatch.GetElapsedTime(began) < due)
            {
                await tick.WaitForNextTickAsync(CancellationToken.None);
                continue;
            }
            var text = body(n++);
            sent.Add(Task.Run(async () =>
            {
                var status = await Post(api, text);
                if (latencies is null) return;
                Assert.Equal(HttpStatusCode.Accepted, status);
                latencies.Add((Stopwatch.GetElapsedTime(began) - due).TotalMilliseconds);
            }, CancellationToken.None));
        }
        await Task.WhenAll(sent);
    }

    private async Task Push(TwinApi api, string body, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested) _answers.AddOrUpdate((int)await Post(api, body), 1, (_, n) => n + 1);
    }

    private static async Task<HttpStatusCode> Post(TwinApi api, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await api.Client.PostAsync(new Uri("/v1/telemetry", UriKind.Relative), content);
        await answer.Content.ReadAsByteArrayAsync();
        return answer.StatusCode;
    }

    private static string Batch(IEnumerable<int> outlets)
    {
        var at = DateTime.UtcNow.ToString("O", CultureInfo.InvariantCulture);
        return $"[{string.Join(',', outlets.Select(n => $$$"""{"device":"{{{Code(n)}}}/t1","at":"{{{at}}}","type":"heartbeat","values":{"temperatureC":20}}"""))}]";
    }

    private static long Resident(int process) =>
        long.Parse(File.ReadLines($"/proc/{process}/status").First(l => l.StartsWith("VmRSS", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;

    private static double At(double[] sorted, double share) => sorted[(int)(share * (sorted.Length - 1))];

    private static string Code(int n) => string.Create(CultureInfo.InvariantCulture, $"3208{n:000000}");
}
