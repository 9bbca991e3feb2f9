using Orleans.Concurrency;
using Twin.Domain.Network;
using Twin.Grains.Network;

namespace Twin.Grains.History;

/// <summary>
/// The past of a district's outlets: follows the district's feed and keeps a ledger of every day (UTC). Key <c>h-320812</c>. A change is stored within about a second;
/// what a crash lost of it is found again when the outlets report.
/// </summary>
[Alias("twin.IDistrictHistoryGrain")]
public interface IDistrictHistoryGrain : IGrainWithStringKey
{
    /// <summary>The district's feed.</summary>
    [Alias("Changed"), OneWay] Task Changed(DistrictChanges changes);

    /// <summary>Where the district's feed stands: what was missed is asked for.</summary>
    [Alias("Watch"), OneWay] Task Watch(FeedPosition position);

    /// <summary>The days from one date to another, both included, that are kept; today's as far as it has come, with changes not stored yet.</summary>
    [Alias("Days"), AlwaysInterleave] ValueTask<DistrictPast> Days(DateOnly first, DateOnly last);
}

/// <summary>Days of a district in order, each as <see cref="Domain.History.LedgerDay.Write"/> codes it. <see cref="Began"/>: the history reaches back to here; null: there is none.</summary>
[GenerateSerializer, Immutable, Alias("twin.DistrictPast")]
public sealed record DistrictPast([property: Id(0)] DivisionCode District, [property: Id(1)] DateTime? Began, [property: Id(2)] byte[][] Days);

public static class HistoryKeys
{
    public static IDistrictHistoryGrain History(this IGrainFactory grains, DivisionCode district) => grains.GetGrain<IDistrictHistoryGrain>($"h-{district}");

    /// <summary>The key of a stored day.</summary>
    public static string Ledger(DivisionCode district, DateOnly date) => $"y-{district}-{date:yyyyMMdd}";
}
