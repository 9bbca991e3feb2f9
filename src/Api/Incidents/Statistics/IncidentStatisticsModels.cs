namespace Twin.Api.Incidents.Statistics;

/// <summary>Incidents that were opened within some time, and how long it took until they were mended.</summary>
/// <param name="From">Begin, included.</param>
/// <param name="To">End, excluded; now if a later one was asked for.</param>
/// <param name="By">What they are grouped by.</param>
/// <param name="Target">What is held against the restore times; absent when nothing is.</param>
/// <param name="Total">All of them, each once.</param>
/// <param name="Groups">As many as were asked for, in the order asked for.</param>
/// <param name="GroupCount">How many groups there are.</param>
/// <param name="Ungrouped">Incidents that are in no group: they have no such value.</param>
/// <param name="Earlier">The last incident before the time that would have been counted.</param>
/// <param name="CompleteSince">Not all incidents opened before this are kept in the list any more; absent when none is missing.</param>
public sealed record IncidentStatisticsModel(
    DateTime From, DateTime To, string By, TimeSpan? Target, IncidentFiguresModel Total, IReadOnlyList<IncidentGroupModel> Groups, int GroupCount, int Ungrouped, LastIncidentModel? Earlier,
    DateTime? CompleteSince);

/// <summary>Open, merged and restored add up to incidents. Times are from opening to resolved; quantiles are by nearest rank and absent when nothing was restored.</summary>
/// <param name="Merged">Taken in by another incident, with which they are over: they have no restore time.</param>
/// <param name="WithinTarget">Of the restored; absent without a target.</param>
/// <param name="WithinTargetShare">Within target of restored.</param>
/// <param name="FaultTime">Time in fault of all that are not merged, added up; of those still open until now.</param>
public sealed record IncidentFiguresModel(
    int Incidents, int Open, int Merged, int Restored, TimeSpan? RestoreP50, TimeSpan? RestoreP90, TimeSpan? RestoreP95, TimeSpan? RestoreMean, int? WithinTarget, double? WithinTargetShare,
    TimeSpan FaultTime, LastIncidentModel? Last, IReadOnlyList<CauseCountModel> Causes)
{
    private const int CausesMax = 5;

    internal static IncidentFiguresModel Of(RestoreTimes of, bool target) => new(
        of.Incidents, of.Open, of.Merged, of.Restored, of.Quantile(0.5), of.Quantile(0.9), of.Quantile(0.95), of.Mean,
        target ? of.WithinTarget : null, target && of.WithinTargetShare is { } share ? Math.Round(share, 6) : null,
        TimeSpan.FromMilliseconds(Math.Round(of.FaultTime.TotalMilliseconds)), of.Last is { } last ? new(last.Id, last.OpenedAt) : null, [.. of.Causes.Take(CausesMax)]);
}

/// <param name="Key">Code of a division, id of a rule, code of an outlet, device, model, access node or severity.</param>
/// <param name="Name">Of an outlet.</param>
public sealed record IncidentGroupModel(string Key, string? Name, IncidentFiguresModel Figures);

public sealed record LastIncidentModel(string Id, DateTime OpenedAt);

/// <summary>How many had this cause; the five commonest are told.</summary>
public sealed record CauseCountModel(string Rule, TitleModel Title, int Incidents);
