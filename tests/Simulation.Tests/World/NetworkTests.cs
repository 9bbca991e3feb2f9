using Twin.Simulation.Runs;
using Twin.Simulation.Tests.Scenarios;
using Twin.Simulation.World;

namespace Twin.Simulation.Tests.World;

public sealed class NetworkTests
{
    /// <summary>One engineer for the province, shops that never close, nobody on the road: terminals that wait for him are customers of M/G/1.</summary>
    private const string OneEngineer =
        """
        name: one-engineer
        horizon: 130d
        warmup: 5d
        network: {synthetic: 4000, calendar: always}
        failures: {terminal: {rate: 2.19/y, repair: {lognormal: {mean: 30m, cv: 0.8}}}}
        teams: {per: province, people: 1, speed: none, acknowledge: 0s}
        """;

    private const string Busy =
        """
        horizon: 45d
        warmup: 1d
        network: {synthetic: 1500, seed: 3}
        failures:
          terminal:   {rate: 0.9/y, joint: 20%, repair: {lognormal: {mean: 45m, cv: 0.8}}}
          line:       {rate: 0.5/y, repair: {mixture: [{p: 0.8, fixed: 15m}, {p: 0.2, lognormal: {mean: 6h, cv: 1}}]}}
          camera:     {rate: 0.5/y, repair: {exponential: 30m}}
          accessNode: {rate: 1/y, repair: {lognormal: {mean: 4h, cv: 0.7}}}
        events: [{at: 30d 20:30, fail: {accessNode: OLT-320812-01}, for: 3h}]
        bursts: [{from: 10d, to: 12d, factor: 4}]
        teams:
          - {per: city, side: business, people: 2, shifts: [{from: "08:00", to: "22:00", share: 50%}]}
          - {per: city, side: telecom, people: 2}
        maintenance: {level1: every 30d 30m, level2: every 60d 60m}
        spares: {terminal: {depot: city, stock: 1, leadTime: 7d, use: 50%}}
        """;

    /// <summary>A terminal that works on without a session is heard all the time: it is never missed, however long it takes until somebody comes, and nothing is decided about its silence.</summary>
    [Fact]
    public void What_goes_on_speaking_is_not_taken_for_silent()
    {
        var model = Yaml.Scenario(
            """
            horizon: 60d
            warmup: 0s
            network: {synthetic: 200, seed: 3, calendar: always}
            failures: {terminal: {rate: 2/y, says: {session: false}, repair: {fixed: 6h}}}
            teams: {per: city, people: 2, speed: none}
            """, new Shipped()).Model;
        var result = model.Run(new(5, 0, TimeSpan.Zero, CancellationToken.None));
        var jobs = Value(result, "jobs");
        Assert.InRange(jobs, 40, 100);
        // The hold of no-session is 2 min; 100 ms is how often deadlines are looked at.
        Assert.InRange(result.Metrics.First(m => m.Name == "detect").Spread!.Max, 120, 131);
        Assert.True(result.Events < 200 * jobs, $"{result.Events} events for {jobs} jobs");
    }

    /// <summary>A fault ends when it is mended, whatever its rule compares: the shipped one for lines looks at more than was said, others find too little in what is zero.</summary>
    [Theory]
    [InlineData("line", "{lossPct: 20}", null)]
    [InlineData("terminal", "{temperatureC: -20}", "when: temperatureC < 0, clear: temperatureC > 5")]
    [InlineData("camera", "{fps: 1}", "when: 'avg(fps, 5m) < 10'")]
    [InlineData("camera", "{mode: off}", "when: mode != 'day' and mode != 'night'")]
    public void What_is_mended_is_well_for_the_rule_that_found_it(string device, string says, string? rule)
    {
        var book = rule is null ? "live" : $"{{version: 1, rules: [{{id: it, device: {device}, {rule}, hold: 1m, severity: major}}]}}";
        var model = Yaml.Scenario(
            $$"""
            horizon: 60d
            warmup: 0s
            network: {synthetic: 60, seed: 3, calendar: always}
            failures: { {{device}}: {rate: 4/y, says: {{says}}, repair: {fixed: 2h} } }
            teams: {per: city, people: 4, speed: none}
            rulebook: {{book}}
            """, new Shipped()).Model;
        var result = model.Run(new(5, 0, TimeSpan.Zero, CancellationToken.None));
        var jobs = Value(result, "jobs");
        // Of a broken line the outlet's terminal and camera are jobs too.
        Assert.InRange(jobs, 15, 150);
        Assert.InRange(jobs - result.Metrics.First(m => m.Name == "close").Spread!.Count, 0, 2);
    }

