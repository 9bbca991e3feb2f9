using Twin.Simulation.Scenarios;
using Twin.Simulation.Tests.World;
using Twin.Simulation.World;

namespace Twin.Simulation.Tests.Scenarios;

/// <summary>What people get wrong in a scenario of a network, and what they are told: all of it at once, where it stands and what is allowed.</summary>
public sealed class WrongScenarioTests
{
    private const string Rest = "failures: {terminal: {rate: 1/y, repair: 30m}}\nteams: {per: city, people: 3}\n";
    private const string Network = "horizon: 10d\nnetwork: {synthetic: 1000}\n";

    [Theory]
    [InlineData("horizon: 10d\nnetwrk: {synthetic: 100}\n" + Rest, "1:1 : nothing to simulate: give one of queue, serviceDay, network|2:1 netwrk: unknown field 'netwrk'; did you mean 'network'?")]
    [InlineData("horizon: 10d\nnetwork: {synthetic: -5}\n" + Rest, "2:22 network.synthetic: 'synthetic' must be a whole number from 1 to 1000000")]
    [InlineData("horizon: 10d\nnetwork: {synthetic: 100, teams: {per: city, people: 3}}\nfailures: {}\n", "1:1 teams: 'teams' is missing|2:34 network.teams: 'teams' stands beside 'network' in the scenario, not within it")]
    [InlineData("horizon: 10d\nnetwork: {synthetic: 100, registry: a.csv}\n" + Rest, "2:10 network: give one of 'registry: outlets.csv', 'synthetic: 20000' and, on a running server, 'live: true'")]
    [InlineData("horizon: 10d\nnetwork: {synthetic: 100, division: 9999}\n" + Rest, "2:37 network.division: expected the code of a city or county, such as 3208 or 320812, found the number 9999")]
    [InlineData("horizon: 1e30y\nnetwork: {synthetic: 100}\nfailures: {terminal: {rate: 1e300/s, repair: 1e200y}}\nteams: {per: city, people: 1e9, acknowledge: 1e300y}\n",
        "1:10 horizon: 'horizon' is at most 3000y|3:29 failures.terminal.rate: expected a rate such as 0.35/y or 2/h, at most 1000/s, found the text '1e300/s'|3:46 failures.terminal.repair: expected a duration (90s, 1.25m, 2h, 30d, 1y or 1h30m; at most 3000y), a rate (0.35/y or 2/h) or one of fixed, exponential, uniform, lognormal, weibull, gamma, erlang, mixture, empirical; found the text '1e200y'|4:28 teams.people: 'people' must be a whole number from 0 to 10000|4:46 teams.acknowledge: 'acknowledge' is at most 3000y")]
    [InlineData(Network + "failures: {terminal: {rate: 500/s, repair: 30m}}\nteams: {per: city, people: 3}\n", "3:11 failures: some 4.32E+11 failures in a replication; at most 1E+08: lower rates, a shorter 'horizon', fewer outlets or smaller 'bursts'")]
    [InlineData(Network + Rest + "growth: {outlets: 1e300, failures: 1e300}\nbursts: [{from: 1d, to: 2d, factor: 1e300}]\n", "5:19 growth.outlets: 'outlets' is at most 1,000,000|5:36 growth.failures: 'failures' is at most 1,000,000|6:37 bursts[0].factor: 'factor' is from 0 to 1,000,000")]
    [InlineData(Network + Rest + "growth: {outlets: 100000}\n", "5:9 growth: some 1E+08 outlets; from 1 to 1000000")]
    [InlineData(Network + "failures: {terminal: {rate: 1/y, repair: {lognormal: {mean: 45m, cv: 1e9}}}}\nteams: {per: city, people: 3, speed: 0.001km/h, detour: 1e300}\n",
        "3:70 failures.terminal.repair.lognormal.cv: 'cv' must be at most 1000|4:38 teams.speed: expected a speed such as 30km/h, from 1km/h to 1000km/h, or none (no time is lost on the way), found the text '0.001km/h'|4:57 teams.detour: 'detour' is from 1 to 20: kilometres on the road for one as the crow flies")]
    [InlineData(Network + Rest + "compare: [{name: plus, team.people: 5}]\n", "5:37 team: unknown field 'team'; did you mean 'teams'?")]
    [InlineData(Network + Rest + "compare: [{name: plus, teams.peple: 5}]\nstaff: 3\n", "5:37 teams.peple: unknown field 'peple'; did you mean 'people'?|6:1 staff: unknown field 'staff'; known here are name, seed, horizon, network, warmup, queue, serviceDay, growth, failures, rulebook, policy, teams, bursts, maintenance, spares, events, replications, compare, solve")]
    [InlineData(Network + Rest + "events: [{at: 40d, fail: {accessNode: OLT-320812-01}}, {at: noon, fail: {accessNode: HA-QJP-OLT-03}}]\n",
        "5:15 events[0].at: that is after the end, 2027-01-14 00:00: the scenario begins 2027-01-04 00:00|5:61 events[1].at: expected a time such as 30d, '30d 20:30' (days after the beginning and time of day) or \"20:30\", found the text 'noon'|5:86 events[1].fail.accessNode: no outlet hangs on an access node 'HA-QJP-OLT-03'; there are NODES")]
    [InlineData("horizon: \"2026-11-25T18:00/23:00\"\nnetwork: {synthetic: 1000}\nevents: [{at: 0d 08:30, fail: {accessNode: OLT-320812-01}}]\n" + Rest, "3:15 events[0].at: that is before the beginning, 2026-11-25 18:00")]
    [InlineData(Network + Rest + "\tspares: {}\n", "YAML")]
    public void All_that_is_wrong_is_told_at_once(string text, string expected)
    {
        Assert.Null(Yaml.Read(text, out var faults, new Shipped()));
        var told = string.Join('|', faults.Select(f => $"{f.Line}:{f.Column} {f.Path}: {f.Message}"));
        if (expected == "YAML") Assert.StartsWith("5:", told, StringComparison.Ordinal);
        else if (expected.IndexOf("NODES", StringComparison.Ordinal) is > 0 and var known) Assert.StartsWith(expected[..known], told, StringComparison.Ordinal);
        else Assert.Equal(expected, told);
    }

