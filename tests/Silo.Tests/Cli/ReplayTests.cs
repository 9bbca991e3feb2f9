using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Twin.EndToEnd.Tests.Running;

namespace Twin.Silo.Tests.Cli;

/// <summary><c>simulate --replay</c> as an operator runs it before a rule is changed.</summary>
public sealed class ReplayTests : IDisposable
{
    private const string Network = "{\"code\":\"3208000001\",\"name\":\"一店\",\"district\":\"320812\",\"calendar\":\"always\",\"terminals\":[{\"id\":\"t1\"},{\"id\":\"t2\"}]}\n";

    private const string Team = "side: business\nareas: [\"320812\"]\npeople:\n  - {id: wang, role: engineer, channels: [{type: log}]}\n";

    private const string Book = "version: 1\nrules:\n  - {id: hot, device: terminal, when: temperatureC > 70, hold: HOLD, severity: minor}\n";

    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    private Task<Ended> Run(params string[] arguments) => Executable.Run(_temp.Path, null, ["simulate", .. arguments]);

    private async Task Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_temp.Path, name))!);
        await File.WriteAllTextAsync(Path.Combine(_temp.Path, name), text);
    }

    private static string Reading(int second, string device, double celsius) => string.Create(CultureInfo.InvariantCulture,
        $"{{\"device\":\"{device}\",\"at\":\"{new DateTime(2026, 11, 23, 2, 0, 0, DateTimeKind.Utc).AddSeconds(second):yyyy-MM-dd'T'HH:mm:ss'Z'}\",\"values\":{{\"temperatureC\":{celsius}}}}}\n");

    /// <summary>Twenty minutes of two terminals: t1 is hot for three of them. One reading is of a device nobody knows.</summary>
    private static string Recording()
    {
        var text = new StringBuilder();
        for (var second = 0; second < 1200; second += 20) text.Append(Reading(second, "3208000001/t1", second is >= 300 and < 480 ? 75 : 40)).Append(Reading(second + 3, "3208000001/t2", 40));
        return text.Append(Reading(1201, "3208000009/t1", 90)).ToString();
    }

    private async Task Prepare()
    {
        await Write("outlets.ndjson", Network);
        await Write("readings.ndjson", Recording());
        await Write("teams/office.yaml", Team);
        await Write("old.yaml", Book.Replace("HOLD", "5m", StringComparison.Ordinal));
        await Write("new.yaml", Book.Replace("HOLD", "60s", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_shorter_hold_is_told_with_what_it_would_page()
    {
        await Prepare();
        string[] arguments = ["--network", "outlets.ndjson", "--rulebook", "new.yaml", "--against", "old.yaml", "--teams", "teams/office.yaml"];
        var ended = await Run(["--replay", "readings.ndjson", .. arguments, "--out", "made"]);
        Assert.True(ended.Code == 0, $"{ended}");
        var json = JsonNode.Parse(ended.Output)!;
        Assert.Equal((1, 0, 1), ((int)json["incidents"]!["new"]!, (int)json["incidents"]!["old"]!, (int)json["incidents"]!["onlyNew"]!));
        Assert.Equal((120, 1), ((int)json["readings"]!["played"]!, (int)json["readings"]!["unknownDevice"]!));
        Assert.True((int)json["pages"]!["new"]! > 0);
        Assert.Equal("wang", (string)json["byPerson"]![0]!["person"]!);
        Assert.Equal(["incidents.csv", "report.html", "result.json"], Directory.GetFiles(Path.Combine(_temp.Path, "made")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        await using (var packed = new GZipStream(File.Create(Path.Combine(_temp.Path, "readings.gz")), CompressionMode.Compress)) await packed.WriteAsync(Encoding.UTF8.GetBytes(Recording()));
        var again = await Run(["--replay", "readings.gz", .. arguments]);
        Assert.Equal((string)json["fingerprint"]!, (string)JsonNode.Parse(again.Output)!["fingerprint"]!);
    }

    [Fact]
    public async Task Every_fault_has_its_file_and_line_and_nothing_is_done()
    {
        await Prepare();
        await Write("readings.ndjson", Recording() + "{\"device\":\"3208000001/t1\",\"at\":\"yesterday\"}\n{\"device\":\"3208000001/t1\",\"at\":\"2026-11-23T02:30:00Z\",\"celsius\":3}\n{oops\n");
        var ended = await Run("--replay", "readings.ndjson", "--network", "outlets.ndjson", "--out", "made");
        Assert.Equal(2, ended.Code);
        Assert.Equal(
            ["readings.ndjson:122: at must be an ISO 8601 time with an offset or Z, such as 2026-11-22T08:00:00Z.", "readings.ndjson:123: 'celsius' is not a field of a reading: device, at, seq, type, values."],
            ended.ErrorLines[..2]);
        Assert.StartsWith("readings.ndjson:124:2: ", ended.ErrorLines[2], StringComparison.Ordinal);
        Assert.StartsWith("twin: 3 faults; nothing was replayed", ended.ErrorLines[3], StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_temp.Path, "made")));
    }

    [Fact]
    public async Task Faults_of_documents_and_network_are_told_together()
    {
        await Prepare();
        await Write("new.yaml", Book.Replace("HOLD", "soon", StringComparison.Ordinal));
        await Write("outlets.ndjson", Network.Replace("always", "market", StringComparison.Ordinal));
        var ended = await Run("--replay", "readings.ndjson", "--network", "outlets.ndjson", "--rulebook", "new.yaml", "--teams", "teams/nobody.yaml");
        Assert.Equal(2, ended.Code);
        Assert.Contains(ended.ErrorLines, l => l.StartsWith("new.yaml:3:", StringComparison.Ordinal));
        Assert.Contains(ended.ErrorLines, l => l.Contains("calendar 'market'", StringComparison.Ordinal));
        Assert.Contains(ended.ErrorLines, l => l.Contains("there is no file teams/nobody.yaml", StringComparison.Ordinal));
    }

    /// <summary>What two processes recorded, each its own outlets' readings: the first in two files.</summary>
    private async Task PrepareSeveral()
    {
        await Prepare();
        string[] readings = [.. Recording().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        string Of(string device, int from, int to) => string.Concat(readings.Where(r => r.Contains(device, StringComparison.Ordinal)).Skip(from).Take(to - from)
            .Select(r => $"{{\"received\":{JsonNode.Parse(r)!["at"]!.ToJsonString()}}}\n{r}\n"));
        await Write("whole.ndjson", string.Concat(readings.Select(r => $"{{\"received\":{JsonNode.Parse(r)!["at"]!.ToJsonString()}}}\n{r}\n")));
        await Write("one/readings-1.ndjson", Of("0001/t1", 0, 20));
        await Write("one/readings-2.ndjson", Of("0001/t1", 20, 100));
        await Write("two/readings-1.ndjson", Of("0001/t2", 0, 100) + Of("0009/t1", 0, 1));
        await Write("two/notes.txt", "no recording");
    }

    [Fact]
    public async Task What_several_processes_recorded_is_played_in_the_order_in_which_it_came()
    {
        await PrepareSeveral();
        async Task<string> Played(params string[] recordings)
        {
            var ended = await Run(["--replay", .. recordings, "--network", "outlets.ndjson", "--rulebook", "new.yaml", "--against", "old.yaml", "--teams", "teams/office.yaml"]);
            Assert.True(ended.Code == 0, $"{ended}");
            var json = JsonNode.Parse(ended.Output)!;
            Assert.Equal((120, 1), ((int)json["readings"]!["played"]!, (int)json["readings"]!["unknownDevice"]!));
            return (string)json["fingerprint"]!;
        }
        var whole = await Played("whole.ndjson");
        Assert.Equal(whole, await Played("one", "two"));
        Assert.Equal(whole, await Played("two/readings-1.ndjson", "--replay", "one/readings-2.ndjson", "--replay", "one/readings-1.ndjson"));
    }

    [Fact]
    public async Task Of_several_recordings_a_fault_has_its_file()
    {
        await PrepareSeveral();
        Directory.CreateDirectory(Path.Combine(_temp.Path, "none"));
        var ended = await Run("--replay", "one", "--replay", "readings.ndjson", "--network", "outlets.ndjson");
        Assert.Equal(2, ended.Code);
        Assert.StartsWith("readings.ndjson:1: no line {\"received\":…} before it", ended.ErrorLines[0], StringComparison.Ordinal);
        ended = await Run("--replay", "none", "nowhere.ndjson", "--network", "outlets.ndjson");
        Assert.Equal(2, ended.Code);
        Assert.Equal(["there is no recording in the folder none: its name ends in .ndjson or .ndjson.gz", "there is no file nowhere.ndjson"], ended.ErrorLines[..2]);
    }

    [Theory]
    [InlineData("--replay readings.ndjson", "--network")]
    [InlineData("--replay readings.ndjson --network outlets.ndjson --seed 3", "--seed does not go with --replay")]
    [InlineData("hotline.yaml --against old.yaml", "--against goes with --replay")]
    [InlineData("--replay readings.ndjson --network outlets.ndjson --answer soon", "--answer takes a time")]
    [InlineData("", "give a scenario, or --replay")]
    public async Task What_does_not_go_together_is_said(string arguments, string why)
    {
        await Prepare();
        var ended = await Run(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(2, ended.Code);
        Assert.Contains(why, ended.Errors, StringComparison.Ordinal);
    }
}