    /// <summary>Little's law: as many jobs wait on the average as come in a second, times how long one waits; and each incident that was opened is closed, or still there.</summary>
    [Fact]
    public void Jobs_are_conserved_and_obey_Littles_law()
    {
        var scenario = Yaml.Scenario(OneEngineer.Replace("horizon: 130d", "horizon: 60d", StringComparison.Ordinal), new Shipped());
        var result = scenario.Model.Run(new(7, 0, TimeSpan.Zero, CancellationToken.None));
        var (jobs, wait) = (Value(result, "jobs"), result.Metrics.First(m => m.Name == "wait"));
        var waited = wait.Value * wait.Spread!.Count;
        // Who still waits at the end has been counted as waiting, but has not told how long: at most a few.
        Assert.InRange(jobs - wait.Spread.Count, 0, 10);
        Assert.InRange(Value(result, "backlog") * 60 * 86400, waited - 1, waited + (10 * 86400));
        Assert.Equal(waited, Value(result, "backlog") * 60 * 86400, 0.02 * waited);
        var closed = result.Metrics.First(m => m.Name == "close").Spread!.Count;
        Assert.InRange(jobs - closed, 0, 20);
        Assert.True(jobs > 1000, $"only {jobs} jobs");
    }

    /// <summary>Growth adds outlets and moves nothing of the others: each device draws its own chance.</summary>
    [Fact]
    public void Growth_moves_no_failure_of_those_who_are_there()
    {
        var (small, large) = (SyntheticNetwork.Make(500, 7), SyntheticNetwork.Make(500, 7, grownTo: 800));
        Assert.Equal(small.Select(o => (o.Code, o.Location, o.AccessNode)), large.Take(500).Select(o => (o.Code, o.Location, o.AccessNode)));
        Assert.Equal(800, large.Select(o => o.Code).Distinct().Count());
        var codes = small.Select(o => o.Code.ToString()).ToHashSet(StringComparer.Ordinal);
        var (before, after) = (Opened(""), Opened("growth: {outlets: 1.6}"));
        Assert.True(before.Length > 50, "Little happened.");
        Assert.Equal(before, after.Where(o => codes.Contains(o.Outlet)).ToArray());
        Assert.True(after.Length > 1.3 * before.Length, "Nothing happened to those who came.");

        (string Outlet, DateTime At)[] Opened(string growth)
        {
            var model = (NetworkModel)Yaml.Scenario(
                """
                horizon: 60d
                warmup: 0s
                network: {synthetic: 500, calendar: always}
                failures: {terminal: {rate: 2/y, repair: {lognormal: {mean: 30m, cv: 0.8}}}}
                teams: {per: city, people: 20, speed: none}
                """ + "\n" + growth, new Shipped()).Model;
            var struck = new List<(string, DateTime)>();
            new NetworkRun(new(model.Scenario), new(3, 0, TimeSpan.Zero, CancellationToken.None)) { Struck = fault => struck.Add((fault.Outlet!.Code.ToString(), fault.Began)) }.Run();
            return [.. struck.Order()];
        }
    }

    [Fact]
    public void A_busy_network_keeps_what_it_was_given()
    {
        var model = Yaml.Scenario(Busy, new Shipped()).Model;
        var result = model.Run(new(5, 0, TimeSpan.FromDays(1), CancellationToken.None));
        Assert.InRange(Value(result, "jobs"), 150, 2000);
        Assert.InRange(Value(result, "availability"), 0.9, 0.99999);
        Assert.InRange(Value(result, "utilisation"), 0.01, 1);
        Assert.True(Value(result, "maintenanceVisits") > 500, "Little was maintained.");
        Assert.True(Value(result, "truckRolls") >= Value(result, "jobs") / 2, "Hardly anybody went anywhere.");
        Assert.InRange(Value(result, "spareFillRate"), 0.1, 1);
        // Silence is judged after 90 s, the hold takes 10 more; at night nobody is missed.
        Assert.True(result.Metrics.First(m => m.Name == "detect").Spread!.P50 is > 5 and < 3600);
    }

