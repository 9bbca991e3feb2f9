using System.Collections.Concurrent;
using System.Security.Cryptography;
using Twin.Api.Incidents;
using Twin.Domain.Access;
using Twin.Domain.Incidents;
using Twin.Domain.Network;
using Twin.Grains.Incidents;
using Twin.Grains.Network;

namespace Twin.Api.View;

/// <summary>What became of a batch of a district's changes.</summary>
public enum FeedOutcome
{
    /// <summary>Taken; the position moved.</summary>
    Applied,

    /// <summary>All of it was known already.</summary>
    Stale,

    /// <summary>Something before it was missed: ask the district again. Nothing was taken.</summary>
    Gap,
}

/// <summary>
/// The rows of the network and the order in which they changed. One writer at a time, under a lock; readers take no lock: rows are immutable, and a
/// reader that meets one newer than the state it looks at finds the older in the log.
/// </summary>
public sealed partial class ViewState(int logCapacity = ViewState.DefaultLogCapacity) : IRowSource
{
    public const int DefaultLogCapacity = 65_536;

    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<long, ViewRow> _byCode = new();
    private readonly ConcurrentDictionary<string, IncidentRow> _incidents = new(StringComparer.Ordinal);
    private readonly Dictionary<DivisionCode, DistrictPart> _districts = [];
    private readonly ChangeSignal _signal = new();
    private Slots _slots = new(1_024);
    private int _used;
    private long _seq;
    private long _revision;

    /// <summary>Tells this process's order of changes from that of any other. At most 48 bits, so that it survives JavaScript.</summary>
    public long Epoch { get; } = 1 + (RandomNumberGenerator.GetInt32(int.MaxValue) * 65_536L) + RandomNumberGenerator.GetInt32(65_535);

    /// <summary>An incident that is open, or closed and still listed, as it looks from within some divisions; null when it has nothing to do with them.</summary>
    public IncidentRow? FindIncident(string id, DivisionLimit within) => _incidents.TryGetValue(id, out var row) ? IncidentSight.Of(row, within, this) : null;

    /// <summary>Every incident as it looks from within some divisions, in no particular order.</summary>
    public IReadOnlyList<IncidentRow> Incidents(DivisionLimit within) =>
        within.IsWhole ? [.. _incidents.Values] : [.. _incidents.Values.Select(row => IncidentSight.Of(row, within, this)).OfType<IncidentRow>()];

    public ChangeLog Log { get; } = new(logCapacity);
    internal RowWaiters Waiters { get; } = new();

    /// <summary>The number of the last change.</summary>
    public long Seq => Volatile.Read(ref _seq);

    /// <summary>The highest row revision seen. Read before <see cref="Seq"/>, it is never ahead of it.</summary>
    public long Revision => Volatile.Read(ref _revision);

    /// <summary>The present row of an outlet, or null when it is not registered within the divisions.</summary>
    public ViewRow? Find(OutletCode code, DivisionLimit within) => Find(ViewRow.KeyOf(code)) is { } row && within.Holds(row.District) ? row : null;

    /// <summary>The present row of a code, wherever it is, or null when there is none.</summary>
    internal ViewRow? Find(long key) => _byCode.TryGetValue(key, out var row) && row.Outlet is not null ? row : null;

    /// <summary>Every outlet there is now within the divisions, in no particular order.</summary>
    public IReadOnlyList<OutletRow> Present(DivisionLimit within) => [.. _byCode.Values.Where(row => within.Holds(row.District)).Select(row => row.Outlet).OfType<OutletRow>()];

    /// <summary>Completes at the next change after this call. Take it first, look second, await third.</summary>
    public Task NextChange => _signal.Next;

    /// <summary>How far a district's feed is known.</summary>
    public FeedPosition Position(DivisionCode district)
    {
        lock (_gate) return _districts.TryGetValue(district, out var part) ? part.Known : default;
    }

