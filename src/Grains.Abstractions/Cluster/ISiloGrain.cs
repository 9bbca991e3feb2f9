using Twin.Domain.Muting;
using Twin.Grains.Network;
using Twin.Grains.Notifications;

namespace Twin.Grains.Cluster;

/// <summary>
/// What one silo does for whoever is elsewhere. Key <c>s-ADDRESS:PORT@GENERATION/N</c>: always on that very silo, in several copies <c>N</c>, so that its batches are not taken one after
/// the other. When the silo is gone, calls fail.
/// </summary>
[Alias("twin.ISiloGrain")]
public interface ISiloGrain : IGrainWithStringKey
{
    /// <summary>
    /// Applies readings of devices that are at home there, each device's in order; when it returns, every transition they caused is durable.
    /// </summary>
    /// <param name="packet">As a <see cref="ReadingsPacketWriter"/> wrote it.</param>
    /// <returns>An <see cref="IngestOutcome"/> for each reading, in the same order, or <see cref="ReadingsPacket.Failed"/> for those of a device that could not be reached or could not store.</returns>
    [Alias("IngestPacket")] ValueTask<byte[]> Ingest([Immutable] byte[] packet);

    /// <summary>Waits until the twins of that silo go by a mute as the book gave it back; one that was ended, until they no longer do. False when the time is up.</summary>
    [Alias("GoesBy")] Task<bool> GoesBy(Mute mute, TimeSpan max);

    /// <summary>Every receiver that has not taken all of what that silo has for it.</summary>
    [Alias("Backlogs")] ValueTask<Backlog[]> Backlogs();

    /// <summary>Why that silo cannot store anything just now; null: it can.</summary>
    [Alias("StoreFault")] ValueTask<string?> StoreFault();
}

public static class SiloKeys
{
    public static ISiloGrain Silo(this IGrainFactory grains, SiloAddress silo, int copy = 0) => grains.GetGrain<ISiloGrain>(KeyOf(silo, copy));

    public static string KeyOf(SiloAddress silo, int copy) => $"s-{silo.ToParsableString()}/{copy}";

    /// <summary>The silo a key names.</summary>
    public static SiloAddress SiloOf(string key) => SiloAddress.FromParsableString(key[2..key.LastIndexOf('/')]);
}