    /// <summary>Memory is flat in the horizon: whatever befell an outlet or an access node, nothing is kept of it once it is over.</summary>
    [Fact]
    public void What_is_kept_does_not_grow_with_the_horizon()
    {
        const int Months = 24;
        var model = (NetworkModel)Yaml.Scenario(Busy.Replace("horizon: 45d", $"horizon: {30 * Months}d", StringComparison.Ordinal).Replace("synthetic: 1500", "synthetic: 300", StringComparison.Ordinal), new Shipped()).Model;
        var days = new List<(int Awake, int Incidents, int Pending)>();
        new NetworkRun(new(model.Scenario), new(5, 0, TimeSpan.FromDays(1), CancellationToken.None)) { DayOver = w => days.Add((w.Awake, w.IncidentsKept, w.Agenda.Pending)) }.Run();
        Assert.Equal(30 * Months, days.Count);
        AssertFlat("outlets awake", d => d.Awake);
        AssertFlat("incidents", d => d.Incidents);
        AssertFlat("pending events", d => d.Pending);

        void AssertFlat(string what, Func<(int Awake, int Incidents, int Pending), int> count)
        {
            var (early, late) = (Mean(2, 7), Mean(Months - 5, Months));
            Assert.True(early > 0.1, $"{what}: {early:0.0}, nothing happened");
            Assert.True(late < (1.5 * early) + 2, $"{what}: {early:0.0} on the average in months 2 to 7, {late:0.0} in the last six of {Months}");

            double Mean(int from, int to) => days.Skip(30 * (from - 1)).Take(30 * (to - from + 1)).Average(count);
        }
    }

    [Fact]
    public void The_same_seed_goes_the_same_way_on_any_thread()
    {
        var model = Yaml.Scenario(Busy, new Shipped()).Model;
        var results = new ReplicationResult[4];
        var threads = Enumerable.Range(0, 4).Select(i => new Thread(() => results[i] = model.Run(new(9, i / 2, TimeSpan.Zero, CancellationToken.None)))).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        Assert.Equal(results[0].Fingerprint, results[1].Fingerprint);
        Assert.Equal(results[2].Fingerprint, results[3].Fingerprint);
        Assert.NotEqual(results[0].Fingerprint, results[2].Fingerprint);
    }

    [Fact]
    public void Everything_wrong_with_a_network_is_listed()
    {
        var faults = Faults(
            """
            horizon: 10d
            network: {synthetic: 10, live: true}
            failures: {terminal: {rate: often, repair: {fixed: 5m}}, modem: {}}
            events: [{at: noon, fail: {accessNode: nowhere}}]
            maintenance: {level1: sometimes}
            teams: {per: village, people: 3, speed: fast}
            """);
        Assert.Contains("2:10 network: give one of", faults, StringComparison.Ordinal);
        Assert.Contains("failures.terminal.rate: expected a rate such as", faults, StringComparison.Ordinal);
        Assert.Contains("failures.modem: unknown field 'modem'", faults, StringComparison.Ordinal);
        Assert.Contains("events[0].at: expected a time such as 30d", faults, StringComparison.Ordinal);
        Assert.Contains("no outlet hangs on an access node 'nowhere'", faults, StringComparison.Ordinal);
        Assert.Contains("maintenance.level1: expected how often", faults, StringComparison.Ordinal);
        Assert.Contains("teams.per: expected province, city, county", faults, StringComparison.Ordinal);
        Assert.Contains("teams.speed: expected a speed such as 30km/h", faults, StringComparison.Ordinal);
    }

    private static double Value(ReplicationResult result, string metric) => result.Metrics.First(m => m.Name == metric).Value;

    private static string Faults(string text)
    {
        Assert.Null(Yaml.Read(text, out var faults, new Shipped()));
        return string.Join('\n', faults.Select(f => $"{f.Line}:{f.Column} {f.Path}: {f.Message}"));
    }
}
