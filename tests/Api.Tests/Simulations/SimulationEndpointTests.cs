using Twin.Api.Tests.Access;
using Twin.Grains.Simulations;

namespace Twin.Api.Tests.Simulations;

public sealed class SimulationEndpointTests(TwinServer server)
{
    private const string Yaml = "application/yaml";

    private const string Small = """
        name: 一个窗口
        seed: 3
        horizon: 50h
        warmup: 0s
        replications: {min: 4, max: 4}
        queue: {arrivals: {exponential: 2m}, servers: 1, service: {exponential: 1m}}
        """;

    private const string Endless = """
        name: endless
        horizon: 100000h
        warmup: 0s
        replications: {min: 9000, max: 9000}
        queue: {arrivals: {exponential: 2m}, servers: 1, service: {exponential: 1m}}
        """;

    private async Task<string> Start(string scenario, string type = Yaml)
    {
        var started = (await server.Send("POST", "/v1/simulations", scenario, type)).Is(202);
        Assert.Equal($"/v1/simulations/{(string?)started["id"]}", started.Location);
        return started.Location!;
    }

    private Task<Answer> Until(string location, Func<Answer, bool> wanted, Func<Task> next) =>
        Eventually.Find(async () => (await server.Send("GET", location)).Is(200) is var answer && wanted(answer) ? answer : null, next, location, TimeSpan.FromMinutes(2));

    private Task<Answer> Ended(string location) =>
        Until(location, a => (string?)a["status"] is "done" or "failed" or "cancelled", () => server.Calls.Next<ISimulationsGrain>(nameof(ISimulationsGrain.Ended)));

