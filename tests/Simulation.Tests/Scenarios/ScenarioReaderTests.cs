using Twin.Documents;
using Twin.Domain.Rules;
using Twin.Simulation.Scenarios;

namespace Twin.Simulation.Tests.Scenarios;

public sealed class ScenarioReaderTests
{
    [Theory]
    [InlineData("name: x", "1:1 : nothing to simulate: give one of queue, serviceDay, network")]
    [InlineData("queue: {arrivals: 2/m, service: 1m, servers: 1}", "1:46 queue.servers: work comes 2 times as fast as the servers can do it, so the queue never settles: more 'servers', a 'capacity' or 'patience'; to watch it grow, give 'warmup: 0s' and a 'horizon'")]
    [InlineData("queue: {arrivals: 2/m, servce: 1m}", "1:8 queue.service: 'service' is missing\n1:24 queue.servce: unknown field 'servce'; did you mean 'service'?")]
    [InlineData("seed: 1.5\nhorizon: soon\nqueue: {arrivals: 1/m, service: 1s}\nreplications: {min: 9, max: 3, halfWidth: 200%, metric: waitMeen}",
        "1:7 seed: 'seed' must be a whole number\n2:10 horizon: expected a duration such as 90s, 1.25m, 2h, 30d, 1y or 1h30m, found the text 'soon'\n4:29 replications.max: 'max' is not less than 'min'\n4:43 replications.halfWidth: a share is from 0 % to 100 %\n4:57 replications.metric: no figure 'waitMeen'; known are pWait, pBlock, pAbandon, waitMean, waitP95, queueLength, systemLength, utilisation, busy, down, throughput, and of those that are samples .p50 .p90 .p95 .min .max")]
    [InlineData("queue: {arrivals: 1/m, service: 1s}\nserviceDay: {}", "2:13 serviceDay: one thing at a time: either queue or serviceDay")]
    [InlineData("queue: {arrivals: 1/m, service: 1s}\nhorizon: \"2026-11-22T18:00/25:00\"", "2:10 horizon: expected a duration such as 90s, 1.25m, 2h, 30d, 1y or 1h30m, or local times such as \"2026-11-22T18:00/23:00\", found the text '2026-11-22T18:00/25:00'")]
    [InlineData("queue: {arrivals: 1/m, service: 1s}\nwarmup: 2h\nhorizon: 1h", "2:9 warmup: 'warmup' must be shorter than 'horizon'")]
    [InlineData("queue: {arrivals: 1/m, service: 1s, population: 5, capacity: 3}", "1:62 queue.capacity: either 'population' or 'capacity': a machine that is turned away would never run again")]
    [InlineData("queue: {arrivals: 1/m, service: 1s, servers: 4, capacity: 3}", "1:59 queue.capacity: 'capacity' counts those in service too: it is at least 'servers'")]
    [InlineData("serviceDay: {windows: 8, slot: 30m, slots: 14, service: 5m, noShow: 5 percent}", "1:13 serviceDay.perSlot: 'perSlot' is missing\n1:69 serviceDay.noShow: expected a share such as 5% or 0.05, found the text '5 percent'")]
    [InlineData("queue: {arrivals: {fixed: 1us}, service: 0.4us}", "1:19 queue.arrivals: the time between two 'arrivals' must be at least 100us on average")]
    [InlineData("horizon: 100y\nqueue: {arrivals: 1/s, service: 10ms}", "2:19 queue.arrivals: some 3.15E+09 arrivals in a replication; at most 1E+09: give a shorter 'horizon' and more 'replications'")]
    [InlineData("serviceDay: {windows: 8, slot: 30m, slots: 10000, perSlot: 100000, service: 5m}", "1:60 serviceDay.perSlot: more than 20,000,000 booked in a replication")]
    [InlineData("queue: {arrivals: 1/m, service: 1s}\ncompare: [{name: a}, {name: a, queue.sevice: 2s}]", "2:11 compare[0]: the plan changes nothing: write what differs, such as 'teams.people: 11'\n2:29 compare[1].name: two plans are called 'a'\n2:46 queue.sevice: unknown field 'sevice'; did you mean 'service'?")]
    [InlineData("queue: {arrivals: 1/m, service: 1s}\nsolve: {vary: queue.servers, min: 1, max: 5, until: waitMean < 3}", "2:53 solve.until: expected a target such as \"restore.p95 <= 2h\", \"availability >= 99.5%\" or \"queueLength <= 3\"")]
    [InlineData("queue: {arrivals: 1/m, service: 1s}\nsolve: {vary: queue.servres, min: 1, max: 5, until: waitMean <= 3s}", "2:15 queue.servres: unknown field 'servres'; did you mean 'servers'?")]
    public void Every_fault_is_named_with_its_place_and_what_is_allowed(string text, string expected) => Assert.Equal(expected, Yaml.Faults(text));

