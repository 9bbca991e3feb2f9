using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Twin.EndToEnd.Tests.Running;

namespace Twin.EndToEnd.Tests.Clusters;

/// <summary>
/// Terminals that turn hot and cold without pause, a recorder of what was acknowledged of each, and the devices beside them that say they are there. A reading that was refused is sent
/// again until it is taken, as the contract asks.
/// </summary>
internal sealed class Load(TwinApi api, int outlets) : IDisposable
{
    public const string Rules = """
        version: 1
        rules:
          - {id: hot, device: terminal, when: temperatureC > 70, severity: minor, flapping: false}
          - {id: silent, device: terminal, when: silent(60s), severity: major}
        """;

    private readonly ConcurrentDictionary<int, bool> _acknowledgedHot = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;
    private readonly HashSet<int> _unsure = [];
    private int _acknowledged;
    private int _refused;

    public int Acknowledged => Volatile.Read(ref _acknowledged);

    /// <summary>Times a batch was refused and sent again.</summary>
    public int Refused => Volatile.Read(ref _refused);

    public static string Code(int n) => string.Create(CultureInfo.InvariantCulture, $"3208{n:000000}");

    public async Task Register()
    {
        await api.Send("PUT", "/v1/rulebook", Rules, "application/yaml");
        await api.Send("POST", "/v1/outlets:import", string.Join('\n', Enumerable.Range(0, outlets).Select(n => TwinApi.Profile(Code(n), $"网点{n}").Trim())), "application/x-ndjson");
        await TwinApi.Until(async () => (await api.Device($"{Code(outlets - 1)}/t1"))["rules"]!.AsArray().Count == 2, "the rules are in force");
    }

    public void Start() => _running = Task.Run(Run);

    /// <summary>Goes on until this many more readings have been acknowledged.</summary>
    public async Task More(int readings)
    {
        var wanted = Acknowledged + readings;
        await TwinApi.Until(() => Task.FromResult(_running.IsCompleted || Acknowledged >= wanted), $"{wanted} readings are acknowledged");
        if (_running.IsCompleted) await _running;
    }

    public async Task Stop()
    {
        await _stop.CancelAsync();
        await _running;
    }

    public void Dispose() => _stop.Dispose();

    /// <summary>Every device is as it was last acknowledged to be, and none was thought silent.</summary>
    /// <param name="now">The API to ask, when it is no longer the one that was told.</param>
    public async Task IsKept(TwinApi? now = null)
    {
        foreach (var (n, hot) in _acknowledgedHot)
        {
            var device = await (now ?? api).Device($"{Code(n)}/t1");
            var faults = device["faults"]!.AsArray().Select(f => (string)f!["rule"]!).ToArray();
            Assert.True(faults.Contains("hot") == hot, $"{Code(n)} was acknowledged to be {(hot ? "hot" : "cold")} and is {device.ToJsonString()}");
            Assert.DoesNotContain(device["transitions"]!.AsArray(), t => (string?)t!["subject"] == "silent" && (string?)t["to"] == "raised");
        }
        Assert.Equal(outlets, _acknowledgedHot.Count + _unsure.Count);
    }

    private async Task Run()
    {
        for (var round = 0; !_stop.IsCancellationRequested; round++)
        {
            var hot = round % 2 == 0;
            foreach (var part in Enumerable.Range(0, outlets).Chunk(20))
            {
                if (_stop.IsCancellationRequested) return;
                if (!await Send(part, hot))
                {
                    // Refused to the end: of some it may have been applied.
                    foreach (var n in part)
                        if (_acknowledgedHot.TryRemove(n, out _)) _unsure.Add(n);
                    return;
                }
                foreach (var n in part) _acknowledgedHot[n] = hot;
                Interlocked.Add(ref _acknowledged, part.Length);
            }
        }
    }

    /// <returns>Whether it was acknowledged before the load was told to stop.</returns>
    private async Task<bool> Send(int[] part, bool hot)
    {
        while (true)
        {
            var at = DateTime.UtcNow.ToString("O", CultureInfo.InvariantCulture);
            var readings = part.Select(n => $$$"""{"device":"{{{Code(n)}}}/t1","at":"{{{at}}}","values":{"temperatureC":{{{(hot ? 80 : 20)}}}}}""");
            var body = $"[{string.Join(',', readings)}]";
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var answer = await api.Client.PostAsync(new Uri("/v1/telemetry", UriKind.Relative), content);
            var text = await answer.Content.ReadAsStringAsync();
            if (answer.StatusCode == HttpStatusCode.Accepted)
            {
                var told = JsonNode.Parse(text)!;
                Assert.True((int)told["accepted"]! + (int)told["late"]! == part.Length, text);
                return true;
            }
            Assert.True(answer.StatusCode == HttpStatusCode.ServiceUnavailable && answer.Headers.RetryAfter is not null, $"{(int)answer.StatusCode}: {text}");
            Interlocked.Increment(ref _refused);
            if (_stop.IsCancellationRequested) return false;
        }
    }
}
