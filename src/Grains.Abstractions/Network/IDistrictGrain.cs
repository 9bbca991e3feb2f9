using Twin.Domain.Network;
using Twin.Grains.Incidents;

namespace Twin.Grains.Network;

/// <summary>
/// A county's index of its outlets: it keeps them watched and feeds their rows to every reader of the network. Key <c>d-320812</c>.
/// Never waits for an outlet, so an outlet may wait for it.
/// </summary>
[Alias("twin.IDistrictGrain")]
public interface IDistrictGrain : IGrainWithStringKey
{
    /// <summary>Adds an outlet, or takes its new row. Returns when its membership is durable.</summary>
    [Alias("Register")] ValueTask Register(OutletRow row);

    /// <summary>Removes an outlet for good. Returns when that is durable.</summary>
    [Alias("Unregister")] ValueTask Unregister(OutletCode code);

    /// <summary>A row changed: an outlet's status moved.</summary>
    [Alias("Report"), OneWay] Task Report(OutletRow row);

    /// <summary>An incident this district lists changed.</summary>
    [Alias("ReportIncident"), OneWay] Task ReportIncident(IncidentRow row);

    /// <summary>
    /// Starts or renews (leases run for <see cref="NetworkFeed.Lease"/>) a reader's feed and returns what it missed since its position: nothing,
    /// the changes, or the whole.
    /// </summary>
    [Alias("Subscribe")] ValueTask<DistrictChanges> Subscribe(INetworkFeed reader, FeedPosition known);

    /// <summary>What changed since a position: nothing, the changes, or the whole as far as it is known.</summary>
    [Alias("Changes")] ValueTask<DistrictChanges> Changes(FeedPosition known);

    /// <summary>Every outlet in the index, those included whose rows are not known yet.</summary>
    [Alias("Outlets")] ValueTask<OutletCode[]> Outlets();

    [Alias("Unsubscribe")] ValueTask Unsubscribe(INetworkFeed reader);

    /// <summary>
    /// Wakes the district and has it see to its outlets in the background: that it holds every row, and with <paramref name="devices"/> also that every device is
    /// watched. Called at start and again and again: it costs next to nothing when all is well. Returns how far it has come.
    /// </summary>
    /// <param name="cluster">The version of the cluster as the caller sees it, 0: not known. A newer one than before means that twins may have been lost, and all are looked after at once.</param>
    [Alias("Watch")] ValueTask<DistrictWatch> Watch(bool devices, long cluster);
}

/// <summary>How far a district has come since it was woken: outlets in its index, those whose rows it holds, and those whose devices are watched.</summary>
[GenerateSerializer, Immutable, Alias("twin.DistrictWatch")]
public readonly record struct DistrictWatch([property: Id(0)] int Outlets, [property: Id(1)] int Known, [property: Id(2)] int Watched);

/// <summary>A reader of the network, one per API node.</summary>
[Alias("twin.INetworkFeed")]
public interface INetworkFeed : IGrainObserver
{
    [Alias("Changed"), OneWay] Task Changed(DistrictChanges changes);
}

public static class NetworkFeed
{
    /// <summary>A reader that has not renewed for this long is forgotten.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
}
