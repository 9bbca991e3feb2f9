using Twin.Domain.Incidents;
using Twin.Domain.Network;
using Twin.Domain.Snapshots;
using Twin.Grains.Documents;
using Twin.Grains.Network;
using Twin.Grains.Simulations;
using Twin.Notifications.Channels;

namespace Twin.Grains.Tests.Differential;

/// <summary>
/// A fork of the live network is to be believed because both go on alike: a bad day is played to real grains on a fake clock, worlds go on from snapshots of them taken at several times, the rest of the day is
/// played to all, and what their incidents then say is compared byte for byte: each next page, each hold that was running, each clock.
/// </summary>
[Collection(Alone.Name)]
public sealed class ForkTests
{
    private const int Minutes = 32;

    /// <summary>In the first trouble; after the policy has changed; after the rule book has.</summary>
    private static readonly int[] ForkedAt = [7, 14, 23];

    [Fact]
    public async Task A_fork_goes_on_as_the_live_network_does()
    {
        var log = EventLog.Of(20261127, TimeSpan.FromMinutes(Minutes));
        await using var network = await Network.Build();
        network.Post.Answer = message => DifferentialTests.Refuses(message.Notification) ? new SendResult.Refused("400") : null;
        var live = new LiveTwin(network);
        var player = new LogPlayer(log) { PlaysReopen = false };
        var forks = new List<(LiveSnapshot Snapshot, OutletProfile[] Outlets, LogPlayer Ahead, LoggedEvent.Document[] Documents)>();
        foreach (var minute in ForkedAt)
        {
            await player.To(live, minute * 60);
            var outlets = await Outlets(network, log);
            var before = Stored(network);
            var snapshot = await LiveFork.Take(network.Near, outlets, network.Time, evenAtRest: true);
            await network.Quiet();
            Assert.Equal(before, Stored(network));
            Assert.Equal(network.Now, snapshot.At);
            forks.Add((await Kept(snapshot, outlets), outlets, player.Again(), [.. log.Events.Where(e => e.Second < minute * 60).OfType<LoggedEvent.Document>()]));
        }
        await player.To(live, log.Seconds);
        SomethingWasGoingOn(forks.Select(f => f.Snapshot));

        var (all, standing) = (await live.Incidents(), await live.Outlets());
        foreach (var (snapshot, outlets, rest, documents) in forks)
        {
            var world = new WorldTwin(snapshot, outlets, new DifferentialTests.Letterbox(), documents);
            await rest.To(world, log.Seconds);
            var forked = await world.Incidents();
            // What was over and forgotten before the fork is not in it.
            var known = forked.Select(i => i.Id).ToHashSet(StringComparer.Ordinal);
            Incident[] expected = [.. all.Where(i => known.Contains(i.Id) || i.OpenedAt > snapshot.At || i.Phase < IncidentPhase.Closed)];
            var (a, b) = (DifferentialTests.Texts(expected, standing), DifferentialTests.Texts(forked, await world.Outlets()));
            Assert.True(a == b, $"The live network and its fork of {snapshot.At:HH:mm:ss} differ.\n{DifferentialTests.Difference(expected, a, forked, b)}");
            Assert.True(forked.Count(i => i.OpenedAt > snapshot.At) > 5, "Little has happened since.");
        }
    }

    private static void SomethingWasGoingOn(IEnumerable<LiveSnapshot> snapshots)
    {
        Incident[] incidents = [.. snapshots.SelectMany(s => s.Incidents)];
        Leg[] legs = [.. incidents.Where(i => i.Phase < IncidentPhase.Resolved).SelectMany(i => i.Legs).Where(l => l.Active)];
        Assert.Contains(legs, l => l is { Assignee: not null, Attended: true });
        Assert.Contains(legs, l => l is { NextStep: > 0, Attended: false, RunsFrom: not null });
        Assert.Contains(incidents, i => i.Phase == IncidentPhase.Resolved);
        Assert.Contains(snapshots, s => s.Roster.Count > 0);
        Assert.Contains(snapshots, s => s.Waiting.Count > 0 && s.RosterLooksAt > s.At);
        Assert.Contains(snapshots, s => s.Mutes.Count > 0);
        Assert.Contains(snapshots, s => s.Nodes.Any(n => n.Outage.Down && n.Incident is not null));
    }

    /// <summary>Every row of the store.</summary>
    private static Dictionary<string, string?> Stored(Network network) => network.Storage.Keys.ToDictionary(k => k, network.Storage.Stored);

    private static async Task<OutletProfile[]> Outlets(Network network, EventLog log)
    {
        var outlets = new List<OutletProfile>();
        foreach (var code in log.Outlets)
            if (await network.Near.Outlet(code).Read() is { } row) outlets.Add(row.Profile);
        await network.Ticked();
        await network.Quiet();
        return [.. outlets];
    }

    /// <summary>As a run keeps it.</summary>
    private static async Task<LiveSnapshot> Kept(LiveSnapshot snapshot, OutletProfile[] outlets)
    {
        var rows = new SimulationRows(new TestStorage());
        var document = new DocumentVersion(1, "", false, snapshot.At, "test");
        await rows.WriteSetting("sim-1", new(document, document, outlets) { Live = snapshot });
        return (await rows.Setting("sim-1"))!.Live!;
    }
}