    [Fact]
    public async Task A_scenario_is_taken_run_and_answered_with_its_result()
    {
        var done = await Ended(await Start(Small));
        Assert.Equal(("done", "一个窗口", "admin"), ((string?)done["status"], (string?)done["name"], (string?)done["by"]));
        var result = done["result"]!;
        Assert.Equal((4, 3, "一个窗口"), ((int)result["replications"]!, (int)result["seed"]!, (string?)result["scenario"]));
        Assert.Matches("^[0-9a-f]{16}$", (string?)result["fingerprint"]);
        Assert.InRange((double)result["metrics"]!["utilisation"]!["mean"]!, 0.4, 0.6);
        Assert.True((long)result["timing"]!["events"]! > 0);
        var listed = (await server.Send("GET", "/v1/simulations")).Is(200)["items"]!.AsArray().Single(i => (string?)i!["id"] == (string?)done["id"]);
        Assert.Equal("done", (string?)listed!["status"]);
        Assert.Null(listed["result"]);
        var report = (await server.Send("GET", $"/v1/simulations/{(string?)done["id"]}/report")).Is(200);
        Assert.Equal("text/html", report.MediaType);
        Assert.StartsWith("<!doctype html>", report.Text, StringComparison.Ordinal);
        Assert.Contains("<h1>一个窗口</h1>", report.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_scenario_as_JSON_has_the_same_fingerprint()
    {
        const string Json = """
            {"name": "一个窗口", "seed": 3, "horizon": "50h", "warmup": "0s", "replications": {"min": 4, "max": 4},
             "queue": {"arrivals": {"exponential": "2m"}, "servers": 1, "service": {"exponential": "1m"}}}
            """;
        var (yaml, json) = (await Ended(await Start(Small)), await Ended(await Start(Json, "application/json")));
        Assert.Equal((string?)yaml["result"]!["fingerprint"], (string?)json["result"]!["fingerprint"]);
    }

    [Fact]
    public async Task Every_fault_of_a_scenario_is_told_with_its_place()
    {
        var problem = (await server.Send("POST", "/v1/simulations", "name: x\nseed: 1.5\nqueue:\n  arrivals: {exponential: soon}\n  servers: 0\n  speed: 3\n", Yaml)).Is(400);
        Assert.Equal("application/problem+json", problem.MediaType);
        var errors = problem["errors"]!.AsArray().ToDictionary(e => (string)e!["path"]!, e => ((int)e!["line"]!, (int)e["column"]!));
        Assert.Equal((2, 7), errors["seed"]);
        Assert.Equal((5, 12), errors["queue.servers"]);
        Assert.Equal((6, 3), errors["queue.speed"]);
        Assert.Contains(errors, e => e.Key.StartsWith("queue.arrivals", StringComparison.Ordinal) && e.Value.Item1 == 4);
    }

    [Theory]
    [InlineData("", Yaml, 400)]
    [InlineData("a: [", Yaml, 400)]
    [InlineData("[]", "application/json", 400)]
    [InlineData("{", "application/json", 400)]
    [InlineData("name: nothing", Yaml, 400)]
    [InlineData("queue: {arrivals: {empirical: /etc/passwd}, servers: 1, service: {exponential: 1m}}", Yaml, 400)]
    [InlineData("name: x", "text/plain", 415)]
    public async Task What_is_no_scenario_is_refused(string body, string type, int status) => (await server.Send("POST", "/v1/simulations", body, type)).Is(status);

    [Fact]
    public async Task A_run_is_cancelled_and_then_removed()
    {
        var location = await Start(Endless);
        Assert.Contains((string?)(await server.Send("GET", location)).Is(200)["status"], (string[])["running", "queued"]);
        (await server.Send("DELETE", location)).Is(204);
        Assert.Equal("cancelled", (string?)(await server.Send("GET", location)).Is(200)["status"]);
        (await server.Send("GET", $"{location}/report")).Is(409);
        (await server.Send("GET", $"{location}/replications")).Is(409);
        (await server.Send("GET", $"{location}/comparison?with=sim-1")).Is(409);
        (await server.Send("DELETE", location)).Is(204);
        (await server.Send("GET", location)).Is(404);
        (await server.Send("DELETE", location)).Is(404);
        (await server.Send("GET", $"{location}/report")).Is(404);
        (await server.Send("GET", "/v1/simulations/..%2Faudit")).Is(404);
    }

    [Fact]
    public async Task A_scenario_is_only_checked_when_that_is_asked_for()
    {
        var before = (int)(await server.Send("GET", "/v1/simulations")).Is(200)["total"]!;
        var good = (await server.Send("POST", "/v1/simulations?dryRun=true", Small + "\ncompare: [{name: two, queue.servers: 2}]", Yaml)).Is(200);
        Assert.Equal(("一个窗口", 3, "two"), ((string?)good["name"], (int)good["seed"]!, (string?)good["compare"]![0]));
        var bad = (await server.Send("POST", "/v1/simulations?dryRun=true", Small.Replace("servers: 1", "servers: 0", StringComparison.Ordinal), Yaml)).Is(400);
        Assert.Equal(6, (int)bad["errors"]![0]!["line"]!);
        Assert.Equal(before, (int)(await server.Send("GET", "/v1/simulations")).Is(200)["total"]!);
    }

    [Fact]
    public async Task A_rule_book_and_a_policy_are_written_out_in_a_scenario()
    {
        const string Network = "name: own\nhorizon: 10d\nwarmup: 0s\nreplications: 2\nnetwork: {synthetic: 30, seed: 7}\nfailures: {terminal: {rate: 40/y, repair: 45m}}\nteams: {per: city, people: 3}\n";
        const string Rules = "rulebook:\n  version: 1\n  rules:\n    - {id: gone, device: terminal, when: \"silent(90s)\", severity: major, title: {zh: 离线, en: Gone}}\npolicy:\n  correlationHold: 1s\n  steps: [{after: 0s, notify: [on-shift]}]\n";
        var done = await Ended(await Start(Network + Rules));
        Assert.True("done" == (string?)done["status"], done.Text);
        Assert.True((double)done["result"]!["metrics"]!["restore"]!["count"]! > 0, done.Text);
        // By a rule that never holds nothing is noticed, so nothing is mended.
        var blind = await Ended(await Start(Network + Rules.Replace("silent(90s)", "temperatureC > 1000", StringComparison.Ordinal)));
        Assert.True((double?)blind["result"]!["metrics"]!["restore"]?["count"] is null or 0, blind.Text);
        var faulty = (await server.Send("POST", "/v1/simulations?dryRun=true", Network + Rules.Replace("silent(90s)", "silent(", StringComparison.Ordinal), Yaml)).Is(400);
        Assert.Equal(("rulebook.rules[0].when", 11), ((string?)faulty["errors"]![0]!["path"], (int)faulty["errors"]![0]!["line"]!));
    }

    [Fact]
    public async Task Two_runs_that_are_kept_are_compared_as_two_plans_of_one_scenario_are()
    {
        var one = await Start(Small + "\ncompare: [{name: \"two, \\\"fast\\\"\", queue.servers: 2}]");
        var (both, two) = (await Ended(one), await Ended(await Start(Small.Replace("servers: 1", "servers: 2", StringComparison.Ordinal))));
        var kept = (await server.Send("GET", $"{one}/comparison?with={(string?)two["id"]}")).Is(200);
        Assert.Equal((4, true), ((int)kept["pairs"]!, (bool)kept["sameSeed"]!));
        var figures = kept["figures"]!.AsArray().ToDictionary(f => (string)f!["metric"]!);
        var comparisons = both["result"]!["comparisons"]!.AsArray();
        Assert.NotEmpty(comparisons);
        foreach (var plan in comparisons)
        {
            var figure = figures[(string)plan!["metric"]!]!;
            Assert.Equal((string?)plan["unit"], (string?)figure["unit"]);
            foreach (var number in (string[])["base", "other", "difference", "halfWidth"]) Assert.Equal((double)plan[number]!, (double)figure[number]!, 1e-9);
            Assert.Equal((bool)plan["significant"]!, (bool)figure["significant"]!);
        }

        var row = (await server.Send("GET", "/v1/simulations")).Is(200)["items"]!.AsArray().Single(i => (string?)i!["id"] == (string?)both["id"])!;
        Assert.Equal((3, (string?)both["result"]!["fingerprint"]), ((int)row["seed"]!, (string?)row["fingerprint"]));
        var csv = (await server.Send("GET", $"{one}/replications")).Is(200);
        Assert.Equal("text/csv", csv.MediaType);
        Assert.Equal(1 + (2 * 4), csv.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.StartsWith("name: 一个窗口", (await server.Send("GET", $"{one}/scenario")).Is(200).Text, StringComparison.Ordinal);
        (await server.Send("GET", $"{one}/comparison")).Is(400);
        (await server.Send("GET", $"{one}/comparison?with=sim-0")).Is(404);
        (await server.Send("GET", $"/v1/simulations/sim-0/scenario")).Is(404);
    }

    [Fact]
    public async Task Progress_is_told_while_it_runs()
    {
        var location = await Start(Endless);
        // Told when a replication is done, and there are thousands.
        var progress = (await Until(location, a => a.Json["progress"] is not null, () => server.Calls.Next<ISimulationWorkerGrain>(nameof(ISimulationWorkerGrain.Run))))["progress"];
        Assert.Equal(9000, (int)progress["planned"]!);
        Assert.Contains("endless", (string?)progress["of"], StringComparison.Ordinal);
        (await server.Send("DELETE", location)).Is(204);
    }

    [Fact]
    public async Task It_takes_the_scope_plan_and_the_whole_province()
    {
        using var planner = await Keys.Client(server, "plan");
        using var reader = await Keys.Client(server, "read operate ingest");
        using var ofOneCity = await Keys.Client(server, "plan", "3208");
        var started = (await server.Send("POST", "/v1/simulations", Small, Yaml, planner)).Is(202);
        (await server.Send("GET", started.Location!, client: planner)).Is(200);
        foreach (var (method, path) in ((string, string)[])[("POST", "/v1/simulations"), ("GET", "/v1/simulations"), ("GET", started.Location!), ("GET", $"{started.Location}/scenario"), ("GET", $"{started.Location}/replications"), ("GET", $"{started.Location}/comparison"), ("DELETE", started.Location!)])
        {
            var body = method == "POST" ? Small : null;
            (await server.Send(method, path, body, Yaml, reader)).Is(403);
            Assert.Contains("whole province", (await server.Send(method, path, body, Yaml, ofOneCity)).Is(403).Text, StringComparison.Ordinal);
            (await server.Send(method, path, body, Yaml, server.Stranger)).Is(401);
        }
    }

    [Fact]
    public async Task The_live_network_is_run_ahead_with_the_people_there_are()
    {
        await server.Send("PUT", "/v1/outlets/3209000777", """{"name":"fork","district":"320902","calendar":"always","terminals":[{"id":"t1"}],"location":{"lon":120.1,"lat":33.4}}""");
        (await server.Send("PUT", "/v1/teams/fork-yancheng", "side: business\nareas: [\"320902\"]\npeople:\n  - {id: fork-he, role: engineer, home: {lon: 120.1, lat: 33.4}, channels: [{type: log}]}\n", Yaml)).Is(201);
        (await server.Send("POST", "/v1/telemetry", $$$"""[{"device":"3209000777/t1","at":"{{{DateTime.UtcNow:O}}}","type":"status","values":{"cutter":"jammed"}}]""", "application/json")).Is(202);
        // What is jammed now is mended in the run, by whoever is there.
        const string Ahead = "name: ahead\nhorizon: 6h\nreplications: 2\nnetwork: {live: true}\nteams: [live, {per: province, people: 2}]\ncompare: [{name: only theirs, teams: live}]\n";
        Assert.Equal("only theirs", (string?)(await server.Send("POST", "/v1/simulations?dryRun=true", Ahead, Yaml)).Is(200)["compare"]![0]);
        var done = await Ended(await Start(Ahead));
        Assert.True("done" == (string?)done["status"], done.Text);
        var metrics = done["result"]!["metrics"]!;
        Assert.True((double)metrics["restore.open"]!["count"]! >= 1, done.Text);
        Assert.Contains("a live network begins when it is looked at", (await server.Send("POST", "/v1/simulations", "name: at\nhorizon: \"2026-11-22T18:00/23:00\"\nnetwork: {live: true}\n", Yaml)).Is(400).Text, StringComparison.Ordinal);
        await server.Send("DELETE", "/v1/outlets/3209000777");
        await server.Send("DELETE", "/v1/teams/fork-yancheng");
    }
}