    /// <summary>A draw night from six to eleven: half past eight is that evening's, however it is written, and on other days the next.</summary>
    [Theory]
    [InlineData("\"2026-11-25T18:00/23:00\"", "20:30", 150)]
    [InlineData("\"2026-11-25T18:00/23:00\"", "0d 20:30", 150)]
    [InlineData("\"2026-11-25T18:00/2026-11-27T18:00\"", "1d 20:30", 1590)]
    [InlineData("\"2026-11-25T22:00/2026-11-27T18:00\"", "20:30", 1350)]
    [InlineData("10d", "20:30", 1230)]
    [InlineData("10d", "3d 20:30", 5550)]
    [InlineData("10d", "3d", 4320)]
    public void A_time_of_day_is_one_of_the_day_it_is_said_of(string horizon, string at, int minutes)
    {
        var scenario = Yaml.Scenario($"horizon: {horizon}\nnetwork: {{synthetic: 1000}}\nevents: [{{at: \"{at}\", fail: {{accessNode: OLT-320812-01}}}}]\n{Rest}", new Shipped());
        Assert.Equal(TimeSpan.FromMinutes(minutes), Assert.Single(((NetworkModel)scenario.Model).Scenario.Events).At);
    }

    /// <summary>Outlets of one city are looked after by its people alone: those of the other twelve would come to help, and count as staff.</summary>
    [Theory]
    [InlineData("3208", "city", "b320800")]
    [InlineData("\"320800\"", "city", "b320800")]
    [InlineData("320812", "county", "b320812")]
    [InlineData("320812", "province", "b320000")]
    public void A_plan_makes_teams_where_there_are_outlets(string division, string per, string team)
    {
        var network = ((NetworkModel)Yaml.Scenario($"horizon: 10d\nnetwork: {{synthetic: 5000, division: {division}}}\nfailures: {{}}\nteams: {{per: {per}, people: 3, side: business}}\n", new Shipped()).Model).Scenario;
        var code = division.Trim('"');
        Assert.All(network.Outlets, o => Assert.StartsWith(code.Length == 6 && code.EndsWith("00", StringComparison.Ordinal) ? code[..4] : code, o.District.ToString(), StringComparison.Ordinal));
        Assert.True(network.Outlets.Count > 20, $"{network.Outlets.Count} outlets");
        Assert.Contains(network.Teams, t => t.Id == team);
        // The carrier's map does not follow everywhere: a neighbour's county may be looked after too.
        Assert.All(network.Teams, t => Assert.StartsWith(per == "province" ? "b32" : "b3208", t.Id, StringComparison.Ordinal));
    }

    [Fact]
    public void Bursts_that_overlap_multiply()
    {
        Burst[] bursts = [new(TimeSpan.FromDays(1), TimeSpan.FromDays(5), 3), new(TimeSpan.FromDays(4), TimeSpan.FromDays(8), 2), new(TimeSpan.FromDays(8), TimeSpan.FromDays(9), 4)];
        Assert.Equal([1, 3, 6, 2, 4, 1], ((double[])[0, 1, 4.5, 5, 8, 9]).Select(d => Burst.At(bursts, TimeSpan.FromDays(d))));
        Assert.Equal(6, Burst.Most(bursts));
        Assert.Equal(1, Burst.Most([new(TimeSpan.FromDays(1), TimeSpan.FromDays(5), 0.2)]));
    }
}
