using System.Collections.Concurrent;
using Twin.Domain.Explanation;
using Twin.Domain.Network;
using Twin.Domain.Snapshots;
using Twin.Grains.Explanation;
using Twin.Grains.Incidents;
using Twin.Grains.Muting;
using Twin.Grains.Network;

namespace Twin.Grains.Simulations;

/// <summary>Takes a <see cref="LiveSnapshot"/> of the running network, which goes on meanwhile and is left as it is.</summary>
public static class LiveFork
{
    /// <summary>Outlets asked at one time.</summary>
    private const int AskedMax = 64;
    private static readonly long SlotTicks = TimeSpan.FromMilliseconds(100).Ticks;

    /// <param name="grains">The network.</param>
    /// <param name="outlets">All outlets there are.</param>
    /// <param name="time">The clock.</param>
    /// <param name="evenAtRest">Outlets that have been well, too.</param>
    public static async Task<LiveSnapshot> Take(IGrainFactory grains, IReadOnlyCollection<OutletProfile> outlets, TimeProvider time, bool evenAtRest = false)
    {
        var found = await Ask(outlets.Select(o => o.Code), code => grains.Outlet(code).Fork(evenAtRest));
        // Nodes after outlets: an outlet that is told of its node in between hears of it again, one that is not would wait for it.
        var nodes = await Ask(outlets.Select(o => o.AccessNode).OfType<string>().Distinct(), node => grains.AccessNode(node).Fork());
        var network = await grains.Network().Fork();
        var mutes = (await grains.MuteBook().Changes(-1)).Mutes ?? [];
        // Last: whoever is assigned by what was seen is in it, and whom it no longer holds for what was not is let go.
        var roster = await grains.Roster().Fork();
        var now = time.GetUtcNow().UtcDateTime;
        return new()
        {
            At = new((now.Ticks + SlotTicks - 1) / SlotTicks * SlotTicks, DateTimeKind.Utc),
            Outlets = [.. found.OrderBy(o => o.Code)],
            Nodes = [.. nodes.OrderBy(n => n.Name, StringComparer.Ordinal)],
            Silence = network.Silence,
            SilenceIncident = network.Incident,
            Roster = roster.Assignments,
            Waiting = roster.Waiting,
            RosterLooksAt = roster.LooksAt,
            Mutes = mutes,
        };
    }

    private static async Task<IReadOnlyCollection<TAnswer>> Ask<TKey, TAnswer>(IEnumerable<TKey> keys, Func<TKey, ValueTask<TAnswer?>> ask) where TAnswer : class
    {
        var answers = new ConcurrentBag<TAnswer>();
        await Parallel.ForEachAsync(keys, new ParallelOptions { MaxDegreeOfParallelism = AskedMax }, async (key, _) =>
        {
            if (await ask(key) is { } answer) answers.Add(answer);
        });
        return answers;
    }
}