    public FeedOutcome Apply(DistrictChanges changes)
    {
        lock (_gate)
        {
            if (!_districts.TryGetValue(changes.District, out var part)) _districts[changes.District] = part = new();
            var outcome = Judge(changes, part.Known);
            if (outcome != FeedOutcome.Applied) return outcome;
            part.Known = changes.To;

            var before = _seq;
            foreach (var row in changes.Rows) Put(changes.District, row);
            foreach (var code in changes.Removed) Remove(changes.District, ViewRow.KeyOf(code));
            if (changes.Whole) RemoveAbsent(changes, part);
            foreach (var incident in changes.Incidents) Put(incident);
            if (changes.Whole) ForgetClosed(changes);
            if (_seq != before) _signal.Pulse();
            return outcome;
        }
    }

    // Changes that begin before the known place and end after it are taken: rows are whole, so taking one twice does no harm.
    private static FeedOutcome Judge(DistrictChanges changes, FeedPosition known)
    {
        var sameEpoch = changes.To.Epoch == known.Epoch;
        if (changes.Whole) return sameEpoch && changes.To.Version < known.Version ? FeedOutcome.Stale : FeedOutcome.Applied;
        if (!sameEpoch || changes.From.Epoch != known.Epoch || changes.From.Version > known.Version) return FeedOutcome.Gap;
        return changes.To.Version <= known.Version ? FeedOutcome.Stale : FeedOutcome.Applied;
    }

    // A district's feed is in order, so its own later row stands. Between two districts, as when an outlet moves, the higher revision does.
    private void Put(DivisionCode district, OutletRow row)
    {
        var key = ViewRow.KeyOf(row.Code);
        _byCode.TryGetValue(key, out var old);
        if (old is not null && old.Owner != district && row.RowRevision <= old.LastRevision) return;
        if (old?.Outlet is not null && old.Owner == district && row.RowRevision == old.LastRevision) return;
        if (old?.Outlet is not null && old.Owner != district) _districts[old.Owner].Codes.Remove(key);
        _districts[district].Codes.Add(key);
        Publish(new(key, _seq + 1, district, row, old), old);
    }

    // A removal by a district that no longer owns the outlet is the tail of a move.
    private void Remove(DivisionCode district, long key)
    {
        if (!_byCode.TryGetValue(key, out var old) || old.Outlet is null || old.Owner != district) return;
        _districts[district].Codes.Remove(key);
        Publish(new(key, _seq + 1, district, null, old), old);
    }

    private void RemoveAbsent(DistrictChanges whole, DistrictPart part)
    {
        var present = whole.Rows.Select(r => r.Code).Concat(whole.Pending).Select(ViewRow.KeyOf).ToHashSet();
        foreach (var key in part.Codes.Where(k => !present.Contains(k)).Order().ToArray()) Remove(whole.District, key);
    }

    // The order matters to readers without a lock: the log first, so that whoever meets the new row finds the old; the number last.
    private void Publish(ViewRow row, ViewRow? old)
    {
        Log.Append(new(row.Seq, old, row));
        if (row.Slot < 0) row.Slot = NewSlot();
        _slots.Put(row.Slot, row);
        _byCode[row.Key] = row;
        Volatile.Write(ref _seq, row.Seq);
        if (row.LastRevision > _revision) Volatile.Write(ref _revision, row.LastRevision);
        Waiters.Tell(row);
    }

    private void Put(IncidentRow incident)
    {
        _incidents.TryGetValue(incident.Id, out var before);
        if (before is not null && (before.Revision > incident.Revision || before.Equals(incident))) return;
        Log.Append(new(_seq + 1, before, incident));
        _incidents[incident.Id] = incident;
        Volatile.Write(ref _seq, _seq + 1);
        if (incident.Revision > _revision) Volatile.Write(ref _revision, incident.Revision);
    }

    // A district lists so many closed incidents and forgets the oldest; streams told of their end long ago.
    private void ForgetClosed(DistrictChanges whole)
    {
        var listed = whole.Incidents.Select(i => i.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var row in _incidents.Values)
            if (row.Phase == IncidentPhase.Closed && row.Home == whole.District && !listed.Contains(row.Id)) _incidents.TryRemove(row.Id, out _);
    }

    private sealed class DistrictPart
    {
        public FeedPosition Known { get; set; }
        public HashSet<long> Codes { get; } = [];
    }
}
