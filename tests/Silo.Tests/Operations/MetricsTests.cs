using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;
using Twin.EndToEnd.Tests.Running;
using YamlDotNet.RepresentationModel;

namespace Twin.Silo.Tests.Operations;

/// <summary>A Twin that has seen a little of everything, and its figures.</summary>
public sealed class MeasuredTwin : IAsyncLifetime
{
    private readonly TempFolder _temp = new();

    public TwinProcess Process { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Process = await TwinProcess.Serve(_temp["data"]);
        await Process.Api.Put("3208008351");
        await Process.Api.Report("3208008351/t1", """{"temperatureC":20}""");
        await TwinApi.Until(async () => (string?)(await Process.Api.Get("/v1/outlets?limit=1"))["items"]![0]!["code"] == "3208008351", "the outlet is in the view");
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        _temp.Dispose();
    }
}

/// <summary><c>/metrics</c>, and the alarms shipped for it.</summary>
public sealed partial class MetricsTests(MeasuredTwin twin) : IClassFixture<MeasuredTwin>
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(
        typeof(MetricsTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(m => m.Key == "Sources").Value!, ".."));

    private TwinApi Api => twin.Process.Api;

    [Fact]
    public async Task What_an_operator_needs_is_told()
    {
        await TwinApi.Until(async () => (await Samples()).Sum(s => s.Is("twin_twins_awake", "kind", "terminal") ? s.Value : 0) == 1, "the terminal is awake");
        var all = await Samples();
        double One(string name, string? label = null, string? value = null) => Assert.Single(all, s => s.Is(name, label, value)).Value;
        Assert.Equal(1, One("twin_telemetry_readings_total", "outcome", "accepted"));
        Assert.Equal(1, all.Where(s => s.Name == "twin_outlets").Sum(s => s.Value));
        Assert.Equal(["closed", "degraded", "down", "ok", "unknown"], all.Where(s => s.Name == "twin_outlets").Select(s => s.Labels["status"]).Order(StringComparer.Ordinal));
        Assert.Equal(["critical", "info", "major", "minor"], all.Where(s => s.Name == "twin_incidents_open").Select(s => s.Labels["severity"]).Order(StringComparer.Ordinal));
        Assert.Equal(1, One("twin_node_ready"));
        Assert.Equal(1, One("twin_store_writable"));
        Assert.Equal(["known", "registered", "watched"], all.Where(s => s.Name == "twin_watch_outlets").Select(s => s.Labels["state"]).Order(StringComparer.Ordinal));
        Assert.True(One("twin_devices_transitions_total", "kind", "terminal") >= 1);
        Assert.Equal(1, One("twin_node_info", "role", "all"));
        Assert.Contains(all, s => s.Name == "orleans_storage_write_latency_milliseconds_count" && s.Value > 0);
        Assert.Contains(all, s => s.Name == "dotnet_gc_collections_total");
        Assert.Contains(all, s => s.Name == "http_server_request_duration_seconds_count" && s.Labels["http_route"].Contains("telemetry", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Readers_and_clients_are_counted_while_they_are_there()
    {
        double Readers(IEnumerable<Sample> all) => all.Single(s => s.Name == "twin_stream_readers").Value;
        using (var stream = await Api.Client.GetStreamAsync(new Uri("/v1/stream", UriKind.Relative)))
            await TwinApi.Until(async () => Readers(await Samples()) == 1, "the reader is counted");
        await TwinApi.Until(async () => Readers(await Samples()) == 0, "the reader has left");
        Assert.Equal(0, (await Samples()).Single(s => s.Name == "twin_mqtt_clients").Value);
    }

    [Fact]
    public async Task No_outlet_or_device_is_named() => Assert.DoesNotContain("3208008351", await Api.Text("/metrics"), StringComparison.Ordinal);

    [Fact]
    public async Task From_elsewhere_a_key_is_needed_that_may_read_the_whole_province()
    {
        // What a proxy on this machine passes on is from elsewhere.
        async Task<HttpStatusCode> Asked(string? key, bool passedOn = true)
        {
            using var client = new HttpClient { BaseAddress = Api.Client.BaseAddress };
            if (key is not null) client.DefaultRequestHeaders.Authorization = new("Bearer", key);
            if (passedOn) client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
            using var answer = await client.GetAsync(new Uri("/metrics", UriKind.Relative));
            return answer.StatusCode;
        }
        async Task<string> Key(string name, string more) => (string)(await Api.Send("POST", "/v1/keys", $$"""{"name":"{{name}}",{{more}}}"""))["key"]!;

        Assert.Equal(HttpStatusCode.OK, await Asked(null, passedOn: false));
        Assert.Equal(HttpStatusCode.Unauthorized, await Asked(null));
        Assert.Equal(HttpStatusCode.Unauthorized, await Asked("nonsense"));
        Assert.Equal(HttpStatusCode.OK, await Asked(twin.Process.Key));
        Assert.Equal(HttpStatusCode.OK, await Asked(await Key("prometheus", "\"scopes\":[\"read\"]")));
        Assert.Equal(HttpStatusCode.Forbidden, await Asked(await Key("gateway", "\"scopes\":[\"ingest\"]")));
        Assert.Equal(HttpStatusCode.Forbidden, await Asked(await Key("huaian", "\"scopes\":[\"read\"],\"divisions\":[\"3208\"]")));
    }

    [Fact]
    public async Task Every_alarm_asks_for_what_is_told_and_is_described()
    {
        var samples = await Samples();
        var told = samples.GroupBy(s => s.Name).ToDictionary(g => g.Key, g => g.SelectMany(s => s.Labels.Keys).Append("instance").Append("job").ToHashSet());
        var page = await File.ReadAllTextAsync(Path.Combine(Root, "docs", "operations.md"));
        var alarms = Alarms().ToList();
        Assert.True(alarms.Count > 10);
        foreach (var (name, expression) in alarms)
        {
            Assert.Contains($"`{name}`", page, StringComparison.Ordinal);
            var metrics = MetricName().Matches(expression).Where(m => m.Groups["name"].Value != "up").ToList();
            Assert.True(metrics.Count > 0 || name == "TwinDown", name);
            foreach (var metric in metrics)
            {
                Assert.True(told.TryGetValue(metric.Groups["name"].Value, out var labels), $"{name}: {metric.Groups["name"].Value} is not told");
                Assert.All(LabelName().Matches(metric.Groups["labels"].Value), label => Assert.True(labels!.Contains(label.Groups[1].Value), $"{name}: {metric.Value}"));
            }
            var groups = GroupedBy().Matches(expression).SelectMany(g => g.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries));
            Assert.All(groups, label => Assert.Contains(metrics, m => told[m.Groups["name"].Value].Contains(label)));
        }
    }

    [Fact]
    public async Task Every_figure_of_Twins_own_is_described()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Root, "docs", "operations.md"));
        var names = (await Samples()).Select(s => Suffix().Replace(s.Name, "")).Where(n => n.StartsWith("twin_", StringComparison.Ordinal)).Distinct().ToList();
        Assert.True(names.Count > 15);
        Assert.All(names, n => Assert.Contains($"`{n}", page, StringComparison.Ordinal));
    }

    private async Task<IReadOnlyList<Sample>> Samples() =>
        [.. (await Api.Text("/metrics")).Split('\n').Where(l => l.Length > 0 && l[0] != '#').Select(Sample.Parse)];

    private static IEnumerable<(string Name, string Expression)> Alarms()
    {
        var yaml = new YamlStream();
        using (var file = File.OpenText(Path.Combine(Root, "deploy", "prometheus", "twin.rules.yml"))) yaml.Load(file);
        var groups = (YamlSequenceNode)yaml.Documents.Single().RootNode["groups"];
        foreach (var rule in groups.SelectMany(g => (YamlSequenceNode)g["rules"]))
            yield return (rule["alert"].ToString(), rule["expr"].ToString());
    }

    /// <summary>One line of the answer.</summary>
    private sealed record Sample(string Name, IReadOnlyDictionary<string, string> Labels, double Value)
    {
        public static Sample Parse(string line)
        {
            var match = SampleLine().Match(line);
            Assert.True(match.Success, line);
            var labels = LabelOfSample().Matches(match.Groups[2].Value).ToDictionary(l => l.Groups[1].Value, l => l.Groups[2].Value, StringComparer.Ordinal);
            var value = match.Groups[3].Value is "+Inf" ? double.PositiveInfinity : double.Parse(match.Groups[3].Value, CultureInfo.InvariantCulture);
            return new(match.Groups[1].Value, labels, value);
        }

        public bool Is(string name, string? label = null, string? value = null) => Name == name && (label is null || Labels.GetValueOrDefault(label) == value);
    }

    [GeneratedRegex(@"^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)(?: \d+)?$")]
    private static partial Regex SampleLine();

    [GeneratedRegex(@"(\w+)=""((?:[^""\\]|\\.)*)""")]
    private static partial Regex LabelOfSample();

    [GeneratedRegex(@"\b(?<name>up|(?:twin|orleans|dotnet|http|kestrel)_\w+)(?:\{(?<labels>[^}]*)\})?")]
    private static partial Regex MetricName();

    [GeneratedRegex(@"(\w+)\s*(?:=~|!~|!=|=)")]
    private static partial Regex LabelName();

    [GeneratedRegex(@"\b(?:by|on|ignoring)\s*\(([^)]*)\)")]
    private static partial Regex GroupedBy();

    [GeneratedRegex("_(bucket|sum|count)$")]
    private static partial Regex Suffix();
}
