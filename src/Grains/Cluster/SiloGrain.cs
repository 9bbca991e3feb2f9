using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Twin.Domain.Muting;
using Twin.Grains.Hosting;
using Twin.Grains.Network;
using Twin.Grains.Notifications;
using Twin.Notifications;

namespace Twin.Grains.Cluster;

/// <summary>A silo's hand for those elsewhere. Calls of the devices it hands readings to stay within the silo, except those of twins that have not come home yet.</summary>
[GrainType("silo"), SiloPlacement, Reentrant]
public sealed partial class SiloGrain(INearTwins near, SharedFacts facts, Courier courier, IStoreHealth store, ILogger<SiloGrain> log) : Grain, ISiloGrain
{
    public async ValueTask<IngestOutcome[]?[]> Ingest(DeviceReadings[] batch)
    {
        var calls = new Task<IngestOutcome[]>[batch.Length];
        for (var i = 0; i < batch.Length; i++) calls[i] = Apply(batch[i]).AsTask();
        var outcomes = new IngestOutcome[]?[batch.Length];
        for (var i = 0; i < batch.Length; i++)
        {
            try
            {
                outcomes[i] = await calls[i];
            }
            catch (Exception failure) // whatever a grain or its store threw: the sender is told to send again
            {
                LogNotApplied(log, failure, batch[i].Device.ToString());
            }
        }
        return outcomes;
    }

    private ValueTask<IngestOutcome[]> Apply(DeviceReadings of)
    {
        var device = GrainFactory.Device(of.Device, of.Kind);
        return near.Device(device.GetGrainId()).ApplyAll(device, of.Readings);
    }

    public Task<bool> GoesBy(Mute mute, TimeSpan max) => facts.WaitFor(mute, max, CancellationToken.None);

    public ValueTask<Backlog[]> Backlogs() =>
        new([.. courier.Backlogs().Select(b => new Backlog(b.Type, b.Receiver, b.Waiting, b.Sending, b.OldestAt, b.FailingSince))]);

    public ValueTask<string?> StoreFault() => new(store.Fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Readings of {Device} could not be applied")]
    private static partial void LogNotApplied(ILogger log, Exception failure, string device);
}
