namespace Twin.LoadTests.Fleet;

/// <summary>All devices of a network in batches of a hundred. The batches remember what they last said, over restarts of the server too.</summary>
public sealed class LoadFleet(Network network, int seed, string? key)
{
    public const int BatchReadings = 100;

    public Network Network => network;

    public IReadOnlyList<Batch> Batches { get; } = [.. network.Shuffled(seed).Chunk(BatchReadings).Select(devices => Batch.Of(devices, key))];

    public TelemetrySender[] Senders(Uri server, int connections) => TelemetrySender.Make(server, Batches, connections);

    /// <summary>Every device is heard once, so that what follows changes nothing.</summary>
    public async Task SayHello(Uri server, int connections = 8)
    {
        var senders = Senders(server, connections);
        await Task.WhenAll(senders.Select(s => Task.Run(async () =>
        {
            for (var i = 0; i < s.Batches; i++)
                if ((await s.SendAsync()) is { Failure: { } failure }) throw new IOException($"the first readings of the fleet were not taken: {failure}");
        })));
        foreach (var sender in senders) sender.Dispose();
    }
}
