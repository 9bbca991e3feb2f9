using Twin.Grains.Cluster;
using Twin.Grains.Notifications;

namespace Twin.Api.Cluster;

/// <summary>Asks every silo and adds up what they have for the same receiver.</summary>
internal sealed class BacklogsEverywhere(IGrainFactory grains, SiloMap silos) : IBacklogs
{
    public async ValueTask<IReadOnlyList<Backlog>> Read()
    {
        var all = await Task.WhenAll(silos.Silos.Select(s => grains.Silo(s).Backlogs().AsTask()));
        return [.. all.SelectMany(b => b).GroupBy(b => (b.Type, b.Receiver)).Select(Sum).OrderByDescending(b => b.Waiting + b.Sending).ThenBy(b => b.Receiver, StringComparer.Ordinal)];
    }

    private static Backlog Sum(IEnumerable<Backlog> parts) => parts.Aggregate((a, b) => a with
    {
        Waiting = a.Waiting + b.Waiting,
        Sending = a.Sending + b.Sending,
        OldestAt = a.OldestAt < b.OldestAt ? a.OldestAt : b.OldestAt,
        // As long as one silo gets an answer, the receiver is not dead.
        FailingSince = a.FailingSince is { } x && b.FailingSince is { } y ? (x < y ? x : y) : null,
    });
}
