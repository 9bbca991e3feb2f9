using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Twin.Api.Outlets.Import;
using Twin.Api.Telemetry;
using Twin.Api.Telemetry.Recording;
using Twin.Documents;
using Twin.Domain.Documents;
using Twin.Domain.Escalation;
using Twin.Domain.Network;
using Twin.Domain.Rules;
using Twin.Simulation.Replay;

namespace Twin.Api.Tests.Telemetry;

/// <summary>What devices say is written down as it comes, and can be played again.</summary>
public sealed class RecordingTests : IDisposable
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(25);
    private static readonly string[] Outlets = ["3208910001", "3208910002", "3208910003", "3208910004", "3208910005"];

    private readonly string _folder = Directory.CreateTempSubdirectory("twin-recording-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_was_recorded_makes_the_incidents_again_that_were_made_live()
    {
        var clock = new Clock();
        string network;
        string[] live;
        await using (var server = await TwinServer.Start(clock, ("Recording:Folder", _folder)))
        {
            foreach (var code in Outlets) (await server.Register(code, ",\"calendar\":\"always\"")).Is(201);
            live = await Live(server, clock);
            network = (await server.Send("GET", "/v1/outlets:export")).Is(200).Text;
        }
        Assert.Equal(["3208910001 t1 terminal-hot minor", "3208910002 t1 terminal-offline major", "3208910003 l1 line-down critical"], live);

        var same = Replay(network, Defaults.RuleBookYaml);
        Assert.Equal(live, Told(same.New));
        Assert.Equal((1L, 1L, 0L, 0L), (same.Duplicates, same.Late, same.Refused, same.Disbelieved));

        var cooler = Replay(network, Defaults.RuleBookYaml.Replace("temperatureC > 70", "temperatureC > 80", StringComparison.Ordinal));
        Assert.Equal(live[1..], Told(cooler.New));
        Assert.Equal(live, Told(cooler.Old));
    }

    [Fact]
    public void Of_too_much_the_oldest_goes_and_every_file_says_when_it_begins()
    {
        var (head, line) = ("{\"received\":\"2026-11-23T02:00:00Z\"}\n"u8.ToArray(), Encoding.UTF8.GetBytes(new string('x', 1023) + "\n"));
        using (var files = new RecordingFiles(_folder, fileBytesMax: 10_000, bytesMax: 30_000))
            for (var i = 0; i < 100; i++) files.Write(Clock.Start.AddSeconds(i), head, line);
        var kept = Directory.GetFiles(_folder).Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(["readings-20261123T022121.0000000Z.ndjson", "readings-20261123T022130.0000000Z.ndjson", "readings-20261123T022139.0000000Z.ndjson"], kept.Select(Path.GetFileName));
        Assert.All(kept, file => Assert.True(new FileInfo(file).Length <= 10_000 && File.ReadAllText(file).StartsWith("{\"received\"", StringComparison.Ordinal), file));
    }

    [Theory]
    [InlineData("/proc/nowhere", 1 << 20, 2 << 20, "Recording:Folder '/proc/nowhere'")]
    [InlineData("here", 2 << 20, 3 << 20, "Recording:BytesMax must be at least twice Recording:FileBytesMax")]
    public void A_setting_that_cannot_be_is_told(string folder, long file, long all, string why)
    {
        var checkedOptions = new RecordingOptionsCheck().Validate(null, new() { Folder = folder == "here" ? _folder : folder, FileBytesMax = file, BytesMax = all });
        Assert.StartsWith(why, checkedOptions.FailureMessage, StringComparison.Ordinal);
    }

    /// <summary>Of five outlets one has a hot terminal, one a terminal that falls silent, one loses its line and with it everything; one says something twice and something late. Until all three incidents are there.</summary>
    private static async Task<string[]> Live(TwinServer server, Clock clock)
    {
        var began = Stopwatch.GetTimestamp();
        for (var round = 0; ; round++)
        {
            var body = new List<string>();
            foreach (var code in Outlets)
            {
                var (hot, silent, cut) = (code == Outlets[0] && round >= 2, code == Outlets[1] && round >= 2, code == Outlets[2] && round >= 3);
                body.Add(Says(clock, $"{code}/l1", round, cut ? "{\"los\":true}" : "{\"los\":false}"));
                if (!cut) body.Add(Says(clock, $"{code}/c1", round, "{\"video\":true}"));
                if (!cut && !silent) body.Add(Says(clock, $"{code}/t1", round, hot ? "{\"temperatureC\":75.5}" : "{\"temperatureC\":41.25,\"paper\":\"ok\"}"));
            }
            if (round == 4) body.AddRange([Says(clock, $"{Outlets[4]}/t1", round, "{\"temperatureC\":99}"), Says(clock, $"{Outlets[4]}/t1", 1_000, "{\"temperatureC\":99}", -60)]);
            var answer = (await server.Send("POST", "/v1/telemetry", string.Join('\n', body), "application/x-ndjson")).Is(202);
            Assert.Empty(answer["rejected"].AsArray());
            var open = (await server.Send("GET", "/v1/incidents?limit=100")).Is(200)["items"].AsArray();
            if (open.Count >= 3 && round >= 5) return [.. open.Select(i => Told(i!)).Order(StringComparer.Ordinal)];
            Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(60), $"After {round} rounds there are only {open.Count} incidents.");
            clock.Pass(Round);
        }
    }

    private static string Says(Clock clock, string device, int seq, string values, int seconds = 0) =>
        string.Create(CultureInfo.InvariantCulture, $"{{\"device\":\"{device}\",\"at\":\"{clock.GetUtcNow().AddSeconds(seconds):O}\",\"seq\":{seq},\"type\":\"measurement\",\"values\":{values}}}");

    private static string Told(JsonNode incident) => $"{incident["outlet"]} {incident["cause"]!["device"]!.ToString().Split('/')[^1]} {incident["cause"]!["rule"]} {incident["severity"]}";

    private static string[] Told(RegimeOutcome outcome) =>
        [.. outcome.Incidents.Select(i => $"{i.Place} {i.Device} {i.Rule} {i.Severity.ToString().ToLowerInvariant()}").Order(StringComparer.Ordinal)];

    /// <summary>As <c>simulate --replay</c> does, against the rules as shipped.</summary>
    private BackTestResult Replay(string network, string book)
    {
        var faults = new List<DocFault>();
        var outlets = OutletFile.Read(Encoding.UTF8.GetBytes(network), csv: null, faults);
        var text = Directory.GetFiles(_folder).Order(StringComparer.Ordinal).SelectMany(File.ReadAllBytes).ToArray();
        var lines = new RecordedReadings(outlets).Read(new MemoryStream(text)).ToList();
        Assert.All(lines, line => Assert.True(line.Reading is not null, line.Fault?.Message));
        Regime Of(string yaml) => new("book", RuleBook.Read(DocumentText.Parse(yaml, DocumentFormat.Yaml, faults)!, faults)!, "policy", EscalationPolicy.Default);
        var setting = new BackTestSetting { Recording = "recorded", Outlets = outlets, New = Of(book), Old = Of(Defaults.RuleBookYaml) };
        Assert.Empty(faults);
        var summary = new RecordingSummary { Readings = lines.Count, Heard = lines.Select(l => l.Reading!.Value.Device).ToHashSet() };
        return new BackTest(setting, summary).Run(lines.Select(l => l.Reading!.Value), TestContext.Current.CancellationToken);
    }

    /// <summary>The system's clock, put forward: civil time and elapsed time alike.</summary>
    private sealed class Clock : TimeProvider
    {
        public static readonly DateTime Start = new(2026, 11, 23, 2, 20, 0, DateTimeKind.Utc);

        private long _ahead;

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Volatile.Read(ref _ahead));

        public override long GetTimestamp() => base.GetTimestamp() + (long)(Volatile.Read(ref _ahead) * (TimestampFrequency / (double)TimeSpan.TicksPerSecond));

        public void Pass(TimeSpan time) => Interlocked.Add(ref _ahead, time.Ticks);
    }
}