    [Fact]
    public void Another_plan_is_the_scenario_with_what_differs()
    {
        var scenario = Yaml.Scenario("name: base\nqueue: {servers: 3, classes: [{arrivals: 1/m, service: 30s}, {arrivals: 1/m, service: 40s}]}\ncompare: [{name: more, queue.servers: 4, 'queue.classes[1].service': 20s}]");
        var more = ((Twin.Simulation.Queues.QueueModel)Assert.Single(scenario.Compare).Model).Scenario;
        Assert.Equal((4, 30.0, 20.0), (more.Servers, more.Classes[0].Service.Mean, more.Classes[1].Service.Mean));
        Assert.Equal("more", scenario.Compare[0].Name);
        Assert.NotEqual(scenario.Hash, scenario.Compare[0].Hash);
    }

    [Fact]
    public void A_search_makes_a_scenario_of_each_value()
    {
        var scenario = Yaml.Scenario("queue: {arrivals: 1/m, service: 30s}\nsolve: {vary: queue.servers, min: 1, max: 9, until: waitMean.p95 <= 90s}");
        Assert.Equal(7, ((Twin.Simulation.Queues.QueueModel)scenario.Solve!.At(7).Model).Scenario.Servers);
        Assert.Equal(new Target("waitMean.p95 <= 90s", "waitMean.p95", true, 90), scenario.Solve.Until);
    }

    private const string Network = "network: {synthetic: 20}\nteams: {per: city, people: 2}\nfailures: {terminal: {rate: 1/y, repair: 30m}}\n";

    [Theory]
    [InlineData("2026-11-22T18:00/23:00", 5)]
    [InlineData("2026-11-22T18:00/02:00", 8)]
    [InlineData("2026-11-22T18:00/2026-11-24T18:00", 48)]
    public void A_scenario_may_play_from_one_local_time_to_another(string horizon, int hours)
    {
        var scenario = Yaml.Scenario($"{Network}horizon: \"{horizon}\"", new Shipped());
        Assert.Equal((TimeSpan.FromHours(hours), TimeSpan.Zero), (scenario.Horizon, scenario.Warmup.Fixed));
        Assert.Equal(new DateTime(2026, 11, 22, 10, 0, 0, DateTimeKind.Utc), ((Twin.Simulation.World.NetworkModel)scenario.Model).Scenario.Start);
    }

    [Fact]
    public void A_live_network_is_that_of_the_server_that_is_asked()
    {
        const string Live = "network: {live: true}\nteams: {per: city, people: 2}\nhorizon: 1d";
        var outlets = Twin.Simulation.World.SyntheticNetwork.Make(30, 3);
        var snapshot = new Twin.Domain.Snapshots.LiveSnapshot { At = new DateTime(2026, 11, 27, 2, 0, 0, DateTimeKind.Utc) };
        var server = new SentFiles(new Shipped().RuleBook, Twin.Domain.Escalation.EscalationPolicy.Default, new(outlets, snapshot, [], [Twin.Domain.Calendars.TradingCalendar.Standard]));
        var read = Yaml.Scenario(Live, server);
        var network = ((Twin.Simulation.World.NetworkModel)read.Model).Scenario;
        Assert.Same(outlets, network.Outlets);
        Assert.Equal((snapshot.At, TimeSpan.Zero), (network.Start, read.Warmup.Fixed));
        Assert.NotEqual(read.Hash, Yaml.Scenario(Live, new SentFiles(server.RuleBook, server.Policy, new(outlets, snapshot with { At = snapshot.At.AddHours(1) }, [], server.Live!.Calendars))).Hash);
        Assert.Null(Yaml.Read(Live, out var faults, new Shipped()));
        Assert.StartsWith("there is no running twin here to start from", Assert.Single(faults).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_hash_is_of_what_decides_the_outcome()
    {
        static string Hash(string text) => Yaml.Scenario(text).Hash;
        Assert.Equal(Hash("queue: {arrivals: 1/m, service: 1s}"), Hash("# a note\nqueue:\n  arrivals: 1/m\n  service: 1s\n"));
        Assert.NotEqual(Hash("queue: {arrivals: 1/m, service: 1s}"), Hash("queue: {arrivals: 1/m, service: 2s}"));
    }

    private sealed class Shipped : ScenarioFiles
    {
        public override RuleBook RuleBook { get; } = RuleBook.Read(DocumentText.Parse(Defaults.RuleBookYaml, DocumentFormat.Yaml, [])!, [])!;
    }
}
