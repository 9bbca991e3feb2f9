using Twin.Domain.Explanation;
using Twin.Domain.Incidents;
using Twin.Grains.Explanation;
using Twin.Grains.Incidents;

namespace Twin.Grains.Network;

/// <summary>The incidents a district lists. Open ones say so again after a restart; closed ones are only found here.</summary>
public sealed class DistrictIncidents
{
    public List<IncidentRow> Rows { get; set; } = [];
}

/// <summary>The list of the district's incidents, and how many of its devices are heard.</summary>
public sealed partial class DistrictGrain
{
    private static readonly TimeSpan StoreIncidentsAfter = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, (IncidentRow Row, long Version)> _incidents = new(StringComparer.Ordinal);
    private IGrainTimer? _storing;
    private bool _toStore;
    private IGrainTimer? _counting;
    private bool _toCount;
    private SilenceCensus? _census;

    public Task ReportIncident(IncidentRow row)
    {
        if (_incidents.TryGetValue(row.Id, out var known) && (known.Row.Revision > row.Revision || Same(known.Row, row))) return Task.CompletedTask;
        _incidents[row.Id] = (row, NextVersion());
        if (_incidents.Count > IncidentLists.ClosedMax) DropOldest();
        _storing ??= this.RegisterGrainTimer(static (self, _) => self.StoreIncidents(), this, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { Interleave = true });
        if (!_toStore) _storing.Change(StoreIncidentsAfter, Timeout.InfiniteTimeSpan);
        _toStore = true;
        return Task.CompletedTask;
    }

    private static bool Same(IncidentRow a, IncidentRow b) => a.Revision == b.Revision && a.Legs.SequenceEqual(b.Legs) && a.Paused == b.Paused;

    private void RestoreIncidents()
    {
        foreach (var row in listed.State.Rows) _incidents[row.Id] = (row, 1);
        if (_incidents.Count > 0) _version = _told = 1;
    }

    private IncidentRow[] IncidentsSince(long version) =>
        [.. _incidents.Values.Where(i => i.Version > version).OrderBy(i => i.Version).ThenBy(i => i.Row.Id, StringComparer.Ordinal).Select(i => i.Row)];

    /// <summary>
    /// Has every incident that is listed as open look again and say where it stands: a row that a crash kept from being stored is put right, and an incident that was lost from memory
    /// is woken.
    /// </summary>
    private void AskOpenIncidents()
    {
        foreach (var (row, _) in _incidents.Values)
            if (row.Phase != IncidentPhase.Closed) _ = GrainFactory.Incident(row.Id).Reconsider();
    }

    private void DropOldest()
    {
        var closed = _incidents.Values.Where(i => i.Row.Phase == IncidentPhase.Closed).OrderBy(i => i.Row.ClosedAt).Select(i => i.Row.Id).ToArray();
        foreach (var id in closed.Take(closed.Length - IncidentLists.ClosedKept)) _incidents.Remove(id);
    }

    private async Task StoreIncidents()
    {
        _toStore = false;
        listed.State.Rows = [.. _incidents.Values.OrderBy(i => i.Version).Select(i => i.Row)];
        try
        {
            await listed.WriteStateAsync();
        }
        catch (Orleans.Storage.InconsistentStateException failure)
        {
            // Another activation was here: this one could never store anything again.
            LogNotStored(log, failure, Code);
            DeactivateOnIdle();
        }
        catch (Exception failure)
        {
            LogNotStored(log, failure, Code);
            _toStore = true;
            _storing!.Change(StoreIncidentsAfter, Timeout.InfiniteTimeSpan);
        }
    }

    private void CountSilenceSoon()
    {
        _counting ??= this.RegisterGrainTimer(static (self, _) => self.CountSilence(), this, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { Interleave = true });
        if (!_toCount) _counting.Change(SilenceCounter.CountAfter, Timeout.InfiniteTimeSpan);
        _toCount = true;
    }

    private Task CountSilence()
    {
        _toCount = false;
        var counter = new SilenceCounter(shared.Network, clock.Now().Wall);
        var elsewhere = _heard;
        foreach (var code in _quiet)
        {
            var entry = _outlets[code];
            counter.Add(code, entry.Row!.Profile.AccessNode, entry.Talk);
            elsewhere -= entry.Talk.Heard;
        }
        counter.AddHeard(elsewhere);
        var census = counter.Census();
        if (_census is { } told && told.Heard == census.Heard && told.Silent.SequenceEqual(census.Silent)) return Task.CompletedTask;
        _census = census;
        _ = GrainFactory.Network().Report(Code, census);
        return Task.CompletedTask;
    }
}
