using Twin.Documents;
using Twin.Domain.Documents;
using Twin.Domain.FieldService;
using Twin.Domain.Incidents;
using Twin.Domain.Network;
using Twin.Domain.Readings;
using Twin.Domain.Rules;
using Twin.Domain.Snapshots;
using Twin.Domain.Teams;
using Twin.Grains.Network;
using Twin.Grains.Simulations;
using Twin.Simulation.Runs;
using Twin.Simulation.World;

namespace Twin.Grains.Tests.Simulations;

/// <summary>A scenario that begins with the live network: what is under way is brought to its end, by those who are there, and the live network is left as it is.</summary>
public sealed class ForkedRunTests : IAsyncLifetime
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly List<OutletCode> _outlets = [];
    private Network _network = null!;

    public async ValueTask InitializeAsync()
    {
        _network = await Network.Build();
        await _network.Teams(Network.Team("biz", Side.Business, "320812"), Network.Team("tel", Side.Telecom, "320812"));
    }

    public async ValueTask DisposeAsync() => await _network.DisposeAsync();

    [Fact]
    public async Task What_is_under_way_is_brought_to_its_end()
    {
        var (jammed, dark) = (await Add("3208120001", ["t1"]), await Add("3208120002", ["t1"]));
        OutletCode[] behind = [await Add("3208120011", ["l1", "t1"], "OLT-1"), await Add("3208120012", ["l1", "t1"], "OLT-1"), await Add("3208120013", ["l1", "t1"], "OLT-1")];
        await Add("3208120020", ["t1"]);
        await _network.Live(Minute);
        await _network.Keep(jammed, "t1", ("cutter", Value.Of("jammed")));
        var first = await _network.Opened("printer-cutter", Minute, jammed);
        await _network.Do(first, IncidentVerb.Assign, "biz-lead", "biz-eng");
        _network.Quiet(dark, "t1");
        foreach (var outlet in behind) await _network.Keep(outlet, "l1", ("los", Value.Of(true)));
        var node = await _network.Opened("shared-outage", Minute);
        var unanswered = await _network.Opened("terminal-offline", TimeSpan.FromMinutes(3), dark);
        await _network.Live(TimeSpan.FromMinutes(6));

        var before = _network.Storage.Keys.ToDictionary(k => k, _network.Storage.Stored);
        var outlets = await Profiles();
        var live = await LiveFork.Take(_network.Grains, outlets, _network.Time);
        await _network.Settle();
        Assert.Equal(before, _network.Storage.Keys.ToDictionary(k => k, _network.Storage.Stored));
        Assert.Equal(5, live.Outlets.Count);
        Assert.Equal(["OLT-1"], live.Nodes.Select(n => n.Name));
        Assert.Equal(new[] { first.Id, node.Id, unanswered.Id }.Order(), live.Incidents.Select(i => i.Id).Order());
        Assert.Equal(["biz-eng"], live.Roster.Select(a => a.PersonId));

        var result = Run(live, outlets, TimeSpan.FromHours(12));
        // Three things are broken; nothing else fails. One engineer mends what is jammed and then what is silent, another the node.
        Assert.Equal(3, Spread(result, "restore.open").Count);
        Assert.Equal(0, Figure(result, "openLeft"));
        Assert.Equal(0, Figure(result, "jobs"));
        Assert.Equal(2, Figure(result, "truckRolls"));
        // Whoever was sent set out from home, next door, minutes ago: they are there at once, and the repair takes half an hour. The node's crew is sent at once and leaves after a minute.
        Assert.InRange(Spread(result, "restore.open").Min, 1790, 1830);
        Assert.InRange(Spread(result, "restore.open").Max, 3660, 3720);
        Assert.Equal(result.Fingerprint, Run(live, outlets, TimeSpan.FromHours(12)).Fingerprint);
    }

    [Fact]
    public async Task A_fork_taken_under_load_holds_together()
    {
        for (var i = 0; i < 30; i++) await Add($"32081201{i:00}", ["l1", "t1", "c1"], i < 12 ? "OLT-1" : i < 20 ? "OLT-2" : null);
        await _network.Policy("autoAssign: true\ncorrelationHold: 2s\nverifyFor: 20s\nsteps:\n  - {after: 0s, notify: [on-shift]}\n  - {after: 30s, notify: [lead]}");
        await _network.Live(TimeSpan.FromSeconds(5));
        var outlets = await Profiles();
        using var stop = new CancellationTokenSource();
        // Faults come and go at many outlets at once while forks are taken: nobody waits for anybody.
        var load = Enumerable.Range(0, 4).Select(worker => Task.Run(async () =>
        {
            for (var (n, random) = (0, new Random(worker)); !stop.IsCancellationRequested; n++)
            {
                var outlet = _outlets[random.Next(_outlets.Count)];
                var bad = random.Next(2) == 0;
                if (random.Next(2) == 0) await _network.Say(outlet, "t1", ("cutter", Value.Of(bad ? "jammed" : "ok")));
                else await _network.Say(outlet, "l1", ("los", Value.Of(bad)));
                if (worker == 0 && n % 5 == 0) _network.Time.Advance(TimeSpan.FromMilliseconds(500));
            }
        })).ToArray();
        var forks = new List<LiveSnapshot>();
        while (forks.Count < 25 || (forks.Count < 400 && forks.Count(f => f.Incidents.Any()) < 10)) forks.Add(await LiveFork.Take(_network.Grains, outlets, _network.Time));
        await stop.CancelAsync();
        await Task.WhenAll(load);
        await _network.Settle();
        Assert.True(forks.Count(f => f.Incidents.Any()) >= 10, "Little was going on.");
        foreach (var fork in forks) HoldsTogether(fork, outlets);
    }

    private static void HoldsTogether(LiveSnapshot fork, OutletProfile[] outlets)
    {
        // Nobody is at two places.
        Roster.Of(fork.Roster);
        foreach (var outlet in fork.Outlets)
        {
            // An outlet's incident is there in the state it has told, unless it is only about to open it.
            foreach (var known in outlet.Causes.Incidents)
                if (outlet.Incidents.FirstOrDefault(i => i.Id == known.Id) is { } incident) Assert.Equal(outlet.Code, incident.Report.Place.Outlet);
            Assert.Equal(outlet.Devices.Count, outlets.Single(o => o.Code == outlet.Code).Devices.Count);
        }
        Assert.Distinct(fork.Incidents.Select(i => i.Id));
        // Going on with it, every fault has one incident.
        var world = new NetworkWorld(fork.At);
        world.Use(Shipped());
        world.GoOn(fork, outlets);
        world.RunTo(fork.At.AddSeconds(10));
        var open = world.Incidents.Where(i => i.Phase < IncidentPhase.Resolved).ToArray();
        Assert.Distinct(open.Select(i => $"{i.Report.Place.Key} {i.Report.Cause.Device?.Id} {i.Report.Cause.Rule}"));
        // Each of them has an owner that knows it: what is taken out of the registry takes its incidents along.
        foreach (var outlet in fork.Outlets) world.Delete(outlet.Code);
        world.RunTo(fork.At.AddMinutes(1));
        Assert.DoesNotContain(world.Incidents, i => i.Report.Scope == IncidentScope.Outlet && i.Phase < IncidentPhase.Closed);
    }

    private async Task<OutletCode> Add(string code, string[] devices, string? node = null)
    {
        var outlet = await _network.Add(code, devices, node);
        _outlets.Add(outlet);
        return outlet;
    }

    private async Task<OutletProfile[]> Profiles()
    {
        var profiles = new List<OutletProfile>();
        foreach (var code in _outlets) profiles.Add((await _network.Grains.Outlet(code).Read())!.Profile);
        return [.. profiles];
    }

    private ReplicationResult Run(LiveSnapshot live, OutletProfile[] outlets, TimeSpan horizon)
    {
        var repair = new Twin.Simulation.Distributions.Fixed(1800);
        var scenario = new NetworkScenario
        {
            Outlets = outlets,
            Live = live,
            Start = live.At,
            Horizon = horizon,
            RuleBook = Shipped(),
            Teams = _network.Documents.Teams.Teams,
            Devices = Enum.GetValues<DeviceKind>().ToDictionary(k => k, _ => new Failures(0, repair)),
            AccessNodes = new(0, new Twin.Simulation.Distributions.Fixed(3600)),
        };
        return new NetworkModel(scenario).Run(new(1, 0, TimeSpan.Zero, CancellationToken.None));
    }

    private static double Figure(ReplicationResult result, string name) => result.Metrics.Single(m => m.Name == name).Value;

    private static Spread Spread(ReplicationResult result, string name) => result.Metrics.Single(m => m.Name == name).Spread!;

    private static RuleBook Shipped() => RuleBook.Read(DocumentText.Parse(Defaults.RuleBookYaml, DocumentFormat.Yaml, [])!, [])!;
}
