using Twin.LoadTests.Measures;

namespace Twin.LoadTests.Fleet;

/// <summary>All devices of a network in batches of a hundred. The batches remember what they last said, over restarts of the server too.</summary>
public sealed class LoadFleet(Network network, int seed, string? key)
{
    public const int BatchReadings = 100;

    public Network Network => network;

    public IReadOnlyList<Batch> Batches { get; } = [.. network.Shuffled(seed).Chunk(BatchReadings).Select(devices => Batch.Of(devices, key))];

    private readonly Batch[] _probes = [.. Enumerable.Range(network.Outlets, network.Probes).SelectMany(network.DevicesOf).Chunk(BatchReadings).Select(devices => Batch.Of(devices, key))];

    public TelemetrySender[] Senders(Uri server, int connections, Func<Outcome, bool>? sendAgain = null) => TelemetrySender.Make([server], Batches, connections, sendAgain);

    /// <summary>Every device is heard once, so that what follows changes nothing.</summary>
    public async Task SayHello(Uri server, int connections = 8)
    {
        await Once(Senders(server, connections));
        await HearProbes(server);
    }

    /// <summary>The devices of some outlets are heard, as they would be as soon as they are registered.</summary>
    public Task SayHello(Uri server, int from, int to, int connections = 8) =>
        Once(TelemetrySender.Make([server], [.. Enumerable.Range(from, to - from).SelectMany(network.DevicesOf).Chunk(BatchReadings).Select(devices => Batch.Of(devices, key, numbered: false))], connections));

    /// <summary>The devices of the probes are heard again.</summary>
    public Task HearProbes(Uri server) => Once(TelemetrySender.Make([server], _probes, 1));

    private static async Task Once(TelemetrySender[] senders)
    {
        await Task.WhenAll(senders.Select(s => Task.Run(async () =>
        {
            for (var i = 0; i < s.Batches; i++)
                if ((await s.SendAsync()) is { Failure: { } failure }) throw new IOException($"the first readings of the fleet were not taken: {failure}");
        })));
        foreach (var sender in senders) sender.Dispose();
    }
}
