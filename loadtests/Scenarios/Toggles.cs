using System.Text.Json.Nodes;
using Twin.LoadTests.Fleet;
using Twin.LoadTests.Servers;

namespace Twin.LoadTests.Scenarios;

/// <summary>Terminals that go to alarm and back without pause, and a record of what was acknowledged of each.</summary>
internal sealed class Toggles(string key, Uri server, Network network) : IDisposable
{
    public const int Outlets = 200;

    private const int Together = 20;
    private const string Rule = "load-alarm";

    private readonly Dictionary<int, bool> _acknowledged = [];
    private readonly HashSet<int> _unsure = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly TwinClient _client = new(server, key);
    private Task _running = Task.CompletedTask;

    /// <summary>After each round.</summary>
    public TimeSpan Pause { get; init; }

    public int Acknowledged { get; private set; }

    public static Task Prepare(TwinServer twin) => twin.Api.AddRule(Rule, "device: terminal, when: loadAlarm == true, severity: minor, flapping: false");

    public void Start() => _running = Task.Run(async () =>
    {
        for (var round = 0; !_stop.IsCancellationRequested; round++)
        {
            if (Pause > TimeSpan.Zero) await Task.Delay(Pause);
            foreach (var part in Enumerable.Range(0, Outlets).Chunk(Together))
                if (!_stop.IsCancellationRequested) await Send(part, round % 2 == 0);
        }
    });

    public async Task Stop()
    {
        await _stop.CancelAsync();
        await _running;
    }

    /// <summary>How many devices are not as they were last acknowledged to be. One whose newest reading was not answered may be either.</summary>
    public async Task<(int Asked, int Lost)> Lost(TwinServer twin)
    {
        var lost = 0;
        foreach (var (n, alarm) in _acknowledged)
        {
            if (_unsure.Contains(n)) continue;
            var faults = (await twin.Api.Get($"/v1/devices/{Device(n)}"))["faults"]!.AsArray();
            if (faults.Any(f => (string?)f!["rule"] == Rule) != alarm) lost++;
        }
        return (_acknowledged.Count - _unsure.Count, lost);
    }

    /// <summary>All of them back, for the next run.</summary>
    public async Task Calm(TwinServer twin) => await twin.Api.Say(Enumerable.Range(0, Outlets).Select(Device), "loadAlarm", false);

    public void Dispose()
    {
        _client.Dispose();
        _stop.Dispose();
    }

    /// <summary>Sent again until it is acknowledged, or it is over.</summary>
    private async Task Send(int[] part, bool alarm)
    {
        _unsure.UnionWith(part);
        while (!_stop.IsCancellationRequested)
        {
            JsonNode answer;
            try
            {
                answer = (await _client.Say(part.Select(Device), "loadAlarm", alarm))!;
            }
            catch (Exception failure) when (failure is HttpRequestException or IOException or ServerException)
            {
                await Task.Delay(20);
                continue;
            }
            if ((int)answer["accepted"]! != part.Length) throw new ServerException($"alarms were not accepted: {answer.ToJsonString()}");
            Acknowledged += part.Length;
            foreach (var n in part) _acknowledged[n] = alarm;
            _unsure.ExceptWith(part);
            return;
        }
    }

    private string Device(int n) => $"{Network.Code(network.Outlets + n)}/t1";
}
