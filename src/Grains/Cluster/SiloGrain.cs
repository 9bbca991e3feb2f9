using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Twin.Domain.Muting;
using Twin.Domain.Readings;
using Twin.Grains.Hosting;
using Twin.Grains.Network;
using Twin.Grains.Notifications;
using Twin.Notifications;

namespace Twin.Grains.Cluster;

/// <summary>A silo's hand for those elsewhere. Calls of the devices it hands readings to stay within the silo, except those of twins that have not come home yet.</summary>
[GrainType("silo"), SiloPlacement, Reentrant]
public sealed partial class SiloGrain(INearTwins near, TextCache texts, SharedFacts facts, Courier courier, IStoreHealth store, ILogger<SiloGrain> log) : Grain, ISiloGrain
{
    /// <summary>Readings whose outcomes follow: their device's twin is being asked, or stores something.</summary>
    private readonly record struct UnderWay(GrainId Device, int First, int Count, Task<IngestOutcome[]> Outcomes);

    public async ValueTask<byte[]> Ingest(byte[] packet)
    {
        var reader = new ReadingsPacketReader(packet, texts);
        var outcomes = new byte[reader.Readings];
        List<UnderWay>? underWay = null;
        for (var first = 0; reader.Next(out var device, out var readings); first += readings.Length)
            if (Begin(device, readings, outcomes.AsSpan(first, readings.Length)) is { } follows) (underWay ??= []).Add(new(device, first, readings.Length, follows));
        foreach (var of in underWay ?? [])
        {
            try
            {
                MemoryMarshal.AsBytes<IngestOutcome>(await of.Outcomes).CopyTo(outcomes.AsSpan(of.First));
            }
            catch (Exception failure) // whatever a grain or its store threw: the sender is told to send again
            {
                outcomes.AsSpan(of.First, of.Count).Fill(ReadingsPacket.Failed);
                LogNotApplied(log, failure, of.Device.ToString());
            }
        }
        return outcomes;
    }

    /// <summary>Applies a device's readings, without a call where that can be; null when that was all, and their outcomes are written.</summary>
    private Task<IngestOutcome[]>? Begin(GrainId id, Reading[] readings, Span<byte> written)
    {
        try
        {
            var twin = near.Device(id);
            var outcomes = MemoryMarshal.Cast<byte, IngestOutcome>(written);
            var said = twin?.TryApply(readings, outcomes) ?? NearApply.Busy;
            return said == NearApply.Applied ? null : twin.Finish(said, GrainFactory.GetGrain<IDeviceGrain>(id), readings, outcomes.ToArray()).AsTask();
        }
        catch (Exception failure)
        {
            return Task.FromException<IngestOutcome[]>(failure);
        }
    }

    public Task<bool> GoesBy(Mute mute, TimeSpan max) => facts.WaitFor(mute, max, CancellationToken.None);

    public ValueTask<Backlog[]> Backlogs() =>
        new([.. courier.Backlogs().Select(b => new Backlog(b.Type, b.Receiver, b.Waiting, b.Sending, b.OldestAt, b.FailingSince))]);

    public ValueTask<string?> StoreFault() => new(store.Fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Readings of {Device} could not be applied")]
    private static partial void LogNotApplied(ILogger log, Exception failure, string device);
}
