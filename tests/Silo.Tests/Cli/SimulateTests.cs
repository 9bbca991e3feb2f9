using System.Diagnostics;
using System.Text.Json.Nodes;
using Twin.EndToEnd.Tests.Running;

namespace Twin.Silo.Tests.Cli;

/// <summary><c>simulate</c> as a planner runs it.</summary>
public sealed class SimulateTests : IDisposable
{
    private const string Scenario = "name: hotline\nhorizon: 2h\nreplications: 5\nqueue: {arrivals: {exponential: 1m}, service: {empirical: calls.csv}, servers: 3}\n";

    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    private Task<Ended> Run(params string[] arguments) => Executable.Run(_temp.Path, null, ["simulate", .. arguments]);

    private async Task<string> Write(string name, string text)
    {
        await File.WriteAllTextAsync(Path.Combine(_temp.Path, name), text);
        return name;
    }

    [Fact]
    public async Task A_pipe_gets_json_and_a_folder_gets_report_result_and_replications()
    {
        await Write("calls.csv", "seconds\n90\n150\n");
        var file = await Write("hotline.yaml", Scenario);
        var ended = await Run(file, "--out", "made", "--seed", "9", "--replications", "7");
        Assert.True(ended.Code == 0, $"{ended}");
        var json = JsonNode.Parse(ended.Output)!;
        Assert.Equal((9, 7, "hotline"), ((int)json["seed"]!, (int)json["replications"]!, (string)json["scenario"]!));
        Assert.Equal((string)json["fingerprint"]!, (string)JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(_temp.Path, "made", "result.json")))!["fingerprint"]!);
        Assert.Equal(8, (await File.ReadAllLinesAsync(Path.Combine(_temp.Path, "made", "replications.csv"))).Length);
        Assert.StartsWith("<!doctype html>", await File.ReadAllTextAsync(Path.Combine(_temp.Path, "made", "report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_thread_or_three_give_the_same_fingerprint()
    {
        await Write("calls.csv", "90\n150\n");
        var file = await Write("hotline.yaml", Scenario);
        var (one, three) = (await Run(file, "--threads", "1"), await Run(file, "--threads", "3"));
        Assert.Equal((string)JsonNode.Parse(one.Output)!["fingerprint"]!, (string)JsonNode.Parse(three.Output)!["fingerprint"]!);
        Assert.Contains("hotline: 5 replications, seed 1", (await Run(file, "--text")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_fault_has_its_line_and_column()
    {
        var ended = await Run(await Write("wrong.yaml", "horizon: soon\nqueue:\n  arrivals: {exponential: 1m}\n  servce: 1m\n"));
        Assert.Equal(2, ended.Code);
        Assert.Equal(
            ["wrong.yaml:1:10: horizon: expected a duration such as 90s, 1.25m, 2h, 30d, 1y or 1h30m, found the text 'soon'", "wrong.yaml:3:3: queue.service: 'service' is missing", "wrong.yaml:4:3: queue.servce: unknown field 'servce'; did you mean 'service'?", "twin: wrong.yaml has 3 faults"],
            ended.ErrorLines);
    }

    [Fact]
    public async Task A_registry_is_read_as_an_import_reads_it()
    {
        const string Network = "horizon: 1d\nwarmup: 0s\nreplications: 2\nnetwork: {registry: outlets.csv}\nfailures: {terminal: {rate: 1/d, repair: {fixed: 30m}}}\nteams: {per: city, people: 1, speed: none}\n";
        var file = await Write("network.yaml", Network);
        await Write("outlets.csv", "code,name,district,terminals\n3208000001,\"\"\"Lucky\"\", by the gate\",320812,1\n");
        var ended = await Run(file);
        Assert.True(ended.Code == 0, $"{ended}");

        await Write("outlets.csv", "code,name,district,terminals\n3208000001,一店,320812,1\n3208000001,二店,320812,1\n3208000003,三店,320812\n");
        ended = await Run(file);
        Assert.Equal(2, ended.Code);
        Assert.Equal(
            ["network.yaml:4:21: network.registry: outlets.csv: line 3: 3208000001 is given on line 2 already", "network.yaml:4:21: network.registry: outlets.csv: line 4: 3 fields where the header has 4", "twin: network.yaml has 2 faults"],
            ended.ErrorLines);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_a_fault_of_the_line_that_names_it()
    {
        var ended = await Run(await Write("hotline.yaml", Scenario));
        Assert.Equal(2, ended.Code);
        Assert.StartsWith("hotline.yaml:4:", ended.ErrorLines[0], StringComparison.Ordinal);
        Assert.Contains("calls.csv", ended.ErrorLines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Told_to_stop_it_leaves_what_was_done_marked_as_partial()
    {
        var file = await Write("long.yaml", "name: long\nwarmup: 0s\nreplications: 10000\nqueue: {arrivals: {exponential: 1m}, service: {exponential: 50s}}\n");
        using var process = Executable.Start(_temp.Path, null, "simulate", file, "--threads", "1", "--out", "made");
        // It says how far it is every few seconds.
        while (await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) is { } line && !line.StartsWith("long: replications", StringComparison.Ordinal)) { }
        // As Ctrl-C does; but a shell has what it starts in the background ignore that.
        using (var kill = Process.Start("kill", ["-TERM", $"{process.Id}"])) await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        var ended = await Executable.Finish(process);
        Assert.True(ended.Code == 3, $"{ended}");
        Assert.Equal("twin: told to stop: the result is partial, of what was done until then", ended.ErrorLines[^1]);
        var json = JsonNode.Parse(ended.Output)!;
        Assert.True((bool)json["partial"]!);
        Assert.InRange((int)json["replications"]!, 1, 9999);
        Assert.Contains("long (partial result)", await File.ReadAllTextAsync(Path.Combine(_temp.Path, "made", "report.html")), StringComparison.Ordinal);
    }
}
