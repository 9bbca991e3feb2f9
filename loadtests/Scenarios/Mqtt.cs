using System.Diagnostics;
using System.Globalization;
using System.Text;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Protocol;
using Twin.LoadTests.Fleet;
using Twin.LoadTests.Measures;
using Twin.LoadTests.Pacing;
using Twin.LoadTests.Servers;
using Twin.LoadTests.Wire;

namespace Twin.LoadTests.Scenarios;

/// <summary>Thousands of shops, each with a connection of its own over MQTT; one in ten loses it on the way and comes back.</summary>
public static class Mqtt
{
    private const int Connections = 5_000, LostOneIn = 10, OpenedTogether = 64;
    private const double EverySeconds = 30;

    public static async Task Run(Bench bench)
    {
        var connections = Math.Min(bench.Options.ConnectionsOr(Connections), bench.Options.Outlets);
        bench.Report.Note($"{connections:N0} connections of MQTT 5, one an outlet, each device reporting every {EverySeconds:0} s with QoS 1; acknowledged means applied. In the midst of each stretch one connection in {LostOneIn} is cut; it connects again, waiting longer after each failure, and sends what was not acknowledged.");
        using var data = new DataFolder();
        var fleet = bench.Fleet();
        await using var twin = await bench.StartTwin(data, "--mqtt", "127.0.0.1:0");
        var (host, port) = bench.Own ? ("127.0.0.1", int.Parse(await twin.Process.Line("MQTT listens on 127.0.0.1:"), NumberStyles.None, CultureInfo.InvariantCulture)) : (bench.Options.Server!.Host, bench.Options.MqttPort);
        await bench.Populate(twin, fleet);
        for (var run = 0; run < bench.Options.Runs; run++) await Once(bench, twin, host, port, fleet.Network, connections, run);
    }

    private static async Task Once(Bench bench, TwinServer twin, string host, int port, Network network, int connections, int run)
    {
        var (resident, began, connected) = (twin.Process.ResidentMiB(), Stopwatch.GetTimestamp(), new Latencies());
        var shops = Enumerable.Range(0, connections).Select(n => new Shop(host, port, bench.Key, network, n)).ToArray();
        await Parallel.ForAsync(0, connections, new ParallelOptions { MaxDegreeOfParallelism = OpenedTogether, CancellationToken = bench.Stop }, async (n, _) =>
        {
            if (n % 500 == 0) bench.Progress.Say($"run {run + 1}: {n:N0} of {connections:N0} connections");
            var at = Stopwatch.GetTimestamp();
            await shops[n].Connect();
            connected.Record(Stopwatch.GetElapsedTime(at));
        });
        bench.Report.Add("connections", "connections", connections);
        bench.Report.Add("connected", "connections/s", connections / Stopwatch.GetElapsedTime(began).TotalSeconds);
        bench.Report.Add("connected, p99", "ms", connected.Ms(99));
        bench.Report.Add("resident a connection", "kB", (twin.Process.ResidentMiB() - resident) * 1048.576 / connections);

        var rate = bench.Options.RateOr(connections * network.DevicesPerOutlet / EverySeconds);
        bench.Progress.Say($"run {run + 1}: {rate:N0} messages/s");
        await using var sampler = new ServerSampler(twin.Process, bench.Key);
        var timeline = bench.Timeline();
        var load = Load.Open([twin.Process], shops, timeline, Schedule.Poisson(rate, bench.Options.Seed), bench.Stop);
        await Task.Delay(timeline.WarmUp + timeline.Length / 2, bench.Stop);
        foreach (var shop in shops.Where((_, n) => n % LostOneIn == 0)) shop.Cut();
        var result = await load;
        bench.Chart("Twin", run, result, sampler, "messages/s");
        bench.Report.Add("messages", "messages/s", result.PerSecond);
        bench.Report.Percentiles("a message acknowledged", result.Timeline.All);
        bench.Report.Add("server processor time a million messages", "s", result.ServerCpuPerMillion);
        bench.Report.Add("connections made again", "connections", shops.Sum(s => s.Reconnected));
        foreach (var shop in shops) shop.Dispose();
    }

    /// <summary>One outlet's connection. A reading is kept until it is acknowledged.</summary>
    private sealed class Shop(string host, int port, string key, Network network, int outlet) : ISender
    {
        private static readonly MqttClientFactory Factory = new();

        private readonly Device[] _devices = [.. network.DevicesOf(outlet)];
        private IMqttClient _client = Factory.CreateMqttClient();
        private Backoff _backoff;
        private long _seq = Stopwatch.GetTimestamp();
        private int _next;

        public int Reconnected { get; private set; }

        public async Task Connect() => await _client.ConnectAsync(new MqttClientOptionsBuilder()
            .WithTcpServer(host, port).WithProtocolVersion(MQTTnet.Formatter.MqttProtocolVersion.V500).WithClientId(string.Create(CultureInfo.InvariantCulture, $"shop-{outlet}"))
            .WithCredentials("admin", key).WithKeepAlivePeriod(TimeSpan.FromSeconds(60)).Build());

        /// <summary>As a lost line would: nothing is said.</summary>
        public void Cut()
        {
            var cut = _client;
            _client = Factory.CreateMqttClient();
            cut.Dispose();
        }

        public async ValueTask<Outcome> SendAsync()
        {
            var device = _devices[_next++ % _devices.Length];
            var values = device.Kind == DeviceKind.Terminal ? "\"temperatureC\":41.5,\"session\":true" : "\"video\":true";
            var payload = string.Create(CultureInfo.InvariantCulture, $"{{\"at\":\"{DateTime.UtcNow:O}\",\"seq\":{_seq++},\"values\":{{{values}}}}}");
            var message = new MqttApplicationMessageBuilder().WithTopic($"twin/{device.Name}/telemetry").WithPayload(Encoding.UTF8.GetBytes(payload)).WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build();
            while (true)
            {
                try
                {
                    var client = _client;
                    if (!client.IsConnected)
                    {
                        await Connect();
                        Reconnected++;
                    }
                    var answer = await client.PublishAsync(message);
                    _backoff.Reset();
                    return answer.IsSuccess ? new(1) : new(0, $"MQTT {answer.ReasonCode}", 1);
                }
                catch (Exception failure) when (failure is MqttCommunicationException or MqttClientDisconnectedException or InvalidOperationException or OperationCanceledException or ObjectDisposedException or IOException)
                {
                    await _backoff.Wait();
                }
            }
        }

        public void Dispose() => _client.Dispose();
    }
}
